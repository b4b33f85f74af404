// Exact decimal numbers for counts, quantities and money: an integer of up to 18 digits and a scale, "42.50"
// stays 42.50. Measured values are doubles; a Decimal is for what is counted or paid.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka {

struct Decimal {
  std::int64_t digits = 0;  // value = digits / 10^scale
  std::uint8_t scale = 0;   // 0 to 18

  friend bool operator==(const Decimal& a, const Decimal& b) { return compare(a, b) == 0; }
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) { return compare(a, b) <=> 0; }
  static int compare(const Decimal& a, const Decimal& b);
};

std::string to_string(Decimal value);
double to_double(Decimal value);
Result<Decimal> parse_decimal(std::string_view text);
// Refused (too_large) when 18 digits do not hold the result exactly.
Result<Decimal> add(Decimal a, Decimal b);
Result<Decimal> subtract(Decimal a, Decimal b);

}  // namespace jidoka
