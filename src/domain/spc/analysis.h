// A control chart over a whole series at once: what the command line, the chart page and a study of the past ask for.
// Every chart is drawn from the formulas that chart.h uses point by point, and judged by the same run rules.
//
//   AnalysisSpec spec{.chart = AnalysisChart::xbar_r, .rules = RuleSetName::nelson, .phase1 = 25};
//   TRY(const Analysis found, analyse(spec, {.values = {diameters}, .begins = {0, 5, 10, …}}));
//   found.panels[0].upper[7], found.panels[0].signals
//
// Limits come from the first `phase1` subgroups (all by default) that are not excluded, or from a given target and
// sigma. A NaN is a missing cell and is left out; a subgroup without any value keeps its place with no point. A point
// that is excluded is drawn, but neither makes limits nor signals, and runs pass over it as if it were not there.
// Data from which no limits follow (nothing, one point, no variation, a subgroup of one where two are needed, counts
// that are not whole) are refused in words. Scale does not matter: values of 1e-310 or 1e300 are judged as those of 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "json/describe.h"
#include "spc/rules.h"

namespace jidoka::spc {

enum class AnalysisChart : std::uint8_t {
  xbar_r,
  xbar_s,
  i_mr,
  median,
  p,
  np,
  c,
  u,
  laney_p,
  laney_u,
  cusum,
  ewma,
  moving_average,
  dnom,
  t2,
  mewma,
  g,
  t
};

// How sigma, of single values within a subgroup, is estimated. `automatic` is what the chart's name says.
enum class SigmaEstimator : std::uint8_t { automatic, r_bar, s_bar, pooled, mr_bar, median_mr, overall };

enum class GuardedSide : std::uint8_t { both, upper, lower };

struct OwnRule {  // as a row of run_rules
  Pattern pattern = Pattern::beyond;
  std::int64_t line = 0;
  std::int64_t k = 0;  // of `beyond` alone; 0: all n
  std::int64_t n = 8;
};

struct Exclusion {
  std::uint64_t index = 0;  // of the subgroup, from 0
  std::string reason;
};

struct AnalysisSpec {
  AnalysisChart chart = AnalysisChart::xbar_r;
  RuleSetName rules = RuleSetName::western_electric;
  std::vector<OwnRule> own_rules = {};
  std::optional<std::uint64_t> phase1 = {};
  std::vector<Exclusion> exclusions = {};
  SigmaEstimator estimator = SigmaEstimator::automatic;
  bool unbiased = true;
  std::optional<double> sigma = {};
  std::optional<double> target = {};
  GuardedSide guarded = GuardedSide::both;
  double k = 0.5;
  double h = 5;
  bool fir = false;
  double lambda = 0.2;
  double l = 3;
  std::uint64_t span = 3;
  double alpha = 0.0027;
  std::optional<double> mewma_limit = {};
};

struct AnalysisData {
  std::vector<std::vector<double>> values =
      {};                                // by characteristic, then observation; one characteristic but for t2, mewma
  std::vector<std::size_t> begins = {};  // the first observation of each subgroup; none: each stands alone
  std::vector<double> sizes = {};        // of p, np, u and Laney's: items or area behind each count
  std::vector<double> nominals = {};     // of dnom: what each observation should be
  std::vector<std::string> stages = {};  // by subgroup; a new word begins a stage with its own limits
};

struct AnalysisSignal {
  std::uint64_t index = 0;         // into the panel's points
  std::vector<std::string> rules;  // lowest first
  Side side = Side::none;
};

struct AnalysisPanel {
  std::string name;
  std::uint64_t first = 0;  // subgroup of the first point: 1 for moving ranges
  std::optional<double> sigma;
  std::vector<std::optional<double>> points, center, lower, upper;
  std::vector<AnalysisSignal> signals;
};

struct Analysis {
  AnalysisChart chart = AnalysisChart::xbar_r;
  RuleSetName rules = RuleSetName::none;
  std::uint64_t subgroups = 0;
  std::optional<std::uint64_t> phase1;
  std::vector<Exclusion> exclusions;
  std::optional<double> mean;
  std::optional<double> points_per_false_alarm;
  std::vector<AnalysisPanel> panels;
};

constexpr std::uint64_t most_observations = 5'000'000;
constexpr std::uint64_t most_characteristics = 32;

Result<Analysis> analyse(const AnalysisSpec& spec, const AnalysisData& data);

// Of the first panel, over a stable process of independent normal values with known parameters; nothing where that does
// not say it: counts, moving averages, rules of one's own, one side alone.
std::optional<double> points_per_false_alarm(const AnalysisSpec& spec);

constexpr auto describe_enum(const AnalysisChart*) {
  using enum AnalysisChart;
  return json::names<AnalysisChart>({{xbar_r, "xbar-r"},
                                     {xbar_s, "xbar-s"},
                                     {i_mr, "i-mr"},
                                     {median, "median"},
                                     {p, "p"},
                                     {np, "np"},
                                     {c, "c"},
                                     {u, "u"},
                                     {laney_p, "laney-p"},
                                     {laney_u, "laney-u"},
                                     {cusum, "cusum"},
                                     {ewma, "ewma"},
                                     {moving_average, "moving-average"},
                                     {dnom, "dnom"},
                                     {t2, "t2"},
                                     {mewma, "mewma"},
                                     {g, "g"},
                                     {t, "t"}});
}
constexpr auto describe_enum(const SigmaEstimator*) {
  using enum SigmaEstimator;
  return json::names<SigmaEstimator>({{automatic, "automatic"},
                                      {r_bar, "r-bar"},
                                      {s_bar, "s-bar"},
                                      {pooled, "pooled"},
                                      {mr_bar, "mr-bar"},
                                      {median_mr, "median-mr"},
                                      {overall, "overall"}});
}
constexpr auto describe_enum(const GuardedSide*) {
  return json::names<GuardedSide>(
      {{GuardedSide::both, "both"}, {GuardedSide::upper, "upper"}, {GuardedSide::lower, "lower"}});
}
constexpr auto describe(const OwnRule*) {
  using json::defaulted, json::field;
  return json::type<OwnRule>(
      "OwnRule", "A run rule of one's own: k of the last n points beyond a line, or n points in a row",
      field("pattern", &OwnRule::pattern),
      defaulted("line", &OwnRule::line, "0 centre, 1 and 2 the sigma lines, 3 the control limit"),
      defaulted("k", &OwnRule::k, "Of beyond alone; all n by default"), defaulted("n", &OwnRule::n, "At most 16"));
}
constexpr auto describe(const Exclusion*) {
  return json::type<Exclusion>("Exclusion", "A subgroup that makes no limits, and why",
                               json::field("index", &Exclusion::index, "Of the subgroup, from 0"),
                               json::field("reason", &Exclusion::reason));
}
constexpr auto describe(const AnalysisSpec*) {
  using json::defaulted, json::field;
  using Spec = AnalysisSpec;
  return json::type<Spec>(
      "AnalysisSpec", "Which control chart to draw over a series, and how", field("chart", &Spec::chart),
      defaulted("rules", &Spec::rules, "western-electric by default"),
      defaulted("own_rules", &Spec::own_rules, "Beside those of the set"),
      field("phase1", &Spec::phase1, "Limits come from the first so many subgroups; all by default"),
      defaulted("exclusions", &Spec::exclusions),
      defaulted("estimator", &Spec::estimator, "How sigma is estimated; what the chart's name says by default"),
      defaulted("unbiased", &Spec::unbiased, "Divide standard deviations by c4; true by default"),
      field("sigma", &Spec::sigma, "Of single values, when it is known"),
      field("target", &Spec::target, "The centre, when it is known"),
      defaulted("guarded", &Spec::guarded, "The side that may signal: both by default"),
      defaulted("k", &Spec::k, "CUSUM: allowance in standard errors, 0.5 by default"),
      defaulted("h", &Spec::h, "CUSUM: decision interval in standard errors, 5 by default"),
      defaulted("fir", &Spec::fir, "CUSUM: begin at h/2"),
      defaulted("lambda", &Spec::lambda, "EWMA and MEWMA: weight of the newest point, 0.2 by default"),
      defaulted("l", &Spec::l, "EWMA: limits in standard errors, 3 by default"),
      defaulted("span", &Spec::span, "Moving average: subgroups in it, 3 by default"),
      defaulted("alpha", &Spec::alpha, "T²: chance of a false alarm at a point, 0.0027 by default"),
      field("mewma_limit", &Spec::mewma_limit, "MEWMA: limit h4; found for one false alarm in 370 by default"));
}
constexpr auto describe(const AnalysisSignal*) {
  using json::field;
  return json::type<AnalysisSignal>("AnalysisSignal", "A point that set off run rules",
                                    field("index", &AnalysisSignal::index, "Into the points of the panel, from 0"),
                                    field("rules", &AnalysisSignal::rules, "Lowest first"),
                                    field("side", &AnalysisSignal::side));
}
constexpr auto describe(const AnalysisPanel*) {
  using json::field;
  using Panel = AnalysisPanel;
  return json::type<Panel>(
      "AnalysisPanel", "One panel of a chart over a series; arrays as long as points, null where there is none",
      field("name", &Panel::name), field("first", &Panel::first, "Subgroup of the first point"),
      field("sigma", &Panel::sigma, "Of single values; absent where limits do not rest on one"),
      field("points", &Panel::points), field("center", &Panel::center), field("lower", &Panel::lower),
      field("upper", &Panel::upper), field("signals", &Panel::signals, "Points that signal, and only these"));
}
constexpr auto describe(const Analysis*) {
  using json::field;
  return json::type<Analysis>(
      "Analysis", "A control chart over a series", field("chart", &Analysis::chart), field("rules", &Analysis::rules),
      field("subgroups", &Analysis::subgroups), field("phase1", &Analysis::phase1),
      field("exclusions", &Analysis::exclusions), field("mean", &Analysis::mean, "Of the last stage"),
      field("points_per_false_alarm", &Analysis::points_per_false_alarm,
            "How many points of a stable normal process pass until its first panel signals; absent where not known"),
      field("panels", &Analysis::panels));
}

}  // namespace jidoka::spc
