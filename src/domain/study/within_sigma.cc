#include "study/within_sigma.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "spc/constants.h"
#include "study/moments.h"
#include "study/probability.h"

namespace jidoka::study {

namespace {

constexpr std::size_t largest_ranged = 100;  // far beyond use, and d3 of it is still computed at once

double range_of(std::span<const double> values) {
  const auto [low, high] = std::ranges::minmax(values);
  return high - low;
}

// Mean of each subgroup's spread over its constant; `spread` gives the spread, its constant and its relative variance.
struct Spread {
  double estimate = 0;
  double squared_variation = 0;
};
template <class SpreadOf>
WithinSigma mean_of(const Subgroups& subgroups, SigmaMethod method, SpreadOf spread_of) {
  double sum = 0;
  double variation = 0;
  subgroups.each([&](std::span<const double> group) {
    const Spread spread = spread_of(group);
    sum += spread.estimate;
    variation += spread.squared_variation;
  });
  const auto k = static_cast<double>(subgroups.count());
  return {method, sum / k, effective_df(variation / (k * k))};
}

WithinSigma pooled(const Subgroups& subgroups) {
  long double squares = 0;
  double df = 0;
  subgroups.each([&](std::span<const double> group) {
    squares += moments_of(group).squares;
    df += static_cast<double>(group.size() - 1);
  });
  return {SigmaMethod::pooled, static_cast<double>(std::sqrt(squares / df)), df};
}

// Differences of neighbours U, V are normal with variance 2 and correlation −½. E|UV| = (4/π)(√¾ + ½·π/6), so that the
// covariance of neighbouring moving ranges is that minus (2/√π)², and further ones are independent.
WithinSigma moving_range(std::span<const double> values) {
  constexpr double mean_squared = 4 / std::numbers::pi;
  constexpr double variance = 2 - mean_squared;
  constexpr double covariance = mean_squared * (std::numbers::sqrt3 / 2 + std::numbers::pi / 12 - 1);
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); ++i) sum += std::abs(values[i] - values[i - 1]);
  const auto m = static_cast<double>(values.size() - 1);
  const double variation = (m * variance + 2 * (m - 1) * covariance) / (m * m * mean_squared);
  return {SigmaMethod::moving_range, sum / m / spc::d2(2), effective_df(variation)};
}

}  // namespace

double effective_df(double squared_variation) {
  // E(χ_ν)²/ν = 1/(1 + CV²) grows with ν: halved in until it is met.
  const double wanted = -std::log1p(squared_variation) / 2;
  const auto log_c4 = [](double df) { return (std::log(2 / df)) / 2 + log_gamma((df + 1) / 2) - log_gamma(df / 2); };
  double low = 1e-3;
  double high = 1 / squared_variation + 1;
  // From here on the logarithms of gamma cancel, and the series ½/CV² + ¼ is closer.
  if (high > 1e6) return 0.5 / squared_variation + 0.25;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (log_c4(middle) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

double d2_star(int size, std::uint64_t count) {
  const double d2 = spc::d2(size);
  if (count > 15) return d2;
  const double d3 = spc::d3(size);
  return std::sqrt(d2 * d2 + d3 * d3 / static_cast<double>(count));
}

Result<WithinSigma> sigma_within(const Subgroups& subgroups, std::optional<SigmaMethod> method) {
  if (subgroups.are_individuals()) {
    if (method.value_or(SigmaMethod::moving_range) != SigmaMethod::moving_range)
      return fail(Code::invalid, "no-subgroups",
                  {"Single values have no subgroups: their sigma within comes from the moving range.",
                   "单值数据没有子组，组内标准差只能由移动极差估计。"},
                  "sigma");
    TRY_VOID(check_numbers(subgroups.values(), 2));
    return moving_range(subgroups.values());
  }
  const SigmaMethod chosen = method.value_or(subgroups.largest() <= 8 ? SigmaMethod::range : SigmaMethod::s);
  switch (chosen) {
    case SigmaMethod::moving_range:
      return fail(Code::invalid, "subgrouped",
                  {"Values in subgroups: sigma within comes from range, s or pooled.",
                   "数据已分子组：组内标准差请选 range、s 或 pooled。"},
                  "sigma");
    case SigmaMethod::range:
      if (subgroups.largest() > largest_ranged)
        return fail(Code::invalid, "subgroup-too-large",
                    {"The range of so many values uses too little of them; choose s or pooled.",
                     "子组过大，极差只利用了其中很少的信息，请选 s 或 pooled。"},
                    "sigma");
      return mean_of(subgroups, chosen, [](std::span<const double> group) {
        const int n = static_cast<int>(group.size());
        const double ratio = spc::d3(n) / spc::d2(n);
        return Spread{range_of(group) / spc::d2(n), ratio * ratio};
      });
    case SigmaMethod::s:
      return mean_of(subgroups, chosen, [](std::span<const double> group) {
        const double c4 = spc::c4(static_cast<int>(group.size()));
        return Spread{moments_of(group).sigma() / c4, (1 - c4 * c4) / (c4 * c4)};
      });
    case SigmaMethod::pooled:
      break;
  }
  return pooled(subgroups);
}

}  // namespace jidoka::study
