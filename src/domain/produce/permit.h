// May this item run this operation at this equipment now? All reasons why not, each with how it goes away.
//
// Routing: operations lead to each other by `next`. A new serial may begin with an operation that nothing leads to, or
// with one that makes another material of what the routing brings to it (assembly: the new serial is the product, the
// parts are consumed into it before it completes). An item that exists continues when one of the previous operations
// has passed; it may become another material that way (the housing's serial becomes the pump's). An operation that
// failed blocks all others until it has passed. What an operation makes is tracked by unit or by lot, and it runs on
// that.
//
// What is reported later than it was done (a station that was offline) is asked of its own time: a hold or a stop that
// was placed after it does not refuse it. It stays in the record either way, so holds match it like everything else.
#pragma once

#include <optional>
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

// `as_of` is left to the caller. `at` is when it runs: now, or earlier.
Permit permit(const Site& site, const PermitQuery& query, Instant at);
inline Permit permit(const Site& site, const PermitQuery& query) { return permit(site, query, site.now); }

using Reasons = std::vector<PermitReason>;
// Parts of it, for the other decisions.
void add_holds(const Site& site, const ItemRef& item, Instant at, Reasons& reasons);
void add_stop(const Site& site, std::string_view equipment, Instant at, Reasons& reasons);
void add_state(const Item& item, Reasons& reasons);  // scrapped, shipped, packed, consumed
void add_failed(const Item& item, std::string_view but,
                Reasons& reasons);  // an operation other than `but` whose newest run failed
void add_unfinished(const Site& site, const Item& item,
                    Reasons& reasons);  // operations that come after the one that it passed last
// A reason when what is tracked by unit should be a lot, or the other way round.
std::optional<PermitReason> wrong_kind(const Site& site, const ItemRef& item, std::string_view material);
PermitReason unknown_item(const ItemRef& item);

// "unit SN-0042", "产品 SN-0042"
Text words(const ItemRef& item);

}  // namespace jidoka::produce
