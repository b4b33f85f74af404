// Tails: the readings that are not yet part of a page, in memory, as the batches of the last commits hold them on disk.
//
// A stream is packed when it has filled a page, or when the oldest readings have waited so long that too many batches
// or readings would have to be read again after a restart; wanted() names those streams. A batch goes when no stream
// needs it and none before it is needed, so that what is kept is always the newest batches without a gap.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include "sense/sample.h"

namespace jidoka::sql {

using SharedColumns = std::shared_ptr<const sense::Columns>;  // decoded once, for the writer and for readers

struct TailLimits {
  std::size_t page_samples = 1024;
  // So many readings are kept in memory (about 40 bytes each) and read again by a restart, that
  // the pages of as many streams fill up; from there on pages get shorter. A million fills those of 975 streams that
  // are sampled alike.
  std::size_t retained_readings = 1'000'000;
  std::size_t retained_of_few = 500'000;  // with few streams, whatever their number
  std::size_t retained_batches = 50'000;
  std::size_t streams_a_commit = 64;  // so that nothing urgent waits behind packing
};

struct TailSample {
  std::int64_t time = 0;
  double value = 0;
  const sense::Context* context = nullptr;  // null: the empty one
};

// Of one reading: the number of its batch and its row in it, in 64 bits, because there are millions of them.
class Place {
 public:
  Place(std::uint64_t batch, std::uint32_t row) : packed_(batch << row_bits | row) {}
  std::uint64_t batch() const { return packed_ >> row_bits; }
  std::uint32_t row() const { return static_cast<std::uint32_t>(packed_ & ((1u << row_bits) - 1)); }

 private:
  static constexpr int row_bits = 24;  // a batch is a request's readings, far below 16 million
  std::uint64_t packed_;
};

struct RetainedBatch {
  SharedColumns columns;
  std::size_t needed = 0;  // readings that are in no page yet
};

class Tails {
 public:
  explicit Tails(TailLimits limits = {}) : limits_(limits) {}

  // Batches come in order; readings of a stream at or before its packed batch are left out.
  void add(std::uint64_t batch, SharedColumns columns, const std::function<bool(sense::StreamNumber)>& is_packed = {});
  void take_back();  // the newest batch again

  // What a stream has gathered up to and including a batch, in order of arrival.
  std::vector<TailSample> samples(sense::StreamNumber stream, std::uint64_t through) const;
  // Packed: no longer part of the tail.
  void drop(sense::StreamNumber stream, std::uint64_t through);
  // Takes batches away that nobody needs; gives the number of the oldest that is kept, or of the next one.
  std::uint64_t forget_unneeded();
  // The same, without doing it, if the named streams were dropped first.
  std::uint64_t floor_after(const std::vector<std::pair<sense::StreamNumber, std::uint64_t>>& drops) const;

  std::vector<sense::StreamNumber> wanted() const;
  std::size_t most_readings() const;  // before streams are wanted whose page is not full
  std::size_t readings() const { return readings_; }
  const std::map<std::uint64_t, RetainedBatch>& batches() const { return batches_; }

 private:
  TailLimits limits_;
  std::map<std::uint64_t, RetainedBatch> batches_;
  std::unordered_map<sense::StreamNumber, std::vector<Place>> streams_;
  std::set<sense::StreamNumber> full_;
  std::uint64_t newest_ = 0;
  std::size_t readings_ = 0;
};

}  // namespace jidoka::sql
