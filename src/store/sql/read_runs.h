// Runs of an item, as pages show them.
#pragma once

#include "port/views.h"
#include "sql/read_list.h"

namespace jidoka::sql {

constexpr std::string_view run_columns =
    "select r.item, r.number, r.operation, r.equipment, r.person, r.started_at, r.ended_at, r.result, r.defect, "
    "r.parameters from runs r ";

inline Result<port::RunView> run_view(const Row& row) {
  port::RunView run{.number = row.integer(1),
                    .operation = text(row, 2),
                    .equipment = text(row, 3),
                    .person = text_or_none(row, 4),
                    .started_at = instant(row, 5),
                    .ended_at = instant_or_none(row, 6),
                    .result = {},
                    .defect = text_or_none(row, 8),
                    .parameters = {}};
  if (!row.is_null(7)) run.result = named<produce::RunResult>(row, 7);
  if (row.text(9) != "{}") {
    TRY(run.parameters, stored_json<std::map<std::string, double>>(row.text(9)));
  }
  return run;
}

}  // namespace jidoka::sql
