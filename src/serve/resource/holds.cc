#include "resource/holds.h"

#include "resource/handlers.h"

namespace jidoka::resource {

Result<void> count_what_is_held(Site& site, std::vector<port::HoldView>& holds) {
  std::size_t counted = 0;
  for (port::HoldView& hold : holds) {
    if (hold.state != act::HoldState::active || counted++ >= counted_holds) continue;
    TRY(auto whole, site.reads->hold(hold.id));
    if (whole) hold.counts = whole->counts;
  }
  return {};
}

namespace {

Result<Response> list_holds(Site& site, Request& request) {
  TRY(const auto page, page_of(request));
  std::optional<act::HoldState> state;
  if (const auto text = text_of(request, "state")) {
    if (*text == "active")
      state = act::HoldState::active;
    else if (*text == "released")
      state = act::HoldState::released;
    else
      return fail(Code::invalid, "bad-state", {"state must be active or released.", "state 须为 active 或 released。"},
                  "state");
  }
  TRY(auto list, site.reads->holds(state, page));
  TRY_VOID(count_what_is_held(site, list.items));
  return ok(list);
}

}  // namespace

void add_holds(http::Router& router, Site& site) {
  router.add(with(get_list("/api/v1/holds", "read", "Holds, newest first", &listed_schema<port::HoldView>,
                           reading(site, [&site](Request& request) { return list_holds(site, request); })),
                  {{"state", "active or released", R"({"type":"string","enum":["active","released"]})"}}));
  router.add(get("/api/v1/holds/{id}", "read", "A hold with what it covers", &json::schema_of<port::HoldView>,
                 reading(site, [&site](Request& request) {
                   return found(site.reads->hold(request.parameters[0]), "hold", "冻结单", request.parameters[0]);
                 })));
  router.add(get_list("/api/v1/holds/{id}/items", "read", "Everything that a hold covers",
                      &listed_schema<port::ItemView>, reading(site, [&site](Request& request) -> Result<Response> {
                        TRY(const auto page, page_of(request));
                        TRY(const auto list, site.reads->hold_items(request.parameters[0], page));
                        return ok(list);
                      })));
  router.add(post("/api/v1/holds", "holds.place", "Hold a unit, a lot or an exposure", &json::schema_of<act::PlaceHold>,
                  &json::schema_of<loop::Done>,
                  writing(
                      site,
                      [](Request& request) -> Result<loop::RequestBody> {
                        TRY(auto input, body_of<act::PlaceHold>(request));
                        return loop::NewHold{std::move(input)};
                      },
                      201),
                  201));
  router.add(post("/api/v1/holds/{id}/release", "holds.release", "Lift a hold, or let one item of it go",
                  &json::schema_of<act::ReleaseHold>, &json::schema_of<loop::Done>,
                  writing(site, [](Request& request) -> Result<loop::RequestBody> {
                    TRY(auto input, body_of<act::ReleaseHold>(request));
                    return loop::ForHold{request.parameters[0], std::move(input)};
                  })));
}

}  // namespace jidoka::resource
