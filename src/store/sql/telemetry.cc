#include "sql/telemetry.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "series/batch.h"
#include "series/page.h"

namespace jidoka::sql {
namespace {

// SQL has no NaN, which only sums of the very largest values can give.
double storable(double value) { return std::isnan(value) ? 0.0 : value; }

// In sense, context 0 stands in the dictionary; in series it does not.
std::vector<series::Context> without_empty(const std::vector<sense::Context>& dictionary) {
  std::vector<series::Context> out;
  for (std::size_t i = 1; i < dictionary.size(); ++i) out.push_back({dictionary[i].unit, dictionary[i].lot});
  return out;
}

// How many of the samples belong into the first page.
std::size_t page_length(std::span<const TailSample> samples, std::size_t most) {
  std::size_t length = 1;
  const auto is_near = [&](std::size_t i) {
    std::int64_t silence = 0;
    return !__builtin_sub_overflow(samples[i].time, samples[i - 1].time, &silence) && silence <= longest_silence.ns;
  };
  while (length < samples.size() && length < most && is_near(length)) ++length;
  return length;
}

}  // namespace

PackedPage pack_page(std::span<const TailSample> samples) {
  series::Columns columns;
  std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> known;
  for (const TailSample& sample : samples) {
    columns.times.push_back(sample.time);
    columns.values.push_back(sample.value);
    std::uint32_t context = 0;
    if (sample.context != nullptr) {
      const auto [entry, is_new] =
          known.try_emplace({sample.context->unit, sample.context->lot}, static_cast<std::uint32_t>(known.size() + 1));
      if (is_new) columns.dictionary.push_back({sample.context->unit, sample.context->lot});
      context = entry->second;
    }
    columns.contexts.push_back(context);
  }
  if (columns.dictionary.empty()) columns.contexts.clear();
  const series::Summary summary = series::summarize(columns.times, columns.values);
  return {.bytes = series::encode_page(columns),
          .first = {summary.first_time},
          .last = {summary.last_time},
          .count = summary.count,
          .mean = storable(summary.mean),
          .m2 = storable(summary.m2),
          .lowest = storable(summary.min),
          .highest = storable(summary.max),
          .last_value = storable(columns.values.back())};
}

std::string encode_batch(const sense::Columns& columns) {
  return series::encode_batch({.streams = columns.streams,
                               .times = columns.times,
                               .values = columns.values,
                               .contexts = columns.contexts,
                               .dictionary = without_empty(columns.dictionary)});
}

Result<sense::Columns> decode_batch(std::string_view bytes) {
  TRY(series::BatchColumns batch, series::decode_batch(bytes));
  sense::Columns out;
  out.streams = std::move(batch.streams);
  out.times = std::move(batch.times);
  out.values = std::move(batch.values);
  out.contexts = std::move(batch.contexts);
  if (!out.contexts.empty()) {
    out.dictionary.emplace_back();
    for (series::Context& context : batch.dictionary)
      out.dictionary.push_back({std::move(context.unit), std::move(context.lot)});
  }
  return out;
}

std::vector<PackedPage> pack_pages(std::vector<TailSample> samples, std::size_t page_samples) {
  std::ranges::stable_sort(samples, {}, &TailSample::time);
  const std::size_t most = std::min(page_samples, series::largest_page);
  std::vector<PackedPage> pages;
  for (std::span<const TailSample> rest(samples); !rest.empty();) {
    const std::size_t length = page_length(rest, most);
    pages.push_back(pack_page(rest.first(length)));
    rest = rest.subspan(length);
  }
  return pages;
}

Result<std::vector<port::StoredSample>> read_page(std::string_view bytes) {
  TRY(const series::Columns columns, series::decode_page(bytes));
  std::vector<port::StoredSample> samples(columns.times.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i].time = {columns.times[i]};
    samples[i].value = columns.values[i];
    if (columns.contexts.empty() || columns.contexts[i] == 0) continue;
    const series::Context& context = columns.dictionary[columns.contexts[i] - 1];
    samples[i].context = {context.unit, context.lot};
  }
  return samples;
}

}  // namespace jidoka::sql
