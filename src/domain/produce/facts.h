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
  return json::type<ItemRef>("ItemRef", "A unit by serial, or a lot", json::field("kind", &ItemRef::kind), json::field("id", &ItemRef::id));
}

enum class ItemState : std::uint8_t { available, in_process, packed, shipped, scrapped };
constexpr auto describe_enum(const ItemState*) {
  return json::names<ItemState>({{ItemState::available, "available"},
                                 {ItemState::in_process, "in_process"},
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
struct RunStarted {
  ItemRef item;
  std::optional<std::string> material;  // what the operation makes
  std::string operation;
  std::string equipment;
  std::optional<std::string> person;
  Instant time;
  std::int64_t number = 0;  // of the run within its item, from 1
};
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
struct Consumed {  // `from` went into `into`
  ItemRef from;
  ItemRef into;
  Decimal quantity;
  std::string uom;
  std::string operation;
  std::string equipment;
  Instant time;
};
struct Packed { ItemRef item; ItemRef into; Instant time; };  // `into` is a lot: the box or pallet
struct Shipped { ItemRef item; std::string to; Instant time; };  // with everything packed in it
struct Scrapped { ItemRef item; std::string reason; Instant time; };

}  // namespace jidoka::produce
