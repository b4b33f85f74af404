// The column of measured values in a page. Two ways of writing, whichever is smaller:
//   decimals   every value as an integer over one power of ten (scaled.h), those that are no such decimal apart
//   patterns   the bits of the double as an integer of the same order: for real doubles, and for 32-bit floats, whose
//              common divisor 2^29 falls out in packing
// and either as they are or as differences from one to the next (a slow temperature needs 2 bits then).
#pragma once

#include <span>
#include <string>

#include "series/bytes.h"

namespace jidoka::series {

void append_values(std::string& out, std::span<const double> values);
bool take_values(Reader& in, std::span<double> values);

}  // namespace jidoka::series
