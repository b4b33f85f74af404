// What one commit accepted, in the order of arrival and over many streams: one ledger leaf, read again when the memory
// of the site is rebuilt. It must cost almost nothing: about 10 ns a reading either way, 3 to 5 bytes for line
// protocol.
//
// A reading is a tag byte and what the tag does not say:
//   bits 0-3   the value: 0 to 13 a decimal with so many places as a varint, 14 a 32-bit float, 15 a double
//   bit 4      its stream is that of the reading before plus one     bit 5   its time is that of the reading before
//   bit 6      its unit and lot are those of the reading before      bit 7   0
// so the ten fields of a line cost one tag and one small integer each. Times are counted in the largest of 1 s, 1 ms,
// 1 us and 1 ns that divides all of them. Every bit of every value comes back; decode_batch refuses malformed bytes and
// takes at most some 150 times their memory. Unlike a page, a batch may be written in more than one way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "series/context.h"

namespace jidoka::series {

struct BatchColumns {
  std::vector<std::uint32_t> streams;
  std::vector<std::int64_t> times;  // nanoseconds since 1970, in any order
  std::vector<double> values;
  std::vector<std::uint32_t> contexts;  // 0 is none, k is dictionary[k - 1]; empty when no reading has a context
  std::vector<Context> dictionary;
};

std::string encode_batch(const BatchColumns& columns);
Result<BatchColumns> decode_batch(std::string_view bytes);

}  // namespace jidoka::series
