#include "sense/health.h"

#include <algorithm>

namespace jidoka::sense {
namespace {

constexpr Duration shortest_silence = seconds(5);
constexpr Duration shortest_lateness = minutes(1);
constexpr Duration wrong_clock = seconds(2);
constexpr Duration steady_for = seconds(30);  // arrivals over so long, before an offset is called steady
constexpr Duration apart = seconds(2);        // of the arrivals that are kept, so that they reach back so long
constexpr Duration gaps_count_for = hours(1);
constexpr std::size_t most_gaps = 32;

// So far beyond any span that nothing is added to it.
Duration times(Duration span, std::int64_t tenths) {
  constexpr std::int64_t most = distant_future.ns / 1'000;
  return Duration{std::min(span.ns, most) / 10 * tenths + std::min(span.ns, most) % 10 * tenths / 10};
}

}  // namespace

std::optional<Duration> HealthRules::silence() const {
  if (every) return std::max(times(*every, 30), shortest_silence);
  return silent_after;
}

Duration HealthRules::lateness() const {
  return every ? std::max(times(*every, 100), shortest_lateness) : shortest_lateness;
}

void StreamHealth::set_rules(const HealthRules& rules) {
  if (rules == rules_ && late_by_ != distant_future.ns) return;
  rules_ = rules;
  gap_of_ = rules.every ? times(*rules.every, 25).ns : distant_future.ns;
  late_by_ = rules.lateness().ns;
  if (!rules.every) gaps_.clear();
}

void StreamHealth::add_gap(std::int64_t from, std::int64_t to) {
  if (gaps_.size() == most_gaps) gaps_.erase(gaps_.begin());
  gaps_.push_back({from, to});
}

// A late reading splits the gap that it lies in; a part that is short enough is none.
void StreamHealth::fill_gap(std::int64_t time) {
  const auto gap = std::ranges::find_if(gaps_, [&](const Gap& each) { return each.from < time && time < each.to; });
  if (gap == gaps_.end()) return;
  const Gap whole = *gap;
  const auto place = gaps_.erase(gap);
  const auto after = whole.to - time > gap_of_ ? gaps_.insert(place, {time, whole.to}) : place;
  if (time - whole.from > gap_of_) gaps_.insert(after, {whole.from, time});
}

void StreamHealth::end_arrival(Instant arrived) {
  last_arrival_ = std::max(last_arrival_, arrived);
  if (newest_here_ == distant_past.ns) return;
  const std::size_t before = (arrivals_ + kept - 1) % kept;
  if (arrivals_ > 0 && arrived.ns - offsets_[before].arrived < apart.ns) {
    newest_here_ = distant_past.ns;
    return;
  }
  offsets_[arrivals_++ % kept] = {arrived.ns, arrived.ns - newest_here_};
  if (arrivals_ == 2 * kept) arrivals_ = kept;
  newest_here_ = distant_past.ns;
}

std::vector<std::int64_t> StreamHealth::newest_offsets(std::size_t count) const {
  std::vector<std::int64_t> out;
  const std::size_t known = std::min<std::size_t>(arrivals_, kept);
  for (std::size_t back = 1; back <= std::min(count, known); ++back)
    out.push_back(offsets_[(arrivals_ + kept - back) % kept].after);
  std::ranges::sort(out);
  return out;
}

std::optional<Duration> StreamHealth::skew() const {
  const std::vector<std::int64_t> offsets = newest_offsets(kept);
  if (offsets.size() < judged) return std::nullopt;
  const std::int64_t median = offsets[offsets.size() / 2];
  if (median < -wrong_clock.ns) return Duration{-median};
  if (median <= wrong_clock.ns || offsets.back() - offsets.front() > wrong_clock.ns) return std::nullopt;
  const std::size_t oldest = arrivals_ <= kept ? 0 : arrivals_ % kept;
  const std::size_t newest = (arrivals_ + kept - 1) % kept;
  const std::int64_t seen_for = offsets_[newest].arrived - offsets_[oldest].arrived;
  return seen_for >= steady_for.ns ? std::optional(Duration{-median}) : std::nullopt;
}

// Of the newest three arrivals the one in the middle, so that a single one changes nothing.
bool StreamHealth::is_late() const {
  const std::vector<std::int64_t> offsets = newest_offsets(3);
  return !offsets.empty() && offsets[offsets.size() / 2] > rules_.lateness().ns;
}

std::uint64_t StreamHealth::gaps(Instant now) const {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(gaps_, [&](const Gap& each) { return now.ns - each.to <= gaps_count_for.ns; }));
}

HealthState StreamHealth::state(Instant now) const {
  if (!has_data()) return HealthState::never;
  if (gone_since_) return HealthState::not_connected;
  const Instant heard = last_arrival_ == distant_past ? newest_ : last_arrival_;
  if (const auto silence = rules_.silence(); silence && now - heard > *silence) return HealthState::silent;
  if (rules_.stuck_after && same_since_ != distant_past.ns && newest_.ns - same_since_ >= rules_.stuck_after->ns)
    return HealthState::stuck;
  if (skew()) return HealthState::clock_skew;
  if (is_late()) return HealthState::late;
  if (gaps(now) > 0) return HealthState::gappy;
  return HealthState::ok;
}

std::optional<Instant> StreamHealth::since(HealthState state) const {
  if (state == HealthState::not_connected) return gone_since_;
  if (state == HealthState::silent) return last_arrival_ == distant_past ? newest_ : last_arrival_;
  if (state == HealthState::stuck) return Instant{same_since_};
  if (state == HealthState::gappy && !gaps_.empty()) return Instant{gaps_.back().from};
  return std::nullopt;
}

}  // namespace jidoka::sense
