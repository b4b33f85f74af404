// May this item run this operation at this equipment now? All reasons why not, each with how it goes away.
//
// Routing: operations lead to each other by `next`. A new serial may begin with an operation that nothing leads to, or
// with one that makes something and consumes inputs (assembly: the new serial is the product, the parts are consumed
// into it before it completes). An item that exists continues when one of the previous operations has passed; it may
// become another material that way (the housing's serial becomes the pump's). An operation that failed blocks all
// others until it has passed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "act/state.h"
#include "core/instant.h"
#include "plant/model.h"
#include "produce/inputs.h"
#include "produce/state.h"

namespace jidoka::produce {

// Everything that decisions of production look at.
struct Site {
  const plant::Model& model;
  const act::State& acts;
  const State& state;
  Instant now;
};

// `as_of` is left to the caller.
Permit permit(const Site& site, const PermitQuery& query);

using Reasons = std::vector<PermitReason>;
// Parts of it, for the other decisions.
void add_holds(const Site& site, const ItemRef& item, Reasons& reasons);
void add_stop(const Site& site, std::string_view equipment, Reasons& reasons);
void add_state(const Item& item, Reasons& reasons);  // scrapped, shipped, packed, consumed
void add_failed(const Item& item, std::string_view but,
                Reasons& reasons);  // an operation other than `but` whose newest run failed
PermitReason unknown_item(const ItemRef& item);

// "unit SN-0042", "产品 SN-0042"
Text words(const ItemRef& item);

}  // namespace jidoka::produce
