#include "sql/pool.h"

#include <gtest/gtest.h>

namespace jidoka::sql {
namespace {

struct Server {
  int connections = 0;
  int generation = 0;  // a restart ends every connection of the one before
  bool is_up = true;
};

class Connection final : public Database {
 public:
  explicit Connection(Server& server) : server_(server), generation_(server.generation) { ++server.connections; }
  Result<void> begin() override { return {}; }
  Result<void> begin_read() override {
    return generation_ == server_.generation ? Result<void>() : fail(store_unavailable("Lost", "connection"));
  }
  Result<void> commit() override { return {}; }
  void rollback() override {}
  Result<void> run(std::string_view, std::span<const Param>) override { return {}; }
  Result<void> query(std::string_view, std::span<const Param>, const TakeRow&) override { return {}; }
  Result<void> define(std::string_view) override { return {}; }
  Result<std::vector<std::string>> tables() override { return std::vector<std::string>(); }

 private:
  Server& server_;
  int generation_;
};

class ReadPoolTest : public testing::Test {
 protected:
  Result<int> read() {
    return pool.with([](Database&) -> Result<int> { return 7; });
  }
  // Two reads at once, so that two connections are kept.
  void fill() {
    ASSERT_TRUE(pool.with([&](Database&) { return read(); }));
    ASSERT_EQ(server.connections, 2);
  }
  Server server;
  ReadPool pool{[this]() -> Result<std::unique_ptr<Database>> {
    if (!server.is_up) return fail(store_unavailable("Not there", "connection"));
    return std::unique_ptr<Database>(std::make_unique<Connection>(server));
  }};
};

TEST_F(ReadPoolTest, keeps_its_connections) {
  fill();
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(read());
  EXPECT_EQ(server.connections, 2);
}

TEST_F(ReadPoolTest, nobody_is_told_that_the_database_was_restarted) {
  fill();
  ++server.generation;
  EXPECT_TRUE(pool.with([&](Database&) { return read(); })) << "both kept connections are dead";
  EXPECT_EQ(server.connections, 4);
  EXPECT_TRUE(read());
  EXPECT_EQ(server.connections, 4);
}

TEST_F(ReadPoolTest, a_database_that_is_gone_is_said_to_be_gone) {
  fill();
  ++server.generation;
  server.is_up = false;
  EXPECT_FALSE(read());
  server.is_up = true;
  EXPECT_TRUE(read());
}

}  // namespace
}  // namespace jidoka::sql
