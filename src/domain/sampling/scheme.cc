#include "sampling/scheme.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cmath>
#include <string>

namespace jidoka::sampling {

namespace {

template <class E>
Result<E> named(std::string_view name, std::string_view field, const Text& what) {
  std::vector<std::string_view> known;
  for (const auto& [value, known_name] : describe_enum(static_cast<const E*>(nullptr)).rows) {
    if (known_name == name) return value;
    known.push_back(known_name);
  }
  return fail(Code::invalid, "unknown-sampling-choice",
              {fmt::format("There is no {} \"{}\"; there are: {}.", what.en, name, fmt::join(known, ", ")),
               fmt::format("没有名为“{}”的{}，可选：{}。", name, what.zh, fmt::join(known, "、"))},
              std::string(field));
}

double number_in(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() ? value : std::nan("");
}

}  // namespace

Result<Standard> standard_named(std::string_view name) {
  return named<Standard>(name, "standard", {"sampling standard", "抽样标准"});
}
Result<Level> level_named(std::string_view name) {
  return named<Level>(name, "level", {"inspection level", "检验水平"});
}
Result<Severity> severity_named(std::string_view name) {
  return named<Severity>(name, "severity", {"severity of inspection", "检验严格度"});
}
Result<PlanType> plan_type_named(std::string_view name) {
  return named<PlanType>(name, "type", {"type of sampling plan", "抽样方案类型"});
}
Result<Sigma> sigma_named(std::string_view name) {
  return named<Sigma>(name, "sigma", {"state of knowledge of sigma", "标准差已知情况"});
}

Result<int> aql_index(std::string_view text) {
  const double wanted = number_in(text);
  for (std::size_t i = 0; i < aql_names.size(); ++i)
    if (std::abs(number_in(aql_names[i]) - wanted) <= 1e-9 * wanted) return static_cast<int>(i);
  return fail(Code::invalid, "unknown-aql",
              {fmt::format("The tables have no AQL \"{}\"; they have: {}.", text, fmt::join(aql_names, ", ")),
               fmt::format("标准表中没有 AQL“{}”，可选值：{}。", text, fmt::join(aql_names, "、"))},
              "aql");
}

double aql_of(int index) { return number_in(aql_names.at(static_cast<std::size_t>(index))) / 100; }

Result<void> check_lot_size(std::int64_t lot_size) {
  if (lot_size >= 2 && lot_size <= most_lot_size) return {};
  return fail(Code::invalid, "lot-size-out-of-range",
              {fmt::format("A lot size must be a whole number from 2 to {}; this is {}.", most_lot_size, lot_size),
               fmt::format("批量应为 2 到 {} 之间的整数，当前为 {}。", most_lot_size, lot_size)},
              "lot_size");
}

}  // namespace jidoka::sampling
