// What the clock and chance bring: breaks of the shifts, breakdowns and repairs.
#include "twin/twin.h"

namespace jidoka::twin {
namespace {

constexpr std::int64_t day = days(1).ns;

std::int64_t midnight_before(std::int64_t local) { return local - ((local % day) + day) % day; }

}  // namespace

// The breaks of the next 24 hours; planned again when the last of them is over.
void Twin::plan_day() {
  const Parameters& how = layout_.parameters;
  std::int64_t last = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> breaks;
  for (const Shift& shift : how.shifts) {
    if (shift.break_takes.ns <= 0) continue;
    std::int64_t begin =
        midnight_before(now_ + how.time_zone.ns) - how.time_zone.ns + shift.begins.ns + shift.break_after.ns;
    while (begin <= now_) begin += day;
    while (begin > now_ + day) begin -= day;
    breaks.emplace_back(begin, begin + shift.break_takes.ns);
    last = std::max(last, begin);
  }
  for (const auto& [begin, end] : breaks) {
    queue_.push(begin, break_begins, 1);
    queue_.push(end, break_ends, begin == last ? 0 : 1);  // 0: the day is over, plan the next
  }
}

Index Twin::shift_at(std::int64_t time) const {
  const std::vector<Shift>& shifts = layout_.parameters.shifts;
  if (shifts.empty()) return none;
  const std::int64_t local = time + layout_.parameters.time_zone.ns;
  const std::int64_t since_midnight = local - midnight_before(local);
  Index found = static_cast<Index>(shifts.size() - 1);  // the last one of yesterday
  for (Index at = 0; at < shifts.size(); ++at)
    if (shifts[at].begins.ns <= since_midnight) found = at;
  return found;
}

void Twin::break_down_or_repair(Index place, bool is_repaired) {
  const Machine& how = layout_.equipment[place].how;
  if (is_repaired)
    go_on(place, broken);
  else
    stand(place, broken);
  const Duration mean = is_repaired ? *how.fails_every : how.repair;
  const auto after = static_cast<std::int64_t>(random_.exponential(static_cast<double>(mean.ns)));
  queue_.push(now_ + after, is_repaired ? break_down : repaired, place);
}

}  // namespace jidoka::twin
