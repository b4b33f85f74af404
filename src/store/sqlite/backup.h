// A copy of the embedded store of one moment, also while a server writes: database, keys and files. It can be opened
// like the store itself, and its ledger verifies. The copy holds the signing key.
#pragma once

#include <filesystem>

#include "core/result.h"

namespace jidoka::sqlite {

// `to` must not exist yet; a copy that failed is taken away again.
Result<void> back_up(const std::filesystem::path& folder, const std::filesystem::path& to);

}  // namespace jidoka::sqlite
