#include "judge/explain.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "spc/chart_kind.h"
#include "spc/rules.h"

namespace jidoka::judge {

std::string uom_symbol(const std::string& ucum) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> symbols = {{{"1", ""},
                                                                                      {"Cel", "°C"},
                                                                                      {"[degF]", "°F"},
                                                                                      {"um", "µm"},
                                                                                      {"deg", "°"},
                                                                                      {"Ohm", "Ω"},
                                                                                      {"N.m", "N·m"},
                                                                                      {"[psi]", "psi"},
                                                                                      {"[ppm]", "ppm"},
                                                                                      {"[in_i]", "in"}}};
  for (const auto& [code, symbol] : symbols)
    if (code == ucum) return std::string(symbol);
  return ucum;
}

std::string in_words(double value, const std::string& ucum) {
  const std::string symbol = uom_symbol(ucum);
  return symbol.empty() ? fmt::format("{:.6g}", value) : fmt::format("{:.6g} {}", value, symbol);
}

namespace {

Text subject(const Watch& watch) {
  return {watch.characteristic_name.en + " of " + watch.equipment_name.en,
          watch.equipment_name.zh + watch.characteristic_name.zh};
}

Text side_in_words(Side side) {
  switch (side) {
    case Side::low:
      return {"low side", "偏低"};
    case Side::high:
      return {"high side", "偏高"};
    case Side::both:
      break;
  }
  return {"both sides", "双侧"};
}

// "the moving range chart", "移动极差图"
Text spread_chart(const Watch& watch) {
  if (!watch.chart) return {"the range chart", "极差图"};
  Text name = spc::chart_kind(watch.chart->type).spread_name();
  name.en[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name.en[0])));
  return {"the " + name.en + " chart", name.zh + "图"};
}

// Sums are in standard errors, counts and shares in items: the stream's unit of measure says nothing of them.
std::string uom_of_points(const Watch& watch) {
  const bool has_own =
      watch.chart && (watch.chart->type == spc::ChartType::cusum || spc::is_of_counts(watch.chart->type));
  return has_own ? "1" : watch.uom;
}

std::string listed(const Verdict& verdict, const std::string& uom) {
  std::string out;
  for (const VerdictPoint& point : verdict.points) {
    if (!out.empty()) out += ", ";
    out += fmt::format("{:.6g}", point.value);
  }
  const std::string symbol = uom_symbol(uom);
  return symbol.empty() ? out : out + " " + symbol;
}

}  // namespace

Text explain_specification(const Watch& watch, double value, Side side) {
  const Text name = subject(watch);
  const std::string is = in_words(value, watch.uom);
  const std::string limit = in_words(side == Side::high ? *watch.upper : *watch.lower, watch.uom);
  if (side == Side::high)
    return {fmt::format("{} is {}, above the upper limit {}", name.en, is, limit),
            fmt::format("{}为 {}，高于规格上限 {}", name.zh, is, limit)};
  return {fmt::format("{} is {}, below the lower limit {}", name.en, is, limit),
          fmt::format("{}为 {}，低于规格下限 {}", name.zh, is, limit)};
}

Text explain_signal(const Watch& watch, const Verdict& verdict) {
  const Text name = subject(watch);
  const bool spread = verdict.panel == "spread";
  Text rules;
  for (const std::string& id : verdict.rules)
    for (const spc::RunRule& row : spc::run_rules)
      if (row.id == id) {
        rules.en += (rules.en.empty() ? "" : "; ") + row.name().en;
        rules.zh += (rules.zh.empty() ? "" : "；") + row.name().zh;
      }
  const Text panel = spread ? spread_chart(watch) : Text{"the control chart", "控制图"};
  const Text side = side_in_words(verdict.side);
  const std::string uom = uom_of_points(watch);
  const std::string points = listed(verdict, uom);
  const std::string lower = fmt::format("{:.6g}", verdict.limits.lower.value_or(0));
  const std::string upper = in_words(verdict.limits.upper.value_or(0), uom);
  const std::string center = fmt::format("{:.6g}", verdict.limits.center.value_or(0));
  return {fmt::format("{}, signal on {}: {} ({}). Points {}; centre {}, control limits {} to {}", name.en, panel.en,
                      rules.en, side.en, points, center, lower, upper),
          fmt::format("{}{}判异：{}（{}）。数据点 {}；中心线 {}，控制限 {} 至 {}", name.zh, panel.zh, rules.zh, side.zh,
                      points, center, lower, upper)};
}

}  // namespace jidoka::judge
