// What is made, from what and how: materials, and the operations that turn some into others. Operations lead to each
// other by `next`; that is the routing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"

namespace jidoka::plant {

enum class Tracking : std::uint8_t { unit, lot };
constexpr auto describe_enum(const Tracking*) {
  return json::names<Tracking>({{Tracking::unit, "unit"}, {Tracking::lot, "lot"}});
}

struct Material {
  std::string id;
  Text name;
  std::string uom = "1";
  Tracking tracked_by = Tracking::unit;
  std::optional<std::string> supplier;
};
constexpr auto describe(const Material*) {
  using json::defaulted, json::field;
  return json::type<Material>("Material", "A part, a product or what goes into it",
                              field("id", &Material::id, "HOUSING-A"), field("name", &Material::name),
                              defaulted("uom", &Material::uom, "Unit in which it is counted or weighed; 1 for pieces"),
                              defaulted("tracked_by", &Material::tracked_by, "Each unit by its serial, or by lot"),
                              field("supplier", &Material::supplier, "Who delivers it; absent: made here"));
}

struct Consumption {
  std::string material;
  Decimal quantity;
  std::string uom = "1";
};
constexpr auto describe(const Consumption*) {
  using json::defaulted, json::field;
  return json::type<Consumption>("Consumption", "What one piece needs of a material",
                                 field("material", &Consumption::material), field("quantity", &Consumption::quantity),
                                 defaulted("uom", &Consumption::uom, "Unit of measure of the quantity; 1 for pieces"));
}

struct Operation {
  std::string id;
  Text name;
  std::vector<std::string> at;  // equipment that can run it
  std::optional<std::string> makes;
  std::vector<Consumption> consumes;
  std::vector<std::string> next;
  std::optional<Duration> cycle;  // planned run time of one piece
};
constexpr auto describe(const Operation*) {
  using json::defaulted, json::field;
  return json::type<Operation>("Operation", "A step of making", field("id", &Operation::id, "OP10"),
                               field("name", &Operation::name),
                               field("at", &Operation::at, "Equipment that can run it"),
                               field("makes", &Operation::makes, "The material that comes out of it"),
                               defaulted("consumes", &Operation::consumes, "What goes in, for one piece"),
                               defaulted("next", &Operation::next, "The operations that may follow"),
                               field("cycle", &Operation::cycle, "Planned run time of one piece (ISO 22400-2)"));
}

}  // namespace jidoka::plant
