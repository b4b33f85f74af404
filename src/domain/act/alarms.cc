#include "act/alarms.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "act/checks.h"

namespace jidoka::act {
namespace {

constexpr Duration longest_shelf = days(7);

// Keeps `due` in step after a change of the alarm: the end of its time on the shelf, or its escalation.
void reschedule(State& state, Alarm& alarm) {
  if (alarm.due) state.due.erase({*alarm.due, alarm.id});
  alarm.due.reset();
  if (alarm.shelved_until)
    alarm.due = alarm.shelved_until;
  else if (alarm.state == AlarmState::unacknowledged && alarm.escalate && !alarm.escalated)
    alarm.due = alarm.waiting_since + alarm.escalate->after;
  if (alarm.returns_at) alarm.due = std::min(alarm.due.value_or(distant_future), *alarm.returns_at);
  if (alarm.due) state.due.insert({*alarm.due, alarm.id});
}

Alarm* find_alarm(State& state, std::string_view id) {
  const auto found = state.alarms.find(id);
  return found == state.alarms.end() ? nullptr : &found->second;
}

void clear(State& state, const Alarm& alarm) {
  if (alarm.due) state.due.erase({*alarm.due, alarm.id});
  state.repeated.erase(alarm.id);
  state.alarm_of_key.erase(alarm.key);
  state.alarms.erase(std::string(alarm.id));
}

Result<const Alarm*> open_alarm(const State& state, std::string_view id) {
  const auto found = state.alarms.find(id);
  if (found != state.alarms.end()) return &found->second;
  const std::string name(id);
  return fail(Code::not_found, "alarm-not-open",
              {"No open alarm has the id " + name + ". It may be over already.",
               "没有编号为 " + name + " 的未结报警，它可能已经结束。"});
}

}  // namespace

bool operator==(const Alarm& a, const Alarm& b) {
  const auto parts = [](const Alarm& x) {
    return std::tuple(x.id, x.key, x.state, x.equipment, x.text, x.verdict, x.count, x.last, x.escalate.has_value(),
                      x.escalated, x.waiting_since, x.shelved_until, x.off_delay, x.returns_at, x.due);
  };
  return parts(a) == parts(b);
}

// ---- apply -------------------------------------------------------------------------------------------------------

void apply(State& state, const AlarmRaised& fact, Instant at, std::string_view) {
  std::uint64_t number = 0;
  if (fact.id.size() > 2) std::from_chars(fact.id.data() + 2, fact.id.data() + fact.id.size(), number);
  state.counters.alarm = std::max(state.counters.alarm, number);
  if (state.alarms.contains(fact.id)) return;
  Alarm alarm;
  alarm.id = fact.id;
  alarm.key = fact.key;
  alarm.equipment = fact.equipment;
  alarm.text = fact.because.text;
  alarm.verdict = fact.because.id;
  alarm.last = fact.because.time;
  alarm.escalate = fact.escalate;
  alarm.off_delay = fact.off_delay;
  alarm.waiting_since = at;
  Alarm& kept = state.alarms.emplace(fact.id, std::move(alarm)).first->second;
  state.alarm_of_key[fact.key] = fact.id;
  reschedule(state, kept);
}

void apply(State& state, const AlarmRepeated& fact, Instant at, std::string_view) {
  Alarm* alarm = find_alarm(state, fact.id);
  if (alarm == nullptr) return;
  alarm->unrecorded = std::max<std::int64_t>(alarm->count + alarm->unrecorded - fact.count, 0);
  if (alarm->unrecorded == 0) state.repeated.erase(alarm->id);
  alarm->count = fact.count;
  alarm->last = fact.last;
  if (alarm->returns_at) {
    alarm->returns_at.reset();
    reschedule(state, *alarm);
  }
  if (alarm->state != AlarmState::returned) return;
  alarm->state = AlarmState::unacknowledged;
  alarm->waiting_since = at;
  alarm->escalated = false;
  reschedule(state, *alarm);
}

void apply(State& state, const AlarmAcknowledged& fact, Instant, std::string_view) {
  Alarm* alarm = find_alarm(state, fact.id);
  if (alarm == nullptr) return;
  if (alarm->state == AlarmState::returned) return clear(state, *alarm);
  alarm->state = AlarmState::acknowledged;
  reschedule(state, *alarm);
}

void apply(State& state, const AlarmShelved& fact, Instant, std::string_view) {
  Alarm* alarm = find_alarm(state, fact.id);
  if (alarm == nullptr) return;
  alarm->shelved_until = fact.until;
  reschedule(state, *alarm);
}

void apply(State& state, const AlarmUnshelved& fact, Instant at, std::string_view) {
  Alarm* alarm = find_alarm(state, fact.id);
  if (alarm == nullptr) return;
  alarm->shelved_until.reset();
  alarm->waiting_since = at;
  reschedule(state, *alarm);
}

void apply(State& state, const AlarmEscalated& fact, Instant, std::string_view) {
  Alarm* alarm = find_alarm(state, fact.id);
  if (alarm == nullptr) return;
  alarm->escalated = true;
  reschedule(state, *alarm);
}

void apply(State& state, const AlarmReturned& fact, Instant, std::string_view) {
  Alarm* alarm = find_alarm(state, fact.id);
  if (alarm == nullptr) return;
  alarm->returns_at.reset();
  if (alarm->state == AlarmState::acknowledged) return clear(state, *alarm);
  alarm->state = AlarmState::returned;
  reschedule(state, *alarm);
}

void apply(State& state, const AlarmSettling& fact, Instant, std::string_view) {
  Alarm* alarm = find_alarm(state, fact.id);
  if (alarm == nullptr) return;
  alarm->returns_at = fact.until;
  reschedule(state, *alarm);
}

void apply(State&, const AlarmMarkedFalse&, Instant, std::string_view) {}  // it says nothing of what is open

// ---- decide ------------------------------------------------------------------------------------------------------

bool note_repeat(State& state, std::string_view key, Instant time) {
  const auto found = state.alarm_of_key.find(key);
  if (found == state.alarm_of_key.end()) return false;
  Alarm& alarm = state.alarms.find(found->second)->second;
  alarm.unrecorded_last = alarm.unrecorded == 0 ? std::max(alarm.last, time) : std::max(alarm.unrecorded_last, time);
  ++alarm.unrecorded;
  state.repeated.insert(alarm.id);
  return true;
}

void append_unrecorded(const Alarm& alarm, ActFacts& out) {
  if (alarm.unrecorded > 0)
    out.push_back(AlarmRepeated{alarm.id, alarm.count + alarm.unrecorded, alarm.unrecorded_last});
}

ActFacts flush_repeats(const State& state) {
  ActFacts out;
  for (const std::string& id : state.repeated) append_unrecorded(state.alarms.find(id)->second, out);
  return out;
}

Result<ActFacts> acknowledge(const State& state, std::string_view id, const AcknowledgeAlarm& input) {
  TRY(const Alarm* alarm, open_alarm(state, id));
  if (alarm->state == AlarmState::acknowledged)
    return fail(Code::conflict, "already-acknowledged",
                {"Alarm " + alarm->id + " is acknowledged already.", "报警 " + alarm->id + " 已被确认。"});
  ActFacts out;
  append_unrecorded(*alarm, out);
  out.push_back(AlarmAcknowledged{alarm->id, input.note});
  return out;
}

Result<ActFacts> shelve(const State& state, std::string_view id, const ShelveAlarm& input, Instant now) {
  TRY(const Alarm* alarm, open_alarm(state, id));
  TRY_VOID(check_reason(input.reason));
  if (input.for_time <= Duration{} || input.for_time > longest_shelf)
    return fail(Code::invalid, "shelf-time",
                {"An alarm can be shelved for at most 7d, and longer than nothing, e.g. 1h.",
                 "报警搁置时间须大于 0，最长 7d，例如 1h。"},
                "for");
  ActFacts out;
  append_unrecorded(*alarm, out);
  out.push_back(AlarmShelved{alarm->id, now + input.for_time, input.reason});
  return out;
}

Result<ActFacts> mark_false(std::string_view id, const MarkFalseAlarm& input) {
  TRY_VOID(check_reason(input.reason));
  return ActFacts{AlarmMarkedFalse{std::string(id), input.reason}};
}

Result<ActFacts> unshelve(const State& state, std::string_view id) {
  TRY(const Alarm* alarm, open_alarm(state, id));
  if (!alarm->shelved_until)
    return fail(Code::conflict, "not-shelved",
                {"Alarm " + alarm->id + " is not shelved.", "报警 " + alarm->id + " 并未搁置。"});
  return ActFacts{AlarmUnshelved{alarm->id}};
}

ActFacts escalate(const State& state, Instant now) {
  ActFacts out;
  std::uint64_t message = state.counters.message;
  for (const auto& [due, id] : state.due) {
    if (due > now) break;
    const Alarm& alarm = state.alarms.find(id)->second;
    if (alarm.returns_at && *alarm.returns_at <= now) {
      // What came again meanwhile is recorded first, and then it has not returned.
      if (alarm.unrecorded > 0)
        append_unrecorded(alarm, out);
      else
        out.push_back(AlarmReturned{id});
      continue;
    }
    if (alarm.shelved_until) {
      out.push_back(AlarmUnshelved{id});
      continue;
    }
    const std::string waited = to_string(alarm.escalate->after);
    out.push_back(AlarmEscalated{id, alarm.escalate->to});
    out.push_back(MessageSent{"M-" + std::to_string(++message),
                              alarm.escalate->to,
                              {"Nobody has acknowledged alarm " + id + " within " + waited + ": " + alarm.text.en,
                               "报警 " + id + " 超过 " + waited + " 无人确认：" + alarm.text.zh},
                              alarm.verdict});
  }
  return out;
}

std::optional<Instant> next_due(const State& state) {
  if (state.due.empty()) return std::nullopt;
  return state.due.begin()->first;
}

}  // namespace jidoka::act
