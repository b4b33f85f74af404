// The suite that every database must pass: each test runs once on an empty SQLite and once on an empty PostgreSQL.
#pragma once

#include <gtest/gtest.h>

#include "conformance/backend.h"
#include "conformance/facts.h"

namespace jidoka::conformance {

class StoreSuite : public testing::TestWithParam<std::unique_ptr<Backend> (*)()> {
 protected:
  StoreSuite() : backend_(GetParam()()) { reopen(); }

  void reopen() {
    site_ = Opened{};
    auto opened = backend_->open();
    if (!opened) GTEST_FAIL() << opened.error().text.en;
    site_ = std::move(*opened);
    auto recovered = site_.store->recover();
    if (!recovered) GTEST_FAIL() << recovered.error().text.en;
    recovered_ = std::move(*recovered);
  }
  port::Store& store() { return *site_.store; }
  port::Reads& reads() { return *site_.reads; }

  // Commits, and says what went wrong.
  port::Receipt commit(port::Commit given) {
    auto receipt = store().commit(std::move(given));
    EXPECT_TRUE(receipt) << (receipt ? "" : receipt.error().text.en);
    return receipt.value_or(port::Receipt{});
  }
  port::Receipt commit(std::vector<port::FactBody> bodies, Instant when = start) {
    return commit(commit_of(std::move(bodies), when));
  }
  port::Receipt commit_readings(const std::vector<Reading>& all, std::vector<port::StreamState> states = {}) {
    port::Commit given = commit_of({});
    given.readings = readings(all);
    given.states = std::move(states);
    return commit(std::move(given));
  }

  std::unique_ptr<Backend> backend_;
  Opened site_;
  port::Recovered recovered_;
};

inline std::string backend_name(const testing::TestParamInfo<std::unique_ptr<Backend> (*)()>& info) {
  return info.index == 0 ? "sqlite" : "postgres";
}

#define ON_EVERY_DATABASE(suite) \
  INSTANTIATE_TEST_SUITE_P(Databases, suite, testing::Values(&make_sqlite, &make_postgres), backend_name)

template <class T>
auto ids(const std::vector<T>& rows) {
  std::vector<std::string> out;
  for (const T& row : rows) out.push_back(row.id);
  return out;
}

}  // namespace jidoka::conformance
