// SiteReads: everything that pages and the API ask of committed state, over any sql::Database; one file of statements
// for each noun (read_holds.cc, read_items.cc …). Any thread; each call borrows a connection and sees one snapshot.
#pragma once

#include <memory>
#include <mutex>

#include "ledger/merkle.h"
#include "port/reads.h"
#include "sql/pool.h"
#include "sql/readings.h"

namespace jidoka::sql {

class SiteReads final : public port::Reads {
 public:
  SiteReads(std::shared_ptr<ReadPool> pool, std::shared_ptr<UnpackedBatches> unpacked, std::string vkey);

  Result<std::uint64_t> ledger_size() override;

  Result<std::vector<port::StreamView>> streams() override;
  Result<std::optional<port::StreamView>> stream(std::string_view equipment, std::string_view tag) override;
  Result<std::vector<port::SampleView>> samples(std::string_view equipment, std::string_view tag, Instant from,
                                                Instant to, std::size_t limit) override;
  Result<std::vector<port::SampleView>> latest_samples(std::string_view equipment, std::string_view tag,
                                                       std::size_t count) override;
  Result<std::uint64_t> each_block(std::string_view equipment, std::string_view tag, Instant from, Instant to,
                                   const sense::TakeBlock& take) override;
  Result<std::vector<port::BucketView>> buckets(std::string_view equipment, std::string_view tag, Instant from,
                                                Instant to, std::size_t count) override;
  Result<port::Listed<judge::Verdict>> verdicts(std::optional<std::string> equipment, std::optional<std::string> tag,
                                                port::Page page) override;

  Result<std::vector<port::LearntLimits>> learnt_limits(std::string_view equipment, std::string_view tag) override;

  Result<port::Listed<port::HoldView>> holds(std::optional<act::HoldState> state, port::Page page) override;
  Result<std::optional<port::HoldView>> hold(std::string_view id) override;
  Result<port::Listed<port::ItemView>> hold_items(std::string_view id, port::Page page) override;
  Result<std::uint64_t> held_units() override;
  Result<port::Listed<port::AlarmView>> alarms(bool open_only, port::Page page) override;
  Result<std::optional<port::AlarmView>> alarm(std::string_view id) override;
  Result<std::vector<port::AlarmRate>> alarm_rates() override;
  Result<std::vector<Instant>> alarms_raised(Instant from) override;
  Result<std::vector<port::EquipmentStop>> stops() override;
  Result<std::vector<port::EquipmentActivity>> activity() override;
  Result<port::Listed<port::CommandView>> commands(std::optional<std::string> equipment, port::Page page) override;
  Result<port::Listed<port::MessageView>> messages(const std::vector<std::string>& roles, port::Page page) override;
  Result<port::Listed<port::QuarantineView>> quarantine(std::optional<std::string> state, port::Page page) override;
  Result<std::optional<port::QuarantineView>> quarantined(std::string_view id) override;

  Result<port::Listed<port::ItemView>> items(const port::ItemFilter& filter, port::Page page) override;
  Result<std::optional<port::ItemHistory>> item(const produce::ItemRef& ref) override;
  Result<std::optional<port::TraceView>> trace(const produce::ItemRef& root, bool forward, std::size_t limit) override;

  Result<port::ProductionView> production(Instant from, Instant to) override;
  Result<std::vector<port::EquipmentRun>> runs_between(Instant from, Instant to, std::optional<std::string> equipment,
                                                       std::size_t limit) override;
  Result<std::vector<port::HoldView>> exposures(std::string_view equipment, Instant from, Instant to) override;

  Result<std::vector<port::DocumentView>> documents() override;
  Result<std::vector<port::DocumentView>> revisions(std::string_view kind, std::string_view id) override;

  Result<std::optional<port::FoundCredential>> credential(std::string_view user) override;
  Result<std::optional<port::FoundToken>> token(std::string_view secret_sha256) override;
  Result<std::vector<port::UserView>> users() override;
  Result<std::vector<port::TokenView>> tokens() override;

  Result<std::vector<port::LedgerEntry>> entries(std::uint64_t from, std::uint32_t limit) override;
  Result<port::Listed<port::LedgerEntry>> search_ledger(const port::LedgerQuery& asked, port::Page page) override;
  Result<std::string> checkpoint() override;
  Result<std::string> public_key() override;
  Result<std::vector<std::string>> inclusion_proof(std::uint64_t index, std::uint64_t size) override;
  Result<std::vector<std::string>> consistency_proof(std::uint64_t old_size, std::uint64_t size) override;
  Result<std::string> tile(std::uint32_t level, std::uint64_t index, std::uint32_t width) override;

  Result<std::vector<port::Delivery>> next_deliveries() override;

 private:
  // The tree as the snapshot of db has it, brought forward from what the last proof left.
  Result<ledger::Tree> tree_of(Database& db);

  std::shared_ptr<ReadPool> pool_;
  std::shared_ptr<UnpackedBatches> unpacked_;
  std::string vkey_;

  std::mutex tree_mutex_;
  ledger::Tree tree_;
};

}  // namespace jidoka::sql
