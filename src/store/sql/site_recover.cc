// What the loop needs to begin, and what it asks for by key while it runs.
#include <algorithm>

#include "ledger/note.h"
#include "sql/projection.h"
#include "sql/quantity.h"
#include "sql/read_list.h"
#include "sql/seal.h"
#include "sql/site_store.h"
#include "sql/telemetry.h"

namespace jidoka::sql {
namespace {

Failure damaged(const std::string& en, const std::string& zh) {
  return fail(Code::corrupt, "store-corrupt",
              {en + " Stop, keep the store, and restore the last backup.", zh + "请停机、保留数据并恢复最近的备份。"});
}

Result<void> check_head(Database& db, const ledger::Tree& tree, const LedgerKey& key) {
  if (tree.size() == 0) return {};
  TRY(const std::string note, stored_checkpoint(db));
  TRY(const std::string vkey, ledger::make_vkey(key.origin, key.key));
  TRY(const ledger::Checkpoint checkpoint, ledger::open_checkpoint(note, vkey));
  if (checkpoint.head != ledger::Head{tree.size(), tree.root()})
    return damaged("The ledger does not end where its signed checkpoint says.", "账本末尾与已签名的检查点不符。");
  return {};
}

Result<void> read_documents(Database& db, port::Recovered& out) {
  return query(db,
               "select kind, id, revision, body from documents d where revision = "
               "(select max(revision) from documents where kind = d.kind and id = d.id) order by kind, id",
               [&](const Row& row) -> Result<void> {
                 const auto body = text_or_none(row, 3);
                 out.documents.push_back({text(row, 0), text(row, 1), row.integer(2),
                                          body ? std::optional(json::Raw{*body}) : std::nullopt});
                 return {};
               });
}

Result<void> read_streams(Database& db, port::Recovered& out) {
  TRY_VOID(
      query(db, "select number, equipment, tag, uom from streams order by number", [&](const Row& row) -> Result<void> {
        out.streams.push_back(
            {static_cast<sense::StreamNumber>(row.integer(0)), text(row, 1), text(row, 2), text(row, 3)});
        return {};
      }));
  return query(
      db, "select stream, batch, state, seal from stream_states order by stream", [&](const Row& row) -> Result<void> {
        port::StreamState state{static_cast<sense::StreamNumber>(row.integer(0)),
                                static_cast<std::uint64_t>(row.integer(1)), std::string(row.bytes(2))};
        if (row.integer(3) != seal_of({std::to_string(state.stream), std::to_string(state.batch), state.state}))
          return damaged("The state of stream " + std::to_string(state.stream) + " has changed on disk.",
                         "数据流 " + std::to_string(state.stream) + " 的状态在磁盘上被改动。");
        out.states.push_back(std::move(state));
        return {};
      });
}

Result<void> read_people(Database& db, port::Recovered& out) {
  TRY_VOID(query(
      db,
      "select name, display_en, display_zh, roles, language, active, password_sha256, sessions_from from users order by "
      "name",
      [&](const Row& row) -> Result<void> {
        TRY(auto roles, stored_json<std::vector<std::string>>(row.text(3)));
        out.users.push_back({text(row, 0),
                             {text(row, 1), text(row, 2)},
                             std::move(roles),
                             text(row, 4),
                             row.integer(5) != 0,
                             text_or_none(row, 6), instant_or_none(row, 7)});
        return {};
      }));
  return query(db,
               "select id, user_name, name, role, secret_sha256, expires from tokens where revoked = 0 order by leaf",
               [&](const Row& row) -> Result<void> {
                 out.tokens.push_back(
                     {text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), instant_or_none(row, 5)});
                 return {};
               });
}

Result<void> read_acts(Database& db, port::Recovered& out) {
  return query(db, "select fact from open_facts order by leaf", [&](const Row& row) -> Result<void> {
    TRY(port::Fact fact, port::parse_leaf(row.text(0)));
    out.acts.push_back(std::move(fact));
    return {};
  });
}

produce::ItemRef item_ref(const Row& row, int kind, int id) {
  return {named<produce::ItemKind>(row, kind), text(row, id)};
}

Result<void> read_runs(Database& db, std::int64_t number, produce::Item& item) {
  return query(
      db,
      "select number, operation, equipment, person, started_at, ended_at, result from runs where item = $1 order by "
      "number",
      [&](const Row& row) -> Result<void> {
        item.runs.push_back({row.integer(0), text(row, 1), text(row, 2), text_or_none(row, 3), instant(row, 4),
                             instant_or_none(row, 5), named<produce::RunResult>(row, 6)});
        return {};
      },
      number);
}

Result<void> read_running(Database& db, port::Recovered& out) {
  return query(
      db, "select kind, id from items where number in (select item from runs where ended_at is null) order by number",
      [&](const Row& row) -> Result<void> {
        out.running.push_back(item_ref(row, 0, 1));
        return {};
      });
}

// In the order in which they went in, each once.
Result<void> read_links(Database& db, std::int64_t number, produce::Item& item) {
  return query(
      db,
      "select i.kind, i.id, l.relation from (select from_item, relation, min(leaf) as leaf from links where into_item "
      "= $1 "
      "group by from_item, relation) l join items i on i.number = l.from_item order by l.leaf",
      [&](const Row& row) -> Result<void> {
        (row.text(2) == "packed" ? item.contents : item.inputs).push_back(item_ref(row, 0, 1));
        return {};
      },
      number);
}

}  // namespace

Result<port::Recovered> SiteStore::recover() {
  port::Recovered out;
  TRY_VOID(db_.begin_read());
  const auto read = [&]() -> Result<void> {
    TRY(tree_, load_tree(db_));
    TRY_VOID(check_head(db_, tree_, options_.key));
    out.ledger_size = tree_.size();
    counters_.clear();
    TRY_VOID(query(db_, "select prefix, value from counters order by prefix", [&](const Row& row) -> Result<void> {
      counters_[text(row, 0)] = static_cast<std::uint64_t>(row.integer(1));
      return {};
    }));
    TRY_VOID(read_documents(db_, out));
    TRY_VOID(read_streams(db_, out));
    TRY_VOID(read_people(db_, out));
    TRY_VOID(read_acts(db_, out));
    TRY_VOID(read_running(db_, out));
    TRY_VOID(load_tails(out));
    return query(db_, "select key, reply from replies order by at, key", [&](const Row& row) -> Result<void> {
      out.replies.push_back({text(row, 0), text(row, 1)});
      return {};
    });
  };
  auto done = read();
  db_.rollback();
  TRY_VOID(std::move(done));
  for (const auto& [prefix, value] : counters_)
    if (prefix != batch_counter) out.counters.emplace_back(prefix, value);
  return out;
}

Result<void> SiteStore::load_tails(port::Recovered& recovered) {
  std::unordered_map<sense::StreamNumber, std::uint64_t> packed;
  for (const port::StreamState& state : recovered.states) packed[state.stream] = state.batch;
  tails_ = Tails(options_.limits);
  TRY_VOID(query(db_, "select number, bytes from batches order by number", [&](const Row& row) -> Result<void> {
    const auto number = static_cast<std::uint64_t>(row.integer(0));
    TRY(sense::Columns columns, decode_batch(row.bytes(1)));
    tails_.add(number, std::move(columns), [&](sense::StreamNumber stream) {
      const auto found = packed.find(stream);
      return found != packed.end() && found->second >= number;
    });
    return {};
  }));
  tails_.forget_unneeded();
  const auto newest = counters_.find(std::string(batch_counter));
  recovered.next_batch = next_batch_ = newest == counters_.end() ? 1 : newest->second + 1;
  return {};
}

Result<void> SiteStore::replay(const std::function<void(std::uint64_t, const sense::Columns&)>& take) {
  for (const auto& [number, batch] : tails_.batches()) take(number, batch.columns);
  return {};
}

Result<std::optional<produce::Item>> SiteStore::load_item(const produce::ItemRef& ref) {
  return options_.readers->with([&](Database& db) -> Result<std::optional<produce::Item>> {
    std::optional<produce::Item> item;
    std::int64_t number = 0;
    TRY_VOID(query(
        db,
        "select i.number, i.material, i.state, i.quantity, i.uom, box.kind, box.id from items i "
        "left join items box on box.number = i.inside where i.id = $2 and i.kind = $1",
        [&](const Row& row) -> Result<void> {
          number = row.integer(0);
          item = produce::Item{.ref = ref,
                               .material = text(row, 1),
                               .state = named<produce::ItemState>(row, 2),
                               .inside = {},
                               .quantity = quantity_or_none(row, 3),
                               .uom = text(row, 4),
                               .runs = {},
                               .inputs = {},
                               .contents = {}};
          if (!row.is_null(5)) item->inside = item_ref(row, 5, 6);
          return {};
        },
        ref.kind, ref.id));
    if (!item) return item;
    TRY_VOID(read_runs(db, number, *item));
    TRY_VOID(read_links(db, number, *item));
    return item;
  });
}

Result<std::vector<port::StoredSample>> SiteStore::load_samples(sense::StreamNumber stream, Instant from, Instant to) {
  return options_.readers->with([&](Database& db) -> Result<std::vector<port::StoredSample>> {
    TRY(const auto row, find_stream(db, stream));
    if (!row) return std::vector<port::StoredSample>();
    return samples_between(db, *options_.unpacked, *row, from, to);
  });
}

Result<std::optional<port::QuarantinedReading>> SiteStore::load_quarantined(const std::string& id) {
  return options_.readers->with([&](Database& db) -> Result<std::optional<port::QuarantinedReading>> {
    std::optional<port::QuarantinedReading> found;
    TRY_VOID(query(
        db, "select source, state from quarantine where id = $1",
        [&](const Row& row) -> Result<void> {
          found = port::QuarantinedReading{.source = text(row, 0), .open = row.text(1) == "open"};
          return {};
        },
        id));
    return found;
  });
}

Result<std::vector<port::InboxRequest>> SiteStore::inbox() {
  return options_.readers->with([&](Database& db) -> Result<std::vector<port::InboxRequest>> {
    std::vector<port::InboxRequest> out;
    TRY_VOID(query(db, "select id, body from inbox order by at, id", [&](const Row& row) -> Result<void> {
      out.push_back({text(row, 0), text(row, 1)});
      return {};
    }));
    return out;
  });
}

}  // namespace jidoka::sql
