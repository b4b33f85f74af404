// What a plant's documents do not say and a simulated plant must know: how long things take and vary, what breaks, who
// works when, how values vary and follow each other, and what can be made to go wrong. One YAML document beside the
// plant; every field has a default, so that a plant runs without one. docs/twin.md explains it with the formulas.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "json/describe.h"

namespace jidoka::twin {

struct Defect {
  std::string code;
  double share = 0;
};
constexpr auto describe(const Defect*) {
  using json::field;
  return json::type<Defect>("TwinDefect", "A way in which a run fails by itself", field("code", &Defect::code),
                            field("share", &Defect::share, "Of all runs, 0 to 1"));
}

struct Pace {
  Duration takes = seconds(30);
  Duration spread{0};
  std::vector<Defect> defects;
  std::int64_t again = 0;
  std::int64_t buffer = 80;
};
constexpr auto describe(const Pace*) {
  using json::defaulted;
  return json::type<Pace>(
      "TwinPace", "How an operation runs", defaulted("takes", &Pace::takes, "One run"),
      defaulted("spread", &Pace::spread, "Runs take evenly so much more or less"), defaulted("defects", &Pace::defects),
      defaulted("again", &Pace::again, "How often a unit that failed is run once more before it is scrapped"),
      defaulted("buffer", &Pace::buffer, "Units that may wait in front of it; then those before it stand still"));
}

struct Changeover {
  std::int64_t every = 0;
  Duration takes = minutes(15);
};
constexpr auto describe(const Changeover*) {
  using json::defaulted, json::field;
  return json::type<Changeover>("TwinChangeover", "A change-over after so many units",
                                field("every", &Changeover::every, "Units"), defaulted("takes", &Changeover::takes));
}
struct Machine {
  std::optional<Duration> fails_every;
  Duration repair = minutes(20);
  std::optional<Changeover> changeover;
  std::optional<std::int64_t> tool_life;
  bool is_manned = false;
};
constexpr auto describe(const Machine*) {
  using json::defaulted, json::field;
  return json::type<Machine>(
      "TwinMachine", "How a piece of equipment behaves",
      field("fails_every", &Machine::fails_every, "Mean time between breakdowns, exponential; absent: never"),
      defaulted("repair", &Machine::repair, "Mean time of a repair, exponential"),
      field("changeover", &Machine::changeover),
      field("tool_life", &Machine::tool_life, "Units until its tool is worn (wear 1) and is changed"),
      defaulted("manned", &Machine::is_manned, "It stands still while its people have a break"));
}

struct Follows {
  std::string of;
  double by = 0;
  double beyond = 0;
};
constexpr auto describe(const Follows*) {
  using json::defaulted, json::field;
  return json::type<Follows>(
      "TwinFollows", "A cause: the value moves by so much for each unit of the cause's deviation",
      field("of", &Follows::of, "Another tag, wear, or the condition that a disturbance brings"),
      field("by", &Follows::by),
      defaulted("beyond", &Follows::beyond, "Only what the deviation exceeds this by counts, to either side"));
}
struct Variable {
  std::optional<double> mean;
  double sigma = 0;
  double spread = 0;
  std::vector<double> positions;
  std::int64_t per_unit = 1;
  std::optional<double> idle;
  std::optional<double> lowest;
  std::optional<std::string> fails;
  std::vector<Follows> follows;
};
constexpr auto describe(const Variable*) {
  using json::defaulted, json::field;
  return json::type<Variable>(
      "TwinVariable", "The true process behind a tag",
      field("mean", &Variable::mean, "Absent: the mean of the control chart, or the target of the specification"),
      defaulted("sigma", &Variable::sigma, "Standard deviation of a normal part of its noise"),
      defaulted("spread", &Variable::spread, "Half width of an even part of its noise"),
      defaulted("positions", &Variable::positions, "Offsets of the places that take turns, such as cavities"),
      defaulted("per_unit", &Variable::per_unit, "Measurements on each unit"),
      field("idle", &Variable::idle, "What it reads while the equipment stands still"),
      field("lowest", &Variable::lowest, "It cannot be below"),
      field("fails", &Variable::fails, "Defect code when the station that measures it finds it out of specification"),
      defaulted("follows", &Variable::follows));
}

struct Supply {
  double lot = 1000;
  std::string prefix;
};
constexpr auto describe(const Supply*) {
  using json::defaulted;
  return json::type<Supply>("TwinSupply", "How a material is delivered",
                            defaulted("lot", &Supply::lot, "Size of a lot, in the material's unit of measure"),
                            defaulted("prefix", &Supply::prefix, "In front of its number; the material by default"));
}
struct Shift {
  Duration begins{0};
  std::map<std::string, std::string> people;
  Duration break_after = hours(4);
  Duration break_takes{0};
};
constexpr auto describe(const Shift*) {
  using json::defaulted, json::field;
  return json::type<Shift>("TwinShift", "Until the next one begins", field("begins", &Shift::begins, "Since midnight"),
                           defaulted("people", &Shift::people, "By equipment"),
                           defaulted("break_after", &Shift::break_after, "Since it began"),
                           defaulted("break_takes", &Shift::break_takes));
}
struct Packing {
  std::int64_t box = 12;
  std::int64_t boxes = 1;
  std::string prefix = "BOX-";
  std::vector<std::string> customers = {"CUSTOMER"};
};
constexpr auto describe(const Packing*) {
  using json::defaulted;
  return json::type<Packing>("TwinPacking", "How finished units leave",
                             defaulted("box", &Packing::box, "Units in a box"),
                             defaulted("boxes", &Packing::boxes, "Boxes of a shipment"),
                             defaulted("prefix", &Packing::prefix, "In front of a box's number"),
                             defaulted("customers", &Packing::customers, "In turn"));
}

// drift: a variable moves away, until the equipment was stopped and is repaired · wear: the tool wears faster · lot:
// the next lot is bad · skip: a step is left out on a few units · label: a unit is packed under another's label ·
// stuck: a sensor repeats its value · bias: a gauge reads wrong
enum class Wrong : std::uint8_t { drift, wear, lot, skip, label, stuck, bias };
constexpr auto describe_enum(const Wrong*) {
  return json::names<Wrong>({{Wrong::drift, "drift"},
                             {Wrong::wear, "wear"},
                             {Wrong::lot, "lot"},
                             {Wrong::skip, "skip"},
                             {Wrong::label, "label"},
                             {Wrong::stuck, "stuck"},
                             {Wrong::bias, "bias"}});
}
struct Disturbance {
  Wrong kind = Wrong::drift;
  std::optional<std::string> equipment;
  std::optional<std::string> tag;
  std::optional<std::string> material;
  std::string condition;
  double by = 1;
  std::optional<double> most;
  std::int64_t units = 1;
  Duration lasts = hours(8);
};
constexpr auto describe(const Disturbance*) {
  using json::defaulted, json::field;
  return json::type<Disturbance>(
      "TwinDisturbance", "Something that can go wrong", field("kind", &Disturbance::kind),
      field("equipment", &Disturbance::equipment), field("tag", &Disturbance::tag),
      field("material", &Disturbance::material),
      defaulted("condition", &Disturbance::condition, "lot, skip: the cause that variables follow"),
      defaulted("by", &Disturbance::by,
                "drift: a minute; wear: a unit made; lot and skip: the condition; bias: what the gauge reads more"),
      field("most", &Disturbance::most, "drift: it goes no further"),
      defaulted("units", &Disturbance::units, "skip, label: so many"),
      defaulted("lasts", &Disturbance::lasts, "Then it is found and put right; a lot is put aside"));
}

struct Incident {
  std::string disturbance;
  Duration before{0};
};
constexpr auto describe(const Incident*) {
  using json::field;
  return json::type<Incident>("TwinIncident", "What went wrong in a history",
                              field("disturbance", &Incident::disturbance),
                              field("before", &Incident::before, "The history's end"));
}

struct Parameters {
  std::string serial = "SN-";
  Duration ask_again = seconds(30);
  Duration time_zone{0};
  std::map<std::string, Pace> operations;
  std::map<std::string, Machine> equipment;
  std::map<std::string, Variable> variables;
  std::map<std::string, Supply> materials;
  std::vector<Shift> shifts;
  Packing packing;
  std::map<std::string, Disturbance> disturbances;
  std::vector<Incident> past;
};
constexpr auto describe(const Parameters*) {
  using json::defaulted;
  return json::type<Parameters>(
      "TwinParameters", "What a simulated plant must know beside the plant's documents",
      defaulted("serial", &Parameters::serial, "In front of a unit's number"),
      defaulted("ask_again", &Parameters::ask_again, "How long what was refused waits before it is asked for again"),
      defaulted("time_zone", &Parameters::time_zone, "Of the shifts, ahead of UTC"),
      defaulted("operations", &Parameters::operations), defaulted("equipment", &Parameters::equipment),
      defaulted("variables", &Parameters::variables, "By tag"), defaulted("materials", &Parameters::materials),
      defaulted("shifts", &Parameters::shifts, "In order of the day"), defaulted("packing", &Parameters::packing),
      defaulted("disturbances", &Parameters::disturbances, "By name"),
      defaulted("past", &Parameters::past, "What went wrong in a history"));
}

// Every mistake at once, each with its place; `file` only names it.
Result<Parameters> parse_parameters(std::string_view yaml, const std::string& file);
// JSON Schema of the document.
std::string parameters_schema();

}  // namespace jidoka::twin
