// Back-tests: what a draft would have done on recorded history. A job of whoever asks; nothing is changed.
#include "json/yaml.h"
#include "resource/handlers.h"
#include "resource/plant_faults.h"
#include "resource/routes.h"
#include "trial/jobs.h"

namespace jidoka::resource {

namespace {

struct Asked {
  std::vector<json::Document> documents;
  trial::Range range;
};

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (end > begin) out.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

Result<Asked> asked_of(const Request& request) {
  Asked asked;
  if (request.media_type() != "application/json") {
    TRY(asked.documents, json::parse_yaml(request.body, text_of(request, "file").value_or("")));
    asked.range.streams = split(text_of(request, "streams").value_or(""));
    TRY(asked.range.from, instant_of(request, "from"));
    TRY(asked.range.to, instant_of(request, "to"));
    return asked;
  }
  TRY(auto sent, body_of<trial::AskBacktest>(request));
  for (const json::Raw& raw : sent.documents) {
    json::Document document;
    TRY(document.value, json::parse(raw.text));
    asked.documents.push_back(std::move(document));
  }
  asked.range = {std::move(sent.streams), sent.from, sent.to};
  return asked;
}

Result<Response> begin(Site& site, Request& request) {
  TRY(Asked asked, asked_of(request));
  if (asked.documents.empty())
    return fail(Code::invalid, "no-documents",
                {"Send the draft: at least one plant document, such as a control plan.",
                 "请发送草案：至少一份工厂文件，例如控制计划。"},
                "documents");
  const plant::ModelPtr active = site.model();
  TRY(const auto streams, site.reads->streams());
  auto draft = trial::check_draft(*active, std::move(asked.documents), plant::opened_streams(streams));
  if (!draft) return plant_faults(draft.error(), request);
  trial::Recorded history(*site.reads);
  TRY(trial::Trial trial, trial::prepare(std::move(*draft), active, history, asked.range));
  TRY(const trial::JobView job, site.backtests->begin(request.caller.name, std::move(trial)));
  return http::json_response(json::encode(job), 202);
}

}  // namespace

void add_backtests(http::Router& router, Site& site) {
  constexpr std::string_view permission = "plant.apply";  // whoever may change a control plan may try a change
  http::Route route = with(post("/api/v1/backtests", permission, "Try a draft on recorded history; nothing is changed",
                                nullptr, &json::schema_of<trial::JobView>,
                                reading(site, [&site](Request& request) { return begin(site, request); }), 202),
                           {{"streams", "Of a YAML body: IM-01/melt_temp,IM-02/melt_temp"},
                            {"from", "Of a YAML body"},
                            {"to", "Of a YAML body"},
                            {"file", "Of a YAML body: its name, for messages"}});
  route.takes = {{"application/json", &json::schema_of<trial::AskBacktest>},
                 {"application/yaml", nullptr},
                 {"application/x-yaml", nullptr},
                 {"text/yaml", nullptr}};
  route.takes_key = false;  // asking again changes nothing
  router.add(std::move(route));
  router.add(get("/api/v1/backtests", permission, "Your back-tests, newest first", &items_schema<trial::JobView>,
                 reading(site, [&site](Request& request) -> Result<Response> {
                   return items(site.backtests->list(request.caller.name));
                 })));
  router.add(get("/api/v1/backtests/{id}", permission, "How far a back-test of yours is, and in the end what it found",
                 &json::schema_of<trial::JobView>, reading(site, [&site](Request& request) -> Result<Response> {
                   TRY(const auto job, site.backtests->find(request.caller.name, request.parameters[0]));
                   return ok(job);
                 })));
  http::Route cancel{"DELETE",
                     "/api/v1/backtests/{id}",
                     permission,
                     "Cancel a back-test of yours, or forget its result",
                     {},
                     {},
                     {{"application/json", &json::schema_of<trial::JobView>}},
                     200,
                     reading(site, [&site](Request& request) -> Result<Response> {
                       TRY(const auto job, site.backtests->cancel(request.caller.name, request.parameters[0]));
                       return ok(job);
                     })};
  cancel.takes_key = false;
  router.add(std::move(cancel));
}

}  // namespace jidoka::resource
