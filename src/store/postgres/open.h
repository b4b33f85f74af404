// A site in PostgreSQL: the tables in the database (and schema) that the URL names, keys and files in a folder beside
// the program, as in the embedded store.
//
//   TRY(auto site, postgres::open("postgresql://jidoka@db/plant", {.folder = "/var/lib/jidoka", .origin =
//   "plant.example/jidoka"}));
//
// One process writes: it holds an advisory lock on the database for as long as it is connected. Backups are
// PostgreSQL's own (pg_dump, or archiving for point-in-time recovery), plus the folder.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "port/reads.h"
#include "port/store.h"
#include "sql/database.h"

namespace jidoka::postgres {

struct Settings {
  std::filesystem::path folder;   // keys/ and files/
  std::string origin = "jidoka";  // name of the ledger; fixed by the first start
  Instant now;                    // written beside migrations
};
struct Site {
  std::unique_ptr<port::Store> store;  // null when opened for reading only
  std::unique_ptr<port::Reads> reads;
  std::unique_ptr<port::Files> files;
};

// The writer: brings the tables up to date. Refused (conflict) while another process writes.
Result<Site> open(const std::string& url, const Settings& settings);
Result<Site> open_reads_only(const std::string& url, const std::filesystem::path& folder);

Result<void> leave_in_inbox(const std::string& url, const port::InboxRequest& request, Instant now);
Result<std::optional<std::string>> find_reply(const std::string& url, const std::string& request_id);

// A connection that can change nothing, e.g. for verification: sqlite::verify(*db, vkey).
Result<std::unique_ptr<sql::Database>> connect_reader(const std::string& url);
// Which of the server's settings let a commit that was answered be lost: of fsync, full_page_writes and
// synchronous_commit those that are not on. open() warns of them.
Result<std::vector<std::string>> unsafe_settings(sql::Database& database);

}  // namespace jidoka::postgres
