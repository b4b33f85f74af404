#include "sql/readings.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "sql/telemetry.h"

namespace jidoka::sql {
namespace {

port::StoredSample sample_at(const sense::Columns& columns, std::uint32_t row) {
  port::StoredSample sample{.time = {columns.times[row]}, .value = columns.values[row], .context = {}};
  if (!columns.contexts.empty()) sample.context = columns.dictionary[columns.contexts[row]];
  return sample;
}

constexpr std::string_view stream_columns =
    "select number, equipment, tag, uom, longest_page, coalesce((select packed from stream_states where stream = "
    "number), 0) from streams ";

template <class... Values>
Result<std::optional<StreamRow>> find_stream_where(Database& db, std::string_view condition, const Values&... values) {
  std::optional<StreamRow> found;
  TRY_VOID(query(
      db, std::string(stream_columns) + std::string(condition),
      [&](const Row& row) -> Result<void> {
        found = StreamRow{static_cast<sense::StreamNumber>(row.integer(0)),
                          text(row, 1),
                          text(row, 2),
                          text(row, 3),
                          {row.integer(4)},
                          static_cast<std::uint64_t>(row.integer(5))};
        return {};
      },
      values...));
  return found;
}

Result<void> read_page_of(Database& db, std::int64_t leaf, const std::function<void(const port::StoredSample&)>& take) {
  return query(
      db, "select bytes from pages where leaf = $1",
      [&](const Row& row) -> Result<void> {
        TRY(const auto page, read_page(row.bytes(0)));
        std::ranges::for_each(page, take);
        return {};
      },
      leaf);
}

std::int64_t clamped_difference(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  return __builtin_sub_overflow(a, b, &out) ? distant_past.ns : out;
}

// Pages that may hold one of the times. Times that are near each other share one look at the index of pages, which has
// to begin as far back as the longest page of the stream anyway.
Result<std::vector<std::int64_t>> pages_at(Database& db, const StreamRow& stream, std::span<const std::int64_t> times) {
  const Duration near = std::max(stream.longest_page, hours(1));
  std::vector<std::int64_t> leaves;
  for (std::size_t begin = 0, end = 0; begin < times.size(); begin = end) {
    for (end = begin + 1; end < times.size() && clamped_difference(times[end], near.ns) <= times[end - 1];) ++end;
    TRY_VOID(query(
        db, "select leaf, first, last from pages where stream = $1 and first >= $2 and first <= $4 and last >= $3",
        [&](const Row& row) -> Result<void> {
          const auto next = std::ranges::lower_bound(times, row.integer(1));
          if (next != times.end() && *next <= row.integer(2)) leaves.push_back(row.integer(0));
          return {};
        },
        stream.number, clamped_difference(times[begin], stream.longest_page.ns), times[begin], times[end - 1]));
  }
  std::ranges::sort(leaves);
  leaves.erase(std::ranges::unique(leaves).begin(), leaves.end());
  return leaves;
}

}  // namespace

// ---- batches --------------------------------------------------------------------------------------------------

void UnpackedBatches::offer(std::uint64_t number, SharedColumns columns) {
  const std::lock_guard lock(offers_mutex_);
  offers_.emplace_back(number, std::move(columns));
}

void UnpackedBatches::forget_offers_before(std::uint64_t number) {
  const std::lock_guard lock(offers_mutex_);
  while (!offers_.empty() && offers_.front().first < number) offers_.pop_front();
}

// Only what follows on what is known: a gap is read from the store.
void UnpackedBatches::take_offers(const Span& span) {
  std::deque<std::pair<std::uint64_t, SharedColumns>> offers;
  {
    const std::lock_guard lock(offers_mutex_);
    offers.swap(offers_);
  }
  for (auto& [number, columns] : offers)
    if (batches_.empty() ? number <= span.lowest : number == batches_.rbegin()->first + 1)
      batches_.emplace(number, std::move(columns));
}

// Reads of one stream need to know where its readings are; reads of all streams do not.
void UnpackedBatches::index() {
  for (auto batch = batches_.upper_bound(indexed_); batch != batches_.end(); ++batch) {
    const sense::Columns& columns = *batch->second;
    for (std::uint32_t row = 0; row < columns.size(); ++row)
      places_[columns.streams[row]].emplace_back(batch->first, row);
    indexed_ = batch->first;
  }
}

void UnpackedBatches::forget_before(std::uint64_t number) {
  std::size_t forgotten = 0;
  while (!batches_.empty() && batches_.begin()->first < number) batches_.erase(batches_.begin()), ++forgotten;
  if (forgotten == 0) return;
  for (auto stream = places_.begin(); stream != places_.end();) {
    auto& places = stream->second;
    places.erase(places.begin(),
                 std::ranges::find_if(places, [&](const Place& place) { return place.batch() >= number; }));
    stream = places.empty() ? places_.erase(stream) : std::next(stream);
  }
}

// A snapshot older than what another reader has already seen may need batches that were forgotten: then everything is
// read again, which is rare and right.
Result<UnpackedBatches::Span> UnpackedBatches::catch_up(Database& db) {
  Span span;
  TRY_VOID(query(db, "select coalesce(min(number), 1), coalesce(max(number), 0) from batches",
                 [&](const Row& row) -> Result<void> {
                   span = {static_cast<std::uint64_t>(row.integer(0)), static_cast<std::uint64_t>(row.integer(1))};
                   return {};
                 }));
  take_offers(span);
  if (!batches_.empty() && (batches_.begin()->first > span.lowest || batches_.rbegin()->first + 1 < span.lowest))
    batches_.clear(), places_.clear(), indexed_ = 0;
  const std::uint64_t known = batches_.empty() ? span.lowest - 1 : batches_.rbegin()->first;
  if (known < span.newest)
    TRY_VOID(query(
        db, "select number, bytes from batches where number > $1 order by number",
        [&](const Row& row) -> Result<void> {
          TRY(auto columns, decode_batch(row.bytes(1)));
          batches_.emplace(static_cast<std::uint64_t>(row.integer(0)),
                           std::make_shared<const sense::Columns>(std::move(columns)));
          return {};
        },
        known));
  constexpr std::uint64_t kept_for_older_snapshots = 64;
  if (!batches_.empty() && batches_.begin()->first + kept_for_older_snapshots < span.lowest) forget_before(span.lowest);
  return span;
}

Result<std::vector<port::StoredSample>> UnpackedBatches::samples(Database& db, sense::StreamNumber stream,
                                                                 std::uint64_t packed) {
  const std::lock_guard lock(mutex_);
  TRY(const Span span, catch_up(db));
  index();
  std::vector<port::StoredSample> out;
  const auto found = places_.find(stream);
  if (found == places_.end()) return out;
  for (const Place& place : found->second)
    if (place.batch() > packed && place.batch() >= span.lowest && place.batch() <= span.newest)
      out.push_back(sample_at(*batches_.at(place.batch()), place.row()));
  return out;
}

Result<std::unordered_map<sense::StreamNumber, UnpackedBatches::Summary>> UnpackedBatches::summaries(
    Database& db, const std::unordered_map<sense::StreamNumber, std::uint64_t>& packed) {
  const std::lock_guard lock(mutex_);
  TRY(const Span span, catch_up(db));
  std::unordered_map<sense::StreamNumber, Summary> out;
  for (auto batch = batches_.lower_bound(span.lowest); batch != batches_.end() && batch->first <= span.newest;
       ++batch) {
    const sense::Columns& columns = *batch->second;
    for (std::size_t row = 0; row < columns.size(); ++row) {
      const sense::StreamNumber stream = columns.streams[row];
      if (const auto through = packed.find(stream); through != packed.end() && batch->first <= through->second)
        continue;
      const std::int64_t time = columns.times[row];
      Summary& summary = out[stream];
      if (summary.count++ == 0) summary.first = summary.last = time, summary.last_value = columns.values[row];
      summary.first = std::min(summary.first, time);
      if (time >= summary.last) summary.last = time, summary.last_value = columns.values[row];
    }
  }
  return out;
}

// ---- streams --------------------------------------------------------------------------------------------------

Result<std::optional<StreamRow>> find_stream(Database& db, std::string_view equipment, std::string_view tag) {
  return find_stream_where(db, "where equipment = $1 and tag = $2", equipment, tag);
}
Result<std::optional<StreamRow>> find_stream(Database& db, sense::StreamNumber number) {
  return find_stream_where(db, "where number = $1", number);
}

Result<std::vector<PageRow>> pages_between(Database& db, const StreamRow& stream, Instant from, Instant to) {
  std::vector<PageRow> out;
  TRY_VOID(query(
      db,
      "select leaf, first from pages where stream = $1 and first >= $2 and first <= $4 and last >= $3 order by first, "
      "leaf",
      [&](const Row& row) -> Result<void> {
        out.push_back({row.integer(0), Instant{row.integer(1)}});
        return {};
      },
      stream.number, clamped_difference(from.ns, stream.longest_page.ns), from, to));
  return out;
}

Result<std::vector<port::StoredSample>> samples_between(Database& db, UnpackedBatches& unpacked,
                                                        const StreamRow& stream, Instant from, Instant to) {
  std::vector<port::StoredSample> out;
  const auto take = [&](const port::StoredSample& sample) {
    if (sample.time >= from && sample.time <= to) out.push_back(sample);
  };
  TRY_VOID(query(
      db,
      "select bytes from pages where stream = $1 and first >= $2 and first <= $4 and last >= $3 order by first, leaf",
      [&](const Row& row) -> Result<void> {
        TRY(const auto page, read_page(row.bytes(0)));
        std::ranges::for_each(page, take);
        return {};
      },
      stream.number, clamped_difference(from.ns, stream.longest_page.ns), from, to));
  TRY(const auto tail, unpacked.samples(db, stream.number, stream.packed_through));
  std::ranges::for_each(tail, take);
  std::ranges::stable_sort(out, {}, &port::StoredSample::time);
  return out;
}

Result<std::vector<port::StoredSample>> samples_at(Database& db, UnpackedBatches& unpacked, const StreamRow& stream,
                                                   std::span<const std::int64_t> times) {
  std::vector<port::StoredSample> out;
  const auto take = [&](const port::StoredSample& sample) {
    if (std::ranges::binary_search(times, sample.time.ns)) out.push_back(sample);
  };
  TRY(const auto pages, pages_at(db, stream, times));
  for (const std::int64_t leaf : pages) TRY_VOID(read_page_of(db, leaf, take));
  TRY(const auto tail, unpacked.samples(db, stream.number, stream.packed_through));
  std::ranges::for_each(tail, take);
  std::ranges::stable_sort(out, {}, &port::StoredSample::time);
  return out;
}

Result<std::vector<port::StoredSample>> newest_samples(Database& db, UnpackedBatches& unpacked, const StreamRow& stream,
                                                       std::size_t count) {
  TRY(auto out, unpacked.samples(db, stream.number, stream.packed_through));
  std::ranges::stable_sort(out, {}, &port::StoredSample::time);
  // Pages by their end, newest first, until no older page can hold a sample that belongs among the newest.
  std::vector<std::pair<std::int64_t, std::int64_t>> pages;  // leaf, last
  TRY_VOID(query(
      db, "select leaf, last from pages where stream = $1 order by last desc, leaf desc limit $2",
      [&](const Row& row) -> Result<void> {
        pages.emplace_back(row.integer(0), row.integer(1));
        return {};
      },
      stream.number, count));
  for (const auto& [leaf, last] : pages) {
    if (out.size() >= count && out[out.size() - count].time.ns > last) break;
    TRY_VOID(query(
        db, "select bytes from pages where leaf = $1",
        [&](const Row& row) -> Result<void> {
          TRY(const auto page, read_page(row.bytes(0)));
          out.insert(out.begin(), page.begin(), page.end());
          return {};
        },
        leaf));
    std::ranges::stable_sort(out, {}, &port::StoredSample::time);
  }
  if (out.size() > count) out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(count));
  return out;
}

Result<std::vector<port::BucketView>> buckets_between(Database& db, UnpackedBatches& unpacked, const StreamRow& stream,
                                                      Instant from, Instant to, std::size_t count) {
  if (to <= from || count == 0) return std::vector<port::BucketView>();
  const auto width = static_cast<long double>(to.ns - from.ns) / static_cast<long double>(count);
  std::vector<port::BucketView> all(count);
  std::vector<double> sums(count, 0.0);
  const auto bucket_of = [&](std::int64_t time) {
    return std::min(count - 1, static_cast<std::size_t>(static_cast<long double>(time - from.ns) / width));
  };
  const auto merge = [&](std::size_t i, std::uint64_t n, double sum, double lowest, double highest) {
    port::BucketView& bucket = all[i];
    bucket.min = bucket.count == 0 ? lowest : std::min(bucket.min, lowest);
    bucket.max = bucket.count == 0 ? highest : std::max(bucket.max, highest);
    bucket.count += n;
    sums[i] += sum;
  };
  const auto take = [&](const port::StoredSample& sample) {
    if (sample.time >= from && sample.time < to)
      merge(bucket_of(sample.time.ns), 1, sample.value, sample.value, sample.value);
  };
  std::vector<std::int64_t> to_decode;
  TRY_VOID(query(
      db,
      "select leaf, first, last, count, mean, lowest, highest from pages where stream = $1 and first >= $2 and first < "
      "$4 and last >= $3",
      [&](const Row& row) -> Result<void> {
        const std::int64_t first = row.integer(1);
        const std::int64_t last = row.integer(2);
        const auto n = static_cast<std::uint64_t>(row.integer(3));
        if (first >= from.ns && last < to.ns && bucket_of(first) == bucket_of(last))
          merge(bucket_of(first), n, row.real(4) * static_cast<double>(n), row.real(5), row.real(6));
        else
          to_decode.push_back(row.integer(0));
        return {};
      },
      stream.number, clamped_difference(from.ns, stream.longest_page.ns), from, to));
  for (const std::int64_t leaf : to_decode) TRY_VOID(read_page_of(db, leaf, take));
  TRY(const auto tail, unpacked.samples(db, stream.number, stream.packed_through));
  std::ranges::for_each(tail, take);
  std::vector<port::BucketView> out;
  for (std::size_t i = 0; i < count; ++i) {
    if (all[i].count == 0) continue;
    all[i].mean = sums[i] / static_cast<double>(all[i].count);
    all[i].from = {from.ns + static_cast<std::int64_t>(width * static_cast<long double>(i))};
    all[i].to = {from.ns + static_cast<std::int64_t>(width * static_cast<long double>(i + 1))};
    out.push_back(all[i]);
  }
  return out;
}

Result<void> save_measurements(Database& db, const sense::Columns& columns) {
  if (columns.contexts.empty()) return {};
  for (std::size_t row = 0; row < columns.size(); ++row) {
    if (columns.contexts[row] == 0) continue;
    const sense::Context& context = columns.dictionary[columns.contexts[row]];
    const auto save = [&](std::string_view kind, const std::string& item) -> Result<void> {
      if (item.empty()) return {};
      return run(db,
                 "insert into measurements(kind, item, at, stream, value) values($1, $2, $3, $4, $5) on conflict(item, "
                 "kind, at, stream) do nothing",
                 kind, item, columns.times[row], columns.streams[row], columns.values[row]);
    };
    TRY_VOID(save("unit", context.unit));
    TRY_VOID(save("lot", context.lot));
  }
  return {};
}

}  // namespace jidoka::sql
