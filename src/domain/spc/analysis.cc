#include "spc/analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "spc/analysis_checks.h"
#include "spc/analysis_stage.h"
#include "spc/limits.h"
#include "spc/run_length.h"

namespace jidoka::spc {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

using enum AnalysisChart;
// In the order of AnalysisChart.
constexpr std::array<AnalysisKind, 18> kinds = {{
    {xbar_r, Needs::subgroups, draft_xbar_r, "X̄-R: mean and range", "均值-极差图（X̄-R）"},
    {xbar_s, Needs::subgroups, draft_xbar_s, "X̄-S: mean and standard deviation", "均值-标准差图（X̄-S）"},
    {i_mr, Needs::single_values, draft_i_mr, "I-MR: individuals and moving range", "单值-移动极差图（I-MR）"},
    {median, Needs::subgroups, draft_median, "Median and range", "中位数-极差图"},
    {p, Needs::sized_counts, draft_p, "p: share of nonconforming items", "不合格品率图（p）"},
    {np, Needs::sized_counts, draft_np, "np: number of nonconforming items", "不合格品数图（np）"},
    {c, Needs::counts, draft_c, "c: number of nonconformities", "不合格数图（c）"},
    {u, Needs::sized_counts, draft_u, "u: nonconformities per unit", "单位不合格数图（u）"},
    {laney_p, Needs::sized_counts, draft_laney_p, "Laney p′", "Laney p′ 图"},
    {laney_u, Needs::sized_counts, draft_laney_u, "Laney u′", "Laney u′ 图"},
    {cusum, Needs::values, draft_cusum, "CUSUM: cumulative sums", "累积和图（CUSUM）"},
    {ewma, Needs::values, draft_ewma, "EWMA: exponentially weighted moving average", "指数加权移动平均图（EWMA）"},
    {moving_average, Needs::values, draft_moving_average, "Moving average", "移动平均图"},
    {dnom, Needs::nominals, draft_dnom, "DNOM: difference from nominal, short runs", "短批量偏差图（DNOM）"},
    {t2, Needs::vectors, draft_t2, "Hotelling's T²", "霍特林 T² 图"},
    {mewma, Needs::vectors, draft_mewma, "MEWMA: multivariate EWMA", "多元指数加权移动平均图（MEWMA）"},
    {g, Needs::counts, draft_g, "g: count between rare events", "罕见事件间隔数图（g）"},
    {t, Needs::single_values, draft_t, "t: time between rare events", "罕见事件间隔时间图（t）"},
}};

// Brings the largest value near 1 by a power of two, which changes no digit, when squares could overflow or vanish.
double scale_for(const std::vector<double>& values) {
  double largest = 0;
  for (double value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  if (largest == 0 || (largest > 1e-100 && largest < 1e100)) return 1;
  return std::ldexp(1.0, -std::clamp(std::ilogb(largest), -1000, 1000));
}

// About the first value, so that digits are not lost; the mean never leaves the range of its values.
Subgroup subgroup_of(std::vector<double>& values, bool with_median) {
  Subgroup group;
  group.n = values.size();
  if (values.empty()) return group;
  double mean = 0;
  double squares = 0;
  double sum = 0;
  double count = 0;
  group.low = group.high = values.front();
  for (double value : values) {
    const double from_first = value - values.front();
    const double off = from_first - mean;
    sum += from_first;
    mean += off / ++count;
    squares += off * (from_first - mean);
    group.low = std::min(group.low, value);
    group.high = std::max(group.high, value);
  }
  group.mean = std::clamp(values.front() + sum / count, group.low, group.high);
  group.range = group.high - group.low;
  if (count > 1) group.deviation = std::sqrt(squares / (count - 1));
  if (!with_median) return group;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  group.median = *middle;
  if (values.size() % 2 == 0) group.median += (*std::max_element(values.begin(), middle) - group.median) / 2;
  return group;
}

struct Grouped {
  AnalysisStage whole;  // all stages in one
  double scale = 1;     // what its values were multiplied with
};

std::size_t end_of(const AnalysisData& data, std::size_t group) {
  if (data.begins.empty()) return group + 1;
  return group + 1 < data.begins.size() ? data.begins[group + 1] : data.values.front().size();
}
std::size_t begin_of(const AnalysisData& data, std::size_t group) {
  return data.begins.empty() ? group : data.begins[group];
}
std::size_t groups_of(const AnalysisData& data) {
  return data.begins.empty() ? data.values.front().size() : data.begins.size();
}

void group_vectors(const AnalysisData& data, AnalysisStage& stage) {
  std::vector<double> scales;
  for (const auto& column : data.values) scales.push_back(scale_for(column));
  for (std::size_t i = 0; i < groups_of(data); ++i) {
    stage.row_begins.push_back(stage.vectors.size());
    Subgroup group;
    for (std::size_t row = begin_of(data, i); row < end_of(data, i); ++row) {
      std::vector<double> vector;
      for (std::size_t k = 0; k < data.values.size(); ++k) vector.push_back(data.values[k][row] * scales[k]);
      if (std::ranges::any_of(vector, [](double value) { return std::isnan(value); })) continue;
      stage.vectors.push_back(std::move(vector));
      ++group.n;
    }
    stage.groups.push_back(group);
  }
  stage.row_begins.push_back(stage.vectors.size());
}

Grouped group(const AnalysisSpec& spec, const AnalysisData& data, const AnalysisKind& kind) {
  Grouped grouped;
  AnalysisStage& stage = grouped.whole;
  stage.spec = &spec;
  if (kind.needs == Needs::vectors) {
    group_vectors(data, stage);
    return grouped;
  }
  const bool is_count = kind.needs == Needs::counts || kind.needs == Needs::sized_counts;
  grouped.scale = is_count ? 1 : scale_for(data.values.front());
  std::vector<double> values;
  for (std::size_t i = 0; i < groups_of(data); ++i) {
    values.clear();
    for (std::size_t at = begin_of(data, i); at < end_of(data, i); ++at) {
      const double nominal = kind.needs == Needs::nominals ? data.nominals[at] : 0;
      const double value = (data.values.front()[at] - nominal) * grouped.scale;
      if (!std::isnan(value)) values.push_back(value);
    }
    stage.groups.push_back(subgroup_of(values, spec.chart == median));
    if (kind.needs == Needs::sized_counts) {
      stage.groups.back().size = data.sizes[i];
      if (std::isnan(data.sizes[i])) stage.groups.back().n = 0;
    }
  }
  if (spec.sigma) stage.sigma = *spec.sigma * grouped.scale;
  if (spec.target) stage.target = *spec.target * grouped.scale;
  return grouped;
}

// The subgroups [begin, end) with their part of everything.
AnalysisStage part_of(const AnalysisStage& whole, std::size_t begin, std::size_t end) {
  AnalysisStage stage;
  stage.spec = whole.spec;
  stage.sigma = whole.sigma;
  stage.target = whole.target;
  const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
  stage.groups.assign(whole.groups.begin() + at(begin), whole.groups.begin() + at(end));
  if (!whole.row_begins.empty()) {
    const std::size_t first = whole.row_begins[begin];
    const std::size_t last = whole.row_begins[end];
    stage.vectors.assign(whole.vectors.begin() + at(first), whole.vectors.begin() + at(last));
    for (std::size_t i = begin; i <= end; ++i) stage.row_begins.push_back(whole.row_begins[i] - first);
  }
  const std::size_t baseline = stage.spec->phase1 ? static_cast<std::size_t>(*stage.spec->phase1) : end - begin;
  for (std::size_t i = 0; i < stage.groups.size(); ++i)
    stage.groups[i].is_baseline = i < baseline && stage.groups[i].n != 0 && !stage.groups[i].is_excluded;
  return stage;
}

RunRule row_of(const OwnRule& own) {
  const auto n = static_cast<int>(own.n);
  const bool counts = own.pattern == Pattern::beyond && own.k != 0;
  return {
      Rule::we1, "own", RuleFamily::own, own.pattern, static_cast<int>(own.line), counts ? static_cast<int>(own.k) : n,
      n,         0};
}

// On a guarded side alone, a pattern of the other side is good news.
bool is_guarded(const RunRule& row, GuardedSide guarded, int zone, const RunState& state) {
  if (guarded == GuardedSide::both) return true;
  const bool is_upper = guarded == GuardedSide::upper;
  if (row.pattern == Pattern::beyond) return is_upper ? zone > 0 : zone < 0;
  if (row.pattern == Pattern::trend) return is_upper ? state.counts().rising > 1 : state.counts().falling > 1;
  return true;
}

class Judge {
 public:
  explicit Judge(const AnalysisSpec& spec) : spec_(spec), rules_(rule_set(spec.rules)) {}

  // The rules that the next point of a panel sets off.
  AnalysisSignal next(const PanelDraft& panel, std::size_t i, RunState& state) const {
    AnalysisSignal signal;
    int zone = 0;
    if (panel.has_runs)
      zone = zone_of({panel.center[i], panel.se[i], panel.lower[i], panel.upper[i]}, panel.point[i]);
    else
      zone = panel.point[i] > panel.upper[i] ? 4 : panel.point[i] < panel.lower[i] ? -4 : 0;
    Fired fired;
    if (panel.has_runs)
      fired = state.update(zone, panel.point[i], rules_);
    else
      fired = fired_beyond(rules_, zone);
    signal.side = fired.side;
    for (Rule rule : fired.rules.list())
      if (is_guarded(run_rule(rule), spec_.guarded, zone, state)) signal.rules.emplace_back(run_rule(rule).id);
    for (std::size_t own = 0; own < spec_.own_rules.size(); ++own) {
      const RunRule row = row_of(spec_.own_rules[own]);
      const bool is_limit = row.pattern == Pattern::beyond && row.line == 3;
      if (!panel.has_runs && !is_limit) continue;
      const bool holds = is_limit ? std::abs(zone) > 3 : state.holds(row, zone);
      if (!holds || !is_guarded(row, spec_.guarded, zone, state)) continue;
      signal.rules.push_back("own" + std::to_string(own + 1));
      if (signal.side == Side::none && row.pattern == Pattern::beyond) signal.side = zone > 0 ? Side::high : Side::low;
    }
    return signal;
  }

 private:
  const AnalysisSpec& spec_;
  RuleSet rules_;
};

void guard(PanelDraft& panel, GuardedSide guarded) {
  if (guarded == GuardedSide::upper) std::ranges::fill(panel.lower, -infinity);
  if (guarded == GuardedSide::lower) std::ranges::fill(panel.upper, infinity);
}

// Adds a stage's panel to those before it, judged.
void append(AnalysisPanel& out, PanelDraft& draft, const AnalysisStage& stage, double scale) {
  guard(draft, stage.spec->guarded);
  const Judge judge(*stage.spec);
  const auto shown = [&](double value) -> std::optional<double> {
    if (!std::isfinite(value)) return std::nullopt;
    if (draft.shown != nullptr) value = draft.shown(value);
    return draft.has_scale ? value / scale : value;
  };
  RunState state;
  for (std::size_t i = 0; i < draft.point.size(); ++i) {
    const std::size_t index = out.points.size();
    out.points.push_back(shown(draft.point[i]));
    out.center.push_back(shown(draft.center[i]));
    out.lower.push_back(shown(draft.lower[i]));
    out.upper.push_back(shown(draft.upper[i]));
    if (std::isnan(draft.point[i]) || stage.groups[draft.first + i].is_excluded) continue;
    AnalysisSignal signal = judge.next(draft, i, state);
    signal.index = index;
    if (!signal.rules.empty()) out.signals.push_back(std::move(signal));
  }
  if (draft.sigma) out.sigma = *draft.sigma / scale;
}

}  // namespace

std::optional<double> points_per_false_alarm(const AnalysisSpec& spec) {
  const RuleSet rules = rule_set(spec.rules);
  if (!spec.own_rules.empty() || spec.guarded != GuardedSide::both || rules.empty()) return std::nullopt;
  double length = infinity;
  switch (spec.chart) {
    case xbar_r:
    case xbar_s:
    case i_mr:
    case median:
    case dnom:
      length = average_run_length(rules, 0);
      break;
    case cusum:
      if (spec.h <= 50) length = cusum_run_length({spec.k, spec.h, spec.fir ? spec.h / 2 : 0}, 0);
      break;
    case ewma:
      if (spec.lambda >= 0.05 && spec.l <= 10) length = ewma_run_length({spec.lambda, spec.l}, 0);
      break;
    case t2:
      length = 1 / spec.alpha;
      break;
    case mewma:
      if (!spec.mewma_limit) length = average_run_length(RuleSet::of({Rule::we1}), 0);
      break;
    default:
      break;
  }
  constexpr double most_that_is_exact = 1e12;  // beyond it the equations of a sum lose their digits, and nobody waits
  if (!(length <= most_that_is_exact)) return std::nullopt;
  return length;
}

void PanelDraft::add(double value, double middle, double error, double low, double high) {
  point.push_back(value);
  center.push_back(middle);
  se.push_back(error);
  lower.push_back(low);
  upper.push_back(high);
}
void PanelDraft::add_nothing() { add(none, none, none, none, none); }

std::size_t AnalysisStage::baseline() const {
  return static_cast<std::size_t>(std::ranges::count_if(groups, &Subgroup::is_baseline));
}
std::size_t AnalysisStage::largest() const {
  std::size_t most = 0;
  for (const Subgroup& group : groups) most = std::max(most, group.n);
  return most;
}

std::span<const AnalysisKind> analysis_kinds() { return kinds; }
const AnalysisKind& analysis_kind(AnalysisChart chart) { return kinds[static_cast<std::size_t>(chart)]; }

Result<Analysis> analyse(const AnalysisSpec& spec, const AnalysisData& data) {
  const AnalysisKind& kind = analysis_kind(spec.chart);
  TRY_VOID(check_spec(spec));
  TRY_VOID(check_data(spec, data, kind.needs));
  Grouped grouped = group(spec, data, kind);
  const std::size_t count = grouped.whole.groups.size();
  TRY_VOID(check_groups(spec, grouped.whole, kind));
  for (const Exclusion& each : spec.exclusions) grouped.whole.groups[each.index].is_excluded = true;
  Analysis found{
      spec.chart, spec.rules, count, spec.phase1, spec.exclusions, std::nullopt, points_per_false_alarm(spec), {}};
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    end = begin + 1;
    while (end < count && (data.stages.empty() || data.stages[end] == data.stages[begin])) ++end;
    AnalysisStage stage = part_of(grouped.whole, begin, end);
    TRY(Drafts drafts, kind.draft(stage));
    if (kind.needs != Needs::vectors) found.mean = stage.last_mean / grouped.scale;
    found.panels.resize(drafts.size());
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      AnalysisPanel& panel = found.panels[i];
      if (begin == 0) {
        panel.name = drafts[i].name;
        panel.first = drafts[i].first;
      }
      // Before the first moving range of a later stage stands its first value, which has none.
      for (std::uint64_t gap = begin == 0 ? 0 : drafts[i].first; gap > 0; --gap)
        for (auto* line : {&panel.points, &panel.center, &panel.lower, &panel.upper}) line->emplace_back();
      append(panel, drafts[i], stage, grouped.scale);
    }
  }
  return found;
}

}  // namespace jidoka::spc
