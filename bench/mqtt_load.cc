// Loads a broker, or a server as if it were one, with messages of 138 bytes at QoS 1.
//
//   mqtt_load publish PORT CONNECTIONS SECONDS WINDOW   publishes as fast as the broker confirms; each connection has
//   at
//                                                       most WINDOW messages unconfirmed
//   mqtt_load sink PORT SECONDS                         subscribes and acknowledges at once: what the broker can relay
//   mqtt_load broker PORT SECONDS                       is a tiny broker for one client: sends as fast as that client
//                                                       acknowledges, which a server does when the readings are on disk
//   mqtt_load sparkplug PORT SECONDS                    the same with Sparkplug: 100 nodes with a device each, ten
//                                                       metrics by alias in every message
// Each message is one reading of one machine, 100 machines. A figure counts confirmations.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mqtt/client.h"
#include "sparkplug/payload.h"
#include "sparkplug/topic.h"

namespace jidoka::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int machines = 100;
constexpr std::size_t message_size = 138;
constexpr std::int64_t first_ns = 1'767'225'600'000'000'000;  // 2026-01-01T00:00:00Z

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

std::string topic_of(std::int64_t machine) { return fmt::format("plant/B0-{:03}/data", machine); }
std::string payload_of(std::int64_t number) {
  std::string text = fmt::format(R"({{"ts":{},"t0":{}.{},"serial":"SN-{:08}","note":")", first_ns + number * 1'000'000,
                                 229 + number % 3, number % 10, number / 50);
  text.append(message_size - text.size() - 2, 'x');
  return text + "\"}";
}

mqtt::Options options_for(const std::string& port, std::string id) {
  mqtt::Options options;
  options.host = "127.0.0.1";
  options.port = port;
  options.connect.client_id = std::move(id);
  options.connect.clean = true;
  options.connect.session_expiry_s = 0;
  return options;
}

// One connection: as many messages on their way as the window allows.
class Publisher final : public mqtt::Listener {
 public:
  Publisher(mqtt::Network& network, const std::string& port, std::int64_t machine, int window)
      : machine_(machine), window_(window) {
    network.post([&network, this, options = options_for(port, fmt::format("bench-{}", machine))]() mutable {
      client_ = mqtt::Client::start(network, std::move(options), *this);
    });
  }
  void on_messages(std::span<const mqtt::Message>) override {}
  void on_connected(bool) override {
    for (int i = 0; i < window_; ++i) next();
  }
  std::uint64_t confirmed() const { return confirmed_.load(); }
  void stop() { is_stopping_ = true; }
  void end() { client_.reset(); }

 private:
  void next() {
    if (is_stopping_) return;
    client_->publish({topic_of(machine_), payload_of(number_++), 1, false}, [this](Result<void> done) {
      if (!done) return;
      confirmed_.fetch_add(1, std::memory_order_relaxed);
      next();
    });
  }
  std::int64_t machine_;
  int window_;
  std::int64_t number_ = 0;
  std::atomic<std::uint64_t> confirmed_{0};
  std::atomic<bool> is_stopping_{false};
  std::unique_ptr<mqtt::Client> client_;
};

int publish(const std::string& port, int connections, double seconds, int window) {
  mqtt::Network network;
  std::vector<std::unique_ptr<Publisher>> publishers;
  publishers.reserve(static_cast<std::size_t>(connections));
  for (int c = 0; c < connections; ++c)
    publishers.push_back(std::make_unique<Publisher>(network, port, c % machines, window));
  const auto confirmed = [&] {
    std::uint64_t sum = 0;
    for (const auto& publisher : publishers) sum += publisher->confirmed();
    return sum;
  };
  while (confirmed() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const auto began = Clock::now();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  for (const auto& publisher : publishers) publisher->stop();
  fmt::print("published {} messages_per_second {:.0f}\n", confirmed(),
             static_cast<double>(confirmed()) / seconds_since(began));
  std::fflush(stdout);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  for (const auto& publisher : publishers) publisher->end();
  return 0;
}

class Sink final : public mqtt::Listener {
 public:
  void on_messages(std::span<const mqtt::Message> messages) override {
    std::vector<mqtt::Token> tokens;
    tokens.reserve(messages.size());
    for (const mqtt::Message& message : messages) tokens.push_back(message.token);
    client->acknowledge(std::move(tokens));
    seen += messages.size();
  }
  std::unique_ptr<mqtt::Client> client;
  std::atomic<std::uint64_t> seen{0};
};

int sink(const std::string& port, double seconds) {
  mqtt::Network network;
  Sink listener;
  mqtt::Options options = options_for(port, "bench-sink");
  options.subscriptions = {{"plant/+/data", 1}};
  network.post([&] { listener.client = mqtt::Client::start(network, std::move(options), listener); });
  while (listener.seen == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const auto began = Clock::now();
  const std::uint64_t before = listener.seen;
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  fmt::print("relayed messages_per_second {:.0f}\n",
             static_cast<double>(listener.seen - before) / seconds_since(began));
  listener.client.reset();
  return 0;
}

// ---- a broker for one client ----

using Writer = std::function<mqtt::Outgoing(std::int64_t number)>;

mqtt::Outgoing json_message(std::int64_t number) { return {topic_of(number % machines), payload_of(number), 1, false}; }

// The births of all nodes, then those of their devices, then data in turn.
mqtt::Outgoing sparkplug_message(std::int64_t number) {
  using sparkplug::MessageType, sparkplug::Metric, sparkplug::Value;
  static constexpr int metrics = 10;
  static constexpr std::array<std::string_view, metrics> names = {"t0", "t1", "t2", "t3", "t4",
                                                                  "t5", "t6", "t7", "t8", "t9"};
  const std::int64_t round = number / machines;  // 0: node births, 1: device births
  const auto time_ms = static_cast<std::uint64_t>(first_ns / 1'000'000 + number);
  const std::string node = fmt::format("N-{:03}", number % machines),
                    device = fmt::format("B0-{:03}", number % machines);
  std::array<Metric, metrics> list;
  for (std::size_t i = 0; i < metrics; ++i) {
    Metric& metric = list[i];
    metric.time_ms = time_ms;
    metric.alias = i;
    if (round == 1) metric.name = names[i];
    if (round == 1) metric.type = sparkplug::DataType::float64;
    metric.value = {
        Value::Field::real64, 0, 229 + 0.1 * static_cast<double>((number + static_cast<std::int64_t>(i)) % 20), {}};
  }
  const sparkplug::Payload payload{time_ms, static_cast<std::uint64_t>(round % 256),
                                   round == 0 ? std::span<const Metric>() : std::span<const Metric>(list)};
  const MessageType type = round == 0   ? MessageType::node_birth
                           : round == 1 ? MessageType::device_birth
                                        : MessageType::device_data;
  return {sparkplug::topic_text({type, "Bench", node, round == 0 ? std::string_view() : std::string_view(device)}),
          sparkplug::write(payload), 1, false};
}

class TinyBroker {
 public:
  TinyBroker(int port, Writer writer) : writer_(std::move(writer)) {
    const int listening = socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(listening, 1) != 0)
      std::exit(1);
    socket_ = accept(listening, nullptr, nullptr);
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    close(listening);
  }
  ~TinyBroker() { close(socket_); }
  TinyBroker(const TinyBroker&) = delete;
  TinyBroker& operator=(const TinyBroker&) = delete;

  // CONNECT and SUBSCRIBE, then acknowledgements until the connection ends.
  void listen_on() {
    std::string bytes;
    std::array<char, 1 << 16> piece{};
    for (;;) {
      const ssize_t size = recv(socket_, piece.data(), piece.size(), 0);
      if (size <= 0) return;
      bytes.append(piece.data(), static_cast<std::size_t>(size));
      std::size_t at = 0;
      for (;;) {
        const mqtt::Frame frame = mqtt::cut(std::string_view(bytes).substr(at));
        if (frame.state != mqtt::Frame::State::whole) break;
        take(frame);
        at += frame.size;
      }
      bytes.erase(0, at);
    }
  }

  void send_for(double seconds) {
    std::int64_t number = 0;
    std::string out;
    while (!is_subscribed) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    began = Clock::now();
    while (seconds_since(began) < seconds) {
      const auto outstanding = static_cast<std::uint64_t>(number) - acknowledged.load(std::memory_order_acquire);
      if (outstanding + 256 > window) {
        std::this_thread::sleep_for(std::chrono::microseconds(50));
        continue;
      }
      out.clear();
      for (int i = 0; i < 256; ++i, ++number)
        mqtt::append_publish(out, mqtt::Version::v5, static_cast<std::uint16_t>(number % 65'535 + 1), writer_(number));
      for (std::size_t at = 0; at < out.size();) {
        const ssize_t sent = ::send(socket_, out.data() + at, out.size() - at, MSG_NOSIGNAL);
        if (sent <= 0) return;
        at += static_cast<std::size_t>(sent);
      }
    }
    const auto in_time = acknowledged.load();
    fmt::print("acknowledged messages_per_second {:.0f}\n", static_cast<double>(in_time) / seconds_since(began));
    std::fflush(stdout);
    shutdown(socket_, SHUT_RDWR);
  }

  std::atomic<std::uint64_t> acknowledged{0};
  std::atomic<bool> is_subscribed{false};
  Clock::time_point began;

 private:
  static constexpr std::uint64_t window = 60'000;

  void take(const mqtt::Frame& frame) {
    using namespace std::string_literals;
    if (frame.type == mqtt::Type::puback) {
      acknowledged.fetch_add(1, std::memory_order_release);
      return;
    }
    std::string answer;
    if (frame.type == mqtt::Type::connect) answer = "\x20\x03\x00\x00\x00"s;
    if (frame.type == mqtt::Type::subscribe) answer = "\x90\x04"s + std::string(frame.body.substr(0, 2)) + "\x00\x01"s;
    if (frame.type == mqtt::Type::pingreq) answer = "\xD0\x00"s;
    if (!answer.empty() && ::send(socket_, answer.data(), answer.size(), MSG_NOSIGNAL) <= 0) return;
    if (frame.type == mqtt::Type::subscribe) is_subscribed = true;
  }

  int socket_ = -1;
  Writer writer_;
};

int broker(int port, double seconds, Writer writer) {
  TinyBroker tiny(port, std::move(writer));
  std::thread listening([&] { tiny.listen_on(); });
  tiny.send_for(seconds);
  listening.join();
  return 0;
}

}  // namespace
}  // namespace jidoka::bench

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  using namespace jidoka::bench;
  if (words.size() == 5 && words[0] == "publish")
    return publish(words[1], std::atoi(words[2].c_str()), std::atof(words[3].c_str()), std::atoi(words[4].c_str()));
  if (words.size() == 3 && words[0] == "sink") return sink(words[1], std::atof(words[2].c_str()));
  if (words.size() == 3 && words[0] == "broker")
    return broker(std::atoi(words[1].c_str()), std::atof(words[2].c_str()), json_message);
  if (words.size() == 3 && words[0] == "sparkplug")
    return broker(std::atoi(words[1].c_str()), std::atof(words[2].c_str()), sparkplug_message);
  fmt::print(
      "mqtt_load publish PORT CONNECTIONS SECONDS WINDOW | sink PORT SECONDS | broker PORT SECONDS | sparkplug PORT "
      "SECONDS\n");
  return 2;
}
