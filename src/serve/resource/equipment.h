// A piece of equipment with everything a person at it asks: does it run, what does it measure, what is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "port/views.h"
#include "resource/site.h"

namespace jidoka::resource {

// stopped: it may not run · running: a run is open · no_data: its readings are silent · not_connected: it declares tags
// and nothing was ever heard of them · idle: none of these
enum class EquipmentState : std::uint8_t { running, idle, stopped, no_data, not_connected };
constexpr auto describe_enum(const EquipmentState*) {
  return json::names<EquipmentState>({{EquipmentState::running, "running"},
                                      {EquipmentState::idle, "idle"},
                                      {EquipmentState::stopped, "stopped"},
                                      {EquipmentState::no_data, "no_data"},
                                      {EquipmentState::not_connected, "not_connected"}});
}

// Of its readings. connected: some come · silent: they came before, not now · not_connected: none ever came · none: it
// declares no tags
enum class EquipmentConnection : std::uint8_t { connected, silent, not_connected, none };
constexpr auto describe_enum(const EquipmentConnection*) {
  return json::names<EquipmentConnection>({{EquipmentConnection::connected, "connected"},
                                           {EquipmentConnection::silent, "silent"},
                                           {EquipmentConnection::not_connected, "not_connected"},
                                           {EquipmentConnection::none, "none"}});
}

struct EquipmentView {
  std::string id;
  Text name;
  plant::Level level = plant::Level::station;
  std::optional<std::string> in;
  EquipmentState state = EquipmentState::not_connected;
  std::optional<Instant> since;
  EquipmentConnection connection = EquipmentConnection::none;
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
      field("connection", &View::connection, "Of its readings; none: it declares no tags"), field("stop", &View::stop),
      field("activity", &View::activity), field("streams", &View::streams), field("alarms", &View::alarms, "Open ones"),
      field("holds", &View::holds, "Active ones of exposures to it"));
}

Result<std::vector<EquipmentView>> all_equipment(Site& site);

// How each stream stands, where that is watched.
void add_health(Site& site, std::vector<port::StreamView>& streams);

// How long its readings may be away before there is no data: three of its longest period and a minute at least, five
// minutes where none is declared.
Duration silence_allowed(const plant::Equipment& equipment);

}  // namespace jidoka::resource
