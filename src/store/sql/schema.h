// The tables' definitions, one text a migration. Written for SQLite; PostgreSQL's adapter turns INTEGER into BIGINT,
// REAL into DOUBLE PRECISION, BLOB into BYTEA and gives TEXT the byte order ("C") that SQLite has.
//
// Quantities of lots are integers of millionths, so that what is left can be counted down in SQL. Times are integer
// nanoseconds since 1970. `leaf` is the index of the fact that made the row, and its order in lists. Every table but
// those of `schema_of_the_record` is a projection of the ledger. `seal` is a checksum of a row that no fact vouches for
// (sql/seal.h).
#pragma once

#include <string_view>

namespace jidoka::sql {

constexpr std::string_view schema_of_the_record = R"sql(
create table migrations(number INTEGER PRIMARY KEY, name TEXT not null, at INTEGER not null, seal INTEGER not null) STRICT;
create table ledger(
  first INTEGER PRIMARY KEY, count INTEGER not null, root BLOB not null, leaves BLOB not null) STRICT;
create table tiles(id INTEGER PRIMARY KEY, bytes BLOB not null) STRICT;
create table checkpoint(one INTEGER PRIMARY KEY, note TEXT not null) STRICT;
create table batches(number INTEGER PRIMARY KEY, count INTEGER not null, bytes BLOB not null) STRICT;
create table pages(
  leaf INTEGER PRIMARY KEY, stream INTEGER not null, first INTEGER not null, last INTEGER not null, count INTEGER not null,
  mean REAL not null, m2 REAL not null, lowest REAL not null, highest REAL not null,
  last_value REAL not null, bytes BLOB not null) STRICT;
create index pages_by_time on pages(stream, first, last);
create index pages_by_end on pages(stream, last);
create table stream_states(stream INTEGER PRIMARY KEY, batch INTEGER not null, state BLOB not null, seal INTEGER not null) STRICT;
create table streams(
  number INTEGER PRIMARY KEY, equipment TEXT not null, tag TEXT not null, uom TEXT not null, longest_page INTEGER not null,
  packed_count INTEGER not null, packed_first INTEGER, packed_last INTEGER, unique(equipment, tag)) STRICT;
create table counters(prefix TEXT PRIMARY KEY, value INTEGER not null) STRICT;
create table open_facts(leaf INTEGER PRIMARY KEY, subject TEXT not null, slot TEXT not null, fact TEXT not null,
  unique(subject, slot)) STRICT;
create table outbox(leaf INTEGER PRIMARY KEY, command TEXT not null unique, target TEXT not null, body TEXT not null) STRICT;
create index outbox_by_target on outbox(target, leaf);
create table replies(key TEXT PRIMARY KEY, at INTEGER not null, reply TEXT not null, seal INTEGER not null) STRICT;
create index replies_by_time on replies(at);
create table inbox(id TEXT PRIMARY KEY, at INTEGER not null, body TEXT not null, seal INTEGER not null) STRICT;
)sql";

constexpr std::string_view schema_of_production = R"sql(
create table items(
  number INTEGER PRIMARY KEY, kind TEXT not null, id TEXT not null, material TEXT not null, state TEXT not null,
  quantity INTEGER, uom TEXT not null, inside INTEGER, equipment TEXT, operation TEXT, shipped_to TEXT, supplier TEXT,
  supplier_lot TEXT, location TEXT, scrap_reason TEXT, created_at INTEGER not null, changed_at INTEGER not null,
  unique(id, kind)) STRICT;
create index items_inside on items(inside) where inside is not null;
create index items_by_material on items(material, number);
create table runs(
  item INTEGER not null, number INTEGER not null, operation TEXT not null, equipment TEXT not null, person TEXT,
  started_at INTEGER not null, ended_at INTEGER, result TEXT, defect TEXT, parameters TEXT not null,
  primary key(item, number)) STRICT, WITHOUT ROWID;
create index runs_by_equipment on runs(equipment, started_at);
create index runs_by_end on runs(ended_at) where ended_at is not null;
create index runs_open on runs(equipment, started_at) where ended_at is null;
create table equipment_activity(
  equipment TEXT PRIMARY KEY, item INTEGER not null, run INTEGER not null, longest_run INTEGER not null) STRICT;
create table links(
  into_item INTEGER not null, from_item INTEGER not null, leaf INTEGER not null, relation TEXT not null, quantity TEXT,
  uom TEXT not null, operation TEXT, equipment TEXT, at INTEGER not null,
  primary key(into_item, from_item, leaf)) STRICT, WITHOUT ROWID;
create index links_forward on links(from_item, into_item);
create table measurements(
  kind TEXT not null, item TEXT not null, at INTEGER not null, stream INTEGER not null, value REAL not null,
  primary key(item, kind, at, stream)) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view schema_of_reactions = R"sql(
create table quarantine(
  leaf INTEGER PRIMARY KEY, id TEXT not null unique, source TEXT not null, code TEXT not null, field TEXT not null,
  text_en TEXT not null, text_zh TEXT not null, reading TEXT not null, state TEXT not null, at INTEGER not null,
  settled_by TEXT, reason TEXT) STRICT;
create index quarantine_by_state on quarantine(state, leaf);
create table verdicts(
  leaf INTEGER PRIMARY KEY, id TEXT not null unique, equipment TEXT not null, tag TEXT not null, unit TEXT, lot TEXT,
  body TEXT not null) STRICT;
create index verdicts_by_stream on verdicts(equipment, tag, leaf);
create index verdicts_by_equipment on verdicts(equipment, leaf);
create index verdicts_by_unit on verdicts(unit, leaf) where unit is not null;
create index verdicts_by_lot on verdicts(lot, leaf) where lot is not null;
create table learnt_limits(
  stream TEXT not null, plan TEXT not null, line TEXT not null, from_at INTEGER not null, to_at INTEGER not null,
  mean REAL not null, sigma REAL not null, primary key(stream, plan, line)) STRICT, WITHOUT ROWID;
create table holds(
  leaf INTEGER PRIMARY KEY, id TEXT not null unique, state TEXT not null, scope TEXT not null, item TEXT, equipment TEXT,
  from_at INTEGER, to_at INTEGER, because TEXT, reason_en TEXT not null, reason_zh TEXT not null, release_role TEXT not null,
  placed_at INTEGER not null, placed_by TEXT not null, released_at INTEGER, released_by TEXT, release_reason TEXT) STRICT;
create index holds_by_state on holds(state, leaf);
create table hold_releases(
  hold TEXT not null, item_kind TEXT not null, item TEXT not null, reason TEXT not null, at INTEGER not null,
  released_by TEXT not null, primary key(hold, item, item_kind)) STRICT, WITHOUT ROWID;
create table alarms(
  leaf INTEGER PRIMARY KEY, id TEXT not null unique, alarm_key TEXT not null, state TEXT not null, priority TEXT not null,
  equipment TEXT not null, because TEXT not null, escalate TEXT, count INTEGER not null, raised_at INTEGER not null,
  last_at INTEGER not null, acknowledged_at INTEGER, acknowledged_by TEXT, note TEXT, shelved_until INTEGER, shelved_by TEXT,
  shelve_reason TEXT, escalated_to TEXT, escalated_at INTEGER, returned_at INTEGER) STRICT;
create index alarms_open on alarms(leaf) where state <> 'cleared';
create table stops(
  equipment TEXT PRIMARY KEY, reason_en TEXT not null, reason_zh TEXT not null, stopped_at INTEGER not null,
  stopped_by TEXT not null, verdict TEXT) STRICT;
create table commands(
  leaf INTEGER PRIMARY KEY, id TEXT not null unique, target TEXT not null, equipment TEXT not null, command TEXT not null,
  parameters TEXT not null, reason_en TEXT not null, reason_zh TEXT not null, verdict TEXT, state TEXT not null,
  attempts INTEGER not null, detail TEXT not null, queued_at INTEGER not null, settled_at INTEGER) STRICT;
create index commands_by_equipment on commands(equipment, leaf);
create table messages(
  leaf INTEGER PRIMARY KEY, id TEXT not null unique, role TEXT not null, text_en TEXT not null, text_zh TEXT not null,
  verdict TEXT, sent_at INTEGER not null) STRICT;
create index messages_by_role on messages(role, leaf);
)sql";

constexpr std::string_view schema_of_the_plant = R"sql(
create table documents(
  kind TEXT not null, id TEXT not null, revision INTEGER not null, body TEXT, at INTEGER not null, revised_by TEXT not null,
  primary key(kind, id, revision)) STRICT, WITHOUT ROWID;
create table users(
  name TEXT PRIMARY KEY, display_en TEXT not null, display_zh TEXT not null, roles TEXT not null, language TEXT not null,
  active INTEGER not null, password_sha256 TEXT) STRICT;
create table credentials(name TEXT PRIMARY KEY, phc TEXT not null) STRICT;
create table tokens(
  leaf INTEGER PRIMARY KEY, id TEXT not null unique, user_name TEXT not null, name TEXT not null, role TEXT not null,
  secret_sha256 TEXT not null unique, created_at INTEGER not null, expires INTEGER, revoked INTEGER not null) STRICT;
)sql";

// packed: up to which batch the stream's readings are in pages; its state may be newer. A batch of an older program has
// no seal.
constexpr std::string_view schema_of_lasting_telemetry = R"sql(
alter table stream_states add column packed INTEGER not null default 0;
update stream_states set packed = batch;
alter table batches add column seal INTEGER;
)sql";

// Sessions of the user that began up to then are over.
constexpr std::string_view schema_of_sessions = R"sql(
alter table users add column sessions_from INTEGER;
)sql";

// Under which words which leaves are found (sql/ledger_terms.h).
constexpr std::string_view schema_of_ledger_terms = R"sql(
create table ledger_terms(term TEXT not null, leaf INTEGER not null, primary key(term, leaf)) STRICT, WITHOUT ROWID;
)sql";

// Who asks for an item's holds comes from the item or from the equipment that it ran at.
constexpr std::string_view schema_of_hold_searches = R"sql(
create index holds_by_item on holds(item) where item is not null;
create index holds_by_equipment on holds(equipment) where equipment is not null;
)sql";

// What receivers of commands said. Until then a webhook's answer was all, which is an acknowledgement.
constexpr std::string_view schema_of_acknowledgements = R"sql(
alter table commands add column acknowledged_at INTEGER;
alter table commands add column escalated_to TEXT;
alter table commands add column acknowledge_within INTEGER;
update commands set state = 'acknowledged', acknowledged_at = settled_at where state = 'delivered';
)sql";

// When an alarm returns whose condition is normal, and what people found to be false.
constexpr std::string_view schema_of_false_alarms = R"sql(
alter table alarms add column returns_at INTEGER;
alter table alarms add column false_at INTEGER;
alter table alarms add column false_by TEXT;
alter table alarms add column false_reason TEXT;
)sql";

}  // namespace jidoka::sql
