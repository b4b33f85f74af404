// Items as lists show them, and what a hold covers: pieces of statements that several nouns share.
#pragma once

#include <string>
#include <string_view>

#include "act/facts.h"
#include "port/views.h"
#include "sql/database.h"

namespace jidoka::sql {

// Columns of an item `i`, in the order that item_view reads; its number is column 13.
constexpr std::string_view item_columns =
    "i.kind, i.id, i.material, i.state, i.equipment, i.operation, (select id from items box where box.number = "
    "i.inside), i.shipped_to, "
    "i.supplier, i.quantity, i.uom, i.created_at, i.changed_at, i.number ";
port::ItemView item_view(const Row& row);

// `with recursive … covered(number)`: the numbers of everything that a hold covers. What matches its scope, and
// whatever that went into; an item that was released one by one is left out, and so is what is reached only through it.
// Parameters: $1 the hold; of a unit or lot $2 its id; of an exposure $2 the equipment, $3 the earliest start of a run
// that can reach into it, $4 from, $5 to. The statement goes on behind it.
struct Coverage {
  std::string sql;
  std::vector<Param> params;
};
Result<Coverage> coverage(Database& db, std::string_view hold, const act::Scope& scope);

}  // namespace jidoka::sql
