#include "sampling/chance.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <numeric>
#include <string>

#include "sampling/quiet.h"

namespace jidoka::sampling {

namespace {

// The hypergeometric chances by the ratio of neighbours, outwards from the most likely count and divided by their sum:
// exact to rounding for any lot, where logarithms of factorials would lose digits.
std::vector<double> hypergeometric_chances(std::int64_t lot, std::int64_t bad, std::int64_t n, std::size_t count) {
  std::vector<double> chances(count, 0.0);
  const std::int64_t low = std::max<std::int64_t>(0, n - (lot - bad));
  const std::int64_t high = std::min(n, bad);
  const auto ratio = [&](std::int64_t d) {  // P(d + 1) / P(d)
    return static_cast<double>(bad - d) * static_cast<double>(n - d) /
           (static_cast<double>(d + 1) * static_cast<double>(lot - bad - n + d + 1));
  };
  const double likely = (static_cast<double>(n) + 1) * (static_cast<double>(bad) + 1) / (static_cast<double>(lot) + 2);
  const std::int64_t mode = std::clamp(static_cast<std::int64_t>(likely), low, high);
  double sum = 0;
  const auto take = [&](std::int64_t d, double weight) {
    sum += weight;
    if (std::cmp_less(d, count)) chances[static_cast<std::size_t>(d)] = weight;
  };
  take(mode, 1);
  double weight = 1;
  for (std::int64_t d = mode; d < high && weight > 0; ++d) take(d + 1, weight *= ratio(d));
  weight = 1;
  for (std::int64_t d = mode; d > low && weight > 0; --d) take(d - 1, weight /= ratio(d - 1));
  for (double& chance : chances) chance /= sum;
  return chances;
}

std::int64_t bad_in_lot(const Quality& quality) {
  return std::llround(quality.p * static_cast<double>(*quality.lot_size));
}

}  // namespace

Result<Model> model_named(std::string_view name) {
  for (const auto& [model, known] : describe_enum(static_cast<const Model*>(nullptr)).rows)
    if (known == name) return model;
  return fail(Code::invalid, "unknown-model",
              {fmt::format("There is no model \"{}\"; there are: binomial, poisson, hypergeometric.", name),
               fmt::format("没有名为“{}”的分布模型，可选：binomial、poisson、hypergeometric。", name)},
              "model");
}

std::vector<double> chances_of(std::int64_t n, const Quality& quality, std::size_t count) {
  if (quality.model == Model::hypergeometric)
    return hypergeometric_chances(*quality.lot_size, bad_in_lot(quality), n, count);
  std::vector<double> chances(count, 0.0);
  const auto size = static_cast<double>(n);
  for (std::size_t d = 0; d < count; ++d) {
    const auto number = static_cast<double>(d);
    if (quality.p <= 0)
      chances[d] = d == 0 ? 1 : 0;
    else if (quality.model == Model::poisson)
      chances[d] = pdf(boost::math::poisson_distribution<double, Quiet>(size * quality.p), number);
    else if (number <= size)
      chances[d] = pdf(boost::math::binomial_distribution<double, Quiet>(size, std::min(quality.p, 1.0)), number);
  }
  return chances;
}

// Stage by stage: the chances of each count among lots that are not decided yet.
Outcome outcome_of(const Stages& stages, const Quality& quality) {
  Outcome outcome;
  std::vector<double> open{1.0};
  double undecided = 1;
  double accepted_rest = 0;  // Σ P(accept after nᵢ)(N − nᵢ)
  std::int64_t taken = 0;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Stage& stage = stages[i];
    const int accept = i + 1 == stages.size() ? stage.reject - 1 : stage.accept;
    const auto reject = static_cast<std::size_t>(stage.reject);
    std::vector<double> sums(reject, 0.0);
    std::vector<double> chances;
    if (quality.model != Model::hypergeometric) chances = chances_of(stage.sample_size, quality, reject);
    for (std::size_t before = 0; before < open.size(); ++before) {
      if (open[before] == 0) continue;
      if (quality.model == Model::hypergeometric)
        chances =
            hypergeometric_chances(*quality.lot_size - taken, bad_in_lot(quality) - static_cast<std::int64_t>(before),
                                   stage.sample_size, reject);
      for (std::size_t d = 0; before + d < reject; ++d) sums[before + d] += open[before] * chances[d];
    }
    taken += stage.sample_size;
    double accepted = 0;
    for (int d = 0; d <= accept; ++d) accepted += std::exchange(sums[static_cast<std::size_t>(d)], 0.0);
    const double left = std::accumulate(sums.begin(), sums.end(), 0.0);
    outcome.accept += accepted;
    outcome.sample_number += (undecided - left) * static_cast<double>(taken);
    if (quality.lot_size) accepted_rest += accepted * static_cast<double>(*quality.lot_size - taken);
    undecided = left;
    open = std::move(sums);
  }
  outcome.accept = std::min(outcome.accept, 1.0);
  if (quality.lot_size) {
    const auto lot = static_cast<double>(*quality.lot_size);
    outcome.outgoing = quality.p * accepted_rest / lot;
    outcome.inspected = lot - accepted_rest;
  }
  return outcome;
}

double acceptance(const Stages& stages, const Quality& quality) { return outcome_of(stages, quality).accept; }

Result<void> check_stages(const Stages& stages, std::optional<std::int64_t> lot_size) {
  const auto wrong = [](const Text& text, std::string_view field) {
    return fail(Code::invalid, "stages-invalid", text, std::string(field));
  };
  if (stages.empty() || stages.size() > 20)
    return wrong({"A plan has 1 to 20 stages.", "抽样方案应有 1 到 20 个阶段。"}, "stages");
  std::int64_t total = 0;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Stage& stage = stages[i];
    const std::string field = fmt::format("stages[{}]", i);
    if (stage.sample_size < 1 || stage.sample_size > most_sample_size)
      return wrong({fmt::format("A sample has 1 to {} units.", most_sample_size),
                    fmt::format("样本量应为 1 到 {}。", most_sample_size)},
                   field);
    if (stage.accept < -1 || stage.reject <= stage.accept || stage.reject > most_accept + 1)
      return wrong(
          {fmt::format("The acceptance number is -1 to {}, and the rejection number is above it.", most_accept),
           fmt::format("接收数应为 -1 到 {}，且拒收数应大于接收数。", most_accept)},
          field);
    total += stage.sample_size;
  }
  if (lot_size && total > *lot_size)
    return wrong({fmt::format("All samples together, {} units, are more than the lot of {}.", total, *lot_size),
                  fmt::format("各样本合计 {} 件，超过批量 {}。", total, *lot_size)},
                 "stages");
  return {};
}

}  // namespace jidoka::sampling
