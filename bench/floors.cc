// What this machine can do at best, for the ratios: durable overwrites of a preallocated file, memory copy, loopback.
//   floors FOLDER
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
double milliseconds_since(Clock::time_point began) {
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

void durable_overwrites(const std::string& folder) {
  const std::string path = folder + "/floor";
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_TRUNC, 0600);
  const std::string block(4096, 'x');
  constexpr int blocks = 4096;
  for (int i = 0; i < blocks; ++i)
    if (::pwrite(file, block.data(), block.size(), static_cast<off_t>(i) * 4096) < 0) return;
  ::fsync(file);
  std::vector<double> times;
  for (int i = 0; i < 3'000; ++i) {
    const auto began = Clock::now();
    if (::pwrite(file, block.data(), block.size(), static_cast<off_t>(i % blocks) * 4096) < 0) return;
    ::fdatasync(file);
    times.push_back(milliseconds_since(began));
  }
  ::close(file);
  ::unlink(path.c_str());
  std::ranges::sort(times);
  fmt::print("fdatasync p50_ms {:.3f} p99_ms {:.3f}\n", times[times.size() / 2], times[times.size() * 99 / 100]);
}

void memory_copy() {
  const std::vector<char> from(256u << 20, 'a');
  std::vector<char> to(from.size(), 'b');
  const auto began = Clock::now();
  for (int i = 0; i < 4; ++i) std::memcpy(to.data(), from.data(), from.size());
  fmt::print("memcpy gigabytes_per_second {:.2f} ({})\n",
             4.0 * static_cast<double>(from.size()) / 1e6 / milliseconds_since(began), to[1]);
}

void ping_pong() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) return;
  constexpr int rounds = 20'000;
  std::thread other([&] {
    char c = 0;
    for (int i = 0; i < rounds; ++i)
      if (::read(ends[1], &c, 1) != 1 || ::write(ends[1], &c, 1) != 1) return;
  });
  const auto began = Clock::now();
  char c = 'x';
  for (int i = 0; i < rounds; ++i)
    if (::write(ends[0], &c, 1) != 1 || ::read(ends[0], &c, 1) != 1) break;
  const double took = milliseconds_since(began);
  other.join();
  fmt::print("ping_pong microseconds {:.2f}\n", took * 1e3 / rounds);
}

}  // namespace

int main(int argc, char** argv) {
  durable_overwrites(argc > 1 ? argv[1] : ".");
  memory_copy();
  ping_pong();
}
