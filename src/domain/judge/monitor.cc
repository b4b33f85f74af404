#include "judge/monitor.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "core/assert.h"

namespace jidoka::judge {
namespace {

constexpr std::uint64_t spread_bit = std::uint64_t{1} << 63;
static_assert(spc::rule_count < 63);
constexpr double infinity = std::numeric_limits<double>::infinity();

std::uint64_t firing_of(const spc::Point& point) {
  std::uint64_t bits = point.location.fired.rules.bits;
  if (point.spread && point.spread->fired.any()) bits |= spread_bit;
  return bits;
}

}  // namespace

Monitor::Monitor(WatchPtr watch)
    : watch_(std::move(watch)), lower_(watch_->lower.value_or(-infinity)), upper_(watch_->upper.value_or(infinity)) {
  if (!watch_->chart) return;
  auto chart = spc::Chart::create(*watch_->chart);
  ASSERT(chart.has_value());  // watches() has checked it
  chart_ = *chart;
}

Finding Monitor::take(const TakenSample& sample) {
  Finding finding;
  finding.specification = judge_specification(sample);
  if (!chart_) return finding;
  if (sample.late)
    finding.unplotted = true;
  else
    finding.signal = judge_chart(sample, finding.learnt);
  return finding;
}

Stage Monitor::judge_specification(const TakenSample& sample) {
  const bool out = sample.value < lower_ || sample.value > upper_;
  if (sample.late) return out ? Stage::begins : Stage::none;
  if (!out) {
    if (sample.time.ns > state_.last_good) state_.good_before = state_.last_good;
    state_.last_good = sample.time.ns;
    if (!state_.out) return Stage::none;
    // Inside the limits, but not yet clear of them: good, and the excursion goes on.
    if (sample.value < lower_ + watch_->deadband || sample.value > upper_ - watch_->deadband) return Stage::none;
    state_.out = false;
    return Stage::ends;
  }
  const bool same_excursion = state_.out && state_.bad_context == sample.context_mark;
  state_.out = true;
  state_.bad_context = sample.context_mark;
  return same_excursion ? Stage::repeats : Stage::begins;
}

Stage Monitor::judge_chart(const TakenSample& sample, bool& learnt) {
  if (state_.first_time == distant_past.ns) state_.first_time = sample.time.ns;
  const std::optional<spc::Point> point = chart_->add(sample.value);
  if (!point) return Stage::none;
  state_.recent[state_.points % kept_points] = {sample.time.ns, point->location.value,
                                                point->spread ? point->spread->value : 0.0};
  ++state_.points;
  learnt = point->learnt;
  const std::uint64_t before = state_.firing;
  state_.firing = firing_of(*point);
  if (state_.firing == 0) return before == 0 ? Stage::none : Stage::ends;
  last_point_ = point;
  if (before == 0) state_.firing_since = sample.time.ns;
  const bool is_same_item = before != 0 && state_.firing_context == sample.context_mark;
  state_.firing_context = sample.context_mark;
  const bool is_new_rule = (state_.firing & ~before) != 0;
  return is_same_item && !is_new_rule ? Stage::repeats : Stage::begins;
}

namespace {

template <class T>
void put(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

Failure not_this_line() {
  return fail(
      Code::corrupt, "monitor-state",
      {"The stored state of a monitor does not fit its control plan line.", "保存的监控状态与控制计划行不符。"});
}

}  // namespace

std::string Monitor::serialise() const {
  std::string out;
  put(out, state_);
  if (chart_) out += chart_->serialise();
  return out;
}

Result<void> Monitor::restore(std::string_view bytes) {
  if (bytes.size() < size_of_version_0) return not_this_line();
  State state;
  std::memcpy(static_cast<void*>(&state), bytes.data(), size_of_version_0);
  bytes.remove_prefix(size_of_version_0);
  if (state.version == 0) {
    constexpr std::uint16_t spread = 1U << 15;
    state.firing = state.first_firing & static_cast<std::uint16_t>(~spread);
    if ((state.first_firing & spread) != 0) state.firing |= spread_bit;
    state.first_firing = 0;
    state.version = 1;
  } else {
    if (state.version != 1 || bytes.size() < sizeof state.firing) return not_this_line();
    std::memcpy(&state.firing, bytes.data(), sizeof state.firing);
    bytes.remove_prefix(sizeof state.firing);
  }
  if (chart_.has_value() == bytes.empty()) return not_this_line();
  if (chart_) {
    TRY(const spc::Chart chart, spc::Chart::restore(bytes));
    if (chart.type() != chart_->type() || chart.subgroup_size() != chart_->subgroup_size() ||
        chart.rules() != chart_->rules())
      return not_this_line();
    chart_ = chart;
  }
  state_ = state;
  return {};
}

}  // namespace jidoka::judge
