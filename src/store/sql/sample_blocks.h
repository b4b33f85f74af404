// Samples of one stream in order of time, block by block, from pages that may overlap (what came late is in a page of
// its own) and from what is not packed yet. A page that overlaps nothing is handed on as it was decoded; the others
// are merged, sample by sample, in the order of time and, at one instant, of their arrival.
//
//   BlockMerge merge(from, to, std::move(tail), take);
//   for each page, by first and leaf:  TRY_VOID(merge.add(columns, first_of_next));
//   TRY_VOID(merge.finish());
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "port/store.h"
#include "sense/sample_block.h"
#include "series/page.h"

namespace jidoka::sql {

class BlockMerge {
 public:
  // Of samples with from ≤ time ≤ to. `tail` came after every page, in any order.
  BlockMerge(Instant from, Instant to, std::vector<port::StoredSample> tail, const sense::TakeBlock& take);

  // `next`: the first time of the next page; distant_future after the last.
  Result<void> add(series::Columns page, Instant next);
  Result<void> finish();
  std::uint64_t count() const { return count_; }

 private:
  struct Loose {
    std::int64_t time;
    std::uint64_t order;  // of arrival
    double value;
    std::uint32_t context;
  };
  std::uint32_t context_of(const sense::Context& context);
  Result<void> hand_on(const series::Columns& page);
  Result<void> hand_on_before(std::int64_t time);
  template <class May>
  Result<void> hand_on_loose(May may);
  Result<void> give(const sense::SampleBlock& block);
  void loosen(const series::Columns& page);

  Instant from_;
  Instant to_;
  const sense::TakeBlock& take_;
  std::uint64_t count_ = 0;
  std::uint64_t pages_ = 0;
  std::vector<Loose> loose_;  // by time and order, from next_ on
  std::size_t next_ = 0;
  std::vector<sense::Context> dictionary_{sense::Context{}};  // of the loose ones
  std::map<std::pair<std::string, std::string>, std::uint32_t> known_;
};

}  // namespace jidoka::sql
