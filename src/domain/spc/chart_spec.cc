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
  if (kind.largest_subgroup == 1)
    return fail(
        Code::invalid, "subgroup-size",
        {fmt::format("An I-MR chart takes single values, but the subgroup size is {}. Use xbar-r for subgroups.", size),
         fmt::format("单值-移动极差图只用单个测量值，而子组大小为{}。有子组时请用 xbar-r。", size)},
        "subgroup_size");
  return fail(
      Code::invalid, "subgroup-size",
      {fmt::format("An X̄-R chart needs subgroups of {} to {} values, but the subgroup size is {}.",
                   kind.smallest_subgroup, kind.largest_subgroup, size),
       fmt::format("均值-极差图的子组大小应为{}到{}，现为{}。", kind.smallest_subgroup, kind.largest_subgroup, size)},
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

}  // namespace

Result<void> check(const ChartSpec& spec) {
  const ChartKind* kind = find_chart_kind(spec.type);
  if (kind == nullptr)
    return fail(Code::invalid, "chart-type", {"There is no such chart type.", "没有这种控制图类型。"}, "type");
  TRY_VOID(check_size(spec, *kind));
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
