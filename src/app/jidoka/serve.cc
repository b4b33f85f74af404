// jidoka serve: the only place that puts a whole site together. What is declared later is ended first: the server stops
// taking requests, what it took is decided and committed, and only then the store is closed.
#include <sys/resource.h>

#include <CLI/App.hpp>
#include <csignal>
#include <filesystem>
#include <memory>
#include <ostream>

#include "feed/feeds.h"
#include "http/server.h"
#include "jidoka/command.h"
#include "jidoka/courier.h"
#include "jidoka/listen_address.h"
#include "jidoka/server_metrics.h"
#include "jidoka/site_door.h"
#include "jidoka/store_url.h"
#include "jidoka/system.h"
#include "log/log.h"
#include "resource/api.h"
#include "resource/health_watch.h"
#include "resource/hub.h"
#include "trial/jobs.h"

namespace jidoka::app {

namespace {

struct Settings {
  StoreChoice store;
  std::string listen = "127.0.0.1:8080";
  std::string web;
  std::string certificate;
  std::string key;
  std::string time_zone = "UTC";
  std::string origin = "jidoka";
  int threads = 2;
};

// Blocked in every thread that is started after it, so that wait() is where they arrive.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  int wait() {
    int arrived = 0;
    sigwait(&set_, &arrived);
    return arrived;
  }

 private:
  sigset_t set_{};
};

// A client is a file: as many as the system allows.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Beside the program: web/dist in the source tree, share/jidoka/web where it is installed.
std::string web_folder(const std::string& asked) {
  namespace fs = std::filesystem;
  if (!asked.empty()) return asked;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
  for (const char* place : {"../../web/dist", "../share/jidoka/web"})
    if (const fs::path folder = program / place; fs::exists(folder / "index.html", failed))
      return fs::weakly_canonical(folder, failed).string();
  return "";
}

bool changes_access(const port::FactBody& fact) {
  return std::holds_alternative<port::UserSaved>(fact) || std::holds_alternative<port::TokenCreated>(fact) ||
         std::holds_alternative<port::TokenRevoked>(fact);
}

loop::Follower follower(resource::Hub& hub, resource::HealthWatch& health, session::Gate& gate) {
  return [&hub, &health, &gate](const loop::Committed& committed) {
    if (committed.facts != nullptr)
      for (const port::Fact& fact : *committed.facts)
        if (changes_access(fact.body)) {
          gate.forget();
          break;
        }
    hub.publish(committed);
    health.follow(committed);
  };
}

Result<http::ServerOptions> server_options(const Settings& settings, const ListenAddress& listen) {
  http::ServerOptions options;
  options.address = listen.address;
  options.port = listen.port;
  options.threads = settings.threads;
  if (settings.certificate.empty() != settings.key.empty())
    return fail(Code::invalid, "tls", {"--cert and --key go together.", "--cert 与 --key 须同时给出。"});
  if (!settings.certificate.empty()) options.tls = http::TlsFiles{settings.certificate, settings.key};
  return options;
}

struct Watching {  // ends before the loop and the feeds, which the watch asks
  resource::HealthWatch& health;
  ~Watching() { health.stop(); }
};

Result<int> serve(Console& console, const Settings& settings) {
  StopSignals stop_signals;
  raise_file_limit();
  SystemClock clock;
  SystemRandom random;
  TRY(const StoreUrl url, settings.store.url());
  TRY(const ListenAddress listen, parse_listen_address(settings.listen));
  TRY(const Duration day_offset, parse_time_zone(settings.time_zone));
  TRY(http::ServerOptions options, server_options(settings, listen));

  TRY(OpenStore opened, open_store(url, settings.origin, clock.now(), Use::server));
  TRY(std::string secret, session::load_secret(session_key_file(url).string()));
  session::Gate gate(*opened.reads, clock, std::move(secret));
  resource::Hub hub;
  resource::Site site;
  resource::HealthWatch health({.reads = opened.reads.get(),
                                .clock = &clock,
                                .hub = &hub,
                                .feeds = [&site] { return site.feeds; },
                                .file = sources_file(url).string()});
  mqtt::Network network;  // before the loop, whose answers go over it
  TRY(const auto loop,
      loop::Loop::start({.store = opened.store.get(), .clock = &clock, .followers = {follower(hub, health, gate)}}));
  async::ThreadPool pool("query", {.threads = static_cast<std::size_t>(settings.threads), .waiting = 1024});
  async::ThreadPool hashing("password", {.threads = 1, .waiting = 64});
  trial::Recorded history(*opened.reads);
  trial::Jobs backtests(history, clock);
  std::unique_ptr<http::Server> server;

  site.reads = opened.reads.get();
  site.files = opened.files.get();
  site.clock = &clock;
  site.random = &random;
  site.pool = &pool;
  site.hashing = &hashing;
  site.gate = &gate;
  site.hub = &hub;
  site.health = &health;
  site.backtests = &backtests;
  site.web_folder = web_folder(settings.web);
  site.version = version();
  site.started = clock.now();
  site.day_offset = day_offset;
  site.more_metrics = [&server, &health] {
    return (server ? server_metrics(server->figures()) : std::string()) + health.metrics();
  };
  resource::connect(site, *loop);
  feed::Feeds feeds(network, *loop, clock);
  site.feeds = &feeds;
  health.start(site.catalogue, site.model);
  const Watching watching{health};
  resource::Api api(site);
  const auto courier = courier_of(*opened.reads, *loop, clock, feeds);
  TRY(server, http::Server::start(
                  options, [&api](http::Request& request) { return api.serve(request); },
                  [&api](http::Request& request) { return api.admit(request); }));
  feeds.start();
  courier->start();

  const std::string address = url_of(listen, server->port(), options.tls.has_value());
  console.out << console.say({"Jidoka listens at " + address, "Jidoka 已启动：" + address}) << std::endl;
  if (site.web_folder.empty())
    log::warning("serve", "no web pages: build them with ./dev build, or name their folder with --web");
  const int signal = stop_signals.wait();
  log::info("serve", "stopping", {{"signal", std::to_string(signal)}});
  server->stop();
  return done;
}

}  // namespace

Run serve_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_store_options(options, settings->store);
  app.add_option("--listen", settings->listen, options.help({"ADDRESS:PORT", "监听的 地址:端口"}))
      ->capture_default_str();
  app.add_option("--web", settings->web, options.help({"Folder of the built web pages", "网页构建结果目录"}));
  app.add_option("--cert", settings->certificate,
                 options.help({"Certificate chain (PEM); turns TLS on", "证书链（PEM）；启用 TLS"}));
  app.add_option("--key", settings->key, options.help({"Its private key (PEM)", "证书私钥（PEM）"}));
  app.add_option("--time-zone", settings->time_zone,
                 options.help({"Where the plant's days begin: UTC or +08:00", "工厂所在时区：UTC 或 +08:00"}))
      ->capture_default_str();
  app.add_option("--origin", settings->origin,
                 options.help({"Name of the ledger, fixed by the first start", "账本名称，首次启动后不可更改"}))
      ->capture_default_str();
  app.add_option("--threads", settings->threads, options.help({"Threads that serve, 1 to 64", "服务线程数，1 至 64"}))
      ->capture_default_str()
      ->check([](const std::string& text) {
        const bool is_number =
            !text.empty() && text.size() <= 2 && text.find_first_not_of("0123456789") == std::string::npos;
        const int number = is_number ? std::atoi(text.c_str()) : 0;
        return number >= 1 && number <= 64 ? std::string() : std::string("1 … 64");
      });
  return [settings](Console& console) { return serve(console, *settings); };
}

}  // namespace jidoka::app
