// Committed state for pages and for everybody who asks over the API. Any thread may call; every call is one consistent
// snapshot and never blocks the writer. Lists are paged by an opaque cursor; `limit` is 1 to 1000.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "port/ledger_query.h"
#include "port/views.h"
#include "sense/sample_block.h"

namespace jidoka::port {

struct Page {
  std::string after;  // cursor of the previous page; empty for the first
  std::uint32_t limit = 100;
};
template <class T>
struct Listed {
  std::vector<T> items;
  std::string next;  // cursor of the next page; empty at the end
};

struct ItemFilter {
  std::optional<produce::ItemKind> kind;
  std::optional<std::string> material;
  std::optional<produce::ItemState> state;
  std::string text;  // part of the id
};
struct EquipmentRun {  // a run, as the equipment sees it
  std::string equipment;
  produce::ItemRef item;
  std::string operation;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::optional<produce::RunResult> result;
};
struct FoundCredential {
  UserView user;
  std::string phc;
  std::optional<Instant> sessions_from = {};  // sessions that began before are over
};
struct FoundToken {
  TokenView token;
  UserView user;
};
struct Delivery {  // of the outbox, in order per target
  std::uint64_t id = 0;
  std::string command;  // command or message id
  std::string target;
  std::string body;  // JSON, CloudEvents 1.0 envelope
};

class Reads {
 public:
  virtual ~Reads() = default;

  virtual Result<std::uint64_t> ledger_size() = 0;

  // newest first unless said otherwise
  virtual Result<std::vector<StreamView>> streams() = 0;  // all, by equipment and tag
  virtual Result<std::optional<StreamView>> stream(std::string_view equipment, std::string_view tag) = 0;
  virtual Result<std::vector<SampleView>> samples(std::string_view equipment, std::string_view tag, Instant from,
                                                  Instant to, std::size_t limit) = 0;
  virtual Result<std::vector<SampleView>> latest_samples(std::string_view equipment, std::string_view tag,
                                                         std::size_t count) = 0;  // oldest first
  // Samples with from ≤ time ≤ to in order of time, a block at a time; answers how many. Every sample that was
  // committed when it began is among them. It may run for long, and keeps no snapshot meanwhile.
  virtual Result<std::uint64_t> each_block(std::string_view equipment, std::string_view tag, Instant from, Instant to,
                                           const sense::TakeBlock& take) = 0;
  virtual Result<std::vector<BucketView>> buckets(std::string_view equipment, std::string_view tag, Instant from,
                                                  Instant to, std::size_t count) = 0;
  virtual Result<Listed<judge::Verdict>> verdicts(std::optional<std::string> equipment, std::optional<std::string> tag,
                                                  Page page) = 0;

  // What charts of this stream have learnt, the newest for each plan (with its revision) and line.
  virtual Result<std::vector<LearntLimits>> learnt_limits(std::string_view equipment, std::string_view tag) = 0;

  virtual Result<Listed<HoldView>> holds(std::optional<act::HoldState> state, Page page) = 0;
  virtual Result<std::optional<HoldView>> hold(std::string_view id) = 0;            // with counts
  virtual Result<Listed<ItemView>> hold_items(std::string_view id, Page page) = 0;  // everything it covers, by id
  virtual Result<std::uint64_t> held_units() = 0;  // units that an active hold covers, each once
  virtual Result<Listed<AlarmView>> alarms(bool open_only, Page page) = 0;
  virtual Result<std::optional<AlarmView>> alarm(std::string_view id) = 0;
  virtual Result<std::vector<AlarmRate>> alarm_rates() = 0;  // by plan and line
  // When alarms were raised from then on, oldest first, at most 10 000, the newest.
  virtual Result<std::vector<Instant>> alarms_raised(Instant from) = 0;
  virtual Result<std::vector<EquipmentStop>> stops() = 0;
  virtual Result<std::vector<EquipmentActivity>> activity() = 0;
  virtual Result<Listed<CommandView>> commands(std::optional<std::string> equipment, Page page) = 0;
  virtual Result<Listed<MessageView>> messages(const std::vector<std::string>& roles, Page page) = 0;
  virtual Result<Listed<QuarantineView>> quarantine(std::optional<std::string> state, Page page) = 0;
  virtual Result<std::optional<QuarantineView>> quarantined(std::string_view id) = 0;

  virtual Result<Listed<ItemView>> items(const ItemFilter& filter, Page page) = 0;
  virtual Result<std::optional<ItemHistory>> item(const produce::ItemRef& ref) = 0;
  virtual Result<std::optional<TraceView>> trace(const produce::ItemRef& root, bool forward, std::size_t limit) = 0;

  virtual Result<ProductionView> production(Instant from, Instant to) = 0;  // runs that ended in [from, to)
  // Runs that share an instant with [from, to), at most `limit` of them; by equipment and start.
  virtual Result<std::vector<EquipmentRun>> runs_between(Instant from, Instant to, std::optional<std::string> equipment,
                                                         std::size_t limit) = 0;
  // Exposures at the equipment that share an instant with [from, to), newest first, at most 1000.
  virtual Result<std::vector<HoldView>> exposures(std::string_view equipment, Instant from, Instant to) = 0;

  virtual Result<std::vector<DocumentView>> documents() = 0;  // in force, by kind and id
  virtual Result<std::vector<DocumentView>> revisions(std::string_view kind, std::string_view id) = 0;

  virtual Result<std::optional<FoundCredential>> credential(std::string_view user) = 0;
  virtual Result<std::optional<FoundToken>> token(std::string_view secret_sha256) = 0;
  virtual Result<std::vector<UserView>> users() = 0;
  virtual Result<std::vector<TokenView>> tokens() = 0;

  // ledger
  virtual Result<std::vector<LedgerEntry>> entries(std::uint64_t from, std::uint32_t limit) = 0;
  virtual Result<Listed<LedgerEntry>> search_ledger(const LedgerQuery& asked, Page page) = 0;  // newest first
  virtual Result<std::string> checkpoint() = 0;  // signed note of the present size
  virtual Result<std::string> public_key() = 0;  // vkey
  virtual Result<std::vector<std::string>> inclusion_proof(std::uint64_t index,
                                                           std::uint64_t size) = 0;  // hashes, hexadecimal
  virtual Result<std::vector<std::string>> consistency_proof(std::uint64_t old_size, std::uint64_t size) = 0;
  virtual Result<std::string> tile(std::uint32_t level, std::uint64_t index, std::uint32_t width) = 0;  // raw hashes

  // what must still be delivered: the oldest of each target, oldest first
  virtual Result<std::vector<Delivery>> next_deliveries() = 0;
};

// Content-addressed files: the name is the SHA-256 of the bytes.
class Files {
 public:
  virtual ~Files() = default;
  virtual Result<std::string> put(std::string_view bytes) = 0;  // hexadecimal SHA-256; durable when it returns
  virtual Result<std::string> get(std::string_view sha256) = 0;
};

}  // namespace jidoka::port
