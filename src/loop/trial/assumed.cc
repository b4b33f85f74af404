#include "trial/assumed.h"

#include <algorithm>
#include <set>

#include "plant/documents.h"
#include "plant/permissions.h"

namespace jidoka::trial {
namespace {

template <class T>
T& known(plant::ById<T>& map, const std::string& id) {
  T& found = map[id];
  found.id = id;
  return found;
}

void add_if_missing(std::vector<std::string>& list, const std::string& word) {
  if (std::ranges::find(list, word) == list.end()) list.push_back(word);
}

plant::Equipment& equipment(plant::Model& model, const std::string& id) {
  plant::Equipment& found = known(model.equipment, id);
  if (found.name.en.empty()) found.name = same_text(id);
  return found;
}

// Nothing is ever sent in a trial.
void target(plant::Model& model, const std::string& id) {
  if (model.targets.contains(id)) return;
  known(model.targets, id).url = "http://localhost";
}

void role(plant::Model& model, const std::string& id) {
  if (plant::is_role(id, model)) return;
  plant::Role& made = known(model.roles, id);
  made.name = same_text(id);
  made.may = {"read"};
}

void escalation(plant::Model& model, const std::optional<plant::Escalation>& escalate) {
  if (escalate) role(model, escalate->to);
}

class Assuming {
 public:
  Assuming(plant::Model& model, const std::vector<MeasuredStream>& measured) : model_(model), measured_(measured) {}

  void plan(const plant::ControlPlan& plan) {
    if (!model_.materials.contains(plan.part)) known(model_.materials, plan.part).name = same_text(plan.part);
    for (const plant::ControlPlanLine& line : plan.lines) {
      operation(line);
      for (const std::string& id : line.readings.at) equipment(model_, id);
      const std::vector<std::string> at = plant::equipment_of(model_, line);
      for (const std::string& id : at) tag(line, id);
      for (const plant::Reaction& reaction : line.reactions)
        for (const plant::Action& action : reaction.actions) this->action(action, at);
    }
  }

 private:
  void operation(const plant::ControlPlanLine& line) {
    if (model_.operations.contains(line.operation) && !assumed_.contains(line.operation)) return;
    assumed_.insert(line.operation);
    plant::Operation& made = known(model_.operations, line.operation);
    made.name = same_text(line.operation);
    for (const MeasuredStream& stream : measured_)
      if (stream.tag == plant::tag_of(line)) add_if_missing(made.at, stream.equipment);
    for (const std::string& id : line.readings.at) add_if_missing(made.at, id);
    for (const std::string& id : made.at) equipment(model_, id);
  }

  void tag(const plant::ControlPlanLine& line, const std::string& at) {
    plant::Tag& tag = equipment(model_, at).tags[plant::tag_of(line)];
    if (tag.uom == "1" && line.specification) tag.uom = line.specification->uom;
    for (const MeasuredStream& stream : measured_)
      if (stream.equipment == at && stream.tag == plant::tag_of(line) && !stream.uom.empty()) tag.uom = stream.uom;
  }

  void action(const plant::Action& action, const std::vector<std::string>& at) {
    if (action.alarm) escalation(model_, action.alarm->escalate);
    if (action.notify) role(model_, action.notify->role), escalation(model_, action.notify->escalate);
    if (action.command && action.command->escalate_to) role(model_, *action.command->escalate_to);
    if (action.command && action.command->target) target(model_, *action.command->target);
    for (const std::string& id : at) {
      plant::Equipment& machine = equipment(model_, id);
      if (action.stop) add_if_missing(machine.commands, "stop");
      if (!action.command) continue;
      add_if_missing(machine.commands, action.command->command);
      if (!machine.target) machine.target = id, target(model_, id);
    }
  }

  plant::Model& model_;
  const std::vector<MeasuredStream>& measured_;
  std::set<std::string> assumed_;
};

}  // namespace

void assume(plant::Model& model, const std::vector<json::Document>& documents,
            const std::vector<MeasuredStream>& measured) {
  const auto typed = plant::parse_documents(documents);
  if (!typed) return;  // the check that follows says what is wrong
  Assuming assuming(model, measured);
  for (const plant::PlantDocument& document : *typed)
    if (const auto* plan = std::get_if<plant::ControlPlan>(&document.content)) assuming.plan(*plan);
}

}  // namespace jidoka::trial
