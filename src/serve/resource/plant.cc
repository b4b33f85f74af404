#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "json/yaml.h"
#include "plant/documents.h"
#include "plant/schemas.h"
#include "resource/handlers.h"
#include "resource/plant_faults.h"

namespace jidoka::resource {

struct DocumentRevisions {
  std::vector<port::DocumentView> revisions;
};
constexpr auto describe(const DocumentRevisions*) {
  return json::type<DocumentRevisions>("DocumentRevisions", "All revisions of a plant document, newest first",
                                       json::field("revisions", &DocumentRevisions::revisions));
}
struct WithdrawnDocument {
  std::string kind;
  std::string id;
};
constexpr auto describe(const WithdrawnDocument*) {
  return json::type<WithdrawnDocument>("WithdrawnDocument", "A plant document that is no longer in force",
                                       json::field("kind", &WithdrawnDocument::kind),
                                       json::field("id", &WithdrawnDocument::id));
}
struct PlantChanges {
  std::vector<json::Raw> documents;
  std::vector<WithdrawnDocument> withdraw;
  std::string reason;
};
constexpr auto describe(const PlantChanges*) {
  using json::defaulted;
  return json::type<PlantChanges>("PlantChanges", "Plant documents to put in force",
                                  defaulted("documents", &PlantChanges::documents, "Each with its kind and id"),
                                  defaulted("withdraw", &PlantChanges::withdraw),
                                  defaulted("reason", &PlantChanges::reason));
}

namespace {

struct Changes {
  std::vector<json::Document> documents;
  plant::Withdrawn withdraw;
  std::string reason;
};

Result<Changes> changes_of(const Request& request) {
  Changes changes;
  changes.reason = text_of(request, "reason").value_or("");
  if (request.media_type() != "application/json") {
    TRY(changes.documents, json::parse_yaml(request.body, text_of(request, "file").value_or("")));
    return changes;
  }
  TRY(auto sent, body_of<PlantChanges>(request));
  for (const json::Raw& raw : sent.documents) {
    json::Document document;
    TRY(document.value, json::parse(raw.text));
    changes.documents.push_back(std::move(document));
  }
  for (auto& gone : sent.withdraw) changes.withdraw.emplace_back(std::move(gone.kind), std::move(gone.id));
  if (!sent.reason.empty()) changes.reason = std::move(sent.reason);
  return changes;
}

// Mistakes are found here, with file, line and column; the loop checks again against the plant of its own moment.
http::awaitable<Result<Response>> apply(Site& site, Request& request) {
  std::optional<loop::ApplyPlant> input;
  auto prepared = co_await on_pool(*site.pool, [&]() -> Result<Response> {
    TRY(const bool dry_run, flag_of(request, "dry_run"));
    TRY(auto changes, changes_of(request));
    TRY(const auto streams, site.reads->streams());
    const auto checked =
        plant::check_documents(*site.model(), changes.documents, changes.withdraw, plant::opened_streams(streams));
    if (!checked) return plant_faults(checked.error(), request);
    input.emplace();
    for (const auto& document : changes.documents) input->documents.push_back(json::to_text(document.value));
    input->withdraw = std::move(changes.withdraw);
    input->dry_run = dry_run;
    input->reason = std::move(changes.reason);
    return Response();
  });
  if (!prepared || !input) co_return prepared;
  loop::Request asked = to_loop(request, std::move(*input));
  auto reply = co_await submitted(site, std::move(asked));
  if (!reply) co_return Failure(std::move(reply).error());
  co_return http::json_response(std::move(reply->json));
}

Result<Response> revisions(Site& site, Request& request) {
  DocumentRevisions view;
  TRY(view.revisions, site.reads->revisions(request.parameters[0], request.parameters[1]));
  if (view.revisions.empty())
    return fail(not_found("plant document", "工厂文件", request.parameters[0] + "/" + request.parameters[1]));
  return ok(view);
}

}  // namespace

void add_plant(http::Router& router, Site& site) {
  router.add(get("/api/v1/plant", "read", "The plant documents in force", &items_schema<port::DocumentView>,
                 reading(site, [&site](Request&) -> Result<Response> {
                   TRY(const auto list, site.reads->documents());
                   return items(list);
                 })));
  router.add(get("/api/v1/plant/{kind}/{id}", "read", "All revisions of a plant document",
                 &json::schema_of<DocumentRevisions>,
                 reading(site, [&site](Request& request) { return revisions(site, request); })));
  http::Route route =
      with(post("/api/v1/plant/apply", "plant.apply", "Put plant documents in force, all or none", nullptr,
                &json::schema_of<loop::ApplyReply>, [&site](Request& request) { return apply(site, request); }),
           {{"dry_run", "true: only say what would change", R"({"type":"boolean"})"},
            {"reason", "Why"},
            {"file", "Name of the file, for messages"}});
  route.takes = {{"application/yaml", nullptr},
                 {"application/x-yaml", nullptr},
                 {"text/yaml", nullptr},
                 {"application/json", &json::schema_of<PlantChanges>}};
  router.add(std::move(route));
  router.add(get_text("/api/v1/schemas/{kind}.json", http::for_everybody, "JSON Schema of a kind of plant document",
                      "application/schema+json", quick([](Request& request) -> Result<Response> {
                        TRY(auto text, plant::schema_text(request.parameters[0]));
                        Response response = http::json_response(std::move(text));
                        response.content_type = "application/schema+json";
                        return response;
                      })));
}

}  // namespace jidoka::resource
