// What happens when the database fails at any statement, or the process ends at any moment.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "conformance/dump.h"
#include "conformance/everything.h"
#include "conformance/store_suite.h"
#include "sql/ledger_key.h"
#include "sql/site_store.h"
#include "sqlite/verify.h"

namespace jidoka::conformance {
namespace {

// Fails at the n-th operation from now; or carries a commit out and says that it failed.
class FailingDatabase final : public sql::Database {
 public:
  explicit FailingDatabase(std::unique_ptr<sql::Database> db) : db_(std::move(db)) {}
  void fail_at(std::int64_t operation) { left_ = operation; }
  void lose_next_answer() { lose_answer_ = true; }
  bool has_failed() const { return left_ == 0; }

  Result<void> begin() override { return fails() ? broken() : db_->begin(); }
  Result<void> begin_read() override { return db_->begin_read(); }
  Result<void> commit() override {
    if (fails()) return broken();
    TRY_VOID(db_->commit());
    return std::exchange(lose_answer_, false) ? broken() : Result<void>();
  }
  void rollback() override { db_->rollback(); }
  Result<void> run(std::string_view sql, std::span<const sql::Param> params) override {
    return fails() ? broken() : db_->run(sql, params);
  }
  Result<void> query(std::string_view sql, std::span<const sql::Param> params, const sql::TakeRow& take) override {
    return db_->query(sql, params, take);
  }
  Result<void> define(std::string_view script) override { return db_->define(script); }
  Result<std::vector<std::string>> tables() override { return db_->tables(); }

 private:
  bool fails() { return left_ > 0 && --left_ == 0; }
  static Result<void> broken() { return jidoka::fail(sql::store_unavailable("The test says so", "injected")); }

  std::unique_ptr<sql::Database> db_;
  std::int64_t left_ = -1;
  bool lose_answer_ = false;
};

class Faults : public StoreSuite {
 protected:
  Faults() {
    site_ = Opened{};
    auto failing = std::make_unique<FailingDatabase>(std::move(*backend_->writer()));
    failing_ = failing.get();
    auto pool = std::make_shared<sql::ReadPool>([this] { return backend_->reader(); });
    store_ = std::make_unique<sql::SiteStore>(
        sql::SiteStore::Options{.kept_alive = nullptr,
                                .writer = std::move(failing),
                                .readers = pool,
                                .unpacked = std::make_shared<sql::UnpackedBatches>(),
                                .key = std::move(*sql::load_or_make_key(backend_->keys(), "x")),
                                .limits = {}});
    EXPECT_TRUE(store_->recover());
    reader_ = std::move(*backend_->reader());
  }
  std::string tables() { return dump(*reader_); }

  FailingDatabase* failing_ = nullptr;
  std::unique_ptr<sql::SiteStore> store_;
  std::unique_ptr<sql::Database> reader_;
};
ON_EVERY_DATABASE(Faults);

TEST_P(Faults, a_commit_that_fails_at_any_statement_leaves_nothing_and_succeeds_when_it_is_tried_again) {
  std::int64_t statements = 0;
  for (std::int64_t n = 1;; ++n) {
    const std::string before = tables();
    const auto batch = static_cast<std::uint64_t>(n);
    failing_->fail_at(n);
    const auto first = store_->commit(everything(n, batch));
    if (!failing_->has_failed()) {
      statements = n - 1;
      EXPECT_TRUE(first);
      break;
    }
    ASSERT_FALSE(first) << n;
    EXPECT_EQ(first.error().code, Code::unavailable);
    ASSERT_EQ(tables(), before) << "something of the commit stayed after failing at statement " << n;
    failing_->fail_at(-1);
    const auto again = store_->commit(everything(n, batch));
    ASSERT_TRUE(again) << n << ": " << again.error().text.en;
    EXPECT_EQ(again->batch, batch);
  }
  EXPECT_GT(statements, 50);
  const auto report = sqlite::verify(*reader_, *sql::load_vkey(backend_->keys()));
  ASSERT_TRUE(report) << report.error().text.en;
}

TEST_P(Faults, recovery_after_a_lost_answer_finds_the_commit_once) {
  ASSERT_TRUE(store_->commit(everything(1, 1)));
  failing_->lose_next_answer();
  ASSERT_FALSE(store_->commit(everything(2, 2)));
  const auto recovered = store_->recover();
  ASSERT_TRUE(recovered) << recovered.error().text.en;
  EXPECT_EQ(recovered->next_batch, 3u);
  ASSERT_TRUE(store_->commit(everything(3, 3)));
  const auto report = sqlite::verify(*reader_, *sql::load_vkey(backend_->keys()));
  ASSERT_TRUE(report) << report.error().text.en;
  EXPECT_EQ(report->readings, 9u);
}

class Killed : public StoreSuite {};
ON_EVERY_DATABASE(Killed);

// The child says each ledger size that was answered; the last things it said are in the pipe when it is gone.
[[noreturn]] void commit_until_killed(Backend& backend, int pipe) {
  auto opened = backend.open();
  if (!opened || !opened->store->recover()) ::_exit(2);
  auto recovered = opened->store->recover();
  std::int64_t n = static_cast<std::int64_t>(recovered->next_batch);
  for (;; ++n) {
    const auto receipt = opened->store->commit(everything(n, static_cast<std::uint64_t>(n)));
    if (!receipt) ::_exit(3);
    const std::uint64_t size = receipt->ledger_size;
    if (::write(pipe, &size, sizeof size) != sizeof size) ::_exit(4);
  }
}

TEST_P(Killed, a_process_that_was_killed_leaves_every_answered_commit_and_no_part_of_another) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 5; ++round) {
    site_ = Opened{};
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) commit_until_killed(*backend_, ends[1]);
    ::close(ends[1]);
    std::uint64_t answered = 0;
    std::uint64_t size = 0;
    const std::uint64_t wanted = 1 + random() % 20;
    for (std::uint64_t i = 0; i < wanted && ::read(ends[0], &size, sizeof size) == sizeof size; ++i) answered = size;
    ::kill(child, SIGKILL);
    while (::read(ends[0], &size, sizeof size) == sizeof size) answered = size;
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    reopen();
    EXPECT_GE(recovered_.ledger_size, answered);
    EXPECT_EQ(recovered_.ledger_size % 23, 0u) << "each commit has 21 facts of its own and two of the store";
    EXPECT_LE(recovered_.ledger_size, answered + 23);
    const auto reader = std::move(*backend_->reader());
    const auto report = sqlite::verify(*reader, *reads().public_key());
    ASSERT_TRUE(report) << report.error().text.en;
  }
}

}  // namespace
}  // namespace jidoka::conformance
