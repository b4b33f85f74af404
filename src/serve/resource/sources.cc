// Sources of readings: how each stands, its streams, and what arrived last where we connect to it.
#include "resource/handlers.h"
#include "resource/health_watch.h"

namespace jidoka::resource {

struct SourceDetail {
  port::SourceHealthView source;
  std::vector<port::StreamHealthView> streams;
  std::vector<port::ArrivalView> arrivals;
};
constexpr auto describe(const SourceDetail*) {
  using json::field;
  return json::type<SourceDetail>(
      "SourceDetail", "A source with its streams", field("source", &SourceDetail::source),
      field("streams", &SourceDetail::streams, "That it brought last, by id"),
      field("arrivals", &SourceDetail::arrivals, "The newest 50 messages, where we connect to it; newest first"));
}

namespace {

Result<Response> list_sources(Site& site) {
  port::Listed<port::SourceHealthView> list;
  if (site.health != nullptr) list.items = site.health->sources();
  return ok(list);
}

Result<Response> one_source(Site& site, Request& request) {
  const std::string& id = request.parameters[0];
  std::optional<port::SourceHealthView> source;
  if (site.health != nullptr) source = site.health->source(id);
  if (!source) return fail(not_found("source", "数据源", id));
  SourceDetail detail{std::move(*source), site.health->streams_of(id), {}};
  if (site.feeds != nullptr) detail.arrivals = site.feeds->arrivals(id);
  return ok(detail);
}

}  // namespace

void add_sources(http::Router& router, Site& site) {
  router.add(get("/api/v1/sources", "read", "Sources of readings, and how each stands",
                 &listed_schema<port::SourceHealthView>,
                 reading(site, [&site](Request&) { return list_sources(site); })));
  router.add(get("/api/v1/sources/{id}", "read", "A source with its streams", &json::schema_of<SourceDetail>,
                 reading(site, [&site](Request& request) { return one_source(site, request); })));
}

}  // namespace jidoka::resource
