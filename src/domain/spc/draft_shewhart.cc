// Charts of measured values after Shewhart: mean, median or single value above, range or standard deviation below.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "spc/analysis_stage.h"
#include "spc/constants.h"
#include "spc/median.h"

namespace jidoka::spc {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// What a subgroup's size says of each statistic, found once for a size.
struct Factors {
  double root;         // √n
  double mean_range;   // d2
  double range_error;  // d3
  double deviation;    // c4
  double median_error;
};

class FactorsOf {
 public:
  explicit FactorsOf(bool with_median) : with_median_(with_median) {}
  const Factors& operator()(std::size_t n) {
    const auto [found, is_new] = known_.try_emplace(n);
    if (is_new) {
      const int size = static_cast<int>(n);
      found->second = n < 2 ? Factors{1, none, none, none, 1}
                            : Factors{std::sqrt(static_cast<double>(n)), d2(size), d3(size), c4(size),
                                      with_median_ ? median_error(size) : none};
    }
    return found->second;
  }

 private:
  bool with_median_;
  std::map<std::size_t, Factors> known_;
};

void add_shewhart(PanelDraft& panel, double value, double center, double error) {
  panel.add(value, center, error, center - 3 * error, center + 3 * error);
}
void add_spread(PanelDraft& panel, double value, double center, double error) {
  panel.add(value, center, error, std::max(0.0, center - 3 * error), center + 3 * error);
}

PanelDraft location_panel(std::string name, double sigma) {
  PanelDraft panel;
  panel.name = std::move(name);
  panel.sigma = sigma;
  panel.has_runs = true;
  return panel;
}
PanelDraft spread_panel(std::string name, double sigma) {
  PanelDraft panel;
  panel.name = std::move(name);
  panel.sigma = sigma;
  return panel;
}

struct SpreadOfGroup {
  double value;
  double center;
  double error;
};

// Means with their spread, each subgroup with the limits of its own size.
template <class SpreadOf>
Result<Drafts> draft_means(AnalysisStage& stage, SigmaEstimator estimator, const char* spread, SpreadOf spread_of) {
  TRY(const double center, grand_mean(stage));
  TRY(const double sigma, estimate_sigma(stage, estimator));
  stage.last_mean = center;
  Drafts drafts{location_panel("xbar", sigma), spread_panel(spread, sigma)};
  FactorsOf factors_of(false);
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0) {
      for (PanelDraft& panel : drafts) panel.add_nothing();
      continue;
    }
    const Factors& factors = factors_of(group.n);
    add_shewhart(drafts[0], group.mean, center, sigma / factors.root);
    if (group.n < 2) {
      drafts[1].add_nothing();
      continue;
    }
    const SpreadOfGroup found = spread_of(group, factors);
    add_spread(drafts[1], found.value, found.center * sigma, found.error * sigma);
  }
  return drafts;
}

}  // namespace

// ISO 7870-2, 6; Montgomery, 6.2 and 6.3.2 for subgroups of several sizes.
Result<Drafts> draft_xbar_r(AnalysisStage& stage) {
  return draft_means(stage, SigmaEstimator::r_bar, "r", [](const Subgroup& group, const Factors& factors) {
    return SpreadOfGroup{group.range, factors.mean_range, factors.range_error};
  });
}

// The standard error of s is σ√(1−c4²) (Montgomery, 6.3).
Result<Drafts> draft_xbar_s(AnalysisStage& stage) {
  return draft_means(stage, SigmaEstimator::s_bar, "s", [](const Subgroup& group, const Factors& factors) {
    return SpreadOfGroup{group.deviation, factors.deviation, std::sqrt(1 - factors.deviation * factors.deviation)};
  });
}

// ISO 7870-2, 7; moving ranges of two neighbours.
Result<Drafts> draft_i_mr(AnalysisStage& stage) {
  TRY(const double center, grand_mean(stage));
  TRY(const double sigma, estimate_sigma(stage, SigmaEstimator::mr_bar));
  stage.last_mean = center;
  Drafts drafts{location_panel("i", sigma), spread_panel("mr", sigma)};
  drafts[1].first = 1;
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0)
      drafts[0].add_nothing();
    else
      add_shewhart(drafts[0], group.mean, center, sigma);
  }
  for (double range : moving_ranges(stage)) {
    if (std::isnan(range))
      drafts[1].add_nothing();
    else
      add_spread(drafts[1], range, d2(2) * sigma, d3(2) * sigma);
  }
  return drafts;
}

// AIAG, Statistical Process Control, 2nd edition, II: medians about their mean, with ranges.
Result<Drafts> draft_median(AnalysisStage& stage) {
  double center = 0;
  if (stage.target) {
    center = *stage.target;
  } else {
    TRY_VOID(grand_mean(stage));  // refuses an empty baseline
    const double near = std::ranges::find_if(stage.groups, &Subgroup::is_baseline)->median;
    std::vector<double> medians;
    for (const Subgroup& group : stage.groups)
      if (group.is_baseline) medians.push_back(group.median - near);
    center = near + mean_of(medians);
  }
  TRY(const double sigma, estimate_sigma(stage, SigmaEstimator::r_bar));
  stage.last_mean = center;
  Drafts drafts{location_panel("median", sigma), spread_panel("r", sigma)};
  FactorsOf factors_of(true);
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0) {
      for (PanelDraft& panel : drafts) panel.add_nothing();
      continue;
    }
    const Factors& factors = factors_of(group.n);
    add_shewhart(drafts[0], group.median, center, sigma * factors.median_error);
    if (group.n < 2)
      drafts[1].add_nothing();
    else
      add_spread(drafts[1], group.range, factors.mean_range * sigma, factors.range_error * sigma);
  }
  return drafts;
}

// Short runs by the difference from nominal (Bothe 1988; Montgomery, 10.2): parts of several nominals on one chart,
// their differences grouped and judged as values are.
Result<Drafts> draft_dnom(AnalysisStage& stage) {
  TRY(Drafts drafts, stage.is_individual() ? draft_i_mr(stage) : draft_xbar_r(stage));
  drafts[0].name = "deviation";
  return drafts;
}

}  // namespace jidoka::spc
