// Streams and the marks of their telemetry. The bytes of batches and pages are written by sql/site_store.cc: a fact
// holds their hashes only.
#include "sql/projection.h"

namespace jidoka::sql {

Outcome project(const Projected& fact, const port::StreamOpened& body) {
  return run(
      fact.db,
      "insert into streams(number, equipment, tag, uom, longest_page, packed_count) values($1, $2, $3, $4, 0, 0) "
      "on conflict(number) do update set equipment = excluded.equipment, tag = excluded.tag, uom = excluded.uom",
      body.stream, body.equipment, body.tag, body.uom);
}

Outcome project(const Projected& fact, const port::ReadingsRecorded& body) {
  fact.counters[std::string(batch_counter)] = body.batch;
  return {};
}

// longest_page: how far back a search by time must look for pages that begin before its span.
Outcome project(const Projected& fact, const port::PagePacked& body) {
  return run(fact.db,
             "update streams set packed_count = packed_count + $2, "
             "packed_first = case when packed_first < $3 then packed_first else $3 end, "
             "packed_last = case when packed_last > $4 then packed_last else $4 end, "
             "longest_page = case when longest_page > $5 then longest_page else $5 end where number = $1",
             body.stream, body.count, body.first, body.last, (body.last - body.first).ns);
}

}  // namespace jidoka::sql
