// What an item's history says beside its own rows: the holds that cover it, and what is packed in it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "port/views.h"
#include "sql/database.h"

namespace jidoka::sql {

// `item` is the item's number. Newest first, at most 100, also those that were released.
Result<std::vector<port::ItemHoldView>> holds_of_item(Database& db, std::int64_t item);
// Absent when nothing is packed in it.
Result<std::optional<port::ContentsView>> contents_of_item(Database& db, std::int64_t item);

}  // namespace jidoka::sql
