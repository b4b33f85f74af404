// A double that was written as a decimal, as an integer and a power of ten: 231.2 is 2312 / 10^1.
//
// The idea is that of ALP (Afroozeh, Kuffo, Boncz, SIGMOD 2023). We divide where ALP multiplies by an inverse: a
// quotient of two exact doubles is rounded once, so every decimal of up to 15 digits comes back to the last bit, and
// one division a value is fast enough. What does not come back (NaN, infinities, -0.0, real doubles) is refused here.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace jidoka::series {

constexpr unsigned most_decimals = 15;
constexpr std::array<double, most_decimals + 1> powers_of_ten = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr double largest_scaled = 0x1p51;

inline double unscale(std::int64_t scaled, unsigned decimals) {
  return static_cast<double>(scaled) / powers_of_ten[decimals];
}

// The nearest integer to value * 10^decimals; false when it does not give the value back bit by bit.
inline bool scale(double value, unsigned decimals, std::int64_t& scaled) {
  constexpr double rounder = 0x1.8p52;  // adding it leaves no room for a fraction
  const double product = value * powers_of_ten[decimals];
  const bool in_range = product > -largest_scaled && product < largest_scaled;
  scaled = static_cast<std::int64_t>((in_range ? product : 0.0) + rounder - rounder);
  return std::bit_cast<std::uint64_t>(unscale(scaled, decimals)) == std::bit_cast<std::uint64_t>(value) && in_range;
}

// The fewest decimals that give the value back, or most_decimals + 1.
inline unsigned fewest_decimals(double value) {
  std::int64_t scaled = 0;
  for (unsigned decimals = 0; decimals <= most_decimals; ++decimals) {
    if (scale(value, decimals, scaled)) return decimals;
    if (!(value * powers_of_ten[decimals] < largest_scaled && value * powers_of_ten[decimals] > -largest_scaled)) break;
  }
  return most_decimals + 1;
}

}  // namespace jidoka::series
