#include "spc/analysis_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "spc/chart_spec.h"

namespace jidoka::spc {
namespace {

Failure refused(const char* field, std::string en, std::string zh) {
  return fail(Code::invalid, "bad-analysis", {std::move(en), std::move(zh)}, field);
}

Result<void> check_own_rules(const AnalysisSpec& spec) {
  if (spec.own_rules.size() > 16)
    return refused("own_rules", "At most 16 rules of one's own.", "自定义准则最多 16 条。");
  for (const OwnRule& rule : spec.own_rules) {
    if (rule.n < 1 || rule.n > 16)
      return refused("own_rules", "A rule looks at 1 to 16 points.", "一条准则考察 1 至 16 个点。");
    if (rule.k < 0 || rule.k > rule.n)
      return refused("own_rules", "Of n points at most n can be beyond a line.", "n 个点中最多 n 个点可在线外。");
    if (rule.line < 0 || rule.line > 3 || (rule.line == 3 && (rule.n != 1 || rule.pattern != Pattern::beyond)))
      return refused("own_rules", "A line is 0 (centre), 1 or 2 (sigma), or 3 (control limit) for one point beyond it.",
                     "line 取 0（中心线）、1 或 2（几倍 σ）；取 3（控制限）时只能是单点超限。");
    const bool is_zone = rule.pattern == Pattern::within || rule.pattern == Pattern::outside;
    if (is_zone && rule.line != 1)
      return refused("own_rules", "Patterns within and outside are about the 1σ line.",
                     "within 和 outside 只针对 1σ 线。");
    if ((rule.pattern == Pattern::trend || rule.pattern == Pattern::alternating) && rule.n < 3)
      return refused("own_rules", "A trend or alternation takes 3 points or more.", "趋势或交替至少需要 3 个点。");
  }
  return {};
}

bool is_of_what_cannot_be_below_0(AnalysisChart chart) {
  using enum AnalysisChart;
  return chart == c || chart == u || chart == laney_u || chart == g || chart == t;
}

bool is_positive(double value) { return value > 0 && value <= largest_value; }

}  // namespace

Result<void> check_spec(const AnalysisSpec& spec) {
  TRY_VOID(check_own_rules(spec));
  if (spec.phase1 && *spec.phase1 < 1)
    return refused("phase1", "Phase 1 has one subgroup or more.", "第一阶段至少包含 1 个子组。");
  if (spec.sigma && !is_positive(*spec.sigma))
    return refused("sigma", "Sigma is a number above 0.", "sigma 应为大于 0 的数。");
  if (spec.target && !(std::abs(*spec.target) <= largest_value))
    return refused("target", "The target is a number within ±1e300.", "目标值应为 ±1e300 以内的数。");
  if (spec.target && *spec.target < 0 && is_of_what_cannot_be_below_0(spec.chart))
    return refused("target", "The target of counts, rates and times is 0 or more.",
                   "计数、比率和时间的目标值不能小于 0。");
  if (!(spec.k >= 0 && spec.k <= 100))
    return refused("k", "k is 0 to 100 standard errors; 0.5 is usual.", "k 应为 0 至 100 个标准误，通常取 0.5。");
  if (!(spec.h > 0 && spec.h <= 1000))
    return refused("h", "h is above 0, at most 1000 standard errors; 4 or 5 is usual.",
                   "h 应大于 0 且不超过 1000 个标准误，通常取 4 或 5。");
  if (!(spec.lambda >= 0.001 && spec.lambda <= 1))
    return refused("lambda", "Lambda is 0.001 to 1; 0.05 to 0.25 is usual.",
                   "lambda 应在 0.001 至 1 之间，通常取 0.05 至 0.25。");
  if (!(spec.l > 0 && spec.l <= 100))
    return refused("l", "L is above 0, at most 100 standard errors; 2.7 to 3 is usual.",
                   "L 应大于 0 且不超过 100 个标准误，通常取 2.7 至 3。");
  if (spec.span < 1 || spec.span > 1000)
    return refused("span", "A moving average spans 1 to 1000 subgroups.", "移动平均的跨度应为 1 至 1000 个子组。");
  if (!(spec.alpha > 0 && spec.alpha < 1))
    return refused("alpha", "Alpha lies between 0 and 1.", "alpha 应在 0 与 1 之间。");
  if (spec.mewma_limit && !is_positive(*spec.mewma_limit))
    return refused("mewma_limit", "The limit is a number above 0.", "控制限应为大于 0 的数。");
  return {};
}

namespace {

Result<void> check_column(const std::vector<double>& values, const char* field) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isinf(values[i]) || std::abs(values[i]) > largest_value)
      return refused(field, fmt::format("Value {} is beyond ±1e300: no measurement.", i + 1),
                     fmt::format("第 {} 个值超出 ±1e300，不是有效的测量值。", i + 1));
  if (std::ranges::all_of(values, [](double value) { return std::isnan(value); }))
    return refused(field, "There is no value at all.", "没有任何有效数值。");
  return {};
}

Result<void> check_counts(const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] < 0 || values[i] > 1e15 || (!std::isnan(values[i]) && values[i] != std::floor(values[i])))
      return refused("value", fmt::format("Value {} is {}: counts are whole numbers from 0.", i + 1, values[i]),
                     fmt::format("第 {} 个值为 {}：计数应为不小于 0 的整数。", i + 1, values[i]));
  return {};
}

Result<void> check_begins(const AnalysisData& data) {
  const bool rises = std::ranges::adjacent_find(data.begins, std::greater_equal<>()) == data.begins.end();
  if (data.begins.empty() || (rises && data.begins.front() == 0 && data.begins.back() < data.values.front().size()))
    return {};
  return refused("subgroup", "Subgroups begin at the first value, and each after the one before.",
                 "子组须从第一个值开始，并依次递增。");
}

Result<void> check_length(std::size_t found, std::size_t wanted, const char* field, const char* en, const char* zh) {
  if (found == wanted) return {};
  return refused(field, fmt::format("{} {} are needed, one for each, but there are {}.", wanted, en, found),
                 fmt::format("需要 {} 个{}，每项一个，实际有 {} 个。", wanted, zh, found));
}

}  // namespace

Result<void> check_data(const AnalysisSpec& spec, const AnalysisData& data, Needs needs) {
  const std::size_t columns = data.values.size();
  if (columns == 0 || data.values.front().empty()) return refused("value", "There are no values.", "没有数据。");
  if (needs == Needs::vectors ? columns < 2 || columns > most_characteristics : columns != 1)
    return needs == Needs::vectors
               ? refused("value", "This chart takes 2 to 32 characteristics measured together.",
                         "该控制图需要同时测量的 2 至 32 个特性。")
               : refused("value", "This chart takes one characteristic. Use t2 or mewma for several.",
                         "该控制图只用一个特性。多个特性请用 t2 或 mewma。");
  const std::size_t observations = data.values.front().size();
  if (observations * columns > most_observations)
    return fail(Code::too_large, "too-many-values",
                {fmt::format("At most {} values can be charted at once.", most_observations),
                 fmt::format("一次最多处理 {} 个值。", most_observations)},
                "value");
  for (const auto& column : data.values) {
    TRY_VOID(check_length(column.size(), observations, "value", "values", "值"));
    TRY_VOID(check_column(column, "value"));
  }
  TRY_VOID(check_begins(data));
  const std::size_t groups = data.begins.empty() ? observations : data.begins.size();
  if (!data.stages.empty()) TRY_VOID(check_length(data.stages.size(), groups, "stage", "stages", "阶段"));
  if (needs == Needs::nominals) {
    TRY_VOID(check_length(data.nominals.size(), observations, "nominal", "nominals", "名义值"));
    TRY_VOID(check_column(data.nominals, "nominal"));
  }
  if (needs == Needs::counts || needs == Needs::sized_counts) TRY_VOID(check_counts(data.values.front()));
  if (needs != Needs::sized_counts) return {};
  TRY_VOID(check_length(data.sizes.size(), groups, "sizes", "sample sizes", "样本量"));
  const bool is_share =
      spec.chart == AnalysisChart::p || spec.chart == AnalysisChart::np || spec.chart == AnalysisChart::laney_p;
  for (std::size_t i = 0; i < groups && groups == observations; ++i) {
    const double size = data.sizes[i];
    if (!std::isnan(size) && !(size > 0 && size <= 1e15))
      return refused("sizes", fmt::format("Sample size {} is {}: it must be above 0.", i + 1, size),
                     fmt::format("第 {} 个样本量为 {}：应大于 0。", i + 1, size));
    if (is_share && data.values.front()[i] > size)
      return refused("value",
                     fmt::format("Value {} counts {} nonconforming items of {}.", i + 1, data.values.front()[i], size),
                     fmt::format("第 {} 个值：{} 件不合格品多于样本量 {}。", i + 1, data.values.front()[i], size));
  }
  return {};
}

Result<void> check_groups(const AnalysisSpec& spec, const AnalysisStage& stage, const AnalysisKind& kind) {
  const std::size_t count = stage.groups.size();
  if (spec.phase1 && *spec.phase1 > count)
    return refused("phase1", fmt::format("Phase 1 has {} subgroups, but there are only {}.", *spec.phase1, count),
                   fmt::format("第一阶段为 {} 个子组，但总共只有 {} 个。", *spec.phase1, count));
  for (const Exclusion& each : spec.exclusions) {
    if (each.index >= count)
      return refused("exclusions", fmt::format("There is no subgroup {} to exclude.", each.index),
                     fmt::format("没有第 {} 个子组可剔除。", each.index));
    if (each.reason.empty())
      return refused("exclusions", fmt::format("Say why subgroup {} is excluded.", each.index),
                     fmt::format("请说明剔除第 {} 个子组的原因。", each.index));
  }
  if ((stage.sigma && !(*stage.sigma > 0 && std::isfinite(*stage.sigma))))
    return refused("sigma", "Sigma and the values differ by more than 300 powers of ten.",
                   "sigma 与数值相差超过 300 个数量级。");
  if (stage.target && !std::isfinite(*stage.target))
    return refused("target", "The target and the values differ by more than 300 powers of ten.",
                   "目标值与数值相差超过 300 个数量级。");
  const std::size_t largest = stage.largest();
  const bool is_single =
      kind.needs == Needs::single_values || kind.needs == Needs::counts || kind.needs == Needs::sized_counts;
  if (is_single && largest > 1)
    return refused("size", fmt::format("This chart takes single values, but a subgroup has {}.", largest),
                   fmt::format("该控制图使用单值，但有子组含 {} 个值。", largest));
  if (kind.needs == Needs::subgroups && largest < 2)
    return refused(
        "size",
        "This chart needs subgroups of two values or more. Say which belong together, or use i-mr for single "
        "values.",
        "该控制图要求子组含两个或更多值。请指明子组，或对单值使用 i-mr 图。");
  if (spec.chart == AnalysisChart::t)
    for (const Subgroup& group : stage.groups)
      if (group.n != 0 && group.mean < 0)
        return refused("value", "Times between events cannot be below 0.", "事件间隔时间不能小于 0。");
  return {};
}

}  // namespace jidoka::spc
