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

// Samples in order of arrival become pages in order of time, of at most `page_samples` each.
std::vector<PackedPage> pack_pages(std::vector<TailSample> samples, std::size_t page_samples);
Result<std::vector<port::StoredSample>> read_page(std::string_view bytes);

}  // namespace jidoka::sql
