// Units of measure by their UCUM code ("Cel", "bar", "mm", "N.m", "mL/min"): what they measure and how they convert.
// A code is parsed to a factor, an offset (Cel, [degF]) and seven base dimensions; two codes convert when dimensions
// agree. Source of factors: UCUM 2.1 (ucum.org). "1", "%" and the empty code are dimensionless.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka {

struct Uom {
  double factor = 1.0;  // value in base units = value * factor + offset
  double offset = 0.0;
  std::array<std::int8_t, 8> dimension{};  // m, g, s, K, A, mol, cd, rad

  friend bool operator==(const Uom&, const Uom&) = default;
};

Result<Uom> parse_uom(std::string_view ucum_code);

// value' = value * factor + offset, from one code to another.
struct UomConversion {
  double factor = 1.0;
  double offset = 0.0;

  bool is_identity() const { return factor == 1.0 && offset == 0.0; }
  double operator()(double value) const { return is_identity() ? value : value * factor + offset; }
};
// Refused (uom-mismatch) when the dimensions differ.
Result<UomConversion> conversion(const Uom& from, const Uom& to);

}  // namespace jidoka
