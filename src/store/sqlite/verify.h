// Verification of the embedded store (see sql/verify.h), and of any other database against a replica in a temporary
// SQLite file.
#pragma once

#include <filesystem>
#include <string_view>

#include "sql/verify.h"

namespace jidoka::sqlite {

// Beside a running server, too: what is verified is one snapshot. First SQLite checks its own file.
Result<sql::VerifyReport> verify(const std::filesystem::path& folder, const sql::Progress& progress = {});
Result<sql::VerifyReport> verify(sql::Database& site, std::string_view vkey, const sql::Progress& progress = {});

}  // namespace jidoka::sqlite
