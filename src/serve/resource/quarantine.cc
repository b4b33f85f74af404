#include "resource/handlers.h"

namespace jidoka::resource {

struct ReplayReading {
  std::string reason;
  sense::RawReading reading;
};
constexpr auto describe(const ReplayReading*) {
  return json::type<ReplayReading>("ReplayReading", "A corrected reading, judged like any other",
                                   json::field("reason", &ReplayReading::reason),
                                   json::field("reading", &ReplayReading::reading));
}
struct DiscardReading {
  std::string reason;
};
constexpr auto describe(const DiscardReading*) {
  return json::type<DiscardReading>("DiscardReading", "Why the reading is thrown away",
                                    json::field("reason", &DiscardReading::reason));
}

void add_quarantine(http::Router& router, Site& site) {
  router.add(
      with(get_list("/api/v1/quarantine", "read", "Readings that are not trusted, newest first",
                    &listed_schema<port::QuarantineView>,
                    reading(site,
                            [&site](Request& request) -> Result<Response> {
                              TRY(const auto page, page_of(request));
                              const auto state = text_of(request, "state");
                              if (state && *state != "open" && *state != "replayed" && *state != "discarded")
                                return fail(Code::invalid, "bad-state",
                                            {"state must be open, replayed or discarded.",
                                             "state 须为 open、replayed 或 discarded。"},
                                            "state");
                              TRY(const auto list, site.reads->quarantine(state, page));
                              return ok(list);
                            })),
           {{"state", "open, replayed or discarded", R"({"type":"string","enum":["open","replayed","discarded"]})"}}));
  router.add(get("/api/v1/quarantine/{id}", "read", "A reading that is not trusted",
                 &json::schema_of<port::QuarantineView>, reading(site, [&site](Request& request) {
                   return found(site.reads->quarantined(request.parameters[0]), "quarantined reading", "隔离读数",
                                request.parameters[0]);
                 })));
  router.add(post("/api/v1/quarantine/{id}/replay", "quarantine.settle", "Correct a reading and judge it",
                  &json::schema_of<ReplayReading>, &json::schema_of<loop::Done>,
                  writing(site, [](Request& request) -> Result<loop::RequestBody> {
                    TRY(auto input, body_of<ReplayReading>(request));
                    return loop::SettleQuarantine{request.parameters[0], std::move(input.reason),
                                                  std::move(input.reading), false};
                  })));
  router.add(post("/api/v1/quarantine/{id}/discard", "quarantine.settle", "Throw a reading away",
                  &json::schema_of<DiscardReading>, &json::schema_of<loop::Done>,
                  writing(site, [](Request& request) -> Result<loop::RequestBody> {
                    TRY(auto input, body_of<DiscardReading>(request));
                    return loop::SettleQuarantine{request.parameters[0], std::move(input.reason), std::nullopt, true};
                  })));
}

}  // namespace jidoka::resource
