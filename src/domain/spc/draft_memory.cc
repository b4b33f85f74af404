// Charts that add up what came before: cumulative sums, exponentially weighted and moving averages. Their points are
// not independent, so they are judged by their limits alone.
#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "spc/analysis_stage.h"

namespace jidoka::spc {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t largest_for_ranges = 25;  // above it the range wastes too much of a subgroup

Result<double> sigma_of(const AnalysisStage& stage) {
  if (stage.is_individual()) return estimate_sigma(stage, SigmaEstimator::mr_bar);
  return estimate_sigma(stage, stage.largest() > largest_for_ranges ? SigmaEstimator::s_bar : SigmaEstimator::r_bar);
}

double root(const Subgroup& group) { return std::sqrt(static_cast<double>(group.n)); }

}  // namespace

// The tabular CUSUM (Montgomery, 9.1) of x̄ in standard errors: C⁺ = max(0, C⁺ + z − k), C⁻ = min(0, C⁻ + z + k),
// which signals beyond ±h. With the fast initial response both begin at half of h (Lucas & Crosier 1982).
Result<Drafts> draft_cusum(AnalysisStage& stage) {
  TRY(const double center, grand_mean(stage));
  TRY(const double sigma, sigma_of(stage));
  stage.last_mean = center;
  const AnalysisSpec& spec = *stage.spec;
  PanelDraft upper;
  upper.name = "upper";
  upper.sigma = sigma;
  upper.has_scale = false;
  PanelDraft lower = upper;
  lower.name = "lower";
  double high = spec.fir ? spec.h / 2 : 0;
  double low = -high;
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0) {
      upper.add_nothing();
      lower.add_nothing();
      continue;
    }
    if (!group.is_excluded) {
      const double z = (group.mean - center) / (sigma / root(group));
      high = std::max(0.0, high + z - spec.k);
      low = std::min(0.0, low + z + spec.k);
    }
    upper.add(high, 0, 1, -infinity, spec.h);
    lower.add(low, 0, 1, -spec.h, infinity);
  }
  return Drafts{std::move(upper), std::move(lower)};
}

// z = λx̄ + (1−λ)z with the exact variance λ²σ²/n + (1−λ)² of the one before, which for one size is
// σ²/n · λ/(2−λ) · (1 − (1−λ)²ⁱ) (Montgomery, 9.2).
Result<Drafts> draft_ewma(AnalysisStage& stage) {
  TRY(const double center, grand_mean(stage));
  TRY(const double sigma, sigma_of(stage));
  stage.last_mean = center;
  const AnalysisSpec& spec = *stage.spec;
  PanelDraft panel;
  panel.name = "ewma";
  panel.sigma = sigma;
  const double rest = 1 - spec.lambda;
  double off = 0;  // from the centre
  double error = 0;
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0) {
      panel.add_nothing();
      continue;
    }
    if (!group.is_excluded) {
      off = spec.lambda * (group.mean - center) + rest * off;
      error = std::hypot(spec.lambda * sigma / root(group), rest * error);
    }
    panel.add(center + off, center, error, center - spec.l * error, center + spec.l * error);
  }
  return Drafts{std::move(panel)};
}

// The mean of the newest `span` subgroup means, of as many as there are at the beginning (Montgomery, 9.3).
Result<Drafts> draft_moving_average(AnalysisStage& stage) {
  TRY(const double center, grand_mean(stage));
  TRY(const double sigma, sigma_of(stage));
  stage.last_mean = center;
  PanelDraft panel;
  panel.name = "moving-average";
  panel.sigma = sigma;
  std::deque<const Subgroup*> window;
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0) {
      panel.add_nothing();
      continue;
    }
    if (!group.is_excluded) window.push_back(&group);
    if (window.size() > stage.spec->span) window.pop_front();
    double off = 0;
    double variance = 0;
    for (const Subgroup* one : window) {
      off += one->mean - center;
      variance += 1 / static_cast<double>(one->n);
    }
    if (window.empty()) {
      panel.add_nothing();
      continue;
    }
    const auto count = static_cast<double>(window.size());
    const double error = sigma * std::sqrt(variance) / count;
    panel.add(center + off / count, center, error, center - 3 * error, center + 3 * error);
  }
  return Drafts{std::move(panel)};
}

}  // namespace jidoka::spc
