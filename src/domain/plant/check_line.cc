#include <fmt/format.h>

#include <cmath>
#include <set>

#include "json/encode.h"
#include "plant/checks.h"

namespace jidoka::plant {
namespace {

void check_subgroup(const ControlPlanLine& line, const std::string& path, Findings& findings) {
  const std::int64_t size = line.sample.size;
  const std::string at = path + ".sample.size";
  if (!findings.is_sound(at) || !findings.is_sound(path + ".chart.type")) return;
  if (size < 1 || size > spc::largest_subgroup)
    return findings.fault(at,
                          fmt::format("a sample of {} cannot be. Take 1 to {} values.", size, spc::largest_subgroup),
                          fmt::format("样本量不能为 {}。请取 1 至 {} 个值。", size, spc::largest_subgroup));
  if (!line.chart) return;
  if (line.chart->type == spc::ChartType::i_mr && size != 1)
    return findings.fault(at,
                          fmt::format("an i-mr chart takes single values, but the sample size is {}. Use xbar-r, or a "
                                      "sample size of 1.",
                                      size),
                          fmt::format("i-mr 图使用单值，但样本量为 {}。请改用 xbar-r，或将样本量设为 1。", size));
  if (line.chart->type != spc::ChartType::xbar_r) return;
  if (size == 1)
    return findings.fault(
        at,
        "an xbar-r chart needs subgroups of 2 to 25 values, but the sample size is 1. Set sample.size, "
        "or use i-mr.",
        "xbar-r 图的子组应为 2 至 25 个值，但样本量为 1。请设置 sample.size，或改用 i-mr。");
  if (size > spc::comfortable_subgroup)
    findings.advise(
        at,
        fmt::format("the range says little about subgroups of {}. An xbar-s chart is better from 9 values on; "
                    "until it is offered, 4 to 8 values do well.",
                    size),
        fmt::format(
            "子组为 {} 个值时，极差反映不了多少离散信息。9 个值起宜用 xbar-s 图；在提供该图之前，建议取 4 至 8 个值。",
            size));
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

void check_limits(const ChartLimits& limits, const std::string& path, Findings& findings) {
  if (!findings.is_sound(path)) return;
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
}

}  // namespace jidoka::plant
