#include "jidoka/backtest_print.h"

#include <fmt/format.h>

#include <ostream>

#include "judge/explain.h"

namespace jidoka::app {

namespace {

constexpr std::size_t shown_events = 20;  // of each line

// Chinese characters are two columns wide.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xE0)
      width += 2;
    else if (byte < 0x80 || byte >= 0xC0)
      ++width;
  }
  return width;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t has = width_of(text);
  return has < width ? text + std::string(width - has, ' ') : text + " ";
}

class Sheet {
 public:
  Sheet(Console& console, bool has_active) : console_(console), has_active_(has_active) {}

  void row(const Text& name, const std::string& draft, const std::string& active) {
    console_.out << "  " << padded(console_.say(name), 26) << padded(draft, 24);
    if (has_active_) console_.out << active;
    console_.out << '\n';
  }
  template <class Take>
  void counts(const Text& name, const backtest::RevisionResult* draft, const backtest::RevisionResult* active,
              Take take) {
    const std::string a = draft == nullptr ? none : text(take(*draft));
    const std::string b = active == nullptr ? none : text(take(*active));
    row(name, a, b);
  }

  static constexpr const char* none = "–";
  static std::string text(std::uint64_t count) { return std::to_string(count); }
  static std::string text(const std::optional<std::uint64_t>& count) { return count ? std::to_string(*count) : none; }
  static std::string text(const std::string& words) { return words.empty() ? none : words; }

 private:
  Console& console_;
  bool has_active_;
};

std::string limits(const judge::VerdictLimits& limits, const std::string& uom) {
  const auto word = [&](const std::optional<double>& value) {
    return value ? fmt::format("{:.6g}", *value) : std::string(Sheet::none);
  };
  if (!limits.lower && !limits.upper) return Sheet::none;
  return word(limits.lower) + " … " + word(limits.upper) + " " + judge::uom_symbol(uom);
}

std::string rules(const backtest::RevisionResult& revision) {
  std::string out;
  for (const auto& [rule, count] : revision.rules) out += (out.empty() ? "" : ", ") + fmt::format("{} {}", rule, count);
  return out;
}

void print_reactions(Sheet& sheet, const backtest::RevisionResult* draft, const backtest::RevisionResult* active) {
  using backtest::RevisionResult;
  sheet.counts({"alarms", "报警"}, draft, active, [](const RevisionResult& r) { return r.reactions.alarms; });
  sheet.counts({"messages", "通知"}, draft, active, [](const RevisionResult& r) { return r.reactions.messages; });
  sheet.counts({"holds", "冻结"}, draft, active, [](const RevisionResult& r) { return r.reactions.holds; });
  sheet.counts({"units held", "被冻结的产品"}, draft, active,
               [](const RevisionResult& r) { return r.reactions.units_held; });
  sheet.counts({"lots held", "被冻结的批次"}, draft, active,
               [](const RevisionResult& r) { return r.reactions.lots_held; });
  sheet.counts({"stops", "停机"}, draft, active, [](const RevisionResult& r) { return r.reactions.stops; });
  sheet.counts({"commands", "指令"}, draft, active, [](const RevisionResult& r) { return r.reactions.commands; });
}

Text name_of(backtest::FoundBy found_by) {
  switch (found_by) {
    case backtest::FoundBy::only_draft:
      return {"only the draft", "仅草案"};
    case backtest::FoundBy::only_active:
      return {"only in force", "仅现行版本"};
    case backtest::FoundBy::both:
      break;
  }
  return {"both", "两者"};
}

void print_events(Console& console, const backtest::LineResult& line) {
  std::size_t shown = 0;
  for (const backtest::Event& event : line.events) {
    if (event.found_by == backtest::FoundBy::both) continue;
    if (shown++ == shown_events) break;
    const backtest::Seen& seen = event.draft ? *event.draft : *event.active;
    std::string rules;
    for (const std::string& rule : seen.rules) rules += (rules.empty() ? "" : "+") + rule;
    console.out << "  " << to_string(event.time) << "  " << padded(console.say(name_of(event.found_by)), 16)
                << padded(rules, 10) << console.say(seen.text) << '\n';
  }
  const std::uint64_t differences = line.signals.only_draft + line.signals.only_active +
                                    line.out_of_specification.only_draft + line.out_of_specification.only_active;
  if (differences > shown_events) {
    const std::string n = std::to_string(differences - shown_events);
    console.out << "  "
                << console.say({"and " + n + " more; --json has more of them", "另有 " + n + " 处；--json 可查看更多"})
                << '\n';
  }
}

void print_line(Console& console, const backtest::LineResult& line, bool has_active) {
  using backtest::RevisionResult;
  const RevisionResult* draft = line.draft ? &*line.draft : nullptr;
  const RevisionResult* active = line.active ? &*line.active : nullptr;
  console.out << '\n'
              << line.stream << "  " << console.say({"line ", "第 "}) << line.line << console.say({"", " 行"}) << "  "
              << console.say(line.characteristic) << "  " << line.readings << console.say({" readings", " 个读数"})
              << '\n';
  Sheet sheet(console, has_active);
  sheet.counts({"", ""}, draft, active, [](const RevisionResult& r) { return r.plan; });
  sheet.counts({"specification", "规格"}, draft, active,
               [&](const RevisionResult& r) { return limits(r.specification, line.uom); });
  sheet.counts({"control limits", "控制限"}, draft, active,
               [&](const RevisionResult& r) { return r.chart ? limits(*r.chart, line.uom) : std::string(); });
  sheet.counts({"signals", "信号"}, draft, active, [](const RevisionResult& r) { return r.signals.excursions; });
  sheet.counts({"  by rule", "  按准则"}, draft, active, rules);
  sheet.counts({"out of specification", "超出规格"}, draft, active,
               [](const RevisionResult& r) { return r.out_of_specification.excursions; });
  print_reactions(sheet, draft, active);
  if (has_active) print_events(console, line);
}

void print_difference(Console& console, const Text& what, const backtest::Difference& difference) {
  const std::string a = std::to_string(difference.only_draft);
  const std::string b = std::to_string(difference.only_active);
  const std::string c = std::to_string(difference.both);
  console.out << console.say(
                     {what.en + ": " + a + " only by the draft, " + b + " only by what is in force, " + c + " by both",
                      what.zh + "：仅草案 " + a + "，仅现行版本 " + b + "，两者都有 " + c})
              << '\n';
}

}  // namespace

void print(Console& console, const backtest::Report& report) {
  std::string plans;
  for (const std::string& plan : report.plans) plans += (plans.empty() ? "" : ", ") + plan;
  const std::string n = std::to_string(report.readings);
  console.out << console.say(
      {"Back-test of " + plans + " over " + n + " readings", plans + " 的回测，共 " + n + " 个读数"});
  if (report.from && report.to) console.out << ", " << to_string(*report.from) << " … " << to_string(*report.to);
  console.out << '\n';
  const bool has_active = report.active.has_value();
  if (!has_active)
    console.out << console.say({"Nothing in force judges these streams: the draft stands alone.",
                                "现行版本不判定这些数据流，仅列出草案的结果。"})
                << '\n';
  if (has_active) {
    print_difference(console, {"Signals", "信号"}, report.signals);
    print_difference(console, {"Out of specification", "超出规格"}, report.out_of_specification);
  }
  for (const backtest::LineResult& line : report.lines) print_line(console, line, has_active);
}

}  // namespace jidoka::app
