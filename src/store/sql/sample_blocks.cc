#include "sql/sample_blocks.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace jidoka::sql {
namespace {

constexpr std::size_t largest_block = series::largest_page;
constexpr std::uint64_t after_every_page = std::numeric_limits<std::uint64_t>::max();

}  // namespace

BlockMerge::BlockMerge(Instant from, Instant to, std::vector<port::StoredSample> tail, const sense::TakeBlock& take)
    : from_(from), to_(to), take_(take) {
  for (const port::StoredSample& sample : tail)
    loose_.push_back({sample.time.ns, after_every_page, sample.value, context_of(sample.context)});
  std::ranges::stable_sort(loose_, {}, &Loose::time);
}

std::uint32_t BlockMerge::context_of(const sense::Context& context) {
  if (context.unit.empty() && context.lot.empty()) return 0;
  const auto [found, is_new] =
      known_.try_emplace({context.unit, context.lot}, static_cast<std::uint32_t>(dictionary_.size()));
  if (is_new) dictionary_.push_back(context);
  return found->second;
}

Result<void> BlockMerge::add(series::Columns page, Instant next) {
  ++pages_;
  TRY_VOID(hand_on_before(page.times.front()));
  const bool is_alone = next_ == loose_.size() || loose_[next_].time > page.times.back();
  if (is_alone && page.times.back() <= next.ns) return hand_on(page);
  loosen(page);
  return {};
}

Result<void> BlockMerge::finish() {
  return hand_on_loose([](const Loose&) { return true; });
}

Result<void> BlockMerge::hand_on_before(std::int64_t time) {
  return hand_on_loose([time](const Loose& sample) { return sample.time < time; });
}

void BlockMerge::loosen(const series::Columns& page) {
  loose_.erase(loose_.begin(), loose_.begin() + static_cast<std::ptrdiff_t>(next_));
  next_ = 0;
  std::vector<std::uint32_t> contexts{0};
  for (const series::Context& context : page.dictionary) contexts.push_back(context_of({context.unit, context.lot}));
  const auto middle = static_cast<std::ptrdiff_t>(loose_.size());
  for (std::size_t i = 0; i < page.times.size(); ++i)
    loose_.push_back({page.times[i], pages_, page.values[i], page.contexts.empty() ? 0 : contexts[page.contexts[i]]});
  std::ranges::inplace_merge(loose_, loose_.begin() + middle, [](const Loose& a, const Loose& b) {
    return std::tie(a.time, a.order) < std::tie(b.time, b.order);
  });
}

Result<void> BlockMerge::hand_on(const series::Columns& page) {
  std::vector<sense::Context> dictionary;
  if (!page.contexts.empty()) {
    dictionary.emplace_back();
    for (const series::Context& context : page.dictionary) dictionary.push_back({context.unit, context.lot});
  }
  return give({page.times, page.values, page.contexts, dictionary});
}

template <class May>
Result<void> BlockMerge::hand_on_loose(May may) {
  std::vector<std::int64_t> times;
  std::vector<double> values;
  std::vector<std::uint32_t> contexts;
  while (next_ < loose_.size() && may(loose_[next_])) {
    times.clear(), values.clear(), contexts.clear();
    for (; next_ < loose_.size() && may(loose_[next_]) && times.size() < largest_block; ++next_) {
      times.push_back(loose_[next_].time);
      values.push_back(loose_[next_].value);
      contexts.push_back(loose_[next_].context);
    }
    TRY_VOID(give({times, values, contexts, dictionary_}));
  }
  if (next_ < loose_.size()) return {};
  loose_.clear();
  next_ = 0;
  known_.clear();
  dictionary_.resize(1);
  return {};
}

// Without what lies outside of the span that was asked for.
Result<void> BlockMerge::give(const sense::SampleBlock& block) {
  const auto first = std::ranges::lower_bound(block.times, from_.ns) - block.times.begin();
  const auto end = std::ranges::upper_bound(block.times, to_.ns) - block.times.begin();
  if (first >= end) return {};
  const auto at = static_cast<std::size_t>(first);
  const auto n = static_cast<std::size_t>(end - first);
  count_ += n;
  return take_({block.times.subspan(at, n), block.values.subspan(at, n),
                block.contexts.empty() ? block.contexts : block.contexts.subspan(at, n), block.dictionary});
}

}  // namespace jidoka::sql
