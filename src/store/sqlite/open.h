// The embedded store of a site: one folder.
//
//   DIR/jidoka.db          the database (WAL)
//   DIR/lock               held by the one process that writes
//   DIR/keys/ledger.key    secret seed of the signing key (mode 0600); made on first use
//   DIR/keys/ledger.pub    the vkey that auditors keep
//   DIR/files/             content-addressed files
//
//   TRY(auto site, sqlite::open(dir, {.origin = "plant.example/jidoka"}));
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/instant.h"
#include "core/result.h"
#include "port/reads.h"
#include "port/store.h"
#include "sql/database.h"
#include "sql/tails.h"

namespace jidoka::sqlite {

struct Settings {
  std::string origin = "jidoka";  // name of the ledger; fixed by the first start
  Instant now;                    // written beside migrations
  bool commits_often = false;     // a server: worth laying the log out in advance (a tenth of a second, 64 MB)
  sql::TailLimits limits = {};    // when readings are packed into pages
};
struct Site {
  std::unique_ptr<port::Store> store;  // null when opened for reading only
  std::unique_ptr<port::Reads> reads;
  std::unique_ptr<port::Files> files;
};

// The writer: brings the tables up to date. Refused (conflict) while another process writes.
Result<Site> open(const std::filesystem::path& folder, const Settings& settings);
// Beside a running server, or without one; changes nothing.
Result<Site> open_reads_only(const std::filesystem::path& folder);

// For a command line beside a running server: a request for its loop, and the answer once it was committed.
Result<void> leave_in_inbox(const std::filesystem::path& folder, const port::InboxRequest& request, Instant now);
// Nothing yet: absent. Ask again; how long to wait is the caller's business.
Result<std::optional<std::string>> find_reply(const std::filesystem::path& folder, const std::string& request_id);

}  // namespace jidoka::sqlite
