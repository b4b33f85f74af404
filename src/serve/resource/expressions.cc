// An expression tried on values before anybody relies on it, and the functions that it may call; nothing is recorded.
#include "expr/attempt.h"
#include "expr/function_list.h"
#include "resource/handlers.h"

namespace jidoka::resource {

namespace {

Result<Response> try_expression(Request& request) {
  TRY(const expr::Attempt attempt, body_of<expr::Attempt>(request));
  TRY(const expr::Outcome outcome, expr::evaluate(attempt));
  return ok(outcome);
}

}  // namespace

void add_expressions(http::Router& router, Site& site) {
  http::Route route = post("/api/v1/expressions/try", "read", "What an expression gives for these values",
                           &json::schema_of<expr::Attempt>, &json::schema_of<expr::Outcome>,
                           reading(site, [](Request& request) { return try_expression(request); }));
  route.takes_key = false;  // asking again changes nothing
  router.add(std::move(route));
  router.add(get("/api/v1/expressions/functions", "read", "Functions that expressions may call",
                 &items_schema<expr::ListedFunction>,
                 reading(site, [](Request&) -> Result<Response> { return items(expr::listed_functions()); })));
}

}  // namespace jidoka::resource
