// Where a site is kept, as people write it, and how it is opened whichever engine that is:
//
//   sqlite:./jidoka-data                  a folder
//   postgresql://jidoka@db.plant/jidoka   a database; signing key and files stay in a folder beside it
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"
#include "port/reads.h"
#include "port/store.h"
#include "sql/verify.h"

namespace jidoka::app {

struct StoreUrl {
  std::string text;  // as it was written
  bool is_postgres = false;
  std::filesystem::path folder;  // of the keys and files; with SQLite, of everything
};
// `folder` is for PostgreSQL only.
Result<StoreUrl> parse_store_url(std::string_view text, std::string_view folder);

struct OpenStore {
  std::unique_ptr<port::Store> store;  // null when opened for reading only
  std::unique_ptr<port::Reads> reads;
  std::unique_ptr<port::Files> files;
};
// As the one writer; refused (conflict, store-in-use) while another process is.
enum class Use { server, command };
Result<OpenStore> open_store(const StoreUrl& url, const std::string& origin, Instant now, Use use);
Result<OpenStore> open_reads_only(const StoreUrl& url);
// Refused (not found, no-store) where opening it would make it first: a mistyped --store is then noticed.
Result<void> must_exist(const StoreUrl& url);

Result<void> leave_in_inbox(const StoreUrl& url, const port::InboxRequest& request, Instant now);
Result<std::optional<std::string>> find_reply(const StoreUrl& url, const std::string& request_id);

// Where the secret that signs session cookies is kept.
std::filesystem::path session_key_file(const StoreUrl& url);

// Where it is kept which sources sent something, and when.
std::filesystem::path sources_file(const StoreUrl& url);

// Everything is compared with what was recorded; refused (corrupt) at the first thing that does not fit.
Result<sql::VerifyReport> verify_store(const StoreUrl& url, const sql::Progress& progress);

// A copy that can be opened like the store itself, of one moment, also while a server runs. `to` must not exist yet.
Result<void> back_up(const StoreUrl& url, const std::filesystem::path& to);

}  // namespace jidoka::app
