// SiteStore: the loop's store over any sql::Database.
//
// commit() makes the facts that only the store can make (readings_recorded, page_packed), appends every leaf to the
// ledger, projects every fact to its tables and writes telemetry, states, replies and credentials, in one transaction.
// What it keeps in memory (the tree, the tails, the counters) changes only after that transaction is durable.
// After a failure the memory is as before, and recover() reads everything again.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "ledger/merkle.h"
#include "port/store.h"
#include "sql/ledger_rows.h"
#include "sql/pool.h"
#include "sql/readings.h"
#include "sql/tails.h"

namespace jidoka::sql {

class SiteStore final : public port::Store {
 public:
  struct Options {
    std::shared_ptr<void> kept_alive = {};  // locks and threads of the adapter; ended after the writer
    std::unique_ptr<Database> writer;
    std::shared_ptr<ReadPool> readers;
    std::shared_ptr<UnpackedBatches> unpacked;  // shared with the reads of the same store
    LedgerKey key;
    TailLimits limits = {};
  };
  explicit SiteStore(Options options);

  Result<port::Recovered> recover() override;
  Result<void> replay(const TakeBatch& take) override;
  Result<port::Receipt> commit(port::Commit commit) override;
  Result<std::optional<produce::Item>> load_item(const produce::ItemRef& item) override;
  Result<std::vector<port::StoredSample>> load_samples(sense::StreamNumber stream, Instant from, Instant to) override;
  Result<std::vector<port::StoredSample>> load_samples_at(sense::StreamNumber stream,
                                                          std::span<const std::int64_t> times) override;
  Result<std::optional<std::string>> load_reply(const std::string& key) override;
  Result<std::optional<port::QuarantinedReading>> load_quarantined(const std::string& id) override;
  Result<bool> has_alarm(const std::string& id) override;
  Result<std::vector<sense::Refusal>> load_open_quarantine(const std::string& source, std::size_t most) override;
  Result<std::optional<std::string>> load_timed_out(const std::string& command) override;
  Result<std::vector<port::InboxRequest>> inbox() override;

 private:
  struct Draft;  // one commit on its way

  void draft_telemetry(Draft& draft);
  Result<void> write(Draft& draft);
  Result<void> write_facts(Draft& draft);
  Result<void> write_telemetry(Draft& draft);
  Result<void> write_replies(Draft& draft);
  Result<void> write_states(Draft& draft);
  Result<void> load_tails(port::Recovered& recovered);
  Result<void> load_replies(port::Recovered& recovered);

  Options options_;
  Database& db_;
  ledger::Tree tree_;
  Tails tails_;
  std::unordered_map<sense::StreamNumber, std::uint64_t> packed_;  // up to which batch
  std::map<std::string, std::uint64_t> counters_;
  std::uint64_t next_batch_ = 1;
  Instant replies_forgotten_{0};
};

}  // namespace jidoka::sql
