// What a search of the ledger asks for. Everything that is given must hold.
#pragma once

#include <optional>
#include <string>

#include "core/instant.h"

namespace jidoka::port {

struct LedgerQuery {
  std::optional<std::string> who;      // the fact's `by`
  std::optional<std::string> what;     // the fact's name
  std::optional<std::string> subject;  // id of what the fact is about: a hold, an alarm, a unit, a document …
  std::optional<Instant> from = {};    // recorded at or after
  std::optional<Instant> to = {};      // recorded before
};

}  // namespace jidoka::port
