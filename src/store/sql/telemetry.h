// Between the store's readings and the codecs of store/series: batches as they arrive, pages as they stay.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "port/store.h"
#include "sense/sample.h"
#include "sql/tails.h"

namespace jidoka::sql {

std::string encode_batch(const sense::Columns& columns);
Result<sense::Columns> decode_batch(std::string_view bytes);

struct PackedPage {
  std::string bytes;
  Instant first;
  Instant last;
  std::uint64_t count = 0;
  double mean = 0;
  double m2 = 0;  // sum of squared deviations from the mean
  double lowest = 0;
  double highest = 0;
  double last_value = 0;  // of the newest sample
};

// A page never spans a silence longer than this: a reading whose clock fell back by years would otherwise make every
// search by time look that far back for pages that reach into its span (streams.longest_page).
constexpr Duration longest_silence = hours(24);

// One page of all of them; they are in order of time, and there is one at least.
PackedPage pack_page(std::span<const TailSample> samples);
// Samples in order of arrival become pages in order of time, of at most `page_samples` each.
std::vector<PackedPage> pack_pages(std::vector<TailSample> samples, std::size_t page_samples);
Result<std::vector<port::StoredSample>> read_page(std::string_view bytes);

}  // namespace jidoka::sql
