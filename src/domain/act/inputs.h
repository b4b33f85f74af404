// What people ask of alarms, holds and equipment. Bodies of the API's POST requests; the id comes from the path.
#pragma once

#include <optional>
#include <string>

#include "act/facts.h"
#include "core/instant.h"
#include "json/describe.h"

namespace jidoka::act {

struct PlaceHold {
  Scope scope;
  std::string reason;
};
constexpr auto describe(const PlaceHold*) {
  return json::type<PlaceHold>("PlaceHold", "Hold a unit, a lot or an exposure by hand",
                               json::field("scope", &PlaceHold::scope), json::field("reason", &PlaceHold::reason));
}
struct ReleaseHold {
  std::string reason;
  std::optional<std::string> item_kind;  // unit | lot, with item: only this one
  std::optional<std::string> item;
};
constexpr auto describe(const ReleaseHold*) {
  return json::type<ReleaseHold>(
      "ReleaseHold", "Lift a hold, or let one item of it go", json::field("reason", &ReleaseHold::reason),
      json::field("item_kind", &ReleaseHold::item_kind), json::field("item", &ReleaseHold::item));
}
struct AcknowledgeAlarm {
  std::string note;
};
constexpr auto describe(const AcknowledgeAlarm*) {
  return json::type<AcknowledgeAlarm>("AcknowledgeAlarm", "Say that you have seen it",
                                      json::defaulted("note", &AcknowledgeAlarm::note));
}
struct ShelveAlarm {
  std::string reason;
  Duration for_time;
};
constexpr auto describe(const ShelveAlarm*) {
  return json::type<ShelveAlarm>("ShelveAlarm", "Put it aside for a while", json::field("reason", &ShelveAlarm::reason),
                                 json::field("for", &ShelveAlarm::for_time, "At most 7d"));
}
struct MarkFalseAlarm {
  std::string reason;
};
constexpr auto describe(const MarkFalseAlarm*) {
  return json::type<MarkFalseAlarm>("MarkFalseAlarm", "Say that nothing was wrong; whoever revises the limits sees it",
                                    json::field("reason", &MarkFalseAlarm::reason));
}
struct AcknowledgeCommand {
  bool accepted = false;
  std::string detail;
};
constexpr auto describe(const AcknowledgeCommand*) {
  return json::type<AcknowledgeCommand>("AcknowledgeCommand", "Say that a command was carried out, or why not",
                                        json::field("accepted", &AcknowledgeCommand::accepted, "false: it was refused"),
                                        json::defaulted("detail", &AcknowledgeCommand::detail));
}
struct StopEquipment {
  std::string reason;
};
constexpr auto describe(const StopEquipment*) {
  return json::type<StopEquipment>("StopEquipment", "Stop by hand", json::field("reason", &StopEquipment::reason));
}
struct RestartEquipment {
  std::string reason;
};
constexpr auto describe(const RestartEquipment*) {
  return json::type<RestartEquipment>("RestartEquipment", "Let it run again",
                                      json::field("reason", &RestartEquipment::reason));
}

}  // namespace jidoka::act
