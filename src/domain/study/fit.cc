#include "study/fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "study/johnson.h"
#include "study/likelihood.h"
#include "study/moments.h"
#include "study/probability.h"

namespace jidoka::study {

namespace {

std::size_t parameters_of(Shape shape) {
  const auto& names = shape_row(shape).parameters;
  return static_cast<std::size_t>(std::ranges::count_if(names, [](std::string_view name) { return !name.empty(); }));
}

// D'Agostino & Stephens 1986, table 4.17 (both parameters estimated), of A²(1 + 0.2/√n).
double weibull_p(double statistic, std::size_t n) {
  constexpr std::array<std::pair<double, double>, 5> table = {
      {{0.474, 0.25}, {0.637, 0.10}, {0.757, 0.05}, {0.877, 0.025}, {1.038, 0.01}}};
  const double a = statistic * (1 + 0.2 / std::sqrt(static_cast<double>(n)));
  if (a <= table.front().first) return table.front().second;
  for (std::size_t i = 1; i < table.size(); ++i)
    if (a <= table[i].first) {
      const double share = (a - table[i - 1].first) / (table[i].first - table[i - 1].first);
      return std::exp((1 - share) * std::log(table[i - 1].second) + share * std::log(table[i].second));
    }
  return table.back().second;
}

Test anderson_darling_for(const Distribution& d, std::span<const double> sorted) {
  Test test{anderson_darling_of(
                sorted, [&](double x) { return d.below(x); }, [&](double x) { return d.above(x); }),
            std::nullopt};
  if (d.shape == Shape::weibull) test.p = weibull_p(test.statistic, sorted.size());
  if (!d.is_transformed_normal()) return test;
  std::vector<double> scores(sorted.size());
  std::ranges::transform(sorted, scores.begin(), [&](double x) { return d.z_of(x); });
  return anderson_darling(scores).value_or(test);
}

std::optional<ChiSquareTest> chi_square_for(const Distribution& d, std::span<const double> sorted) {
  const auto n = static_cast<double>(sorted.size());
  const auto classes = static_cast<std::size_t>(std::min(std::ceil(2 * std::pow(n, 0.4)), n / 5));  // Moore 1986
  const std::size_t lost = 1 + parameters_of(d.shape);
  if (classes <= lost) return std::nullopt;
  std::vector<double> counts(classes);
  for (const double x : sorted)
    counts[std::min(classes - 1, static_cast<std::size_t>(d.below(x) * static_cast<double>(classes)))] += 1;
  const double expected = n / static_cast<double>(classes);
  ChiSquareTest test;
  for (const double count : counts) test.statistic += (count - expected) * (count - expected) / expected;
  test.df = classes - lost;
  test.p = chi_square_above(test.statistic, static_cast<double>(test.df));
  return test;
}

Failure not_fitted(std::string_view en, std::string_view zh) {
  return fail(Code::invalid, "not-fitted",
              {fmt::format("No {} distribution fits these values; choose another.", en),
               fmt::format("无法用{}拟合这些值，请选择其他分布。", zh)},
              "distribution");
}

Result<Fit> judged(const Distribution& d, std::span<const double> sorted) {
  Fit fit;
  fit.distribution = d;
  fit.shape = d.shape;
  const auto& row = shape_row(d.shape);
  for (std::size_t i = 0; i < parameters_of(d.shape); ++i)
    fit.parameters.push_back({std::string(row.parameters[i]), d.parameters[i]});
  long double likelihood = 0;
  for (const double x : sorted) likelihood += d.log_density(x);
  fit.log_likelihood = static_cast<double>(likelihood);
  fit.aic = 2 * static_cast<double>(parameters_of(d.shape)) - 2 * fit.log_likelihood;
  fit.anderson_darling = anderson_darling_for(d, sorted);
  fit.chi_square = chi_square_for(d, sorted);
  fit.x0135 = d.quantile(normal_below(-3));
  fit.x50 = d.quantile(0.5);
  fit.x99865 = d.quantile(normal_below(3));
  const bool is_whole = std::isfinite(fit.aic) && std::isfinite(fit.anderson_darling.statistic) &&
                        std::isfinite(fit.x0135) && std::isfinite(fit.x99865) && fit.x0135 < fit.x99865;
  if (!is_whole) return not_fitted(row.name_en, row.name_zh);
  return fit;
}

Result<Fit> fit_one(std::span<const double> sorted, DistributionChoice choice, double confidence,
                    std::optional<double> lambda) {
  if (choice == DistributionChoice::johnson) {
    const auto found = fit_johnson(sorted);
    if (!found) return not_fitted("Johnson", " Johnson 分布");
    return judged(*found, sorted);
  }
  if (choice == DistributionChoice::box_cox) {
    TRY(const BoxCox found, fit_box_cox(sorted, confidence, lambda));
    TRY(Fit fit, judged(most_likely_box_cox(sorted, found.lambda), sorted));
    fit.box_cox = found;
    return fit;
  }
  const auto shape = static_cast<Shape>(choice);  // the first of both lists are the same
  const ShapeRow& row = shape_row(shape);
  if (row.lowest == 0 && !can_give(shape, sorted.front()))
    return fail(Code::invalid, "outside-support",
                {fmt::format("A {} distribution has no values like {}; choose another.", row.name_en, sorted.front()),
                 fmt::format("{}不可能取值 {}，请选择其他分布。", row.name_zh, sorted.front())},
                "distribution");
  const auto found = most_likely(shape, sorted);
  if (!found) return not_fitted(row.name_en, row.name_zh);
  return judged(*found, sorted);
}

Result<Fits> fit_best(std::span<const double> sorted, double confidence) {
  Fits out;
  for (int i = 0; i < static_cast<int>(DistributionChoice::best); ++i)
    if (auto fit = fit_one(sorted, static_cast<DistributionChoice>(i), confidence, {}))
      out.candidates.push_back(std::move(*fit));
  if (out.candidates.empty()) return not_fitted("known", "已知分布");
  const bool keeps_normal = out.candidates.front().shape == Shape::normal && !test_normality(sorted).rejected;
  const Fit normal = out.candidates.front();
  std::ranges::stable_sort(out.candidates, {}, &Fit::aic);
  out.chosen = keeps_normal ? normal : out.candidates.front();
  return out;
}

}  // namespace

Result<Fits> fit_distribution(std::span<const double> sorted, DistributionChoice choice, double confidence,
                              std::optional<double> lambda) {
  if (choice == DistributionChoice::best) return fit_best(sorted, confidence);
  Fits out;
  TRY(out.chosen, fit_one(sorted, choice, confidence, lambda));
  return out;
}

}  // namespace jidoka::study
