// A column of integers in few bits: value = base + divisor * q, q in `width` bits, and the few values that would need
// more written apart ("patched", Zukowski et al., Super-Scalar RAM-CPU Cache Compression, ICDE 2006).
//
// The common divisor makes a clock in milliseconds small although it is kept in nanoseconds, and a 32-bit float small
// although it is kept as a double. All arithmetic wraps modulo 2^64, so any 64-bit pattern comes back as it was.
//
// There is one encoding of a packing: width is exactly what the widest q needs, unused bits are 0, no exception would
// have fitted, and the divisor is 1 when it divides nothing. unpack refuses everything else.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "series/bytes.h"

namespace jidoka::series {

struct Packing {
  std::uint64_t base = 0;
  std::uint64_t divisor = 1;
  unsigned width = 0;
  std::size_t exceptions = 0;
  std::uint64_t bits = 0;  // about what it will take, to choose between two ways of writing a column
};

Packing choose_packing(std::span<const std::int64_t> values);
void pack(std::string& out, std::span<const std::int64_t> values, const Packing& packing);
bool unpack(Reader& in, std::span<std::int64_t> values);

}  // namespace jidoka::series
