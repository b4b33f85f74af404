#include "plot/thin.h"

#include <algorithm>
#include <cmath>

namespace jidoka::plot {

namespace {

constexpr std::size_t kept_of_a_run = 5;

void keep_of_run(const std::vector<double>& y, std::size_t begin, std::size_t end, std::vector<std::size_t>& kept) {
  std::vector<std::size_t> of_run;
  std::size_t first = end;
  std::size_t last = end;
  std::size_t least = end;
  std::size_t greatest = end;
  std::size_t gap = end;
  for (std::size_t i = begin; i < end; ++i) {
    if (!std::isfinite(y[i])) {
      gap = i;
      continue;
    }
    if (first == end) first = least = greatest = i;
    if (y[i] < y[least]) least = i;
    if (y[i] > y[greatest]) greatest = i;
    last = i;
  }
  for (const std::size_t i : {first, least, greatest, last, gap})
    if (i != end) of_run.push_back(i);
  std::ranges::sort(of_run);
  const auto [from, to] = std::ranges::unique(of_run);
  of_run.erase(from, to);
  kept.insert(kept.end(), of_run.begin(), of_run.end());
}

}  // namespace

std::vector<std::size_t> thinned(const std::vector<double>& y, std::size_t most) {
  std::vector<std::size_t> kept;
  if (y.size() <= most) {
    kept.resize(y.size());
    for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = i;
    return kept;
  }
  const std::size_t runs = std::max<std::size_t>(1, most / kept_of_a_run);
  kept.reserve(runs * kept_of_a_run);
  for (std::size_t run = 0; run < runs; ++run) keep_of_run(y, y.size() * run / runs, y.size() * (run + 1) / runs, kept);
  return kept;
}

}  // namespace jidoka::plot
