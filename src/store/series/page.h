// Telemetry is pages: up to 4096 samples of one stream, sorted by time, compressed and never changed again. The
// summary stands in front, so that a year of charts reads summaries and decodes almost nothing.
//
//   summary   54 bytes: form, count, mean, m2, min, max, first and last time
//   times     the steps from sample to sample, packed: nothing for an exact clock, 5 bits for one that jitters by 10 ms
//   values    scaled decimals or bit patterns, packed (values.h): 2 to 8 bits for a temperature
//   contexts  runs of one unit and lot, with the dictionary
//
// decode_page gives every bit back or refuses: one page has one encoding, unused bits are zero, and the summary must be
// that of the samples, so no flipped bit goes unnoticed. Input made to harm takes at most 3 MB above its own size.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "series/context.h"
#include "series/summary.h"

namespace jidoka::series {

constexpr std::size_t largest_page = 4096;

struct Columns {
  std::vector<std::int64_t> times;      // nanoseconds since 1970, never falling
  std::vector<double> values;           // any bits
  std::vector<std::uint32_t> contexts;  // 0 is none, k is dictionary[k - 1]; empty when no sample has a context
  std::vector<Context> dictionary;
};

// Of 1 to 4096 samples. The dictionary is written in order of first use, without what no sample refers to, and read
// back so; contexts that are all 0 are left out.
std::string encode_page(const Columns& columns);
Result<Columns> decode_page(std::string_view page);
// From the first 54 bytes of a page; whether it fits the samples is known only by decoding.
Result<Summary> read_summary(std::string_view page);

}  // namespace jidoka::series
