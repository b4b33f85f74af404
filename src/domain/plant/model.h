// What the factory is, after ISA-95: equipment, materials, operations, people, roles, sources, targets, control plans.
// Plain described types as they stand in the plant's YAML files, and Model: one consistent, immutable set of them.
// How files become a Model, with all mistakes reported at once, is plant/documents.h.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"

namespace jidoka::plant {

// ---- equipment -----------------------------------------------------------------------------------------------

struct Tag {  // one measured variable of a piece of equipment
  std::string uom = "1";
  std::optional<std::vector<double>> range;  // [lowest, highest] that the sensor can mean; outside is not a reading
  std::optional<double> precision;           // resolution: values are rounded to a multiple of it
  std::optional<Duration> every;             // expected period
  std::optional<Text> name;
};

enum class Level : std::uint8_t { enterprise, site, area, line, station };

struct Equipment {
  std::string id;
  Text name;
  Level level = Level::station;
  std::optional<std::string> equipment_class;  // "class" in files
  std::optional<std::string> in;               // the equipment above
  std::optional<std::string> states;           // state model: "packml"
  std::map<std::string, Tag> tags;
  std::vector<std::string> commands;    // what it can be told: stop, restart, set_point …
  std::optional<std::string> target;    // through which target its commands go
};

// ---- materials and operations --------------------------------------------------------------------------------

enum class Tracking : std::uint8_t { unit, lot };

struct Material {
  std::string id;
  Text name;
  std::string uom = "1";
  Tracking tracked_by = Tracking::unit;
  std::optional<std::string> supplier;
};

struct Consumption {
  std::string material;
  Decimal quantity;
  std::string uom = "1";
};

struct Operation {
  std::string id;
  Text name;
  std::vector<std::string> at;  // equipment that can run it
  std::optional<std::string> makes;
  std::vector<Consumption> consumes;
  std::vector<std::string> next;
};

// ---- people --------------------------------------------------------------------------------------------------

struct Role {
  std::string id;
  Text name;
  std::vector<std::string> may;  // permissions; see plant/permissions.h
};

struct Person {
  std::string id;
  Text name;
  std::vector<std::string> roles;
  std::optional<std::string> badge;
};

// ---- the outside ---------------------------------------------------------------------------------------------

enum class UnknownStream : std::uint8_t { catalogue, quarantine };

struct ReadingMap {  // templates with {placeholders} over what the source says
  std::string equipment;
  std::string tag;
  std::optional<std::string> value;
  std::optional<std::string> time;
  std::optional<std::string> uom;
  std::optional<std::string> unit;
  std::optional<std::string> lot;
};

struct Source {
  std::string id;
  std::string from;  // http | line_protocol | file
  std::optional<ReadingMap> reading;
  UnknownStream unknown = UnknownStream::quarantine;
};

struct Target {  // where commands and messages go
  std::string id;
  std::string to = "webhook";
  std::string url;
  std::optional<std::string> secret_env;  // environment variable that holds the signing secret
};

// ---- control plan --------------------------------------------------------------------------------------------

enum class CharacteristicKind : std::uint8_t { process, product };
struct Characteristic {
  std::string id;
  CharacteristicKind kind = CharacteristicKind::product;
  std::optional<std::string> special_class;  // "class" in files: CC, SC
  std::optional<Text> name;
};

struct Specification {
  std::optional<double> target;
  std::optional<double> lower;
  std::optional<double> upper;
  std::string uom = "1";
};

struct Readings {
  std::optional<std::string> tag;  // default: the characteristic's id
  std::vector<std::string> at;     // default: every equipment of the operation
};

struct Sample {
  std::int64_t size = 1;
  std::optional<Duration> every;
};

enum class ChartType : std::uint8_t { i_mr, xbar_r };
struct ChartLimits {  // either learn, or mean and sigma
  std::optional<std::int64_t> learn;
  std::optional<double> mean;
  std::optional<double> sigma;
};
struct Chart {
  ChartType type = ChartType::i_mr;
  std::vector<std::string> rules{"we1"};
  ChartLimits limits;
};

enum class HoldScope : std::uint8_t { unit, lot, exposure };
enum class Since : std::uint8_t { last_good, now };
enum class Priority : std::uint8_t { low, medium, high };

struct Escalation {
  Duration after;
  std::string to;  // role
};
struct HoldAction {
  HoldScope scope = HoldScope::exposure;
  Since since = Since::last_good;
};
struct AlarmAction {
  Priority priority = Priority::medium;
  std::optional<Escalation> escalate;
};
struct NotifyAction {
  std::string role;
  std::optional<Escalation> escalate;
};
struct CommandAction {
  std::string command;
  std::optional<std::string> target;     // default: the equipment's own
  std::optional<json::Raw> parameters;
};
struct Action {  // exactly one is set
  std::optional<HoldAction> hold;
  std::optional<AlarmAction> alarm;
  std::optional<NotifyAction> notify;
  std::optional<CommandAction> command;
  std::optional<std::string> stop;  // "equipment"
};
enum class When : std::uint8_t { out_of_specification, signal };
struct Reaction {
  When when = When::out_of_specification;
  std::vector<Action> actions;  // "do" in files
};

struct ControlPlanLine {
  std::string id;
  std::string operation;
  Characteristic characteristic;
  std::optional<Specification> specification;
  Readings readings;
  Sample sample;
  std::optional<Chart> chart;
  std::vector<Reaction> reactions;
};

enum class Phase : std::uint8_t { prototype, pre_launch, safe_launch, production };
enum class Mode : std::uint8_t { observe, advise, enforce };  // observe: record; advise: also alarm and notify; enforce: also hold, stop, command

struct ControlPlan {
  std::string id;
  std::string part;
  std::int64_t revision = 1;
  Phase phase = Phase::production;
  Mode mode = Mode::enforce;
  std::vector<ControlPlanLine> lines;
};

// ---- the whole -----------------------------------------------------------------------------------------------

struct Model {
  std::map<std::string, Equipment, std::less<>> equipment;
  std::map<std::string, Material, std::less<>> materials;
  std::map<std::string, Operation, std::less<>> operations;
  std::map<std::string, Role, std::less<>> roles;
  std::map<std::string, Person, std::less<>> people;
  std::map<std::string, Source, std::less<>> sources;
  std::map<std::string, Target, std::less<>> targets;
  std::map<std::string, ControlPlan, std::less<>> control_plans;
};

using ModelPtr = std::shared_ptr<const Model>;

template <class Map>
auto find_in(const Map& map, std::string_view id) -> const typename Map::mapped_type* {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

// Operations that lead straight to this one; empty for the first of a routing.
std::vector<std::string> previous_operations(const Model& model, std::string_view operation);
// The reading's stream name of a control plan line: readings.tag, or the characteristic's id.
const std::string& tag_of(const ControlPlanLine& line);
// The equipment whose readings a line judges: readings.at, or every equipment of its operation.
const std::vector<std::string>& equipment_of(const Model& model, const ControlPlanLine& line);

}  // namespace jidoka::plant
