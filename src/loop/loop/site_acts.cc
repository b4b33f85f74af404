// How a Site answers what people ask of holds, alarms, equipment and commands.
#include "act/alarms.h"
#include "act/commands.h"
#include "act/decide.h"
#include "loop/site.h"
#include "produce/checks.h"

namespace jidoka::loop {

Result<Site::Decided> Site::decide(const Actor& actor, ForHold& request) {
  TRY(act::ActFacts facts, act::release_hold(act_, request.id, request.input, actor.roles));
  if (request.input.item) {  // only what the hold holds now: nobody has looked at what is made later
    const bool is_lot = request.input.item_kind == json::enum_name(produce::ItemKind::lot);
    const produce::ItemRef item{is_lot ? produce::ItemKind::lot : produce::ItemKind::unit, *request.input.item};
    TRY_VOID(load_items({item}));
    TRY_VOID(produce::check_is_held({*model_, act_, production_, now_}, request.id, item));
  }
  emit(actor.name, std::move(facts));
  return done(request.id);
}

Result<Site::Decided> Site::decide(const Actor& actor, NewHold& request) {
  TRY(act::ActFacts facts, act::place_hold(act_, *model_, request.input));
  std::string id;
  for (const act::ActFact& fact : facts)
    if (const auto* placed = std::get_if<act::HoldPlaced>(&fact)) id = placed->id;
  emit(actor.name, std::move(facts));
  return done(std::move(id));
}

// Open, or over already.
Result<void> Site::known_alarm(const std::string& id) const {
  if (act_.alarms.contains(id)) return {};
  TRY(const bool is_known, store_->has_alarm(id));
  if (is_known) return {};
  return fail(Code::not_found, "alarm-unknown", {"There is no alarm " + id + ".", "没有报警 " + id + "。"});
}

Result<Site::Decided> Site::decide(const Actor& actor, ForAlarm& request) {
  act::ActFacts facts;
  if (const auto* acknowledge = std::get_if<act::AcknowledgeAlarm>(&request.input)) {
    TRY(facts, act::acknowledge(act_, request.id, *acknowledge));
  } else if (const auto* shelve = std::get_if<act::ShelveAlarm>(&request.input)) {
    TRY(facts, act::shelve(act_, request.id, *shelve, now_));
  } else if (const auto* wrong = std::get_if<act::MarkFalseAlarm>(&request.input)) {
    TRY_VOID(known_alarm(request.id));
    TRY(facts, act::mark_false(request.id, *wrong));
  } else {
    TRY(facts, act::unshelve(act_, request.id));
  }
  emit(actor.name, std::move(facts));
  return done(request.id);
}

Result<Site::Decided> Site::decide(const Actor& actor, ForEquipment& request) {
  act::ActFacts facts;
  if (const auto* stop = std::get_if<act::StopEquipment>(&request.input)) {
    TRY(facts, act::stop_equipment(act_, *model_, request.id, *stop));
  } else {
    TRY(facts, act::restart_equipment(act_, *model_, request.id, std::get<act::RestartEquipment>(request.input)));
  }
  emit(actor.name, std::move(facts));
  return done(request.id);
}

Result<Site::Decided> Site::decide(const Actor& actor, SettleDelivery& request) {
  TRY(act::ActFacts facts,
      act::settle_command(act_, request.id, {request.delivered, request.attempts, request.detail}, now_));
  emit(actor.name, std::move(facts));
  return done(request.id);
}

Result<Site::Decided> Site::decide(const Actor& actor, ForCommand& request) {
  if (!act_.commands.contains(request.id)) return answer_late(actor, request);
  TRY(act::ActFacts facts, act::answer_command(act_, request.id, request.input, request.target));
  emit(actor.name, std::move(facts));
  return done(request.id);
}

// The command is not open any more: it may have run out of its time, in this run or before.
Result<Site::Decided> Site::answer_late(const Actor& actor, const ForCommand& request) {
  std::optional<std::string> went_to;
  if (const auto found = overdue_.find(request.id); found != overdue_.end())
    went_to = found->second;
  else if (!answered_late_.contains(request.id)) {
    TRY(went_to, store_->load_timed_out(request.id));
  }
  TRY(act::ActFacts facts, act::answer_late(request.id, went_to, request.input, request.target));
  if (answered_late_.size() > most_overdue) answered_late_.clear();  // the store knows them by now
  answered_late_.insert(request.id);
  overdue_.erase(request.id);
  emit(actor.name, std::move(facts));
  return done(request.id);
}

}  // namespace jidoka::loop
