// Equipment after ISA-95: enterprise › site › area › line › station, the tags that it measures, and what it can be
// told. A tag of one piece of equipment is a stream of readings: "IM-01/melt_temp".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "plant/calendar.h"

namespace jidoka::plant {

struct Tag {  // one measured variable of a piece of equipment
  std::string uom = "1";
  std::optional<std::vector<double>> range;  // [lowest, highest] that the sensor can mean; outside is not a reading
  std::optional<double> precision;           // resolution: values are rounded to a multiple of it
  std::optional<Duration> every;             // expected period
  std::optional<Duration> stuck_after;       // the same value for so long means that the sensor is stuck
  std::optional<Text> name;
};
constexpr auto describe(const Tag*) {
  using json::defaulted, json::field;
  return json::type<Tag>(
      "Tag", "One measured variable of a piece of equipment",
      defaulted("uom", &Tag::uom,
                "Unit of measure, a UCUM code; 1 for a bare number. It stays once readings are recorded"),
      field("range", &Tag::range, "[lowest, highest] that the sensor can mean"),
      field("precision", &Tag::precision, "Values are rounded to a multiple of it"),
      field("every", &Tag::every, "Expected period"),
      field("stuck_after", &Tag::stuck_after, "The same value for so long: the sensor is stuck. Absent: not watched"),
      field("name", &Tag::name));
}

enum class Level : std::uint8_t { enterprise, site, area, line, station };
constexpr auto describe_enum(const Level*) {
  return json::names<Level>({{Level::enterprise, "enterprise"},
                             {Level::site, "site"},
                             {Level::area, "area"},
                             {Level::line, "line"},
                             {Level::station, "station"}});
}

struct Equipment {
  std::string id;
  Text name;
  Level level = Level::station;
  std::optional<std::string> equipment_class;  // "class" in files
  std::optional<std::string> in;               // the equipment above
  std::optional<std::string> states;           // state model: "packml"
  std::map<std::string, Tag> tags;
  std::vector<std::string> commands;  // what it can be told: stop, restart, set_point …
  std::optional<std::string> target;  // through which target its commands go
  std::optional<Calendar> calendar;   // absent: that of what contains it
};
constexpr auto describe(const Equipment*) {
  using json::defaulted, json::field;
  return json::type<Equipment>(
      "Equipment", "Something that makes, moves or measures, or a place that contains it",
      field("id", &Equipment::id, "IM-01"), field("name", &Equipment::name),
      defaulted("level", &Equipment::level, "Where it stands in the hierarchy of ISA-95; station by default"),
      field("class", &Equipment::equipment_class, "Kind of equipment, such as injection_press"),
      field("in", &Equipment::in, "The equipment that contains it"),
      field("states", &Equipment::states, "State model: packml"),
      defaulted("tags", &Equipment::tags, "What it measures, by name"),
      defaulted("commands", &Equipment::commands, "What it can be told: stop, restart, set_point …"),
      field("target", &Equipment::target, "The target through which its commands go"),
      field("calendar", &Equipment::calendar, "When it is planned to be busy; absent: as what contains it"));
}

}  // namespace jidoka::plant
