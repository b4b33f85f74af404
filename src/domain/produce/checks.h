// Checks that several decisions of production share; each is a refusal in plain words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "produce/permit.h"

namespace jidoka::produce {

// The time that was given, or now; never in the future.
Result<Instant> time_or_now(const std::optional<Instant>& time, Instant now);
// Identifiers that were given are well formed.
Result<void> check_item(const ItemRef& item);
// The item, which must be known.
Result<const Item*> known_item(const Site& site, const ItemRef& item);
// The hold is among those on the item, for its own sake or through what went into it.
Result<void> check_is_held(const Site& site, const std::string& hold, const ItemRef& item);
// What an item becomes is tracked the way the item is: by unit or by lot.
Result<void> check_kind(const Site& site, const ItemRef& item, std::string_view material);
// Nothing when there are no reasons; else one refusal with all of them.
Result<void> refuse_for(const Reasons& reasons);

}  // namespace jidoka::produce
