#include "resource/handlers.h"

namespace jidoka::resource {

namespace {

using produce::ItemKind;

std::string_view noun(ItemKind kind) { return kind == ItemKind::unit ? "unit" : "lot"; }
std::string_view noun_zh(ItemKind kind) { return kind == ItemKind::unit ? "产品" : "批次"; }

Result<Response> list_items(Site& site, Request& request, ItemKind kind) {
  TRY(const auto page, page_of(request));
  port::ItemFilter filter;
  filter.kind = kind;
  filter.material = text_of(request, "material");
  filter.text = text_of(request, "text").value_or("");
  if (const auto state = text_of(request, "state")) {
    for (const auto& [value, name] : describe_enum(static_cast<const produce::ItemState*>(nullptr)).rows)
      if (name == *state) filter.state = value;
    if (!filter.state)
      return fail(Code::invalid, "bad-state",
                  {"state must be available, in_process, consumed, packed, shipped or scrapped.",
                   "state 须为 available、in_process、consumed、packed、shipped 或 scrapped。"},
                  "state");
  }
  TRY(const auto list, site.reads->items(filter, page));
  return ok(list);
}

template <class Input>
Write for_item(ItemKind kind) {
  return [kind](Request& request) -> Result<loop::RequestBody> {
    TRY(Input input, body_of<Input>(request));
    return loop::ForItem{{kind, request.parameters[0]}, std::move(input)};
  };
}

// What a person with a serial or a lot number asks: the unit first, then the lot.
Result<Response> trace(Site& site, Request& request) {
  const std::string direction = text_of(request, "direction").value_or("backward");
  if (direction != "backward" && direction != "forward")
    return fail(Code::invalid, "bad-direction",
                {"direction must be backward or forward.", "direction 须为 backward 或 forward。"}, "direction");
  TRY(const auto limit, number_of(request, "limit", 10'000, 100'000));
  const auto kind = text_of(request, "kind");
  if (kind && *kind != "unit" && *kind != "lot")
    return fail(Code::invalid, "bad-kind", {"kind must be unit or lot.", "kind 须为 unit 或 lot。"}, "kind");
  for (ItemKind candidate : {ItemKind::unit, ItemKind::lot}) {
    if (kind && *kind != noun(candidate)) continue;
    TRY(const auto answer,
        site.reads->trace({candidate, request.parameters[0]}, direction == "forward", limit == 0 ? 1 : limit));
    if (answer) return ok(*answer);
  }
  return fail(not_found("unit or lot", "产品或批次", request.parameters[0]));
}

struct ItemPaths {
  ItemKind kind;
  std::string_view list, one, permit, start, complete, consume, pack, ship, scrap;
};
constexpr ItemPaths paths[] = {
    {ItemKind::unit, "/api/v1/units", "/api/v1/units/{serial}", "/api/v1/units/{serial}/permit",
     "/api/v1/units/{serial}/start", "/api/v1/units/{serial}/complete", "/api/v1/units/{serial}/consume",
     "/api/v1/units/{serial}/pack", "/api/v1/units/{serial}/ship", "/api/v1/units/{serial}/scrap"},
    {ItemKind::lot, "/api/v1/lots", "/api/v1/lots/{lot}", "/api/v1/lots/{lot}/permit", "/api/v1/lots/{lot}/start",
     "/api/v1/lots/{lot}/complete", "/api/v1/lots/{lot}/consume", "/api/v1/lots/{lot}/pack", "/api/v1/lots/{lot}/ship",
     "/api/v1/lots/{lot}/scrap"},
};

template <class Input>
void add_step(http::Router& router, Site& site, std::string_view pattern, ItemKind kind) {
  router.add(post(pattern, "produce", json::description<Input>().doc, &json::schema_of<Input>,
                  &json::schema_of<loop::Done>, writing(site, for_item<Input>(kind))));
}

void add_kind(http::Router& router, Site& site, const ItemPaths& path) {
  const ItemKind kind = path.kind;
  const bool is_unit = kind == ItemKind::unit;
  router.add(with(get_list(path.list, "read", is_unit ? "Units" : "Lots", &listed_schema<port::ItemView>,
                           reading(site, [&site, kind](Request& request) { return list_items(site, request, kind); })),
                  {{"text", "Part of the id"},
                   {"material", "Only of this one"},
                   {"state", "available, in_process, consumed, packed, shipped or scrapped"}}));
  router.add(get(path.one, "read", is_unit ? "A unit with what happened to it" : "A lot with what happened to it",
                 &json::schema_of<port::ItemHistory>, reading(site, [&site, kind](Request& request) {
                   return found(site.reads->item({kind, request.parameters[0]}), noun(kind), noun_zh(kind),
                                request.parameters[0]);
                 })));
  router.add(with(get(path.permit, "read", "May this run here and now?", &json::schema_of<produce::Permit>,
                      writing(site,
                              [kind](Request& request) -> Result<loop::RequestBody> {
                                const auto operation = text_of(request, "operation");
                                const auto equipment = text_of(request, "equipment");
                                if (!operation || !equipment)
                                  return fail(Code::invalid, "missing-parameter",
                                              {"Say which operation at which equipment: ?operation=…&equipment=…",
                                               "须指明工序和设备：?operation=…&equipment=…"},
                                              operation ? "equipment" : "operation");
                                return loop::AskPermit{{{kind, request.parameters[0]}, *operation, *equipment}};
                              })),
                  {{"operation", "What is to run", R"({"type":"string"})", true},
                   {"equipment", "Where", R"({"type":"string"})", true}}));
  add_step<produce::StartRun>(router, site, path.start, kind);
  add_step<produce::CompleteRun>(router, site, path.complete, kind);
  add_step<produce::Consume>(router, site, path.consume, kind);
  add_step<produce::Pack>(router, site, path.pack, kind);
  add_step<produce::Ship>(router, site, path.ship, kind);
  add_step<produce::Scrap>(router, site, path.scrap, kind);
}

}  // namespace

void add_items(http::Router& router, Site& site) {
  for (const ItemPaths& path : paths) add_kind(router, site, path);
  add_step<produce::ReceiveLot>(router, site, "/api/v1/lots/{lot}/receive", ItemKind::lot);
  router.add(with(
      get("/api/v1/trace/{id}", "read", "A genealogy: what went into it, or what it went into",
          &json::schema_of<port::TraceView>, reading(site, [&site](Request& request) { return trace(site, request); })),
      {{"direction", "backward or forward", R"({"type":"string","enum":["backward","forward"]})"},
       {"kind", "unit or lot; both are tried when absent", R"({"type":"string","enum":["unit","lot"]})"},
       {"limit", "Nodes, 10000 by default", R"({"type":"integer","minimum":1,"maximum":100000})"}}));
}

}  // namespace jidoka::resource
