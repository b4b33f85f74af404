// What a plan does to lots of a given quality, exactly: the chance that it accepts, how many units it takes, and what
// is left in accepted lots when rejected ones are sorted.
//
//   Outcome o = outcome_of({{80, 2, 3}}, {Model::binomial, 0.01, 1200});
//   o.accept    // 0.9534: the operating characteristic (OC) at 1 %
// Binomial: units from a steady process (type B, what the standards print up to AQL 10). Poisson: nonconformities, p of
// them for each unit, may be above 1. Hypergeometric: units of one lot that has round(p·N) nonconforming ones (type A).
// Formulas: Schilling & Neubauer, Acceptance Sampling in Quality Control; sampling without curtailment. With the lot
// size N, a plan whose stages decide after n₁ < n₂ … units gives AOQ = p Σ P(accept after nᵢ)(N − nᵢ)/N and
// ATI = Σ P(accept after nᵢ) nᵢ + P(reject) N. Each is checked against published figures in chance_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.h"
#include "sampling/scheme.h"

namespace jidoka::sampling {

enum class Model : std::uint8_t { binomial, poisson, hypergeometric };
constexpr auto describe_enum(const Model*) {
  return json::names<Model>(
      {{Model::binomial, "binomial"}, {Model::poisson, "poisson"}, {Model::hypergeometric, "hypergeometric"}});
}
Result<Model> model_named(std::string_view name);

struct Quality {
  Model model = Model::binomial;
  double p = 0;  // fraction nonconforming, or nonconformities a unit
  std::optional<std::int64_t> lot_size = std::nullopt;
};

struct Outcome {
  double accept = 0;
  double sample_number = 0;         // ASN
  std::optional<double> outgoing;   // AOQ; with a lot size
  std::optional<double> inspected;  // ATI; with a lot size
};

// Stages that check_stages accepts, p from 0 to 1 (Poisson: from 0).
Outcome outcome_of(const Stages& stages, const Quality& quality);
double acceptance(const Stages& stages, const Quality& quality);

constexpr std::int64_t most_sample_size = 1'000'000;
constexpr int most_accept = 2'000;
Result<void> check_stages(const Stages& stages, std::optional<std::int64_t> lot_size);

// Chances of 0, 1, … count−1 nonconforming units among n.
std::vector<double> chances_of(std::int64_t n, const Quality& quality, std::size_t count);

}  // namespace jidoka::sampling
