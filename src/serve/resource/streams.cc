#include "judge/watch.h"
#include "resource/equipment.h"
#include "resource/handlers.h"
#include "resource/health_watch.h"
#include "resource/watches.h"

namespace jidoka::resource {

struct StreamLineView {
  std::string plan;
  std::string line;
  Text characteristic;
  std::optional<judge::VerdictLimits> specification;
  std::optional<spc::ChartType> chart;
  plant::Mode mode = plant::Mode::enforce;
  std::optional<judge::VerdictLimits> limits;
};
constexpr auto describe(const StreamLineView*) {
  using json::field;
  using View = StreamLineView;
  return json::type<View>(
      "StreamLine", "A control plan line that judges a stream", field("plan", &View::plan, "Control plan and revision"),
      field("line", &View::line), field("characteristic", &View::characteristic),
      field("specification", &View::specification, "In the stream's unit of measure"), field("chart", &View::chart),
      field("mode", &View::mode), field("limits", &View::limits, "Of the location panel, once they are known"));
}
struct StreamDetail {
  std::string id, equipment, tag, uom;
  std::uint64_t count = 0;
  std::optional<Instant> first_time, last_time;
  std::optional<double> last_value;
  std::vector<StreamLineView> lines;
  std::optional<port::StreamHealthView> health;
};
constexpr auto describe(const StreamDetail*) {
  using json::field;
  using View = StreamDetail;
  return json::type<View>("StreamDetail", "A stream with the lines that judge it", field("id", &View::id),
                          field("equipment", &View::equipment), field("tag", &View::tag), field("uom", &View::uom),
                          field("count", &View::count), field("first_time", &View::first_time),
                          field("last_time", &View::last_time), field("last_value", &View::last_value),
                          field("lines", &View::lines), field("health", &View::health));
}

void add_health(Site& site, std::vector<port::StreamView>& streams) {
  if (site.health == nullptr) return;
  auto health = site.health->streams();
  for (port::StreamView& stream : streams)
    if (const auto found = health.find(stream.id); found != health.end()) stream.health = std::move(found->second);
}

namespace {

StreamLineView line_view(const judge::Watch& watch, const std::vector<port::LearntLimits>& learnt) {
  StreamLineView view{watch.plan, watch.line,  watch.characteristic_name, std::nullopt, std::nullopt,
                      watch.mode, std::nullopt};
  if (watch.lower || watch.upper || watch.target)
    view.specification = judge::VerdictLimits{watch.target, watch.lower, watch.upper, std::nullopt};
  if (!watch.chart) return view;
  view.chart = watch.chart->type;
  if (const auto panels = panels_of(watch, learnt)) {
    const spc::Limits& location = panels->location;
    view.limits = judge::VerdictLimits{location.center, location.lower, location.upper, location.sigma_of_point};
  }
  return view;
}

Result<Response> one_stream(Site& site, Request& request) {
  const std::string& equipment = request.parameters[0];
  const std::string& tag = request.parameters[1];
  TRY(const auto stream, site.reads->stream(equipment, tag));
  if (!stream) return fail(not_found("stream", "数据流", equipment + "/" + tag));
  StreamDetail detail{stream->id,         stream->equipment, stream->tag,        stream->uom, stream->count,
                      stream->first_time, stream->last_time, stream->last_value, {},          {}};
  TRY(const auto watches, watches_of(site, *stream));
  TRY(const auto learnt, site.reads->learnt_limits(equipment, tag));
  if (site.health != nullptr) detail.health = site.health->stream(stream->id);
  for (const auto& watch : watches) detail.lines.push_back(line_view(*watch, learnt));
  return ok(detail);
}

Result<Response> samples(Site& site, Request& request) {
  TRY(const auto limit, number_of(request, "limit", 1'000, 100'000));
  TRY(const auto from, instant_of(request, "from"));
  TRY(const auto to, instant_of(request, "to"));
  if (!from && !to) {
    TRY(const auto newest, site.reads->latest_samples(request.parameters[0], request.parameters[1], limit));
    return items(newest);
  }
  TRY(const auto list, site.reads->samples(request.parameters[0], request.parameters[1], from.value_or(distant_past),
                                           to.value_or(distant_future), limit));
  return items(list);
}

Result<Response> buckets(Site& site, Request& request) {
  TRY(const auto count, number_of(request, "count", 500, 5'000));
  TRY(auto from, instant_of(request, "from"));
  TRY(auto to, instant_of(request, "to"));
  TRY(const auto stream, site.reads->stream(request.parameters[0], request.parameters[1]));
  if (!stream) return fail(not_found("stream", "数据流", request.parameters[0] + "/" + request.parameters[1]));
  if (!stream->first_time) return items(std::vector<port::BucketView>());
  if (!from) from = stream->first_time;
  if (!to) to = *stream->last_time + Duration{1};
  if (*from >= *to) return fail(Code::invalid, "bad-span", {"from must be before to.", "from 须早于 to。"}, "from");
  TRY(const auto list,
      site.reads->buckets(request.parameters[0], request.parameters[1], *from, *to, count == 0 ? 1 : count));
  return items(list);
}

// Verdicts lie in the order in which they were reached, which late and imported readings do not follow: those of a span
// are looked for page by page. A page may be short; `next` goes on wherever the search stands.
Result<Response> verdicts(Site& site, Request& request) {
  constexpr int most_pages = 20;
  TRY(auto page, page_of(request));
  TRY(const auto from, instant_of(request, "from"));
  TRY(const auto to, instant_of(request, "to"));
  port::Listed<judge::Verdict> found;
  for (int looked_at = 0; looked_at < most_pages; ++looked_at) {
    TRY(found, site.reads->verdicts(text_of(request, "equipment"), text_of(request, "tag"), page));
    std::erase_if(found.items, [&](const judge::Verdict& verdict) {
      return (from && verdict.time < *from) || (to && verdict.time >= *to);
    });
    if (!found.items.empty() || found.next.empty()) break;
    page.after = found.next;
  }
  return ok(found);
}

}  // namespace

void add_streams(http::Router& router, Site& site) {
  const http::Parameter from{"from", "RFC 3339", R"({"type":"string","format":"date-time"})"};
  const http::Parameter to{"to", "RFC 3339", R"({"type":"string","format":"date-time"})"};
  router.add(get("/api/v1/streams", "read", "All streams", &items_schema<port::StreamView>,
                 reading(site, [&site](Request&) -> Result<Response> {
                   TRY(auto list, site.reads->streams());
                   add_health(site, list);
                   return items(list);
                 })));
  router.add(get("/api/v1/streams/{equipment}/{tag}", "read", "A stream with the lines that judge it",
                 &json::schema_of<StreamDetail>,
                 reading(site, [&site](Request& request) { return one_stream(site, request); })));
  router.add(with(get("/api/v1/streams/{equipment}/{tag}/samples", "read",
                      "Samples in order of time; without from and to the newest", &items_schema<port::SampleView>,
                      reading(site, [&site](Request& request) { return samples(site, request); })),
                  {from, to, {"limit", "1000 by default", R"({"type":"integer","maximum":100000})"}}));
  router.add(with(
      get("/api/v1/streams/{equipment}/{tag}/buckets", "read", "A span of a stream in summary",
          &items_schema<port::BucketView>, reading(site, [&site](Request& request) { return buckets(site, request); })),
      {from, to, {"count", "Buckets, 500 by default", R"({"type":"integer","maximum":5000})"}}));
  router.add(
      with(get_list("/api/v1/verdicts", "read", "What judgement found, newest first", &listed_schema<judge::Verdict>,
                    reading(site, [&site](Request& request) { return verdicts(site, request); })),
           {{"equipment", "Only of this one"}, {"tag", "Only of this one; with equipment"}, from, to}));
}

}  // namespace jidoka::resource
