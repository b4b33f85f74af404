#include "jidoka/import_summary.h"

#include <fmt/format.h>

#include <charconv>
#include <ostream>

namespace jidoka::app {

namespace {

std::uint64_t number_of(const std::string& verdict_id) {  // "V-123"
  std::uint64_t number = 0;
  const std::size_t dash = verdict_id.find('-');
  if (dash != std::string::npos)
    std::from_chars(verdict_id.data() + dash + 1, verdict_id.data() + verdict_id.size(), number);
  return number;
}

std::string group_of(const judge::Verdict& verdict) {
  std::string what;
  for (const std::string& rule : verdict.rules) what += (what.empty() ? "" : "+") + rule;
  if (verdict.kind == judge::VerdictKind::out_of_specification) what = "out_of_specification";
  if (verdict.panel == "spread") what += " (spread)";
  return fmt::format("{}  {}  {}  {}", verdict.plan, verdict.line, verdict.stream, what);
}

}  // namespace

Result<std::uint64_t> newest_verdict(SiteDoor& door) {
  TRY(const auto newest, door.verdicts({}, {.after = "", .limit = 1}));
  return newest.items.empty() ? 0 : number_of(newest.items.front().id);
}

Result<void> count_verdicts(SiteDoor& door, ImportSummary& summary) {
  port::Page page{.after = "", .limit = 1000};
  for (;;) {
    TRY(const auto found, door.verdicts({}, page));
    for (const judge::Verdict& verdict : found.items) {
      if (number_of(verdict.id) <= summary.newest_before) return {};
      if (!summary.streams.contains({verdict.equipment, verdict.tag})) continue;
      ImportSummary::Found& group = summary.verdicts[group_of(verdict)];
      ++group.count;
      group.first = verdict.text;  // newest first: the last one written is the oldest
    }
    if (found.next.empty()) return {};
    page.after = found.next;
  }
}

void print(Console& console, const ImportSummary& summary) {
  const std::uint64_t readings = summary.accepted + summary.duplicates + summary.quarantined;
  console.out << console.say(
                     {fmt::format("{} rows, {} readings in {:.2f} s\naccepted {}, duplicates {}, quarantined {}",
                                  summary.rows, readings, summary.seconds, summary.accepted, summary.duplicates,
                                  summary.quarantined),
                      fmt::format("{} 行，{} 个读数，用时 {:.2f} 秒\n接收 {}，重复 {}，隔离 {}", summary.rows, readings,
                                  summary.seconds, summary.accepted, summary.duplicates, summary.quarantined)})
              << '\n';
  if (!summary.first_refused.empty())
    console.out << '\n' << console.say({"first of the quarantined:", "最先被隔离的读数："}) << '\n';
  for (const auto& [row, refusal] : summary.first_refused)
    console.out << "  " << console.say({"row ", "第 "}) << row << console.say({"", " 行"}) << "  "
                << refusal.reading.equipment << '/' << refusal.reading.tag << "  " << refusal.code << "  "
                << console.say(refusal.text) << '\n';
  std::uint64_t total = 0;
  for (const auto& [group, found] : summary.verdicts) total += found.count;
  const std::string n = std::to_string(total);
  console.out << '\n' << console.say({"verdicts: " + n, "判定：" + n + " 条"}) << '\n';
  for (const auto& [group, found] : summary.verdicts)
    console.out << fmt::format("{:6}  {}\n", found.count, group) << "        " << console.say({"first: ", "首条："})
                << console.say(found.first) << '\n';
}

}  // namespace jidoka::app
