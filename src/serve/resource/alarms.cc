#include "act/flood.h"
#include "resource/handlers.h"

namespace jidoka::resource {

namespace {

template <class Input>
Write for_alarm() {
  return [](Request& request) -> Result<loop::RequestBody> {
    TRY(Input input, body_of<Input>(request));
    return loop::ForAlarm{request.parameters[0], std::move(input)};
  };
}

}  // namespace

void add_alarms(http::Router& router, Site& site) {
  router.add(with(get_list("/api/v1/alarms", "read", "Alarms, newest first", &listed_schema<port::AlarmView>,
                           reading(site,
                                   [&site](Request& request) -> Result<Response> {
                                     TRY(const auto page, page_of(request));
                                     TRY(const bool open_only, flag_of(request, "open"));
                                     TRY(const auto list, site.reads->alarms(open_only, page));
                                     return ok(list);
                                   })),
                  {{"open", "true: only those that are not cleared", R"({"type":"boolean"})"}}));
  router.add(get("/api/v1/alarms/rates", "read", "How many alarms of each control plan line were marked false",
                 &items_schema<port::AlarmRate>, reading(site, [&site](Request&) -> Result<Response> {
                   TRY(const auto rates, site.reads->alarm_rates());
                   return items(rates);
                 })));
  router.add(get("/api/v1/alarms/flood", "read", "Whether more alarms come than one operator can answer",
                 &json::schema_of<act::AlarmFlood>, reading(site, [&site](Request&) -> Result<Response> {
                   const Instant now = site.clock->now();
                   TRY(const auto raised, site.reads->alarms_raised(now - days(1)));
                   return ok(act::flood_of(raised, now));
                 })));
  router.add(get("/api/v1/alarms/{id}", "read", "An alarm", &json::schema_of<port::AlarmView>,
                 reading(site, [&site](Request& request) {
                   return found(site.reads->alarm(request.parameters[0]), "alarm", "报警", request.parameters[0]);
                 })));
  router.add(post("/api/v1/alarms/{id}/acknowledge", "alarms.acknowledge", "Say that you have seen it",
                  &json::schema_of<act::AcknowledgeAlarm>, &json::schema_of<loop::Done>,
                  writing(site, for_alarm<act::AcknowledgeAlarm>())));
  router.add(post("/api/v1/alarms/{id}/shelve", "alarms.shelve", "Put it aside for a while",
                  &json::schema_of<act::ShelveAlarm>, &json::schema_of<loop::Done>,
                  writing(site, for_alarm<act::ShelveAlarm>())));
  router.add(post("/api/v1/alarms/{id}/mark-false", "alarms.acknowledge",
                  "Say that nothing was wrong; whoever revises the limits sees it",
                  &json::schema_of<act::MarkFalseAlarm>, &json::schema_of<loop::Done>,
                  writing(site, for_alarm<act::MarkFalseAlarm>())));
  router.add(post("/api/v1/alarms/{id}/unshelve", "alarms.shelve", "Take it back from the shelf", nullptr,
                  &json::schema_of<loop::Done>, writing(site, [](Request& request) -> Result<loop::RequestBody> {
                    return loop::ForAlarm{request.parameters[0], std::monostate{}};
                  })));
}

}  // namespace jidoka::resource
