// StreamHealth: whether the readings of a stream come as they should. It is told of each reading once it is accepted,
// and of the end of each arrival (what one request or message brought), and says what is wrong when it is asked:
//
//   not_connected  whoever measures it is known to be gone (a Sparkplug death): nothing comes until it is back
//   silent      nothing has arrived for three periods, and for at least 5 s; without a period (`every`) for as long as
//               the source's `silent_after`; without either nobody can say, and it is never silent
//   stuck       the same value for `stuck_after` of the stream's own time
//   clock_skew  the source's clock is wrong: readings arrive more than 2 s before their time (the median of the last
//               arrivals), or always the same span of more than 2 s after it
//   late        the newest arrivals came more than ten periods, and more than a minute, after their time, and not by a
//               steady span: the source had kept them
//   gappy       the stream's own time has a gap of more than two and a half periods within the last hour, which late
//               readings have not filled
//
// The first of these that is so is the state. A reading costs some comparisons, an arrival a place in a ring; nothing
// allocates but a gap. All of it is memory of this run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/instant.h"
#include "json/describe.h"

namespace jidoka::sense {

enum class HealthState : std::uint8_t { never, ok, silent, stuck, gappy, clock_skew, late, not_connected };
inline constexpr std::size_t health_states = 8;
constexpr auto describe_enum(const HealthState*) {
  return json::names<HealthState>({{HealthState::never, "never"},
                                   {HealthState::ok, "ok"},
                                   {HealthState::silent, "silent"},
                                   {HealthState::stuck, "stuck"},
                                   {HealthState::gappy, "gappy"},
                                   {HealthState::clock_skew, "clock_skew"},
                                   {HealthState::late, "late"},
                                   {HealthState::not_connected, "not_connected"}});
}

struct HealthRules {
  std::optional<Duration> every;
  std::optional<Duration> stuck_after;
  std::optional<Duration> silent_after;  // of the source
  // How long nothing may arrive; absent: as long as it likes.
  std::optional<Duration> silence() const;
  Duration lateness() const;  // beyond it a reading is late
  friend bool operator==(const HealthRules&, const HealthRules&) = default;
};

class StreamHealth {
 public:
  // Known from before: its newest reading, of which nobody remembers when it arrived.
  void begin(Instant newest) { newest_ = newest; }
  void set_rules(const HealthRules& rules);
  const HealthRules& rules() const { return rules_; }

  // Whoever measures it went, or came back.
  void disconnect(Instant at) { gone_since_ = at; }
  void connect() { gone_since_.reset(); }

  // An accepted reading, then the end of what arrived with it.
  void take(std::int64_t time, double value, std::int64_t arrived) {
    ++readings_;
    if (arrived - time > late_by_) ++late_;
    if (time > newest_.ns) {
      if (newest_ != distant_past && time - newest_.ns > gap_of_) add_gap(newest_.ns, time);
      if (value != last_value_) {
        last_value_ = value;
        same_since_ = time;
      }
      newest_ = Instant{time};
      if (time > newest_here_) newest_here_ = time;
      return;
    }
    if (time > newest_here_) newest_here_ = time;
    if (!gaps_.empty()) fill_gap(time);
  }
  void end_arrival(Instant arrived);

  HealthState state(Instant now) const;
  std::optional<Instant> since(HealthState state) const;  // when what it says began, where that is known

  bool has_data() const { return newest_ != distant_past; }
  Instant newest() const { return newest_; }
  std::optional<Instant> last_arrival() const {
    return last_arrival_ == distant_past ? std::nullopt : std::optional(last_arrival_);
  }
  std::uint64_t gaps(Instant now) const;  // within the last hour
  std::uint64_t late() const { return late_; }
  std::uint64_t readings() const { return readings_; }
  std::optional<Duration> skew() const;  // by which its clock is wrong, ahead is positive; absent: right, or not known

 private:
  static constexpr std::size_t kept = 16;
  static constexpr std::size_t judged = 8;  // arrivals, before anything is said of the clock
  struct Gap {
    std::int64_t from;
    std::int64_t to;
  };
  struct Offset {  // of an arrival: how long after the newest reading in it
    std::int64_t arrived;
    std::int64_t after;
  };
  void add_gap(std::int64_t from, std::int64_t to);
  void fill_gap(std::int64_t time);
  bool is_late() const;
  std::vector<std::int64_t> newest_offsets(std::size_t count) const;  // ascending

  Instant newest_ = distant_past;
  Instant last_arrival_ = distant_past;
  std::int64_t newest_here_ = distant_past.ns;  // of the arrival that is under way
  std::int64_t gap_of_ = distant_future.ns;
  std::int64_t late_by_ = distant_future.ns;
  double last_value_ = 0;
  std::int64_t same_since_ = distant_past.ns;
  std::uint64_t readings_ = 0;
  std::uint64_t late_ = 0;
  std::uint32_t arrivals_ = 0;
  std::array<Offset, kept> offsets_{};
  std::optional<Instant> gone_since_;
  std::vector<Gap> gaps_;
  HealthRules rules_;
};

}  // namespace jidoka::sense
