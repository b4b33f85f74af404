#include "study/agreement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/assert.h"
#include "study/probability.h"

namespace jidoka::study {

namespace {

Kappa tested(double kappa, double error) {
  Kappa out{kappa, std::nullopt, std::nullopt, std::nullopt};
  if (!(error > 0)) return out;
  out.standard_error = error;
  out.z = kappa / error;
  out.p = normal_above(*out.z);
  return out;
}

// Ranks from 1, ties at their mean; gives back Σ(t³ − t) of the ties.
double rank(const std::vector<double>& values, std::vector<double>& ranks) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  ranks.resize(values.size());
  double ties = 0;
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) ranks[order[i]] = static_cast<double>(from + to + 1) / 2;
    const auto t = static_cast<double>(to - from);
    ties += t * t * t - t;
    from = to;
  }
  return ties;
}

}  // namespace

CohenKappa cohen_kappa(const Counts& table) {
  CohenKappa out;
  double total = 0;
  std::vector<double> rows(table.size());
  std::vector<double> columns(table.size());
  double alike = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    ASSERT(table[i].size() == table.size());
    for (std::size_t j = 0; j < table.size(); ++j) {
      const auto count = static_cast<double>(table[i][j]);
      total += count;
      rows[i] += count;
      columns[j] += count;
      if (i == j) alike += count;
    }
  }
  if (total == 0) return out;
  out.observed = alike / total;
  for (std::size_t i = 0; i < table.size(); ++i) out.expected += rows[i] * columns[i] / (total * total);
  if (out.expected < 1) out.kappa = (out.observed - out.expected) / (1 - out.expected);
  return out;
}

FleissKappa fleiss_kappa(const Counts& counts) {
  FleissKappa out;
  if (counts.empty()) return out;
  const std::size_t categories = counts.front().size();
  const auto n = static_cast<double>(counts.size());
  const auto m = static_cast<double>(std::accumulate(counts.front().begin(), counts.front().end(), std::uint64_t{0}));
  out.categories.resize(categories);
  if (m < 2) return out;
  const double pairs = n * m * (m - 1);
  double sum_pq = 0;
  double sum_skew = 0;
  double apart_in_all = 0;
  for (std::size_t j = 0; j < categories; ++j) {
    double in = 0;
    double apart = 0;
    for (const auto& part : counts) {
      const auto x = static_cast<double>(part[j]);
      in += x;
      apart += x * (m - x);
    }
    const double p = in / (n * m);
    const double pq = p * (1 - p);
    sum_pq += pq;
    sum_skew += pq * (1 - 2 * p);
    apart_in_all += apart;
    if (pq > 0) out.categories[j] = tested(1 - apart / (pairs * pq), std::sqrt(2 / pairs));
  }
  if (sum_pq <= 0) return out;
  const double error = std::sqrt(2 / pairs) * std::sqrt(std::max(0.0, sum_pq * sum_pq - sum_skew)) / sum_pq;
  out.overall = tested(1 - apart_in_all / (pairs * sum_pq), error);
  return out;
}

std::optional<Concordance> kendall_w(const std::vector<std::vector<double>>& ratings) {
  if (ratings.size() < 2 || ratings.front().size() < 2) return std::nullopt;
  const auto m = static_cast<double>(ratings.size());
  const auto n = static_cast<double>(ratings.front().size());
  std::vector<double> sums(ratings.front().size());
  std::vector<double> ranks;
  double ties = 0;
  for (const auto& one : ratings) {
    ASSERT(one.size() == sums.size());
    ties += rank(one, ranks);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += ranks[i];
  }
  double squares = 0;
  for (const double sum : sums) squares += (sum - m * (n + 1) / 2) * (sum - m * (n + 1) / 2);
  const double most = m * m * n * (n * n - 1) - m * ties;
  if (most <= 0) return std::nullopt;
  Concordance out;
  out.w = 12 * squares / most;
  out.df = n - 1;
  out.chi_square = m * (n - 1) * out.w;
  out.p = chi_square_above(out.chi_square, out.df);
  return out;
}

std::optional<double> kendall_tau(std::span<const double> x, std::span<const double> y) {
  ASSERT(x.size() == y.size());
  double agree = 0;
  double pairs_x = 0;
  double pairs_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const int dx = (x[i] > x[j]) - (x[i] < x[j]);
      const int dy = (y[i] > y[j]) - (y[i] < y[j]);
      agree += dx * dy;
      pairs_x += dx != 0;
      pairs_y += dy != 0;
    }
  if (pairs_x == 0 || pairs_y == 0) return std::nullopt;
  return agree / std::sqrt(pairs_x * pairs_y);
}

}  // namespace jidoka::study
