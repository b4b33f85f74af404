// What production leaves behind: who was made where, from what, by whom, and where it is now.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "json/describe.h"

namespace jidoka::produce {

enum class ItemKind : std::uint8_t { unit, lot };
constexpr auto describe_enum(const ItemKind*) {
  return json::names<ItemKind>({{ItemKind::unit, "unit"}, {ItemKind::lot, "lot"}});
}
// A unit (serial) or a lot. Serials and lot numbers are two name spaces.
struct ItemRef {
  ItemKind kind = ItemKind::unit;
  std::string id;
  friend auto operator<=>(const ItemRef&, const ItemRef&) = default;
};
constexpr auto describe(const ItemRef*) {
  return json::type<ItemRef>("ItemRef", "A unit by serial, or a lot", json::field("kind", &ItemRef::kind),
                             json::field("id", &ItemRef::id));
}

// available: waits for its next step · in_process: runs somewhere now · consumed: a unit that is part of another item ·
// packed: in a box · shipped, scrapped: gone
enum class ItemState : std::uint8_t { available, in_process, consumed, packed, shipped, scrapped };
constexpr auto describe_enum(const ItemState*) {
  return json::names<ItemState>({{ItemState::available, "available"},
                                 {ItemState::in_process, "in_process"},
                                 {ItemState::consumed, "consumed"},
                                 {ItemState::packed, "packed"},
                                 {ItemState::shipped, "shipped"},
                                 {ItemState::scrapped, "scrapped"}});
}
enum class RunResult : std::uint8_t { pass, fail };
constexpr auto describe_enum(const RunResult*) {
  return json::names<RunResult>({{RunResult::pass, "pass"}, {RunResult::fail, "fail"}});
}

// A lot came in or was made; a unit comes into being with its first RunStarted.
struct LotReceived {
  std::string lot;
  std::string material;
  Decimal quantity;
  std::string uom;
  std::optional<std::string> supplier;
  std::optional<std::string> supplier_lot;
  std::optional<std::string> location;
};
constexpr auto describe(const LotReceived*) {
  using json::field;
  return json::type<LotReceived>("lot_received", "A lot came in or was made", field("lot", &LotReceived::lot),
                                 field("material", &LotReceived::material), field("quantity", &LotReceived::quantity),
                                 field("uom", &LotReceived::uom), field("supplier", &LotReceived::supplier),
                                 field("supplier_lot", &LotReceived::supplier_lot),
                                 field("location", &LotReceived::location));
}
struct RunStarted {
  ItemRef item;
  std::optional<std::string> material;  // what the operation makes
  std::string operation;
  std::string equipment;
  std::optional<std::string> person;
  Instant time;
  std::int64_t number = 0;  // of the run within its item, from 1
};
constexpr auto describe(const RunStarted*) {
  using json::field;
  return json::type<RunStarted>("run_started", "An operation started on a unit or lot",
                                field("item", &RunStarted::item), field("material", &RunStarted::material),
                                field("operation", &RunStarted::operation), field("equipment", &RunStarted::equipment),
                                field("person", &RunStarted::person), field("time", &RunStarted::time),
                                field("number", &RunStarted::number));
}
struct RunCompleted {
  ItemRef item;
  std::int64_t number = 0;
  std::string operation;
  std::string equipment;
  std::optional<std::string> person;
  Instant time;
  RunResult result = RunResult::pass;
  std::optional<std::string> defect;  // reason code when it failed
  std::map<std::string, double> parameters;
};
constexpr auto describe(const RunCompleted*) {
  using json::field;
  return json::type<RunCompleted>(
      "run_completed", "An operation ended on a unit or lot", field("item", &RunCompleted::item),
      field("number", &RunCompleted::number), field("operation", &RunCompleted::operation),
      field("equipment", &RunCompleted::equipment), field("person", &RunCompleted::person),
      field("time", &RunCompleted::time), field("result", &RunCompleted::result),
      field("defect", &RunCompleted::defect), field("parameters", &RunCompleted::parameters));
}
struct Consumed {  // `from` went into `into`
  ItemRef from;
  ItemRef into;
  Decimal quantity;
  std::string uom;
  std::string operation;
  std::string equipment;
  Instant time;
};
constexpr auto describe(const Consumed*) {
  using json::field;
  return json::type<Consumed>("consumed", "One item went into another", field("from", &Consumed::from),
                              field("into", &Consumed::into), field("quantity", &Consumed::quantity),
                              field("uom", &Consumed::uom), field("operation", &Consumed::operation),
                              field("equipment", &Consumed::equipment), field("time", &Consumed::time));
}
struct Packed {
  ItemRef item;
  ItemRef into;
  Instant time;
};  // `into` is a lot: the box or pallet
constexpr auto describe(const Packed*) {
  using json::field;
  return json::type<Packed>("packed", "An item went into a box or pallet", field("item", &Packed::item),
                            field("into", &Packed::into), field("time", &Packed::time));
}
struct Shipped {
  ItemRef item;
  std::string to;
  Instant time;
};  // with everything packed in it
constexpr auto describe(const Shipped*) {
  using json::field;
  return json::type<Shipped>("shipped", "An item left, with everything packed in it", field("item", &Shipped::item),
                             field("to", &Shipped::to), field("time", &Shipped::time));
}
struct Scrapped {
  ItemRef item;
  std::string reason;
  Instant time;
};
constexpr auto describe(const Scrapped*) {
  using json::field;
  return json::type<Scrapped>("scrapped", "An item is waste", field("item", &Scrapped::item),
                              field("reason", &Scrapped::reason), field("time", &Scrapped::time));
}

}  // namespace jidoka::produce
