#include "jidoka/import_acts.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <ostream>

namespace jidoka::app {

namespace {

constexpr std::size_t acts_at_once = 5'000;
constexpr std::size_t shown_refusals = 5;

struct Counted {
  std::uint64_t lines = 0;
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::vector<std::pair<std::uint64_t, loop::RefusedAct>> first_refused;  // with the line in the file
};

// Lines of the file, with their numbers: those without content are no acts.
struct Batch {
  std::string text;
  std::vector<std::uint64_t> lines;
};

Result<void> hand_in(SiteDoor& door, Batch& batch, Counted& counted) {
  if (batch.lines.empty()) return {};
  TRY(loop::ProductionReply reply, door.produce(batch.text));
  counted.accepted += reply.accepted;
  counted.refused += reply.refused.size();
  for (loop::RefusedAct& refused : reply.refused)
    if (counted.first_refused.size() < shown_refusals && refused.index < batch.lines.size()) {
      const std::uint64_t line = batch.lines[refused.index];
      counted.first_refused.emplace_back(line, std::move(refused));
    }
  batch = Batch{};
  return {};
}

void show_progress(Console& console, std::uint64_t bytes, std::uint64_t size, const Counted& counted) {
  if (!console.err_is_terminal || size == 0) return;
  console.err << fmt::format("\r{:3} %  {} ", bytes * 100 / size, counted.accepted)
              << console.say({"acts", "条生产记录"}) << std::flush;
}

void print(Console& console, const Counted& counted, double seconds) {
  console.out << console.say(
                     {fmt::format("{} acts in {:.2f} s\naccepted {}, refused {}", counted.accepted + counted.refused,
                                  seconds, counted.accepted, counted.refused),
                      fmt::format("{} 条生产记录，用时 {:.2f} 秒\n接收 {}，拒绝 {}", counted.accepted + counted.refused,
                                  seconds, counted.accepted, counted.refused)})
              << '\n';
  if (!counted.first_refused.empty())
    console.out << '\n' << console.say({"first of the refused:", "最先被拒绝的记录："}) << '\n';
  for (const auto& [line, refused] : counted.first_refused)
    console.out << "  " << console.say({"line ", "第 "}) << line << console.say({"", " 行"}) << "  " << refused.code
                << "  " << console.say(refused.text) << '\n';
}

}  // namespace

Result<int> import_acts(Console& console, const std::string& file, const SiteChoice& site) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code failed;
  const std::uint64_t size = std::filesystem::file_size(file, failed);
  if (!stream || failed)
    return fail(Code::not_found, "unreadable", {file + " cannot be read.", "无法读取 " + file + "。"});
  TRY(const auto door, open_existing(site));
  const auto began = std::chrono::steady_clock::now();
  Counted counted;
  Batch batch;
  std::uint64_t bytes = 0;
  for (std::string line; std::getline(stream, line);) {
    ++counted.lines;
    bytes += line.size() + 1;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    batch.text += line + '\n';
    batch.lines.push_back(counted.lines);
    if (batch.lines.size() < acts_at_once) continue;
    TRY_VOID(hand_in(*door, batch, counted));
    show_progress(console, bytes, size, counted);
  }
  TRY_VOID(hand_in(*door, batch, counted));
  if (console.err_is_terminal) console.err << '\n';
  print(console, counted, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  return done;
}

}  // namespace jidoka::app
