// The key that signs a site's ledger, in a folder of its own: ledger.key is the secret seed in hexadecimal (mode 0600),
// ledger.pub the vkey that auditors keep, whose name is the ledger's origin.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"
#include "sql/ledger_rows.h"

namespace jidoka::sql {

// Made on first use, when neither file is there, under `origin`; later starts keep the origin that they find. Where one
// of the two is missing it is refused (corrupt), and nothing is written.
Result<LedgerKey> load_or_make_key(const std::filesystem::path& folder, const std::string& origin);
Result<std::string> load_vkey(const std::filesystem::path& folder);

}  // namespace jidoka::sql
