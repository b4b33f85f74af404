// Columns that tests and benchmarks of pages share: the streams of a shop floor, and comparison bit by bit.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "series/page.h"

namespace jidoka::series {

constexpr std::int64_t start_of_2026 = 1'767'225'600'000'000'000;

// A slow temperature at 1 Hz: steps of 0.1 degree at most two either way, the clock exact or jittering by milliseconds.
inline Columns temperatures(std::size_t count, std::uint64_t seed, std::int64_t jitter_ms) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int> step(-2, 2);
  std::uniform_int_distribution<std::int64_t> jitter(-jitter_ms, jitter_ms);
  Columns out;
  int tenths = 2300;
  for (std::size_t i = 0; i < count; ++i) {
    tenths += step(random);
    out.values.push_back(tenths / 10.0);
    out.times.push_back(start_of_2026 + static_cast<std::int64_t>(i) * 1'000'000'000 + jitter(random) * 1'000'000);
  }
  std::sort(out.times.begin(), out.times.end());
  return out;
}

inline bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  });
}

// The unit and lot of every sample, however they are numbered.
inline std::vector<Context> contexts_of(const Columns& columns) {
  std::vector<Context> out(columns.values.size());
  for (std::size_t i = 0; i < columns.contexts.size(); ++i)
    if (columns.contexts[i] != 0) out[i] = columns.dictionary[columns.contexts[i] - 1];
  return out;
}

inline bool same(const Columns& a, const Columns& b) {
  return a.times == b.times && same_bits(a.values, b.values) && contexts_of(a) == contexts_of(b);
}

}  // namespace jidoka::series
