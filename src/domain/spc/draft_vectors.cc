// Charts of several characteristics at once: Hotelling's T² and the multivariate EWMA.
#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <cmath>
#include <limits>

#include "spc/analysis_stage.h"
#include "spc/matrix.h"
#include "spc/mewma_limit.h"
#include "spc/quiet_math.h"

namespace jidoka::spc {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double stable_run_length = 370.398;  // of a chart with 3σ limits

// The centre and covariance of the baseline, and the mean of each subgroup less that centre.
struct Cloud {
  std::size_t p = 0;  // characteristics
  std::size_t n = 0;  // observations in a subgroup
  std::size_t m = 0;  // subgroups in the baseline
  Covariance covariance;
  std::vector<std::vector<double>> off;
};

std::vector<double> mean_vector(const AnalysisStage& stage, std::size_t group) {
  std::vector<double> mean(stage.vectors.front().size());
  const std::size_t begin = stage.row_begins[group];
  double count = 0;
  for (std::size_t row = begin; row < stage.row_begins[group + 1]; ++row) {
    ++count;
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += (stage.vectors[row][i] - mean[i]) / count;
  }
  return mean;
}

void add_product(std::vector<double>& matrix, const std::vector<double>& a, const std::vector<double>& center) {
  const std::size_t p = a.size();
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = 0; j < p; ++j) matrix[i * p + j] += (a[i] - center[i]) * (a[j] - center[j]);
}

Failure too_few(std::size_t p, std::size_t n, std::size_t m) {
  return fail(Code::invalid, "too-few-points",
              {fmt::format("{} subgroups of {} are too few for {} characteristics. Give a longer baseline.", m, n, p),
               fmt::format("{} 个大小为 {} 的子组不足以估计 {} 个特性的协方差。请提供更长的基准段。", m, n, p)},
              "phase1");
}

// Single observations: their sample covariance. Subgroups: the mean of theirs (Montgomery, 11.3.1 and 11.3.2).
Result<Cloud> cloud_of(AnalysisStage& stage) {
  TRY_VOID(grand_mean(stage));  // refuses an empty baseline
  const std::size_t p = stage.vectors.front().size();
  const std::size_t n = stage.largest();
  std::vector<std::vector<double>> means;
  std::vector<double> center(p);
  std::size_t m = 0;
  for (std::size_t i = 0; i < stage.groups.size(); ++i) {
    const Subgroup& group = stage.groups[i];
    means.push_back(mean_vector(stage, i));
    if (group.n != 0 && group.n != n)
      return fail(
          Code::invalid, "subgroup-size",
          {fmt::format("Subgroup {} has {} whole rows, others have {}. These charts need subgroups of one size.", i + 1,
                       group.n, n),
           fmt::format("第 {} 个子组有 {} 行完整数据，其他子组有 {} 行。此类控制图要求子组大小一致。", i + 1, group.n,
                       n)},
          "size");
    if (!group.is_baseline) continue;
    ++m;
    for (std::size_t k = 0; k < p; ++k) center[k] += (means[i][k] - center[k]) / static_cast<double>(m);
  }
  const double freedom = n == 1 ? static_cast<double>(m) - 1 : static_cast<double>(m * (n - 1));
  if (n == 1 ? m < p + 2 : m * (n - 1) < p) return too_few(p, n, m);
  std::vector<double> products(p * p);
  for (std::size_t i = 0; i < stage.groups.size(); ++i) {
    if (!stage.groups[i].is_baseline) continue;
    for (std::size_t row = stage.row_begins[i]; row < stage.row_begins[i + 1]; ++row)
      add_product(products, stage.vectors[row], n == 1 ? center : means[i]);
  }
  for (double& value : products) value /= freedom;
  TRY(Covariance covariance, Covariance::create(std::move(products), p));
  for (auto& mean : means)
    for (std::size_t k = 0; k < p; ++k) mean[k] -= center[k];
  return Cloud{p, n, m, std::move(covariance), std::move(means)};
}

// Tracy, Young & Mason (1992): points that made the limits follow a beta distribution, later ones F.
double limit_of_single(const Cloud& cloud, bool is_baseline, double alpha) {
  const auto p = static_cast<double>(cloud.p);
  const auto m = static_cast<double>(cloud.m);
  if (is_baseline) {
    const boost::math::beta_distribution<double, QuietMath> beta(p / 2, (m - p - 1) / 2);
    return (m - 1) * (m - 1) / m * quantile(complement(beta, alpha));
  }
  const boost::math::fisher_f_distribution<double, QuietMath> f(p, m - p);
  return p * (m + 1) * (m - 1) / (m * m - m * p) * quantile(complement(f, alpha));
}

double limit_of_subgroup(const Cloud& cloud, bool is_baseline, double alpha) {
  const auto p = static_cast<double>(cloud.p);
  const auto m = static_cast<double>(cloud.m);
  const auto n = static_cast<double>(cloud.n);
  const double freedom = m * n - m - p + 1;
  const boost::math::fisher_f_distribution<double, QuietMath> f(p, freedom);
  const double others = is_baseline ? m - 1 : m + 1;
  return p * others * (n - 1) / freedom * quantile(complement(f, alpha));
}

PanelDraft panel_of(const char* name) {
  PanelDraft panel;
  panel.name = name;
  panel.has_scale = false;
  return panel;
}

}  // namespace

Result<Drafts> draft_t2(AnalysisStage& stage) {
  TRY(const Cloud cloud, cloud_of(stage));
  const double alpha = stage.spec->alpha;
  const auto limit_of = cloud.n == 1 ? limit_of_single : limit_of_subgroup;
  const double of_baseline = limit_of(cloud, true, alpha);
  const double of_others = limit_of(cloud, false, alpha);
  PanelDraft panel = panel_of("t2");
  for (std::size_t i = 0; i < stage.groups.size(); ++i) {
    const Subgroup& group = stage.groups[i];
    if (group.n == 0) {
      panel.add_nothing();
      continue;
    }
    const double distance = static_cast<double>(cloud.n) * cloud.covariance.distance(cloud.off[i]);
    panel.add(distance, std::numeric_limits<double>::quiet_NaN(), 0, -infinity,
              group.is_baseline ? of_baseline : of_others);
  }
  return Drafts{std::move(panel)};
}

// Lowry, Woodall, Champ & Rigdon (1992), with the exact covariance of z, which grows to Σ·λ/(2−λ).
Result<Drafts> draft_mewma(AnalysisStage& stage) {
  TRY(const Cloud cloud, cloud_of(stage));
  const double lambda = stage.spec->lambda;
  const double limit =
      stage.spec->mewma_limit ? *stage.spec->mewma_limit : mewma_limit(cloud.p, lambda, stable_run_length);
  PanelDraft panel = panel_of("mewma");
  std::vector<double> z(cloud.p);
  double variance = 0;
  for (std::size_t i = 0; i < stage.groups.size(); ++i) {
    const Subgroup& group = stage.groups[i];
    if (group.n == 0) {
      panel.add_nothing();
      continue;
    }
    if (!group.is_excluded) {
      for (std::size_t k = 0; k < cloud.p; ++k) z[k] = lambda * cloud.off[i][k] + (1 - lambda) * z[k];
      variance = lambda * lambda + (1 - lambda) * (1 - lambda) * variance;
    }
    const double distance = variance == 0 ? 0 : static_cast<double>(cloud.n) * cloud.covariance.distance(z) / variance;
    panel.add(distance, std::numeric_limits<double>::quiet_NaN(), 0, -infinity, limit);
  }
  return Drafts{std::move(panel)};
}

}  // namespace jidoka::spc
