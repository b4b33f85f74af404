#include "sql/site_store.h"

#include <algorithm>

#include "crypto/hash.h"
#include "sql/ledger_terms.h"
#include "sql/seal.h"
#include "sql/telemetry.h"

namespace jidoka::sql {
namespace {

constexpr Duration replies_are_kept = hours(24);
constexpr Duration replies_are_forgotten_every = minutes(10);

struct DraftPage {
  sense::StreamNumber stream = 0;
  std::size_t fact = 0;  // its page_packed among the facts
  PackedPage page;
};

}  // namespace

struct SiteStore::Draft {
  port::Commit commit;
  std::uint64_t first_leaf = 0;
  std::uint64_t batch = 0;
  SharedColumns columns;  // the readings, kept after the commit
  std::string batch_bytes;
  std::string batch_sha256;
  std::vector<DraftPage> pages;
  std::vector<std::pair<sense::StreamNumber, std::uint64_t>> drops;
  std::unordered_map<sense::StreamNumber, std::uint64_t> packed;  // as packed_ will be after it, where it changes
  std::vector<std::string> leaves;
  ledger::Tree tree;
  std::map<std::string, std::uint64_t> counters;
};

SiteStore::SiteStore(Options options) : options_(std::move(options)), db_(*options_.writer), tails_(options_.limits) {}

Result<port::Receipt> SiteStore::commit(port::Commit commit) {
  Draft draft;
  draft.commit = std::move(commit);
  draft.first_leaf = tree_.size();
  draft.tree = tree_;
  draft_telemetry(draft);
  draft.leaves.reserve(draft.commit.facts.size());
  for (const port::Fact& fact : draft.commit.facts) draft.leaves.push_back(port::leaf_text(fact));
  if (auto written = write(draft); !written) {
    db_.rollback();
    if (draft.batch != 0) tails_.take_back();
    return Failure(std::move(written).error());
  }
  tree_ = std::move(draft.tree);
  for (const auto& [prefix, value] : draft.counters) counters_[prefix] = value;
  for (const auto& [stream, through] : draft.drops) tails_.drop(stream, through);
  if (draft.batch != 0) options_.unpacked->offer(draft.batch, draft.columns);
  options_.unpacked->forget_offers_before(tails_.forget_unneeded());
  for (const auto& [stream, through] : draft.packed) packed_[stream] = through;
  if (draft.batch != 0) next_batch_ = draft.batch + 1;
  if (draft.commit.at - replies_forgotten_ >= replies_are_forgotten_every) replies_forgotten_ = draft.commit.at;
  return port::Receipt{.ledger_size = tree_.size(), .batch = draft.batch, .wanted_states = tails_.wanted()};
}

// Encodes the readings, packs what is to be packed, and adds the facts of both.
void SiteStore::draft_telemetry(Draft& draft) {
  const auto add_fact = [&](port::FactBody body) {
    draft.commit.facts.push_back({draft.commit.at, "jidoka", std::move(body)});
  };
  if (draft.commit.readings.size() != 0) {
    draft.batch = next_batch_;
    draft.batch_bytes = encode_batch(draft.commit.readings);
    draft.batch_sha256 = sha256_hex(draft.batch_bytes);
    add_fact(port::ReadingsRecorded{draft.batch, draft.commit.readings.size(), draft.batch_sha256});
    draft.columns = std::make_shared<const sense::Columns>(draft.commit.readings);
    tails_.add(draft.batch, draft.columns);
  }
  for (const port::StreamState& state : draft.commit.states) {
    if (!state.packs) continue;
    draft.packed[state.stream] = state.batch;
    auto samples = tails_.samples(state.stream, state.batch);
    if (samples.empty()) continue;
    draft.drops.emplace_back(state.stream, state.batch);
    for (PackedPage& page : pack_pages(std::move(samples), options_.limits.page_samples)) {
      add_fact(port::PagePacked{state.stream, page.first, page.last, page.count, sha256_hex(page.bytes)});
      draft.pages.push_back({state.stream, draft.commit.facts.size() - 1, std::move(page)});
    }
  }
}

Result<void> SiteStore::write(Draft& draft) {
  TRY_VOID(db_.begin());
  TRY_VOID(append_to_ledger(db_, draft.tree, draft.leaves, options_.key));
  TRY_VOID(write_facts(draft));
  TRY_VOID(write_telemetry(draft));
  TRY_VOID(write_replies(draft));
  return db_.commit();
}

Result<void> SiteStore::write_facts(Draft& draft) {
  std::map<std::string, std::uint64_t> counters = counters_;
  for (std::size_t i = 0; i < draft.leaves.size(); ++i) {
    const port::Fact& fact = draft.commit.facts[i];
    const Projected projected{db_, draft.first_leaf + i, fact.at, fact.by, draft.leaves[i], counters};
    TRY_VOID(project_fact(projected, fact.body));
  }
  for (const auto& [prefix, value] : counters)
    if (const auto before = counters_.find(prefix); before == counters_.end() || before->second != value)
      draft.counters[prefix] = value;
  return save_counters(db_, draft.counters);
}

Result<void> SiteStore::write_telemetry(Draft& draft) {
  if (draft.batch != 0) {
    const std::size_t count = draft.commit.readings.size();
    TRY_VOID(run(db_, "insert into batches(number, count, bytes, seal) values($1, $2, $3, $4)", draft.batch, count,
                 Bytes{draft.batch_bytes}, seal_of_batch(draft.batch, count, draft.batch_sha256)));
    TRY_VOID(save_measurements(db_, draft.commit.readings));
  }
  for (const DraftPage& page : draft.pages)
    TRY_VOID(run(db_,
                 "insert into pages(leaf, stream, first, last, count, mean, m2, lowest, highest, last_value, bytes) "
                 "values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                 draft.first_leaf + page.fact, page.stream, page.page.first, page.page.last, page.page.count,
                 page.page.mean, page.page.m2, page.page.lowest, page.page.highest, page.page.last_value,
                 Bytes{page.page.bytes}));
  TRY_VOID(write_states(draft));
  if (!draft.drops.empty())
    TRY_VOID(run(db_, "delete from batches where number < $1", tails_.floor_after(draft.drops)));
  return {};
}

Result<void> SiteStore::write_states(Draft& draft) {
  for (const port::StreamState& state : draft.commit.states) {
    const auto before = packed_.find(state.stream);
    const std::uint64_t packed = state.packs ? state.batch : before == packed_.end() ? 0 : before->second;
    TRY_VOID(run(db_,
                 "insert into stream_states(stream, batch, packed, state, seal) values($1, $2, $3, $4, $5) on "
                 "conflict(stream) do update set batch = excluded.batch, packed = excluded.packed, "
                 "state = excluded.state, seal = excluded.seal",
                 state.stream, state.batch, packed, Bytes{state.state},
                 seal_of_state(state.stream, state.batch, packed, state.state)));
  }
  return {};
}

Result<void> SiteStore::write_replies(Draft& draft) {
  const port::Commit& commit = draft.commit;
  for (const port::IdempotentReply& reply : commit.replies)
    TRY_VOID(run(db_,
                 "insert into replies(key, at, reply, seal) values($1, $2, $3, $4) on conflict(key) do update set "
                 "at = excluded.at, reply = excluded.reply, seal = excluded.seal",
                 reply.key, commit.at, reply.reply, seal_of({reply.key, std::to_string(commit.at.ns), reply.reply})));
  for (const std::string& id : commit.settled_inbox) TRY_VOID(run(db_, "delete from inbox where id = $1", id));
  for (const auto& [user, phc] : commit.credentials)
    TRY_VOID(run(db_,
                 "insert into credentials(name, phc) values($1, $2) on conflict(name) do update set phc = excluded.phc",
                 user, phc));
  if (commit.at - replies_forgotten_ >= replies_are_forgotten_every)
    TRY_VOID(run(db_, "delete from replies where at < $1", commit.at - replies_are_kept));
  return {};
}

}  // namespace jidoka::sql
