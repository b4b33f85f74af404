// Reading telemetry: pages from their table, and what is not packed yet from the batches of the last commits.
//
// Batches never change, so readers share them decoded (UnpackedBatches), with the writer, who offers what it has
// committed; each read still sees its own snapshot, because it takes only batches of that snapshot, and of a stream
// only those after its packed one.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "port/store.h"
#include "port/views.h"
#include "sense/sample.h"
#include "sql/database.h"
#include "sql/tails.h"

namespace jidoka::sql {

class UnpackedBatches {
 public:
  // From the writer: a batch that is durable, so that no reader decodes it again; and which ones nobody will ask for.
  // Neither waits for a reader.
  void offer(std::uint64_t number, SharedColumns columns);
  void forget_offers_before(std::uint64_t number);

  // Samples of a stream in batches after `packed`, in order of arrival, as the snapshot of db has them.
  Result<std::vector<port::StoredSample>> samples(Database& db, sense::StreamNumber stream, std::uint64_t packed);

  struct Summary {
    std::uint64_t count = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    double last_value = 0;
  };
  // The same for all streams at once.
  Result<std::unordered_map<sense::StreamNumber, Summary>> summaries(
      Database& db, const std::unordered_map<sense::StreamNumber, std::uint64_t>& packed);

 private:
  struct Span {
    std::uint64_t lowest = 1;
    std::uint64_t newest = 0;
  };
  Result<Span> catch_up(Database& db);  // with mutex_ held
  void take_offers(const Span& span);
  void index();
  void forget_before(std::uint64_t number);

  std::mutex mutex_;
  std::map<std::uint64_t, SharedColumns> batches_;
  std::unordered_map<sense::StreamNumber, std::vector<Place>> places_;  // of the batches up to indexed_
  std::uint64_t indexed_ = 0;
  std::mutex offers_mutex_;
  std::deque<std::pair<std::uint64_t, SharedColumns>> offers_;
};

struct StreamRow {
  sense::StreamNumber number = 0;
  std::string equipment;
  std::string tag;
  std::string uom;
  Duration longest_page;
  std::uint64_t packed_through = 0;  // batch
};
Result<std::optional<StreamRow>> find_stream(Database& db, std::string_view equipment, std::string_view tag);
Result<std::optional<StreamRow>> find_stream(Database& db, sense::StreamNumber number);

struct PageRow {
  std::int64_t leaf = 0;
  Instant first;
};
// Pages that may hold a sample with from ≤ time ≤ to, by their first time and leaf.
Result<std::vector<PageRow>> pages_between(Database& db, const StreamRow& stream, Instant from, Instant to);

// Samples with from ≤ time ≤ to, in order of time.
Result<std::vector<port::StoredSample>> samples_between(Database& db, UnpackedBatches& unpacked,
                                                        const StreamRow& stream, Instant from, Instant to);
// Of exactly these times, which ascend: only pages that may hold one of them are read.
Result<std::vector<port::StoredSample>> samples_at(Database& db, UnpackedBatches& unpacked, const StreamRow& stream,
                                                   std::span<const std::int64_t> times);
// The newest `count`, oldest first.
Result<std::vector<port::StoredSample>> newest_samples(Database& db, UnpackedBatches& unpacked, const StreamRow& stream,
                                                       std::size_t count);
// `count` spans of equal length over [from, to); empty ones are left out.
Result<std::vector<port::BucketView>> buckets_between(Database& db, UnpackedBatches& unpacked, const StreamRow& stream,
                                                      Instant from, Instant to, std::size_t count);

// Readings that name a unit or a lot are found from there too.
Result<void> save_measurements(Database& db, const sense::Columns& columns);

}  // namespace jidoka::sql
