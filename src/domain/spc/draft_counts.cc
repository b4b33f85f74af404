// Charts of counts: nonconforming items (p, np), nonconformities (c, u), Laney's corrections for more or less variation
// than chance, and the rare-event charts g and t.
#include <algorithm>
#include <cmath>
#include <limits>

#include "spc/analysis_stage.h"
#include "spc/constants.h"

namespace jidoka::spc {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Rate {
  double pooled;  // Σ count / Σ size
  std::vector<double> of_group;
};

// A group's mean is its count here.
Result<Rate> rates(const AnalysisStage& stage) {
  Rate rate{};
  double counts = 0;
  double sizes = 0;
  for (const Subgroup& group : stage.groups) {
    rate.of_group.push_back(group.n == 0 ? 0 : group.mean / group.size);
    if (!group.is_baseline) continue;
    counts += group.mean;
    sizes += group.size;
  }
  TRY_VOID(grand_mean(stage));  // refuses an empty baseline
  rate.pooled = stage.target ? *stage.target : counts / sizes;
  return rate;
}

PanelDraft panel_of(std::string name) {
  PanelDraft panel;
  panel.name = std::move(name);
  panel.has_runs = true;
  panel.has_scale = false;
  return panel;
}

bool is_share(double rate) { return rate >= 0 && rate <= 1; }
Failure no_share() {
  return fail(Code::invalid, "bad-target",
              {"The target of a share lies between 0 and 1.", "不合格品率的目标值应在 0 与 1 之间。"}, "target");
}

// Limits at 3 standard errors, none below 0, nor above `most`.
void add_count(PanelDraft& panel, double value, double center, double error, double most) {
  panel.add(value, center, error, std::max(0.0, center - 3 * error), std::min(most, center + 3 * error));
}

double no_larger(double) { return infinity; }
double one(double) { return 1; }

// The rates' own variation, measured by their moving ranges in standard units (Laney 2002): σz = MR̄(z)/d2(2).
double laney_factor(const AnalysisStage& stage, const Rate& rate, double (*variance)(double)) {
  std::vector<double> ranges;
  const Subgroup* before = nullptr;
  double z_before = 0;
  for (std::size_t i = 0; i < stage.groups.size(); ++i) {
    const Subgroup& group = stage.groups[i];
    if (!group.is_baseline) {
      if (group.n != 0) before = nullptr;  // as moving ranges break at what is left out
      continue;
    }
    const double z = (rate.of_group[i] - rate.pooled) / std::sqrt(variance(rate.pooled) / group.size);
    if (before != nullptr) ranges.push_back(std::abs(z - z_before));
    before = &group;
    z_before = z;
  }
  return mean_of(ranges) / d2(2);
}

double binomial(double p) { return p * (1 - p); }
double poisson(double u) { return u; }

Result<Drafts> draft_rates(AnalysisStage& stage, const char* name, double (*variance)(double), double (*most)(double),
                           bool is_laney) {
  TRY(const Rate rate, rates(stage));
  if (variance == binomial && !is_share(rate.pooled)) return no_share();
  stage.last_mean = rate.pooled;
  double factor = 1;
  if (is_laney) {
    if (!(variance(rate.pooled) > 0))
      return fail(Code::invalid, "no-variation",
                  {"The counts of the baseline do not differ, so how much they vary cannot be measured.",
                   "用于计算控制限的计数没有任何差异，无法估计其波动。"},
                  "value");
    if (std::ranges::count_if(stage.groups, &Subgroup::is_baseline) < 2)
      return fail(Code::invalid, "too-few-points",
                  {"Laney's charts need two points or more in the baseline.", "Laney 控制图的基准段至少需要两个点。"},
                  "value");
    factor = laney_factor(stage, rate, variance);
    if (!(factor > 0))
      return fail(Code::invalid, "no-variation",
                  {"The rates of the baseline do not differ, so how much they vary cannot be measured.",
                   "用于计算控制限的比率没有任何差异，无法估计其波动。"},
                  "value");
  }
  PanelDraft panel = panel_of(name);
  panel.sigma = std::sqrt(variance(rate.pooled)) * factor;
  for (std::size_t i = 0; i < stage.groups.size(); ++i) {
    const Subgroup& group = stage.groups[i];
    if (group.n == 0)
      panel.add_nothing();
    else
      add_count(panel, rate.of_group[i], rate.pooled, *panel.sigma / std::sqrt(group.size), most(group.size));
  }
  return Drafts{std::move(panel)};
}

}  // namespace

// ISO 7870-2, 8; Montgomery, 7.2 and 7.3.
Result<Drafts> draft_p(AnalysisStage& stage) { return draft_rates(stage, "p", binomial, one, false); }
Result<Drafts> draft_u(AnalysisStage& stage) { return draft_rates(stage, "u", poisson, no_larger, false); }
Result<Drafts> draft_laney_p(AnalysisStage& stage) { return draft_rates(stage, "p", binomial, one, true); }
Result<Drafts> draft_laney_u(AnalysisStage& stage) { return draft_rates(stage, "u", poisson, no_larger, true); }

// A target is of the share, as for p; the centre then follows each size.
Result<Drafts> draft_np(AnalysisStage& stage) {
  TRY(const Rate rate, rates(stage));
  if (!is_share(rate.pooled)) return no_share();
  stage.last_mean = rate.pooled;
  PanelDraft panel = panel_of("np");
  panel.sigma = std::sqrt(binomial(rate.pooled));
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0) {
      panel.add_nothing();
      continue;
    }
    const double center = rate.pooled * group.size;
    add_count(panel, group.mean, center, std::sqrt(center * (1 - rate.pooled)), group.size);
  }
  return Drafts{std::move(panel)};
}

Result<Drafts> draft_c(AnalysisStage& stage) {
  TRY(const double center, grand_mean(stage));
  stage.last_mean = center;
  PanelDraft panel = panel_of("c");
  panel.sigma = std::sqrt(center);
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0)
      panel.add_nothing();
    else
      add_count(panel, group.mean, center, std::sqrt(center), infinity);
  }
  return Drafts{std::move(panel)};
}

// Events, items or days between two rare events are geometric: standard deviation √(x̄(x̄+1)) for counts that may be 0
// (Kaminsky, Benneyan, Davis & Burke 1992).
Result<Drafts> draft_g(AnalysisStage& stage) {
  TRY(const double center, grand_mean(stage));
  stage.last_mean = center;
  PanelDraft panel = panel_of("g");
  const double error = std::sqrt(center * (center + 1));
  panel.sigma = error;
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0)
      panel.add_nothing();
    else
      add_count(panel, group.mean, center, error, infinity);
  }
  return Drafts{std::move(panel)};
}

// Times between rare events are exponential; their power 1/3.6 is nearly normal (Nelson 1994). They are judged as
// single values at that power, and drawn as times.
Result<Drafts> draft_t(AnalysisStage& stage) {
  AnalysisStage powers = stage;
  powers.target.reset();
  powers.sigma.reset();
  for (Subgroup& group : powers.groups) {
    group.mean = std::pow(group.mean, 1 / 3.6);
    group.deviation = group.range = 0;
  }
  if (stage.target) powers.target = std::pow(*stage.target, 1 / 3.6);
  TRY(const double center, grand_mean(powers));
  TRY(const double sigma, estimate_sigma(powers, SigmaEstimator::mr_bar));
  PanelDraft panel;
  panel.name = "t";
  panel.has_runs = true;
  panel.shown = [](double power) { return std::pow(power, 3.6); };
  for (const Subgroup& group : powers.groups) {
    if (group.n == 0)
      panel.add_nothing();
    else
      panel.add(group.mean, center, sigma, std::max(0.0, center - 3 * sigma), center + 3 * sigma);
  }
  stage.last_mean = panel.shown(center);
  return Drafts{std::move(panel)};
}

}  // namespace jidoka::spc
