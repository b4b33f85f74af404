// Checks that several decisions of production share; each is a refusal in plain words.
#pragma once

#include <optional>
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
// Nothing when there are no reasons; else one refusal with all of them.
Result<void> refuse_for(const Reasons& reasons);

}  // namespace jidoka::produce
