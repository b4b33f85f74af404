// One of the databases, empty at the start of each test and gone at its end.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/result.h"
#include "port/reads.h"
#include "port/store.h"
#include "sql/database.h"

namespace jidoka::conformance {

struct Opened {
  std::unique_ptr<port::Store> store;
  std::unique_ptr<port::Reads> reads;
  std::unique_ptr<port::Files> files;
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual Result<Opened> open() = 0;
  virtual Result<Opened> open_reads_only() = 0;
  virtual Result<std::unique_ptr<sql::Database>> writer() = 0;  // a raw connection that may change anything
  virtual Result<std::unique_ptr<sql::Database>> reader() = 0;
  virtual Result<void> leave_in_inbox(const port::InboxRequest& request) = 0;
  virtual Result<std::optional<std::string>> find_reply(const std::string& id) = 0;
  virtual std::filesystem::path keys() const = 0;
};

std::unique_ptr<Backend> make_sqlite();
std::unique_ptr<Backend> make_postgres();

}  // namespace jidoka::conformance
