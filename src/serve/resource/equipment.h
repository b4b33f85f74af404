// A piece of equipment with everything a person at it asks: does it run, what does it measure, what is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "port/views.h"
#include "resource/site.h"

namespace jidoka::resource {

// stopped: it may not run · running: a run is open · idle: connected, no run · no_data: silent for three times its
// period (five minutes where none is declared) · not_connected: nothing was ever heard of it
enum class EquipmentState : std::uint8_t { running, idle, stopped, no_data, not_connected };
constexpr auto describe_enum(const EquipmentState*) {
  return json::names<EquipmentState>({{EquipmentState::running, "running"},
                                      {EquipmentState::idle, "idle"},
                                      {EquipmentState::stopped, "stopped"},
                                      {EquipmentState::no_data, "no_data"},
                                      {EquipmentState::not_connected, "not_connected"}});
}

struct EquipmentView {
  std::string id;
  Text name;
  plant::Level level = plant::Level::station;
  std::optional<std::string> in;
  EquipmentState state = EquipmentState::not_connected;
  std::optional<Instant> since;
  std::optional<port::EquipmentStop> stop;
  std::optional<port::EquipmentActivity> activity;
  std::vector<port::StreamView> streams;
  std::uint64_t alarms = 0;  // open
  std::uint64_t holds = 0;   // active, of exposures to it
};
constexpr auto describe(const EquipmentView*) {
  using json::field;
  using View = EquipmentView;
  return json::type<View>(
      "EquipmentView", "A piece of equipment as it is now", field("id", &View::id), field("name", &View::name),
      field("level", &View::level), field("in", &View::in), field("state", &View::state), field("since", &View::since),
      field("stop", &View::stop), field("activity", &View::activity), field("streams", &View::streams),
      field("alarms", &View::alarms, "Open ones"), field("holds", &View::holds, "Active ones of exposures to it"));
}

Result<std::vector<EquipmentView>> all_equipment(Site& site);

}  // namespace jidoka::resource
