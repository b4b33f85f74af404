// What production asks to do, decided: refused with all reasons, or the one fact that does it.
//
// Starting, consuming, packing and shipping are refused when held, stopped or out of routing order (Code::conflict,
// slug "not-permitted", every reason in the text). Completing tells what has happened and is accepted even when held,
// but it must be the run that is open, and a pass needs what the operation consumes: every part that has a serial, and
// at least one lot of each material that is tracked by lot. Packing and shipping need a finished routing. Times may lie
// in the past (a station that was offline), never in the future: a start or a consumption of the past is refused only
// for what was known at its time (see permit.h), packing and shipping for all that is known now. Quantities are exact;
// a lot cannot go below zero. Nothing may go into itself, however far around.
//
// Every item that is named, with its backward tree, must be in memory: load missing_ancestors() first.
#pragma once

#include <variant>

#include "core/result.h"
#include "produce/inputs.h"
#include "produce/permit.h"

namespace jidoka::produce {

using ItemInput = std::variant<StartRun, CompleteRun, Consume, ReceiveLot, Pack, Ship, Scrap>;

Result<ProduceFact> decide(const Site& site, const ItemRef& item, const StartRun& input);
Result<ProduceFact> decide(const Site& site, const ItemRef& item, const CompleteRun& input);
Result<ProduceFact> decide(const Site& site, const ItemRef& item, const Consume& input);
Result<ProduceFact> decide(const Site& site, const ItemRef& item, const ReceiveLot& input);
Result<ProduceFact> decide(const Site& site, const ItemRef& item, const Pack& input);
Result<ProduceFact> decide(const Site& site, const ItemRef& item, const Ship& input);
Result<ProduceFact> decide(const Site& site, const ItemRef& item, const Scrap& input);
Result<ProduceFact> decide(const Site& site, const ItemRef& item, const ItemInput& input);

// The items that a decision looks at: load each, and its missing_ancestors(), before deciding.
std::vector<ItemRef> items_of(const ItemRef& item, const ItemInput& input);

}  // namespace jidoka::produce
