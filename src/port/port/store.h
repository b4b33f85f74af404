// What the loop asks of the disk, and what pages ask of it.
//
// Store is the loop's door: one writer; commit() returns only when everything is on disk, all or nothing. It runs on
// the committing thread while the deciding thread may call load_…() and inbox(), which see committed state
// through a connection of their own; recover() and replay() are called alone.
// After a failed commit the Store is as it was before; the loop then throws its memory away and calls recover().
// Reads (reads.h) are separate, from any thread, see committed state only, and never block a commit.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "port/fact.h"
#include "produce/item.h"
#include "sense/sample.h"

namespace jidoka::port {

// The state of a stream's monitors after every reading of batches up to and including `batch`.
struct StreamState {
  sense::StreamNumber stream = 0;
  std::uint64_t batch = 0;
  std::string state;  // opaque to the store
  // What the stream has gathered up to and including `batch` goes into pages with it; otherwise the state is only kept.
  bool packs = true;
};

constexpr std::size_t most_recovered_replies = 100'000;

struct IdempotentReply {  // what a request with an Idempotency-Key was answered, kept 24 h
  std::string key;        // user + key
  std::string reply;
};

// One group commit. The store adds to `facts` those it makes itself (readings_recorded, page_packed).
struct Commit {
  Instant at;
  std::vector<Fact> facts;
  sense::Columns readings;  // accepted, in arrival order; several requests joined
  std::vector<StreamState>
      states;  // of streams in Receipt::wanted_states, and of those whose monitors changed but for readings
  std::vector<IdempotentReply> replies;
  std::vector<std::string>
      settled_inbox;  // ids of inbox requests that this commit answers, with the reply in `replies` under "inbox:ID"
  std::vector<std::pair<std::string, std::string>>
      credentials;  // user → PHC text (kept beside the ledger, its hash in user_saved)
};

struct Receipt {
  std::uint64_t ledger_size = 0;  // after the commit
  std::uint64_t batch = 0;        // number of the readings' batch; 0 when there were none
  std::vector<sense::StreamNumber>
      wanted_states;  // streams that the store wants to pack: the loop adds their StreamState to the next commit,
                      // which then packs the pages and drops the batches that no stream needs
};

// Everything that the loop keeps in memory, as committed.
struct Recovered {
  std::uint64_t ledger_size = 0;
  std::uint64_t next_batch = 1;
  std::vector<DocumentRevised> documents;  // the newest revision of each; without a body when it was withdrawn
  std::vector<StreamOpened> streams;
  std::vector<StreamState> states;
  // Facts of the holds, alarms, stops and commands that are still open, of the newest released hold and settled command
  // of each condition, and of the newest restart of each equipment; oldest first.
  std::vector<Fact> acts;
  std::vector<produce::ItemRef> running;                        // items with an open run
  std::vector<std::pair<std::string, std::uint64_t>> counters;  // highest number given, by prefix: {"H", 17}
  std::vector<IdempotentReply>
      replies;                   // the newest, oldest first; of more than most_recovered_replies the rest stays on disk
  std::vector<UserSaved> users;  // the newest of each name
  std::vector<TokenCreated> tokens;  // that are not revoked
};

struct StoredSample {
  Instant time;
  double value = 0;
  sense::Context context;
};

struct QuarantinedReading {
  std::string source;
  bool open = true;  // neither replayed nor discarded
};

struct InboxRequest {  // left by a command line beside a running server
  std::string id;
  std::string body;  // JSON
};

class Store {
 public:
  virtual ~Store() = default;

  virtual Result<Recovered> recover() = 0;
  // Calls `take` for every batch that is not wholly packed, oldest first, and ends with its first failure.
  using TakeBatch = std::function<Result<void>(std::uint64_t batch, const sense::Columns&)>;
  virtual Result<void> replay(const TakeBatch& take) = 0;
  virtual Result<Receipt> commit(Commit commit) = 0;

  // Committed state by key, for the loop's working set.
  virtual Result<std::optional<produce::Item>> load_item(const produce::ItemRef& item) = 0;
  // Committed samples of a stream with from ≤ time ≤ to, in order of time.
  virtual Result<std::vector<StoredSample>> load_samples(sense::StreamNumber stream, Instant from, Instant to) = 0;
  // Those of exactly these times, which ascend; what lies between them is not read.
  virtual Result<std::vector<StoredSample>> load_samples_at(sense::StreamNumber stream,
                                                            std::span<const std::int64_t> times) = 0;
  // What a request with this key was answered; absent when it was not, or more than a day ago.
  virtual Result<std::optional<std::string>> load_reply(const std::string& key) = 0;
  // Where a reading stands that was quarantined: absent when there is no such id.
  virtual Result<std::optional<QuarantinedReading>> load_quarantined(const std::string& id) = 0;
  // Whether there is, or was, an alarm of this id.
  virtual Result<bool> has_alarm(const std::string& id) = 0;
  // What was set aside of a source and nobody has settled yet: code and reading of the newest so many.
  virtual Result<std::vector<sense::Refusal>> load_open_quarantine(const std::string& source, std::size_t most) = 0;
  // The target of a command that ran out of its time and was not answered since; absent when it is none.
  virtual Result<std::optional<std::string>> load_timed_out(const std::string& command) = 0;
  virtual Result<std::vector<InboxRequest>> inbox() = 0;
};

}  // namespace jidoka::port
