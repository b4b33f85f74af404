// Words under which the ledger is searched: "subject/H-17", "fact/hold_placed", "by/anna", each with the leaves that
// say it. A projection like any other table, so verification compares it.
//
// An entry costs a row in the midst of an index, so what is written at a rate gets few of them: readings and pages
// none, production only its items, and what the loop itself and machines with a token do is not indexed by who. A
// search for those reads the ledger backward, where they are never far away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "port/fact.h"
#include "sql/projection.h"

namespace jidoka::sql {

std::vector<std::string> ledger_terms(const port::FactBody& body, std::string_view by);
std::string subject_term(std::string_view subject);
// Absent when facts of this name, or by this actor, are not indexed.
std::optional<std::string> fact_term(std::string_view fact_name);
std::optional<std::string> actor_term(std::string_view by);

// The fact's own tables, and its terms.
Outcome project_fact(const Projected& fact, const port::FactBody& body);

// The terms of every leaf that is there already, for a store that was written before there were any.
Result<void> fill_ledger_terms(Database& db);

}  // namespace jidoka::sql
