#include "act/hold_index.h"

#include <algorithm>
#include <bit>

#include "core/assert.h"

namespace jidoka::act {
namespace {

// The end of a run for the comparison from < end: at least one nanosecond after its start.
Instant effective_end(const RunSpan& run) {
  const Instant end = run.end.value_or(distant_future);
  return end > run.start ? end : Instant{run.start.ns + 1};
}

template <class Map>
void append_all(const Map& map, std::string_view key, std::vector<std::string>& out) {
  const auto found = map.find(key);
  if (found != map.end()) out.insert(out.end(), found->second.begin(), found->second.end());
}

template <class Map>
void erase_one(Map& map, const std::string& key, const std::string& hold) {
  const auto found = map.find(key);
  if (found == map.end()) return;
  std::erase(found->second, hold);
  if (found->second.empty()) map.erase(found);
}

}  // namespace

bool overlaps(const Scope& exposure, const RunSpan& run) {
  return run.start < exposure.to.value_or(distant_future) && exposure.from.value_or(distant_past) < effective_end(run);
}

void HoldIndex::add(const std::string& hold, const Scope& scope) {
  switch (scope.kind) {
    case ScopeKind::unit:
      units_[scope.id.value_or("")].push_back(hold);
      return;
    case ScopeKind::lot:
      lots_[scope.id.value_or("")].push_back(hold);
      return;
    case ScopeKind::exposure:
      exposures_[scope.equipment.value_or("")].add(hold, from_of(scope), to_of(scope));
      return;
  }
}

void HoldIndex::close(const std::string& hold, const Scope& scope, Instant to) {
  if (scope.kind != ScopeKind::exposure) return;
  const auto found = exposures_.find(scope.equipment.value_or(""));
  if (found != exposures_.end()) found->second.set_end(hold, from_of(scope), to);
}

void HoldIndex::remove(const std::string& hold, const Scope& scope) {
  switch (scope.kind) {
    case ScopeKind::unit:
      erase_one(units_, scope.id.value_or(""), hold);
      return;
    case ScopeKind::lot:
      erase_one(lots_, scope.id.value_or(""), hold);
      return;
    case ScopeKind::exposure:
      break;
  }
  const auto found = exposures_.find(scope.equipment.value_or(""));
  if (found == exposures_.end()) return;
  found->second.remove(hold, from_of(scope));
  if (found->second.empty()) exposures_.erase(found);
}

void HoldIndex::match_unit(std::string_view serial, std::vector<std::string>& out) const {
  append_all(units_, serial, out);
}
void HoldIndex::match_lot(std::string_view lot, std::vector<std::string>& out) const { append_all(lots_, lot, out); }

void HoldIndex::match_run(std::string_view equipment, const RunSpan& run, std::vector<std::string>& out) const {
  const auto found = exposures_.find(equipment);
  if (found != exposures_.end()) found->second.match(run.start, effective_end(run), out);
}

void HoldIndex::Exposures::add(const std::string& hold, Instant from, Instant to) {
  const auto place =
      std::upper_bound(rows_.begin(), rows_.end(), from, [](Instant t, const Row& row) { return t < row.from; });
  const auto index = static_cast<std::size_t>(place - rows_.begin());
  if (index == rows_.size() && rows_.size() < width_) {
    rows_.push_back({from, hold});
    put(index, to);
    return;
  }
  std::vector<Instant> ends(tree_.begin() + static_cast<std::ptrdiff_t>(width_),
                            tree_.begin() + static_cast<std::ptrdiff_t>(width_ + rows_.size()));
  ends.insert(ends.begin() + static_cast<std::ptrdiff_t>(index), to);
  rows_.insert(place, {from, hold});
  rebuild(std::move(ends));
}

void HoldIndex::Exposures::set_end(const std::string& hold, Instant from, Instant to) {
  const std::size_t row = find(hold, from);
  if (row < rows_.size()) put(row, to);
}

void HoldIndex::Exposures::remove(const std::string& hold, Instant from) {
  const std::size_t row = find(hold, from);
  if (row == rows_.size()) return;
  std::vector<Instant> ends(tree_.begin() + static_cast<std::ptrdiff_t>(width_),
                            tree_.begin() + static_cast<std::ptrdiff_t>(width_ + rows_.size()));
  ends.erase(ends.begin() + static_cast<std::ptrdiff_t>(row));
  rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(row));
  rebuild(std::move(ends));
}

void HoldIndex::Exposures::match(Instant start, Instant end, std::vector<std::string>& out) const {
  const auto beyond =
      std::lower_bound(rows_.begin(), rows_.end(), end, [](const Row& row, Instant t) { return row.from < t; });
  const auto limit = static_cast<std::size_t>(beyond - rows_.begin());
  if (limit > 0) collect(1, 0, width_, limit, start, out);
}

std::size_t HoldIndex::Exposures::find(const std::string& hold, Instant from) const {
  auto row = std::lower_bound(rows_.begin(), rows_.end(), from, [](const Row& r, Instant t) { return r.from < t; });
  while (row != rows_.end() && row->from == from && row->hold != hold) ++row;
  return row != rows_.end() && row->from == from ? static_cast<std::size_t>(row - rows_.begin()) : rows_.size();
}

void HoldIndex::Exposures::put(std::size_t row, Instant to) {
  std::size_t node = width_ + row;
  tree_[node] = to;
  for (node /= 2; node > 0; node /= 2) tree_[node] = std::max(tree_[2 * node], tree_[2 * node + 1]);
}

void HoldIndex::Exposures::rebuild(std::vector<Instant> ends) {
  ASSERT(ends.size() == rows_.size());
  width_ = std::bit_ceil(std::max<std::size_t>(ends.size(), 1));
  if (ends.size() == width_) width_ *= 2;  // room to append
  tree_.assign(2 * width_, distant_past);
  std::ranges::copy(ends, tree_.begin() + static_cast<std::ptrdiff_t>(width_));
  for (std::size_t node = width_ - 1; node > 0; --node) tree_[node] = std::max(tree_[2 * node], tree_[2 * node + 1]);
}

// Visits only subtrees that start before `limit` and hold an end after `start`.
void HoldIndex::Exposures::collect(std::size_t node, std::size_t first, std::size_t width, std::size_t limit,
                                   Instant start, std::vector<std::string>& out) const {
  if (first >= limit || tree_[node] <= start) return;
  if (width == 1) {
    out.push_back(rows_[first].hold);
    return;
  }
  collect(2 * node, first, width / 2, limit, start, out);
  collect(2 * node + 1, first + width / 2, width / 2, limit, start, out);
}

}  // namespace jidoka::act
