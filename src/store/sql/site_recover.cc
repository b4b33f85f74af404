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
  // A stream without its row would have its number given again, and its pages with it.
  TRY(const auto highest, find_integer(db, "select max(stream) from pages"));
  if (highest && (out.streams.empty() || static_cast<std::int64_t>(out.streams.back().stream) < *highest))
    return damaged("Table streams has no row " + std::to_string(*highest) + ", but there are pages of it.",
                   "数据表 streams 缺少第 " + std::to_string(*highest) + " 行，但 pages 中有它的数据。");
  return {};
}

Result<void> read_states(Database& db, port::Recovered& out,
                         std::unordered_map<sense::StreamNumber, std::uint64_t>& packed) {
  return query(db, "select stream, batch, packed, state, seal from stream_states order by stream",
               [&](const Row& row) -> Result<void> {
                 const auto stream = static_cast<sense::StreamNumber>(row.integer(0));
                 if (!state_is_sealed(row))
                   return damaged("Row " + std::to_string(stream) + " of table stream_states has changed on disk.",
                                  "数据表 stream_states 第 " + std::to_string(stream) + " 行在磁盘上被改动。");
                 packed[stream] = static_cast<std::uint64_t>(row.integer(2));
                 out.states.push_back({stream, static_cast<std::uint64_t>(row.integer(1)), std::string(row.bytes(3))});
                 return {};
               });
}

Result<void> read_people(Database& db, port::Recovered& out) {
  TRY_VOID(query(db,
                 "select name, display_en, display_zh, roles, language, active, password_sha256, sessions_from from "
                 "users order by name",
                 [&](const Row& row) -> Result<void> {
                   TRY(auto roles, stored_json<std::vector<std::string>>(row.text(3)));
                   out.users.push_back({text(row, 0),
                                        {text(row, 1), text(row, 2)},
                                        std::move(roles),
                                        text(row, 4),
                                        row.integer(5) != 0,
                                        text_or_none(row, 6),
                                        instant_or_none(row, 7)});
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
    return load_replies(out);
  };
  auto done = read();
  db_.rollback();
  TRY_VOID(std::move(done));
  for (const auto& [prefix, value] : counters_)
    if (prefix != batch_counter) out.counters.emplace_back(prefix, value);
  return out;
}

Result<void> SiteStore::load_tails(port::Recovered& recovered) {
  packed_.clear();
  TRY_VOID(read_states(db_, recovered, packed_));
  tails_ = Tails(options_.limits);
  const auto take = [&](const Row& row) -> Result<void> {
    const auto number = static_cast<std::uint64_t>(row.integer(0));
    auto columns = decode_batch(row.bytes(2));
    if (!columns || !batch_is_sealed(row))
      return damaged("Row " + std::to_string(number) + " of table batches has changed on disk.",
                     "数据表 batches 第 " + std::to_string(number) + " 行在磁盘上被改动。");
    const auto shared = std::make_shared<const sense::Columns>(std::move(*columns));
    tails_.add(number, shared, [&](sense::StreamNumber stream) {
      const auto found = packed_.find(stream);
      return found != packed_.end() && found->second >= number;
    });
    options_.unpacked->offer(number, shared);
    return {};
  };
  TRY_VOID(query(db_, "select number, count, bytes, seal from batches order by number", take));
  options_.unpacked->forget_offers_before(tails_.forget_unneeded());
  const auto newest = counters_.find(std::string(batch_counter));
  recovered.next_batch = next_batch_ = newest == counters_.end() ? 1 : newest->second + 1;
  return {};
}

Result<void> SiteStore::load_replies(port::Recovered& recovered) {
  return query(
      db_,
      "select key, reply from (select at, key, reply from replies order by at desc, key desc limit $1) newest "
      "order by at, key",
      [&](const Row& row) -> Result<void> {
        recovered.replies.push_back({text(row, 0), text(row, 1)});
        return {};
      },
      port::most_recovered_replies);
}

Result<void> SiteStore::replay(const TakeBatch& take) {
  for (const auto& [number, batch] : tails_.batches()) TRY_VOID(take(number, *batch.columns));
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

Result<std::vector<port::StoredSample>> SiteStore::load_samples_at(sense::StreamNumber stream,
                                                                   std::span<const std::int64_t> times) {
  return options_.readers->with([&](Database& db) -> Result<std::vector<port::StoredSample>> {
    TRY(const auto row, find_stream(db, stream));
    if (!row) return std::vector<port::StoredSample>();
    return samples_at(db, *options_.unpacked, *row, times);
  });
}

Result<std::optional<std::string>> SiteStore::load_reply(const std::string& key) {
  return options_.readers->with([&](Database& db) -> Result<std::optional<std::string>> {
    std::optional<std::string> found;
    TRY_VOID(query(
        db, "select reply, at, seal from replies where key = $1",
        [&](const Row& row) -> Result<void> {
          found = text(row, 0);
          if (row.integer(2) == seal_of({key, std::to_string(row.integer(1)), *found})) return {};
          return damaged("A row of table replies has changed on disk.", "数据表 replies 中有一行在磁盘上被改动。");
        },
        key));
    return found;
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

Result<bool> SiteStore::has_alarm(const std::string& id) {
  return options_.readers->with([&](Database& db) -> Result<bool> {
    TRY(const auto found, find_integer(db, "select 1 from alarms where id = $1", id));
    return found.has_value();
  });
}

Result<std::vector<sense::Refusal>> SiteStore::load_open_quarantine(const std::string& source, std::size_t most) {
  return options_.readers->with([&](Database& db) -> Result<std::vector<sense::Refusal>> {
    std::vector<sense::Refusal> found;
    TRY_VOID(query(
        db, "select code, reading from quarantine where state = 'open' and source = $1 order by leaf desc limit $2",
        [&](const Row& row) -> Result<void> {
          sense::Refusal& refusal = found.emplace_back();
          refusal.code = row.text(0);
          TRY(refusal.reading, stored_json<sense::RawReading>(row.text(1)));
          return {};
        },
        source, static_cast<std::int64_t>(most)));
    return found;
  });
}

Result<std::optional<std::string>> SiteStore::load_timed_out(const std::string& command) {
  return options_.readers->with([&](Database& db) -> Result<std::optional<std::string>> {
    std::optional<std::string> found;
    TRY_VOID(query(
        db, "select target from commands where id = $1 and state = 'timed_out'",
        [&](const Row& row) -> Result<void> {
          found = text(row, 0);
          return {};
        },
        command));
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
