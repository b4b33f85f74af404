// What people, stations and machines ask of production. Bodies of the API's POST requests; the item comes from the
// path.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "produce/facts.h"

namespace jidoka::produce {

struct StartRun {
  std::string operation;
  std::string equipment;
  std::optional<std::string> person;
  std::optional<Instant> time;          // default: now
  std::optional<std::string> material;  // only needed when the operation does not say what it makes
};
constexpr auto describe(const StartRun*) {
  using json::field;
  return json::type<StartRun>("StartRun", "Start an operation on a unit or lot",
                              field("operation", &StartRun::operation), field("equipment", &StartRun::equipment),
                              field("person", &StartRun::person), field("time", &StartRun::time),
                              field("material", &StartRun::material));
}
struct CompleteRun {
  std::string operation;
  std::string equipment;
  std::optional<std::string> person;
  std::optional<Instant> time;
  RunResult result = RunResult::pass;
  std::optional<std::string> defect;
  std::map<std::string, double> parameters;
};
constexpr auto describe(const CompleteRun*) {
  using json::field;
  return json::type<CompleteRun>(
      "CompleteRun", "Complete an operation on a unit or lot", field("operation", &CompleteRun::operation),
      field("equipment", &CompleteRun::equipment), field("person", &CompleteRun::person),
      field("time", &CompleteRun::time), json::defaulted("result", &CompleteRun::result),
      field("defect", &CompleteRun::defect, "Reason code when it failed"),
      json::defaulted("parameters", &CompleteRun::parameters, "Process parameters of the run"));
}
struct Consume {
  ItemRef from;
  std::optional<Decimal> quantity;  // default 1
  std::optional<std::string> uom;
  std::string operation;
  std::string equipment;
  std::optional<Instant> time;
};
constexpr auto describe(const Consume*) {
  using json::field;
  return json::type<Consume>("Consume", "Use a component or a quantity of a lot for this item",
                             field("from", &Consume::from), field("quantity", &Consume::quantity),
                             field("uom", &Consume::uom), field("operation", &Consume::operation),
                             field("equipment", &Consume::equipment), field("time", &Consume::time));
}
struct ReceiveLot {
  std::string material;
  Decimal quantity;
  std::optional<std::string> uom;
  std::optional<std::string> supplier;
  std::optional<std::string> supplier_lot;
  std::optional<std::string> location;
};
constexpr auto describe(const ReceiveLot*) {
  using json::field;
  return json::type<ReceiveLot>(
      "ReceiveLot", "A lot came in", field("material", &ReceiveLot::material), field("quantity", &ReceiveLot::quantity),
      field("uom", &ReceiveLot::uom), field("supplier", &ReceiveLot::supplier),
      field("supplier_lot", &ReceiveLot::supplier_lot), field("location", &ReceiveLot::location));
}
struct Pack {
  std::string into;
  std::optional<Instant> time;
};  // into: a lot (box, pallet); made when it is new
constexpr auto describe(const Pack*) {
  return json::type<Pack>("Pack", "Pack this item", json::field("into", &Pack::into, "Box or pallet, a lot"),
                          json::field("time", &Pack::time));
}
struct Ship {
  std::string to;
  std::optional<Instant> time;
};
constexpr auto describe(const Ship*) {
  return json::type<Ship>("Ship", "Ship this item with everything in it", json::field("to", &Ship::to, "Customer"),
                          json::field("time", &Ship::time));
}
struct Scrap {
  std::string reason;
  std::optional<Instant> time;
};
constexpr auto describe(const Scrap*) {
  return json::type<Scrap>("Scrap", "Scrap this item", json::field("reason", &Scrap::reason),
                           json::field("time", &Scrap::time));
}

struct PermitQuery {
  ItemRef item;
  std::string operation;
  std::string equipment;
};
struct Lift {  // how a reason goes away
  std::string action;
  std::string role;
};
constexpr auto describe(const Lift*) {
  return json::type<Lift>("Lift", "How a reason goes away", json::field("action", &Lift::action),
                          json::field("role", &Lift::role));
}
// code: held · equipment_stopped · unknown_operation · unknown_equipment · wrong_equipment · previous_operation_missing
// · unknown_item · already_running · already_completed · failed · scrapped · shipped · packed · consumed ·
// wrong_material · wrong_kind · operations_missing
struct PermitReason {
  std::string code;
  Text text;
  std::optional<std::string> hold;
  std::optional<Lift> lift;
};
constexpr auto describe(const PermitReason*) {
  using json::field;
  return json::type<PermitReason>("PermitReason", "Why not", field("code", &PermitReason::code),
                                  field("text", &PermitReason::text), field("hold", &PermitReason::hold),
                                  field("lift", &PermitReason::lift));
}
struct Permit {
  bool allowed = false;
  std::vector<PermitReason> reasons;  // all of them
  std::uint64_t as_of = 0;            // ledger size that the answer reflects
};
constexpr auto describe(const Permit*) {
  using json::field;
  return json::type<Permit>("Permit", "May this run here and now?", field("allowed", &Permit::allowed),
                            field("reasons", &Permit::reasons), field("as_of", &Permit::as_of));
}

}  // namespace jidoka::produce
