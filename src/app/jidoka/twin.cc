// `jidoka twin`: a simulated plant, either as files of what it lived through (--out), or live against a server.
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <array>
#include <atomic>
#include <cmath>
#include <csignal>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <thread>

#include "http/server.h"
#include "jidoka/command.h"
#include "jidoka/plant_files.h"
#include "jidoka/system.h"
#include "jidoka/twin_broker.h"
#include "jidoka/twin_floor.h"
#include "jidoka/twin_history.h"
#include "plant/documents.h"

namespace jidoka::app {

namespace {

constexpr Duration longest_pause = milliseconds(200);
constexpr Duration longest_made_up = minutes(10);

struct Settings {
  std::string plant;
  std::string parameters;
  std::string server;
  std::string token_env = "JIDOKA_TOKEN";
  std::string listen;
  std::string secret_env;
  std::string mqtt;
  double speed = 1;
  std::uint64_t seed = 7;
  std::vector<std::string> disturbances;
  std::string history = "0s";
  std::string until;
  std::string out;
  TwinFloor::Sources sources;
};

// SIGINT, SIGTERM and lines on the standard input, on a thread of its own; they end in the inbox.
class Watch {
 public:
  explicit Watch(TwinInbox& inbox) : inbox_(inbox) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    thread_ = std::thread([this] { watch(); });
  }
  ~Watch() {
    over_ = true;
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  void watch() {
    const timespec pause{0, 100'000'000};
    while (!over_) {
      if (sigtimedwait(&signals_, nullptr, &pause) > 0) return inbox_.end();
      if (is_open_) read_lines();
    }
  }
  void read_lines() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, 0) <= 0) return;
    std::array<char, 512> bytes{};
    const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0) {
      is_open_ = false;
      return;
    }
    line_.append(bytes.data(), static_cast<std::size_t>(count));
    for (std::size_t end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
      if (end > 0) inbox_.leave(line_.substr(0, end));
      line_.erase(0, end + 1);
    }
  }

  TwinInbox& inbox_;
  sigset_t signals_{};
  std::atomic<bool> over_ = false;
  bool is_open_ = true;
  std::string line_;
  std::thread thread_;
};

Result<twin::Layout> read_layout(const Settings& settings) {
  const PlantFiles files = read_plant_files({settings.plant});
  if (!files.errors.empty()) return fail(files.errors.front());
  const auto checked = plant::check_documents(plant::Model{}, files.documents);
  if (!checked) {
    const Text first = plant::shown(checked.error().front());
    return fail(Code::invalid, "plant-documents", first);
  }
  twin::Parameters parameters;
  if (!settings.parameters.empty()) {
    std::ifstream stream(settings.parameters, std::ios::binary);
    if (!stream)
      return fail(Code::not_found, "unreadable",
                  {settings.parameters + " cannot be read.", "无法读取 " + settings.parameters + "。"});
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    TRY(parameters, twin::parse_parameters(text, settings.parameters));
  }
  return twin::Layout::create(checked->model, parameters);
}

struct Planned {
  twin::Index disturbance;
  Duration after;
};
Result<Planned> parse_disturbance(const twin::Layout& layout, const std::string& text) {
  const std::size_t at = text.find('@');
  Planned planned{layout.find_disturbance(text.substr(0, at)), Duration{0}};
  if (planned.disturbance == twin::none) {
    std::string known;
    for (const twin::DisturbancePlan& plan : layout.disturbances) known += (known.empty() ? "" : ", ") + plan.name;
    return fail(Code::invalid, "unknown-disturbance",
                {"There is no disturbance " + text.substr(0, at) + "; there are: " + known + ".",
                 "没有名为 " + text.substr(0, at) + " 的扰动；可选：" + known + "。"});
  }
  if (at != std::string::npos) {
    TRY(planned.after, parse_duration(text.substr(at + 1)));
  }
  return planned;
}

struct Past {
  Instant from;
  Instant until;
};
Result<Past> past_of(const Settings& settings, Instant now) {
  Past past{now, now};
  if (!settings.until.empty()) {
    TRY(past.until, parse_instant(settings.until));
  }
  TRY(const Duration history, parse_duration(settings.history));
  past.from = past.until - history;
  return past;
}

Result<int> write_files(Console& console, const Settings& settings, const twin::Layout& layout) {
  SystemClock clock;
  const Instant began = clock.now();
  TRY(const Past past, past_of(settings, began));
  TRY(const WrittenHistory written, write_history(layout, settings.seed, past.from, past.until, settings.out));
  const double seconds = static_cast<double>((clock.now() - began).ns) / 1e9;
  console.out << console.say({fmt::format("{} acts, {} readings in {} rows: {} in {:.2f} s", written.acts,
                                          written.readings, written.rows, settings.out, seconds),
                              fmt::format("{} 条生产记录，{} 个读数，共 {} 行：已写入 {}，用时 {:.2f} 秒", written.acts,
                                          written.readings, written.rows, settings.out, seconds)})
              << '\n';
  return done;
}

// What the machine does, and what it says to that.
TwinAnswer obey(TwinFloor& floor, twin::Twin& plant, const twin::Layout& layout, const TwinCommand& command) {
  const std::string& id = command.equipment;
  const twin::Index place = layout.find_equipment(id);
  floor.say({fmt::format("command for {}: {} ({})", id, command.command, command.reason.en),
             fmt::format("{} 收到指令：{}（{}）", id, command.command, command.reason.zh)});
  if (place == twin::none) return {false, "there is no such machine（没有这台设备）"};
  if (command.command == "stop") {
    if (!floor.is_stopped(place)) return {true, "restarted since（此后已恢复运行）"};
    plant.stop(place);
    return {true, "no run begins any more（不再开始新的作业）"};
  }
  if (command.command != "restart") return {false, "this machine cannot do that（该设备不支持此指令）"};
  if (plant.is_stopped(place)) {
    plant.restart(place);
    floor.say({id + " runs again", id + " 恢复运行"});
  }
  return {true, "runs again（已恢复运行）"};
}

void begin_disturbance(TwinFloor& floor, twin::Twin& plant, const twin::Layout& layout, const std::string& text,
                       const TimeMap& time, Instant from) {
  const auto planned = parse_disturbance(layout, text);
  if (!planned) return floor.say(planned.error().text);
  plant.disturb(planned->disturbance, time.twin_of(from + planned->after));
}

Result<int> run_live(Console& console, const Settings& settings, const twin::Layout& layout) {
  SystemClock clock;
  TwinInbox inbox;
  const Watch watch(inbox);
  TRY(ApiClient api, ApiClient::connect_to(settings.server, settings.token_env));
  std::unique_ptr<http::Server> listener;
  if (!settings.listen.empty()) {
    const char* secret = settings.secret_env.empty() ? nullptr : std::getenv(settings.secret_env.c_str());
    TRY(listener, listen_for_commands(settings.listen, secret == nullptr ? "" : secret, inbox));
  }
  std::unique_ptr<TwinBroker> broker;
  if (!settings.mqtt.empty()) {
    TRY(broker, TwinBroker::connect_to(settings.mqtt, layout, inbox));
  }
  TRY(const Past past, past_of(settings, clock.now()));
  twin::Foreman foreman(layout);
  twin::Twin plant(layout, settings.seed, past.from, foreman);
  twin::live_through(plant, layout, foreman, past.until);
  const Instant began = clock.now();
  // A history that ended a moment ago goes on without a gap: what was lived since is made up for at once.
  const bool goes_on = settings.speed == 1 && began - past.until < longest_made_up;
  const TimeMap time{past.until, goes_on ? past.until : began, settings.speed};
  TwinFloor floor(layout, std::move(api), time, settings.sources, console);
  if (broker) floor.send_process_by([&](const twin::Reading& reading, Instant at) { broker->take(reading, at); });
  plant.hand_over_to(floor);
  for (const std::string& text : settings.disturbances) begin_disturbance(floor, plant, layout, text, time, began);
  floor.say({fmt::format("the plant runs, {} times as fast as its clock", settings.speed),
             fmt::format("工厂开始运行，速度为实际的 {} 倍", settings.speed)});
  while (!floor.has_given_up()) {
    plant.run_until(time.twin_of(clock.now()));
    floor.flush();
    if (broker) broker->flush();
    const Duration pause = time.world_of(plant.next()) - clock.now();
    const TwinInbox::Content came = inbox.take(std::clamp(pause, milliseconds(5), longest_pause));
    if (came.ends) return done;
    for (const TwinCommand& command : came.commands) {
      const TwinAnswer answer = obey(floor, plant, layout, command);
      if (command.came_by == TwinCommand::Way::broker)
        broker->acknowledge(command, answer);
      else
        floor.acknowledge(command, answer);
    }
    for (const std::string& text : came.disturbances) begin_disturbance(floor, plant, layout, text, time, clock.now());
  }
  return fail(Code::unavailable, "server-lost",
              {"The server has not answered for a minute; the twin stops.", "服务器一分钟未应答，孪生停止运行。"});
}

Result<int> run_twin(Console& console, const Settings& settings) {
  const auto wrong = [&](const Text& text) {
    console.err << "jidoka: " << console.say(text) << '\n';
    return wrong_usage;
  };
  if (settings.out.empty() == settings.server.empty())
    return wrong(
        {"say where: --server URL, or --out FOLDER with --history", "请指定 --server URL，或 --out 目录和 --history"});
  if (!(settings.speed > 0) || settings.speed > 10'000)
    return wrong({"--speed is above 0 and at most 10000", "--speed 须大于 0 且不超过 10000"});
  TRY(const twin::Layout layout, read_layout(settings));
  for (const std::string& text : settings.disturbances) TRY_VOID(parse_disturbance(layout, text));
  return settings.out.empty() ? run_live(console, settings, layout) : write_files(console, settings, layout);
}

}  // namespace

Run twin_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  const auto text = [&](const char* name, std::string& value, const Text& help) {
    return app.add_option(name, value, options.help(help));
  };
  text("--plant", settings->plant, {"Folder of the plant's documents", "工厂文件目录"})->required();
  text("--parameters", settings->parameters,
       {"What the documents do not say: times, noise, disturbances (YAML)",
        "工厂文件未说明的参数：节拍、波动、扰动（YAML）"});
  text("--server", settings->server, {"Run live against this server", "连接此服务器实时运行"});
  text("--token-env", settings->token_env,
       {"Environment variable with a token of the role station", "存放工位令牌的环境变量"})
      ->capture_default_str();
  text("--listen", settings->listen, {"ADDRESS:PORT that takes the server's commands", "接收服务器指令的 地址:端口"});
  text("--secret-env", settings->secret_env,
       {"Environment variable with the secret that signs commands", "存放指令签名密钥的环境变量"});
  text("--mqtt", settings->mqtt,
       {"Broker (mqtt://host:1883) for the machines' readings and commands, instead of HTTP",
        "MQTT 服务器（mqtt://主机:1883）：机器读数和指令经此收发，不经 HTTP"});
  text("--source", settings->sources.process, {"Source of what has a period", "周期性读数的数据源编号"})
      ->capture_default_str();
  text("--station-source", settings->sources.stations, {"Source of what is measured on units", "单件测量的数据源编号"})
      ->capture_default_str();
  app.add_option("--speed", settings->speed, options.help({"Times as fast as the clock", "相对实际时间的倍速"}))
      ->capture_default_str();
  app.add_option("--seed", settings->seed, options.help({"The same seed, the same plant", "随机种子，相同则结果相同"}))
      ->capture_default_str();
  app.add_option("--disturbance", settings->disturbances,
                 options.help({"NAME[@TIME] since the start; also as lines on the standard input",
                               "名称[@时间]，自启动起算；运行中也可从标准输入逐行输入"}));
  text("--history", settings->history, {"How long it lived before, such as 7d", "此前的历史时长，例如 7d"})
      ->capture_default_str();
  text("--until", settings->until, {"When that history ends; now by default", "历史结束的时刻；默认为现在"});
  text("--out", settings->out, {"Write the history into this folder instead", "将历史写入此目录，不连接服务器"});
  return [settings](Console& console) { return run_twin(console, *settings); };
}

}  // namespace jidoka::app
