// How far ratings agree beyond chance.
//
//   cohen_kappa(table)     two ratings of each part as a square table of counts           (Cohen 1960)
//   fleiss_kappa(counts)   how many of m ratings put each part into each category         (Fleiss 1971; errors of
//                          Fleiss, Nee & Landis 1979), overall and for each category
//   kendall_w(ratings)     concordance of m orders of the same parts, corrected for ties  (Kendall & Babington Smith
//   1939) kendall_tau(x, y)      correlation of two orders with ties, τ-b                       (Kendall 1945)
// What does not exist is absent: all ratings alike leave nothing beyond chance.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "json/describe.h"

namespace jidoka::study {

struct Kappa {
  double kappa = 0;
  std::optional<double> standard_error, z, p;  // of the hypothesis that there is no agreement beyond chance
};
constexpr auto describe(const Kappa*) {
  using json::field;
  return json::type<Kappa>("Kappa", "Agreement beyond chance; 1 is perfect, 0 none", field("kappa", &Kappa::kappa),
                           field("standard_error", &Kappa::standard_error), field("z", &Kappa::z),
                           field("p", &Kappa::p, "One-sided, of kappa above 0"));
}

using Counts = std::vector<std::vector<std::uint64_t>>;

struct CohenKappa {
  double observed = 0;  // share of agreement
  double expected = 0;  // by chance
  std::optional<double> kappa;
};
CohenKappa cohen_kappa(const Counts& table);

struct FleissKappa {
  std::optional<Kappa> overall;
  std::vector<std::optional<Kappa>> categories;
};
FleissKappa fleiss_kappa(const Counts& parts_by_category);

struct Concordance {
  double w = 0;
  double chi_square = 0;
  double df = 0;
  double p = 0;
};
constexpr auto describe(const Concordance*) {
  using json::field;
  return json::type<Concordance>("Concordance", "Kendall's coefficient of concordance; 1 when all orders are the same",
                                 field("w", &Concordance::w), field("chi_square", &Concordance::chi_square),
                                 field("df", &Concordance::df), field("p", &Concordance::p));
}
std::optional<Concordance> kendall_w(const std::vector<std::vector<double>>& ratings);  // [rating][part]
std::optional<double> kendall_tau(std::span<const double> x, std::span<const double> y);

}  // namespace jidoka::study
