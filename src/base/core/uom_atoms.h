// The table of UCUM unit atoms and prefixes that parse_uom knows, with their value in m, g, s, K, A, mol, cd, rad.
// Source: UCUM 2.1, tables of units (ucum.org/ucum); case-sensitive symbols. Unlike UCUM, the mole is a dimension of
// its own, so that an amount never converts to a bare number. Logarithmic units (pH, dB) are not linear and are not
// here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jidoka {

struct UomAtom {
  std::string_view symbol;
  bool metric;  // takes prefixes
  double factor;
  std::array<std::int8_t, 8> dimension;
  double offset = 0.0;
};

const UomAtom* find_uom_atom(std::string_view symbol);
std::optional<double> find_uom_prefix(std::string_view symbol);
// The UCUM code for what people often write instead ("psi", "°C", "kWh"); empty when there is none.
std::string_view uom_meant(std::string_view written);

}  // namespace jidoka
