#include <fmt/format.h>

#include "resource/handlers.h"
#include "resource/hub.h"

namespace jidoka::resource {

struct Health {
  std::string status;  // ok | degraded
  std::string store;   // ok | unavailable
  std::uint64_t ledger_size = 0;
  std::int64_t uptime_s = 0;
  std::string version;
};
constexpr auto describe(const Health*) {
  using json::field;
  return json::type<Health>("Health", "Is it well?", field("status", &Health::status, "ok or degraded"),
                            field("store", &Health::store, "ok or unavailable"),
                            field("ledger_size", &Health::ledger_size), field("uptime_s", &Health::uptime_s),
                            field("version", &Health::version));
}

namespace {

std::string prometheus(const loop::Figures& f, std::uint64_t followers, std::uint64_t resets) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help, auto value) {
    out += fmt::format("# HELP jidoka_{0} {2}\n# TYPE jidoka_{0} {1}\njidoka_{0} {3}\n", name, type, help, value);
  };
  add("readings_accepted_total", "counter", "Readings recorded", f.readings_accepted);
  add("readings_duplicate_total", "counter", "Readings that were there already", f.readings_duplicate);
  add("readings_quarantined_total", "counter", "Readings set aside", f.readings_quarantined);
  add("requests_total", "counter", "Requests decided by the loop", f.requests);
  add("refused_busy_total", "counter", "Requests refused because a lane was full", f.refused_busy);
  add("commits_total", "counter", "Group commits", f.commits);
  add("commit_seconds_total", "counter", "Time spent committing", static_cast<double>(f.commit_ns_total) / 1e9);
  add("verdicts_total", "counter", "Verdicts reached", f.verdicts);
  add("store_failures_total", "counter", "Commits that the store refused", f.store_failures);
  add("queued_readings", "gauge", "Readings that wait", f.queued_readings);
  add("queued_requests", "gauge", "Requests that wait", f.queued_requests);
  add("items_in_memory", "gauge", "Units and lots that the loop keeps in memory", f.items_in_memory);
  add("ledger_size", "gauge", "Facts in the ledger", f.ledger_size);
  add("event_followers", "gauge", "Clients that follow live", followers);
  add("event_resets_total", "counter", "Clients dropped because they were too slow", resets);
  return out;
}

}  // namespace

void add_metrics(http::Router& router, Site& site) {
  router.add(get_text(
      "/metrics", "metrics", "Figures for Prometheus", "text/plain", quick([&site](Request&) -> Result<Response> {
        Response response = http::text_response(prometheus(site.figures(), site.hub->followers(), site.hub->resets()));
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        if (site.more_metrics) response.body += site.more_metrics();
        return response;
      })));
  http::Route route = get("/health", http::for_everybody, "Is it well?", &json::schema_of<Health>,
                          reading(site, [&site](Request&) -> Result<Response> {
                            const auto size = site.reads->ledger_size();
                            Health health{size ? "ok" : "degraded", size ? "ok" : "unavailable", size.value_or(0),
                                          (site.clock->now() - site.started).ns / 1'000'000'000, site.version};
                            Response response = ok(health);
                            if (!size) response.status = 503;
                            return response;
                          }));
  route.otherwise = {{503, {"application/json", &json::schema_of<Health>}}};
  router.add(std::move(route));
}

}  // namespace jidoka::resource
