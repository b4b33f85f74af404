#include <fmt/format.h>

#include <cmath>
#include <set>

#include "json/encode.h"
#include "plant/checks.h"
#include "spc/chart_kind.h"

namespace jidoka::plant {
namespace {

// "an xbar-r chart" and "a p chart", as they are spoken.
std::string_view article_of(std::string_view chart) {
  return chart == "p" || chart == "c" || chart == "u" || chart == "cusum" || chart == "median" ||
                 chart == "moving-average"
             ? "a"
             : "an";
}

// What the chart's type asks of the size of its subgroups.
void check_subgroup_of_chart(const Chart& chart, std::int64_t size, const std::string& at, Findings& findings) {
  const spc::ChartKind& kind = spc::chart_kind(chart.type);
  if (kind.largest_subgroup == 1 && size != 1)
    return findings.fault(
        at,
        fmt::format("{} {} chart takes single values, but the sample size is {}. Use xbar-r, or a "
                    "sample size of 1.",
                    article_of(kind.id), kind.id, size),
        fmt::format("{} 图使用单值，但样本量为 {}。请改用 xbar-r，或将样本量设为 1。", kind.id, size));
  if (size < kind.smallest_subgroup || size > kind.largest_subgroup)
    return findings.fault(
        at,
        fmt::format("{} {} chart needs subgroups of {} to {} values, but the sample size is {}. Set "
                    "sample.size, or use {}.",
                    article_of(kind.id), kind.id, kind.smallest_subgroup, kind.largest_subgroup, size,
                    size == 1 ? "i-mr" : "xbar-s"),
        fmt::format("{} 图的子组应为 {} 至 {} 个值，但样本量为 {}。请设置 sample.size，或改用 {}。", kind.id,
                    kind.smallest_subgroup, kind.largest_subgroup, size, size == 1 ? "i-mr" : "xbar-s"));
  if (chart.type == spc::ChartType::xbar_r && size > spc::comfortable_subgroup)
    findings.advise(
        at,
        fmt::format("the range says little about subgroups of {}. An xbar-s chart is better from 9 values on.", size),
        fmt::format("子组为 {} 个值时，极差反映不了多少离散信息。9 个值起宜用 xbar-s 图。", size));
}

void check_tuning(const Chart& chart, const std::string& path, Findings& findings) {
  if (!findings.is_sound(path)) return;
  if (chart.span && (*chart.span < 2 || *chart.span > spc::longest_span))
    return findings.fault(
        path + ".span",
        fmt::format("a moving average spans 2 to {} subgroups, not {}.", spc::longest_span, *chart.span),
        fmt::format("移动平均的跨度应为 2 至 {} 个子组，不能是 {}。", spc::longest_span, *chart.span));
  if (chart.items && (*chart.items < 1 || *chart.items > spc::most_items))
    return findings.fault(path + ".items",
                          fmt::format("a count of {} items cannot be. Take 1 to {}.", *chart.items, spc::most_items),
                          fmt::format("检验数量不能为 {}。请取 1 至 {}。", *chart.items, spc::most_items));
  if (const auto checked = spc::check_tuning(chart.type, tuning_of(chart)); !checked)
    findings.fault(path + "." + checked.error().field, checked.error().text.en, checked.error().text.zh);
}

void check_subgroup(const ControlPlanLine& line, const std::string& path, Findings& findings) {
  const std::int64_t size = line.sample.size;
  const std::string at = path + ".sample.size";
  if (!findings.is_sound(at) || !findings.is_sound(path + ".chart.type")) return;
  if (size < 1 || size > spc::largest_subgroup)
    return findings.fault(at,
                          fmt::format("a sample of {} cannot be. Take 1 to {} values.", size, spc::largest_subgroup),
                          fmt::format("样本量不能为 {}。请取 1 至 {} 个值。", size, spc::largest_subgroup));
  if (!line.chart) return;
  check_subgroup_of_chart(*line.chart, size, at, findings);
}

void check_rules(const Chart& chart, const std::string& path, Findings& findings) {
  if (chart.rules.empty() && findings.is_sound(path))
    findings.fault(path, "the chart has no rule and could never signal. Name at least we1.",
                   "控制图没有判异准则，不会发出任何信号。请至少填写 we1。");
  std::set<spc::Rule> seen;
  for (std::size_t i = 0; i < chart.rules.size(); ++i) {
    const std::string at = fmt::format("{}[{}]", path, i);
    if (!findings.is_sound(at) || seen.insert(chart.rules[i]).second) continue;
    const std::string_view rule = json::enum_name(chart.rules[i]);
    findings.fault(at, fmt::format("the rule {} is listed twice. Remove one.", rule),
                   fmt::format("判异准则 {} 重复。请删除一个。", rule));
  }
}

void check_left_out(const ChartLimits& limits, const std::string& path, Findings& findings) {
  if (!limits.left_out.empty() && limits.learn)
    findings.fault(path, "limits that are learnt take every point. Give mean and sigma, or remove left_out.",
                   "学习得出的控制限使用全部点。请给出 mean 和 sigma，或删除 left_out。");
  for (std::size_t i = 0; i < limits.left_out.size(); ++i)
    if (limits.left_out[i].reason.empty())
      findings.fault(fmt::format("{}[{}].reason", path, i),
                     "a subgroup is left out only for a cause. Write the cause that was found and mended.",
                     "只有原因已知的子组才可剔除。请写明查明并消除的原因。");
}

void check_limits(const ChartLimits& limits, const std::string& path, Findings& findings) {
  if (!findings.is_sound(path)) return;
  check_left_out(limits, path + ".left_out", findings);
  const bool is_given = limits.mean && limits.sigma && !limits.learn;
  const bool is_learnt = limits.learn && !limits.mean && !limits.sigma;
  if (!is_given && !is_learnt)
    return findings.fault(
        path, "control limits come either from learn alone, or from mean and sigma together. Give one of the two.",
        "控制限要么由 learn 学习得出，要么同时给出 mean 和 sigma。请二选一。");
  if (is_given && !(std::abs(*limits.mean) <= spc::largest_value))
    return findings.fault(path + ".mean",
                          fmt::format("mean {} is more than a chart can hold. Keep it within ±1e300.", *limits.mean),
                          fmt::format("mean 为 {}，超出控制图可用的范围。请取 ±1e300 以内的数。", *limits.mean));
  if (is_given && *limits.sigma > spc::largest_value)
    return findings.fault(path + ".sigma",
                          fmt::format("sigma {} is more than a chart can hold. Keep it at most 1e300.", *limits.sigma),
                          fmt::format("sigma 为 {}，超出控制图可用的范围。请取不超过 1e300 的数。", *limits.sigma));
  if (is_given && !(*limits.sigma > 0))
    return findings.fault(
        path + ".sigma",
        fmt::format("sigma {} must be above 0: it is the standard deviation of single values.", *limits.sigma),
        fmt::format("sigma 为 {}，应大于 0，即单个值的标准差。", *limits.sigma));
  if (is_learnt && *limits.learn < spc::shortest_trusted_learning)
    return findings.fault(
        path + ".learn",
        fmt::format("limits from {} points are not to be trusted. Learn from at least {}; 25 subgroups or 100 "
                    "single values are usual.",
                    *limits.learn, spc::shortest_trusted_learning),
        fmt::format("仅用 {} 个点得出的控制限不可靠。至少需要 {} 个点，通常取 25 个子组或 100 个单值。", *limits.learn,
                    spc::shortest_trusted_learning));
  if (is_learnt && *limits.learn > spc::longest_learning)
    findings.fault(path + ".learn",
                   fmt::format("learning from {} points would take too long. Take at most {}.", *limits.learn,
                               spc::longest_learning),
                   fmt::format("学习 {} 个点时间过长。最多 {} 个点。", *limits.learn, spc::longest_learning));
}

}  // namespace

void check_specification(const ControlPlanLine& line, const std::string& path, Findings& findings) {
  const Specification& spec = *line.specification;
  if (!findings.is_sound(path)) return;
  if (!spec.lower && !spec.upper)
    return findings.fault(path, "the specification has no limit. Give lower, upper or both.",
                          "规格没有上下限。请填写 lower、upper 或两者。");
  if (spec.lower && spec.upper && *spec.lower > *spec.upper)
    return findings.fault(
        path + ".lower",
        fmt::format("lower {} is above upper {}. Swap them, or leave one out for a one-sided specification.",
                    *spec.lower, *spec.upper),
        fmt::format("下限 {} 高于上限 {}。请对调，或只保留其中一个作为单侧规格。", *spec.lower, *spec.upper));
  if (spec.lower && spec.upper && *spec.lower == *spec.upper)
    return findings.fault(
        path + ".lower",
        fmt::format("lower and upper are both {}, which leaves no tolerance. Set them apart.", *spec.lower),
        fmt::format("上下限均为 {}，没有公差。请分别设定。", *spec.lower));
  if (spec.deadband && !(*spec.deadband >= 0))
    findings.fault(path + ".deadband",
                   fmt::format("deadband {} cannot be. Give how far inside the limits a value must be, 0 or more.",
                               *spec.deadband),
                   fmt::format("回差 {} 无效。请填写数值须回到限内多少才算恢复，不小于 0。", *spec.deadband));
  if (spec.deadband && spec.lower && spec.upper && 2 * *spec.deadband >= *spec.upper - *spec.lower)
    findings.fault(
        path + ".deadband",
        fmt::format("with a deadband of {} nothing between {} and {} would end an excursion. Make it smaller "
                    "than half of their distance.",
                    *spec.deadband, *spec.lower, *spec.upper),
        fmt::format("回差为 {} 时，{} 与 {} 之间没有可恢复的数值。请设为小于两者间距的一半。", *spec.deadband,
                    *spec.lower, *spec.upper));
  if (spec.target && spec.lower && *spec.target < *spec.lower)
    findings.fault(path + ".target",
                   fmt::format("target {} is below lower {}. Move it inside the limits.", *spec.target, *spec.lower),
                   fmt::format("目标值 {} 低于下限 {}。请设在上下限之内。", *spec.target, *spec.lower));
  if (spec.target && spec.upper && *spec.target > *spec.upper)
    findings.fault(path + ".target",
                   fmt::format("target {} is above upper {}. Move it inside the limits.", *spec.target, *spec.upper),
                   fmt::format("目标值 {} 高于上限 {}。请设在上下限之内。", *spec.target, *spec.upper));
}

void check_chart(const ControlPlanLine& line, const std::string& path, Findings& findings) {
  check_subgroup(line, path, findings);
  if (line.sample.every && line.sample.every->ns <= 0 && findings.is_sound(path + ".sample.every"))
    findings.fault(path + ".sample.every", "the time between samples must be longer than 0, such as 30min.",
                   "抽样间隔应大于 0，例如 30min。");
  if (!line.chart) return;
  check_rules(*line.chart, path + ".chart.rules", findings);
  check_limits(line.chart->limits, path + ".chart.limits", findings);
  check_tuning(*line.chart, path + ".chart", findings);
}

}  // namespace jidoka::plant
