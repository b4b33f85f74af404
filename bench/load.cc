// Loads a server with readings and says how many a second were answered.
//
//   load line PORT PATH TOKEN CONNECTIONS BATCHES     batches of 1 000 lines of ten fields, one second apart
//   load json PORT PATH TOKEN CONNECTIONS BATCHES     batches of 1 000 readings
//   load hold PORT TOKEN CONNECTIONS SECONDS BACKGROUND_READINGS_PER_SECOND READINGS_PER_SECOND
//     each connection sends one reading out of specification at a time, for a unit of its own, waits for the durable
//     answer, and asks for the permit, which must be refused; prints the percentiles of the answer times. All
//     connections together send so many a second, evenly, and a time counts from when a reading was due; 0: as fast as
//     the answers come
// Every body is prepared before the clock starts. A stream is one field of one machine; 100 machines, 1 000 streams.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "http_client.h"

namespace jidoka::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::int64_t first_second = 1'767'225'600;  // 2026-01-01T00:00:00Z
constexpr int machines = 100;
constexpr int fields = 10;

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

// Temperatures as a sensor gives them: a slow walk in steps of a tenth.
class Walk {
 public:
  explicit Walk(std::uint64_t seed) : random_(seed), values_(static_cast<std::size_t>(machines * fields), 2300) {}
  std::string next(int stream) {
    int& value = values_[static_cast<std::size_t>(stream)];
    value = std::clamp(value + static_cast<int>(random_() % 5) - 2, 2280, 2320);
    return fmt::format("{}.{}", value / 10, value % 10);
  }

 private:
  std::mt19937_64 random_;
  std::vector<int> values_;
};

// Batch `number` of a connection: 1 000 lines, ten seconds of the 100 machines.
std::string line_batch(Walk& walk, int connection, int number) {
  std::string out;
  out.reserve(160'000);
  for (int second = 0; second < 10; ++second)
    for (int machine = 0; machine < machines; ++machine) {
      out += fmt::format("B{}-{:03} ", connection, machine);
      for (int field = 0; field < fields; ++field)
        out += fmt::format("{}t{}={}", field == 0 ? "" : ",", field, walk.next(machine * fields + field));
      out += fmt::format(" {}000000000\n", first_second + number * 10 + second);
    }
  return out;
}

// 1 000 readings: one second of the 1 000 streams.
std::string json_batch(Walk& walk, int connection, int number) {
  std::string out = "[";
  for (int machine = 0; machine < machines; ++machine)
    for (int field = 0; field < fields; ++field)
      out += fmt::format(R"({}{{"equipment":"B{}-{:03}","tag":"t{}","time":{}000000000,"value":{}}})",
                         out.size() == 1 ? "" : ",", connection, machine, field, first_second + number,
                         walk.next(machine * fields + field));
  return out + "]";
}

int throughput(bool json, int port, const std::string& path, const std::string& token, int connections, int batches) {
  std::vector<std::vector<std::string>> bodies(static_cast<std::size_t>(connections));
  for (int c = 0; c < connections; ++c) {
    Walk walk(static_cast<std::uint64_t>(c) + 1);
    for (int b = 0; b < batches; ++b)
      bodies[static_cast<std::size_t>(c)].push_back(json ? json_batch(walk, c, b) : line_batch(walk, c, b));
  }
  std::atomic<long> failed{0};
  std::atomic<long> retried{0};
  const auto began = Clock::now();
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(connections));
  for (int c = 0; c < connections; ++c)
    threads.emplace_back([&, c] {
      HttpClient client("127.0.0.1", port);
      for (const std::string& body : bodies[static_cast<std::size_t>(c)]) {
        const std::string head = post_head(path, token, json ? "application/json" : "text/plain", body.size());
        Answer answer = client.send(head, body);
        while (answer.status == 429) {
          ++retried;
          std::this_thread::sleep_for(std::chrono::milliseconds(20));
          answer = client.send(head, body);
        }
        if (answer.status != 200 && answer.status != 204 && failed++ == 0)
          fmt::print(stderr, "answered {}: {}\n", answer.status, answer.body.substr(0, 300));
      }
    });
  for (std::thread& thread : threads) thread.join();
  const double took = seconds_since(began);
  const double readings = static_cast<double>(connections) * batches * (json ? 1'000.0 : 10'000.0);
  fmt::print("readings {:.0f} seconds {:.3f} readings_per_second {:.0f} refused_busy {} failed {}\n", readings, took,
             readings / took, retried.load(), failed.load());
  return failed == 0 ? 0 : 1;
}

double percentile(const std::vector<double>& sorted, double share) {
  return sorted.empty() ? 0
                        : sorted[std::min(sorted.size() - 1,
                                          static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

std::string now_ns() {
  return std::to_string(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}

void background(int port, const std::string& token, int per_second, const std::atomic<bool>& stop,
                std::atomic<long>& sent) {
  HttpClient client("127.0.0.1", port);
  Walk walk(99);
  const auto began = Clock::now();
  for (int number = 0; !stop; ++number) {  // 1 000 readings a batch
    std::string body;
    for (int machine = 0; machine < machines; ++machine) {
      body += fmt::format("B0-{:03} ", machine);
      for (int field = 0; field < fields; ++field)
        body += fmt::format("{}t{}={}", field == 0 ? "" : ",", field, walk.next(machine * fields + field));
      body += " " + now_ns() + "\n";
    }
    if (client.send(post_head("/api/v2/write", token, "text/plain", body.size()), body).status == 204) sent += 1'000;
    std::this_thread::sleep_until(
        began + std::chrono::microseconds(static_cast<std::int64_t>(number + 1) * 1'000'000'000 / per_second));
  }
}

int holds(int port, const std::string& token, int connections, double seconds, int per_second,
          double holds_per_second) {
  std::atomic<bool> stop{false};
  std::atomic<long> sent{0};
  std::atomic<long> not_held{0};
  std::atomic<long> failed{0};
  std::vector<std::vector<double>> times(static_cast<std::size_t>(connections));
  std::thread load([&] {
    if (per_second > 0) background(port, token, per_second, stop, sent);
  });
  const auto began = Clock::now();
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(connections));
  for (int c = 0; c < connections; ++c)
    threads.emplace_back([&, c] {
      HttpClient client("127.0.0.1", port);
      for (int i = 0; seconds_since(began) < seconds; ++i) {
        auto due = Clock::now();
        if (holds_per_second > 0) {
          due = began +
                std::chrono::nanoseconds(static_cast<std::int64_t>((i * connections + c) / holds_per_second * 1e9));
          std::this_thread::sleep_until(due);
        }
        const std::string unit = fmt::format("U{}-{}", c, i);
        const std::string body = fmt::format(
            R"([{{"equipment":"G{:02}","tag":"bore","time":{},"value":99,"unit":"{}"}}])", c, now_ns(), unit);
        const std::string head = post_head("/api/v1/readings", token, "application/json", body.size());
        const Answer answer = client.send(head, body);
        times[static_cast<std::size_t>(c)].push_back(seconds_since(due) * 1e3);
        if (answer.status != 200 && failed++ == 0)
          fmt::print(stderr, "answered {}: {}\n", answer.status, answer.body.substr(0, 300));
        const Answer permit = client.send(
            get_head(fmt::format("/api/v1/units/{}/permit?operation=OP1&equipment=G{:02}", unit, c), token), "");
        if (permit.body.find("\"held\"") == std::string::npos && not_held++ == 0)
          fmt::print(stderr, "permit: {}\n", permit.body.substr(0, 300));
      }
    });
  for (std::thread& thread : threads) thread.join();
  const double took = seconds_since(began);
  stop = true;
  load.join();
  std::vector<double> all;
  for (const auto& of_one : times) all.insert(all.end(), of_one.begin(), of_one.end());
  std::ranges::sort(all);
  fmt::print(
      "holds {} per_second {:.0f} background_per_second {:.0f} p50_ms {:.3f} p99_ms {:.3f} p99.9_ms {:.3f} not_held {} "
      "failed {}\n",
      all.size(), static_cast<double>(all.size()) / took, static_cast<double>(sent.load()) / took, percentile(all, 0.5),
      percentile(all, 0.99), percentile(all, 0.999), not_held.load(), failed.load());
  return not_held == 0 && failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace jidoka::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 6 && (arguments[0] == "line" || arguments[0] == "json"))
    return jidoka::bench::throughput(arguments[0] == "json", std::stoi(arguments[1]), arguments[2], arguments[3],
                                     std::stoi(arguments[4]), std::stoi(arguments[5]));
  if (arguments.size() == 7 && arguments[0] == "hold")
    return jidoka::bench::holds(std::stoi(arguments[1]), arguments[2], std::stoi(arguments[3]), std::stod(arguments[4]),
                                std::stoi(arguments[5]), std::stod(arguments[6]));
  fmt::print(stderr, "see the head of load.cc\n");
  return 2;
}
