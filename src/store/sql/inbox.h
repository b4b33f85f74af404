// The inbox: what a command line beside a running server leaves for the loop, and how it gets the answer.
#pragma once

#include <optional>
#include <string>

#include "port/store.h"
#include "sql/database.h"

namespace jidoka::sql {

Result<void> leave_in_inbox(Database& db, const port::InboxRequest& request, Instant now);
// Absent: not answered yet.
Result<std::optional<std::string>> find_reply(Database& db, std::string_view request_id);

}  // namespace jidoka::sql
