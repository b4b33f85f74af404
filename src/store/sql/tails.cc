#include "sql/tails.h"

#include <algorithm>

#include "core/assert.h"

namespace jidoka::sql {

void Tails::add(std::uint64_t batch, SharedColumns columns, const std::function<bool(sense::StreamNumber)>& is_packed) {
  ASSERT(batch > newest_);
  newest_ = batch;
  RetainedBatch retained;
  for (std::uint32_t row = 0; row < columns->size(); ++row) {
    const sense::StreamNumber stream = columns->streams[row];
    if (is_packed && is_packed(stream)) continue;
    auto& places = streams_[stream];
    places.emplace_back(batch, row);
    if (places.size() == limits_.page_samples) full_.insert(stream);
    ++retained.needed;
  }
  readings_ += retained.needed;
  retained.columns = std::move(columns);
  batches_.emplace(batch, std::move(retained));
}

void Tails::take_back() {
  ASSERT(!batches_.empty());
  const auto newest = std::prev(batches_.end());
  for (const sense::StreamNumber stream : newest->second.columns->streams) {
    auto& places = streams_[stream];
    if (places.empty() || places.back().batch() != newest->first) continue;
    places.pop_back();
    if (places.size() < limits_.page_samples) full_.erase(stream);
  }
  readings_ -= newest->second.needed;
  newest_ = newest->first - 1;
  batches_.erase(newest);
}

std::vector<TailSample> Tails::samples(sense::StreamNumber stream, std::uint64_t through) const {
  std::vector<TailSample> out;
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return out;
  out.reserve(found->second.size());
  auto batch = batches_.end();
  for (const Place& place : found->second) {
    if (place.batch() > through) break;
    if (batch == batches_.end() || batch->first != place.batch()) batch = batches_.find(place.batch());
    ASSERT(batch != batches_.end());
    const sense::Columns& columns = *batch->second.columns;
    const std::uint32_t row = place.row();
    const sense::Context* context =
        columns.contexts.empty() || columns.contexts[row] == 0 ? nullptr : &columns.dictionary[columns.contexts[row]];
    out.push_back({columns.times[row], columns.values[row], context});
  }
  return out;
}

void Tails::drop(sense::StreamNumber stream, std::uint64_t through) {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  auto& places = found->second;
  const auto end = std::ranges::find_if(places, [&](const Place& place) { return place.batch() > through; });
  for (auto place = places.begin(); place != end; ++place) --batches_.at(place->batch()).needed;
  readings_ -= static_cast<std::size_t>(end - places.begin());
  places.erase(places.begin(), end);
  if (places.size() < limits_.page_samples) full_.erase(stream);
  if (places.empty()) streams_.erase(found);
}

std::uint64_t Tails::forget_unneeded() {
  while (!batches_.empty() && batches_.begin()->second.needed == 0) batches_.erase(batches_.begin());
  return batches_.empty() ? newest_ + 1 : batches_.begin()->first;
}

std::uint64_t Tails::floor_after(const std::vector<std::pair<sense::StreamNumber, std::uint64_t>>& drops) const {
  std::unordered_map<std::uint64_t, std::size_t> dropped;
  for (const auto& [stream, through] : drops)
    if (const auto found = streams_.find(stream); found != streams_.end())
      for (const Place& place : found->second)
        if (place.batch() <= through) ++dropped[place.batch()];
  for (const auto& [number, batch] : batches_) {
    const auto gone = dropped.find(number);
    if (batch.needed != (gone == dropped.end() ? 0 : gone->second)) return number;
  }
  return newest_ + 1;
}

std::size_t Tails::most_readings() const {
  const std::size_t full_pages = limits_.page_samples * streams_.size();
  return std::min(limits_.retained_readings, std::max(limits_.retained_of_few, full_pages));
}

std::vector<sense::StreamNumber> Tails::wanted() const {
  std::vector<sense::StreamNumber> out;
  for (const sense::StreamNumber stream : full_) {
    if (out.size() == limits_.streams_a_commit) return out;
    out.push_back(stream);
  }
  if (readings_ <= most_readings() && batches_.size() <= limits_.retained_batches) return out;
  std::set<sense::StreamNumber> named(out.begin(), out.end());
  for (const auto& [number, batch] : batches_) {
    std::size_t left = batch.needed;
    for (const sense::StreamNumber stream : batch.columns->streams) {
      if (left == 0 || out.size() == limits_.streams_a_commit) break;
      const auto found = streams_.find(stream);
      if (found == streams_.end() || found->second.front().batch() != number) continue;
      --left;
      if (named.insert(stream).second) out.push_back(stream);
    }
    if (out.size() == limits_.streams_a_commit) break;
  }
  return out;
}

}  // namespace jidoka::sql
