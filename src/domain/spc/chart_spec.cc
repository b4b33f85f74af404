#include "spc/chart_spec.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "spc/chart_kind.h"

namespace jidoka::spc {
namespace {

Result<void> check_size(const ChartSpec& spec, const ChartKind& kind) {
  const int size = spec.subgroup_size;
  if (size >= kind.smallest_subgroup && size <= kind.largest_subgroup) return {};
  const Text name = kind.name();
  if (kind.largest_subgroup == 1)
    return fail(Code::invalid, "subgroup-size",
                {fmt::format("This chart takes single values, but the subgroup size is {} ({}). Use xbar-r for "
                             "subgroups of measured values.",
                             size, name.en),
                 fmt::format("{}只用单个值，而子组大小为{}。测量值有子组时请用 xbar-r。", name.zh, size)},
                "subgroup_size");
  return fail(
      Code::invalid, "subgroup-size",
      {fmt::format("This chart needs subgroups of {} to {} values, but the subgroup size is {} ({}).",
                   kind.smallest_subgroup, kind.largest_subgroup, size, name.en),
       fmt::format("{}的子组大小应为{}到{}，现为{}。", name.zh, kind.smallest_subgroup, kind.largest_subgroup, size)},
      "subgroup_size");
}

Result<void> check_given(double mean, double sigma) {
  if (!(std::abs(mean) <= largest_value))
    return fail(Code::invalid, "chart-mean",
                {"The mean must be a number within ±1e300.", "均值必须是 ±1e300 以内的数。"}, "limits.mean");
  if (!(sigma > 0 && sigma <= largest_value))
    return fail(Code::invalid, "chart-sigma",
                {"Sigma must be a number above 0, at most 1e300: the standard deviation of single values.",
                 "sigma 必须是大于0且不超过1e300的数，即单个测量值的标准差。"},
                "limits.sigma");
  return {};
}

Failure bad_tuning(const char* field, const char* en, const char* zh) {
  return fail(Code::invalid, "chart-tuning", {en, zh}, field);
}

}  // namespace

Result<void> check_tuning(ChartType type, const ChartTuning& tuning) {
  if (type == ChartType::ewma) {
    if (!(tuning.lambda >= 0.01 && tuning.lambda <= 1))
      return bad_tuning("lambda", "Lambda is 0.01 to 1; 0.05 to 0.25 is usual.",
                        "lambda 应在 0.01 至 1 之间，通常取 0.05 至 0.25。");
    if (!(tuning.l > 0 && tuning.l <= 100))
      return bad_tuning("l", "L is above 0, at most 100 standard errors; 2.7 to 3 is usual.",
                        "L 应大于 0 且不超过 100 个标准误，通常取 2.7 至 3。");
  }
  if (type == ChartType::cusum) {
    if (!(tuning.k >= 0 && tuning.k <= 100))
      return bad_tuning("k", "k is 0 to 100 standard errors; 0.5 is usual.", "k 应为 0 至 100 个标准误，通常取 0.5。");
    if (!(tuning.h > 0 && tuning.h <= 1000))
      return bad_tuning("h", "h is above 0, at most 1000 standard errors; 4 or 5 is usual.",
                        "h 应大于 0 且不超过 1000 个标准误，通常取 4 或 5。");
  }
  if (type == ChartType::moving_average && (tuning.span < 2 || tuning.span > longest_span))
    return bad_tuning("span", "A moving average spans 2 to 7 subgroups.", "移动平均的跨度应为 2 至 7 个子组。");
  const bool is_sized = type == ChartType::p || type == ChartType::np || type == ChartType::u;
  if (is_sized && (tuning.items < 1 || tuning.items > most_items))
    return bad_tuning("items", "Items are 1 to 1000000000: how many each count is of.",
                      "items 应为 1 至 1000000000，即每个计数对应的检验数量。");
  return {};
}

Result<void> check(const ChartSpec& spec) {
  const ChartKind* kind = find_chart_kind(spec.type);
  if (kind == nullptr)
    return fail(Code::invalid, "chart-type", {"There is no such chart type.", "没有这种控制图类型。"}, "type");
  TRY_VOID(check_size(spec, *kind));
  TRY_VOID(check_tuning(spec.type, spec.tuning));
  if (spec.rules.empty())
    return fail(Code::invalid, "chart-rules",
                {"The chart names no rule and could never signal. Name at least we1.",
                 "控制图没有选用任何判异准则，永远不会发出信号。请至少选用 we1。"},
                "rules");
  for (Rule rule : spec.rules)
    if (static_cast<std::size_t>(rule) >= rule_count)
      return fail(Code::invalid, "chart-rules", {"There is no such run rule.", "没有这条判异准则。"}, "rules");
  const LimitSource& limits = spec.limits;
  const bool is_given = limits.mean && limits.sigma && !limits.learn;
  const bool is_learnt = limits.learn && !limits.mean && !limits.sigma;
  if (!is_given && !is_learnt)
    return fail(Code::invalid, "chart-limits",
                {"Limits come either from mean and sigma together, or from learn alone.",
                 "控制限要么同时给出 mean 和 sigma，要么只给出 learn。"},
                "limits");
  if (is_given) return check_given(*limits.mean, *limits.sigma);
  if (*limits.learn < shortest_learning || *limits.learn > longest_learning)
    return fail(
        Code::invalid, "chart-learn",
        {fmt::format("Learning takes {} to {} points, not {}.", shortest_learning, longest_learning, *limits.learn),
         fmt::format("学习窗口应为{}到{}个点，不能是{}。", shortest_learning, longest_learning, *limits.learn)},
        "limits.learn");
  return {};
}

}  // namespace jidoka::spc
