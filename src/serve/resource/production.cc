// Production in bulk: what stations did, in its order, one act a line; each is decided as its own route would.
#include "resource/handlers.h"

namespace jidoka::resource {

struct SentAct {
  std::string verb;
  produce::ItemKind kind = produce::ItemKind::unit;
  std::string id;
  std::optional<Instant> at;
  std::optional<std::string> operation, equipment, person, material;
  std::optional<produce::RunResult> result;
  std::optional<std::string> defect;
  std::optional<std::map<std::string, double>> parameters;
  std::optional<produce::ItemRef> from;
  std::optional<Decimal> quantity;
  std::optional<std::string> uom, supplier, supplier_lot, location, into, to, reason;
};
constexpr auto describe(const SentAct*) {
  using json::field;
  return json::type<SentAct>(
      "SentAct", "One act; beside do, kind, id and at it has the fields of the route of that name",
      field("do", &SentAct::verb, "start, complete, consume, pack, ship, scrap or receive"),
      field("kind", &SentAct::kind), field("id", &SentAct::id, "Serial or lot number"),
      field("at", &SentAct::at, "When it was done; now by default"), field("operation", &SentAct::operation),
      field("equipment", &SentAct::equipment), field("person", &SentAct::person), field("material", &SentAct::material),
      field("result", &SentAct::result), field("defect", &SentAct::defect), field("parameters", &SentAct::parameters),
      field("from", &SentAct::from), field("quantity", &SentAct::quantity), field("uom", &SentAct::uom),
      field("supplier", &SentAct::supplier), field("supplier_lot", &SentAct::supplier_lot),
      field("location", &SentAct::location), field("into", &SentAct::into), field("to", &SentAct::to),
      field("reason", &SentAct::reason));
}

namespace {

// Reading thousands of lines takes a while, so it happens on the pool.
http::awaitable<Result<Response>> take_acts(Site& site, Request& request) {
  loop::Produce acts;
  auto read = co_await on_pool(*site.pool, [&]() -> Result<Response> {
    TRY(acts.acts, produce::read_acts(request.body));
    return Response();
  });
  if (!read) co_return Failure(std::move(read).error());
  loop::Request asked = to_loop(request, std::move(acts));
  auto reply = co_await submitted(site, std::move(asked));
  if (!reply) co_return Failure(std::move(reply).error());
  co_return http::json_response(std::move(reply->json));
}

}  // namespace

void add_production(http::Router& router, Site& site) {
  http::Route acts =
      post("/api/v1/production", "produce", "Many acts of production, one a line, at most 10 000", nullptr,
           &json::schema_of<loop::ProductionReply>, [&site](Request& request) { return take_acts(site, request); });
  acts.takes = {{"application/x-ndjson", &json::schema_of<SentAct>},
                {"application/ndjson", &json::schema_of<SentAct>},
                {"application/jsonl", &json::schema_of<SentAct>}};
  router.add(std::move(acts));
}

}  // namespace jidoka::resource
