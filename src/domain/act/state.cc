#include "act/state.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "act/condition.h"

namespace jidoka::act {
namespace {

void count_id(std::uint64_t& highest, std::string_view id) {
  const std::size_t dash = id.find('-');
  if (dash == std::string_view::npos) return;
  std::uint64_t number = 0;
  std::from_chars(id.data() + dash + 1, id.data() + id.size(), number);
  highest = std::max(highest, number);
}

template <class Map>
auto* find_open(Map& map, std::string_view id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

void forget_exposure(State& state, const Hold& hold) {
  const auto open = state.open_exposures.find(hold.condition);
  if (open == state.open_exposures.end()) return;
  open->second.erase(hold.id);
  if (open->second.empty()) state.open_exposures.erase(open);
}

void forget_command(State& state, const std::string& id) {
  const auto found = state.commands.find(id);
  if (found == state.commands.end()) return;
  if (found->second.answer_by) state.unanswered.erase({*found->second.answer_by, id});
  state.commands.erase(found);
}

// An exposure that an earlier release shortened stands for all since its verdict's last good reading.
std::optional<Instant> let_go_since(const Hold& hold) {
  if (hold.scope.kind != ScopeKind::exposure || hold.scope.to || hold.closing) return std::nullopt;
  return std::min(hold.scope.from.value_or(distant_past), hold.last_good.value_or(distant_past));
}

}  // namespace

std::string item_key(std::string_view kind, std::string_view id) { return std::string(kind) + ":" + std::string(id); }

bool operator==(const State& a, const State& b) {
  const auto parts = [](const State& s) {
    return std::tie(s.holds, s.open_exposures, s.last_release, s.last_restart, s.alarms, s.alarm_of_key, s.due, s.stops,
                    s.commands, s.unanswered, s.commanded, s.counters);
  };
  return parts(a) == parts(b);
}

// ---- holds -------------------------------------------------------------------------------------------------------

void apply(State& state, const HoldPlaced& fact, Instant at, std::string_view by) {
  count_id(state.counters.hold, fact.id);
  if (state.holds.contains(fact.id)) return;
  Hold hold{.id = fact.id,
            .scope = fact.scope,
            .reason = fact.reason,
            .release_role = fact.release_role,
            .condition = fact.because ? condition_of(*fact.because) : std::string(),
            .verdict_time = fact.because ? std::optional(fact.because->time) : std::nullopt,
            .last_good = fact.because ? fact.because->last_good : std::nullopt,
            .placed_at = at,
            .placed_by = std::string(by),
            .released_items = {},
            .releasing_items = {},
            .releasing = false,
            .closing = std::nullopt};
  state.index.add(hold.id, hold.scope);
  if (!hold.condition.empty() && hold.scope.kind == ScopeKind::exposure && !hold.scope.to)
    state.open_exposures[hold.condition].insert(hold.id);
  state.holds.emplace(fact.id, std::move(hold));
}

void apply(State& state, const HoldClosed& fact, Instant, std::string_view) {
  if (Hold* hold = find_open(state.holds, fact.id)) hold->closing = fact.to;
}

void apply(State& state, const HoldItemReleased& fact, Instant, std::string_view) {
  if (Hold* hold = find_open(state.holds, fact.id)) hold->releasing_items.insert(item_key(fact.item_kind, fact.item));
}

void apply(State& state, const HoldReleased& fact, Instant at, std::string_view) {
  Hold* hold = find_open(state.holds, fact.id);
  if (hold == nullptr) return;
  hold->releasing = true;
  if (!hold->condition.empty()) state.last_release[hold->condition] = {at, let_go_since(*hold)};
}

void made_durable(State& state, const HoldClosed& fact) {
  Hold* hold = find_open(state.holds, fact.id);
  if (hold == nullptr) return;
  state.index.close(hold->id, hold->scope, fact.to);
  hold->scope.to = fact.to;
  hold->closing.reset();
  forget_exposure(state, *hold);
}

void made_durable(State& state, const HoldItemReleased& fact) {
  Hold* hold = find_open(state.holds, fact.id);
  if (hold == nullptr) return;
  const std::string item = item_key(fact.item_kind, fact.item);
  hold->releasing_items.erase(item);
  hold->released_items.insert(item);
}

void made_durable(State& state, const HoldReleased& fact) {
  const auto found = state.holds.find(fact.id);
  if (found == state.holds.end()) return;
  const Hold& hold = found->second;
  state.index.remove(hold.id, hold.scope);
  forget_exposure(state, hold);
  state.holds.erase(found);
}

// ---- equipment, commands, messages -------------------------------------------------------------------------------

void apply(State& state, const EquipmentStopped& fact, Instant at, std::string_view by) {
  state.stops[fact.equipment] = {fact.reason, at, std::string(by), false};
}

void apply(State& state, const EquipmentRestarted& fact, Instant at, std::string_view) {
  state.last_restart[fact.equipment] = at;
  if (Stop* stop = find_open(state.stops, fact.equipment)) stop->restarting = true;
}

// A stop that came while the restart was on its way to disk stands.
void made_durable(State& state, const EquipmentRestarted& fact) {
  const auto found = state.stops.find(fact.equipment);
  if (found != state.stops.end() && found->second.restarting) state.stops.erase(found);
}

void apply(State& state, const CommandQueued& fact, Instant, std::string_view) {
  count_id(state.counters.command, fact.id);
  state.commands[fact.id] = {.equipment = fact.equipment,
                             .target = fact.target,
                             .command = fact.command,
                             .reason = fact.reason,
                             .acknowledge_within = fact.acknowledge_within,
                             .escalate_to = fact.escalate_to,
                             .answer_by = std::nullopt,
                             .verdict = fact.verdict};
  if (fact.episode) state.commanded[command_key(*fact.episode, fact.command, fact.target)] = *fact.episode;
}

void apply(State& state, const CommandSettled& fact, Instant, std::string_view) { forget_command(state, fact.id); }

void apply(State& state, const CommandDelivered& fact, Instant, std::string_view) {
  OpenCommand* command = find_open(state.commands, fact.id);
  if (command == nullptr || command->answer_by) return;
  command->answer_by = fact.answer_by;
  state.unanswered.insert({fact.answer_by, fact.id});
}

void apply(State& state, const CommandAnswered& fact, Instant, std::string_view) { forget_command(state, fact.id); }
void apply(State& state, const CommandTimedOut& fact, Instant, std::string_view) { forget_command(state, fact.id); }
void apply(State&, const CommandEscalated&, Instant, std::string_view) {}  // of a command that is over

void apply(State& state, const MessageSent& fact, Instant, std::string_view) {
  count_id(state.counters.message, fact.id);
}

// ---- all -----------------------------------------------------------------------------------------------------------

void apply(State& state, const ActFact& fact, Instant at, std::string_view by) {
  std::visit([&](const auto& f) { apply(state, f, at, by); }, fact);
}
void made_durable(State& state, const ActFact& fact) {
  std::visit([&](const auto& f) { made_durable(state, f); }, fact);
}

void set_counter(State& state, std::string_view prefix, std::uint64_t highest) {
  const std::pair<std::string_view, std::uint64_t*> rows[] = {{"H", &state.counters.hold},
                                                              {"A", &state.counters.alarm},
                                                              {"C", &state.counters.command},
                                                              {"M", &state.counters.message},
                                                              {"V", &state.counters.verdict}};
  for (const auto& [name, counter] : rows)
    if (name == prefix) *counter = std::max(*counter, highest);
}

std::string take_verdict_id(State& state) { return "V-" + std::to_string(++state.counters.verdict); }
void note_verdict_id(State& state, std::string_view id) { count_id(state.counters.verdict, id); }

}  // namespace jidoka::act
