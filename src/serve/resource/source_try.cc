// A mapping tried on one message before anybody relies on it: the source document as it stands, in force or not.
#include "crypto/hash.h"
#include "plant/documents.h"
#include "resource/handlers.h"

namespace jidoka::resource {

struct TrySource {
  json::Raw source;
  std::string topic;
  std::string payload;
  std::optional<std::string> encoding;
};
constexpr auto describe(const TrySource*) {
  using json::defaulted, json::field;
  return json::type<TrySource>("TrySource", "A source document and a message for it",
                               field("source", &TrySource::source, "As it would be applied"),
                               field("topic", &TrySource::topic), defaulted("payload", &TrySource::payload),
                               field("encoding", &TrySource::encoding, "Of the payload: text (by default) or base64"));
}

namespace {

constexpr std::size_t longest_try = 1u << 20;

// The document is checked with all the others, for what it names may be wrong only beside them.
Result<plant::Source> source_of(Site& site, const json::Raw& written) {
  json::Document document;
  TRY(document.value, json::parse(written.text));
  if (!document.value.is_object())
    return fail(Code::invalid, "source", {"A source document is an object.", "数据源文件应为对象。"}, "source");
  auto& object = document.value.get_object();
  if (!object.contains("kind")) object["kind"] = "source";
  if (!object.contains("id")) object["id"] = "tried";
  std::vector<json::Document> documents{document};
  auto checked = plant::check_documents(*site.model(), documents);
  if (!checked) {
    const plant::Fault& fault = checked.error().front();
    return fail(Code::invalid, "plant-faults", fault.text, "source." + fault.path);
  }
  for (const plant::PlantDocument& typed : checked->documents)
    if (const auto* source = std::get_if<plant::Source>(&typed.content)) return *source;
  return fail(Code::invalid, "source", {"The document is no source.", "该文件不是数据源。"}, "source");
}

Result<std::string> payload_of(TrySource& sent) {
  const std::string encoding = sent.encoding.value_or("text");
  if (encoding != "text" && encoding != "base64")
    return fail(Code::invalid, "encoding", {"encoding is text or base64.", "encoding 只能是 text 或 base64。"},
                "encoding");
  if (encoding == "text") return std::move(sent.payload);
  auto bytes = crypto::from_base64(sent.payload);
  if (!bytes)
    return fail(Code::invalid, "encoding", {"The payload is not base64.", "payload 不是有效的 base64。"}, "payload");
  return std::move(*bytes);
}

Result<Response> try_source(Site& site, Request& request) {
  TRY(TrySource sent, body_of<TrySource>(request));
  TRY(const std::string payload, payload_of(sent));
  if (payload.size() > longest_try)
    return fail(Code::too_large, "payload-too-large", {"A message has at most 1 MiB here.", "此处消息最大 1 MiB。"},
                "payload");
  TRY(const plant::Source source, source_of(site, sent.source));
  if (site.feeds == nullptr || !source.broker)
    return fail(Code::unsupported, "source-not-mapped",
                {"Only sources whose messages are mapped can be tried, from: mqtt or sparkplug.",
                 "只能试用带消息映射的数据源，即 from: mqtt 或 sparkplug。"},
                "source.from");
  TRY(const port::TriedMessage tried, site.feeds->try_mapping(source, sent.topic, payload));
  return ok(tried);
}

}  // namespace

void add_source_try(http::Router& router, Site& site) {
  http::Route route = post("/api/v1/sources/try", "plant.apply", "What a message would become; nothing is recorded",
                           &json::schema_of<TrySource>, &json::schema_of<port::TriedMessage>,
                           reading(site, [&site](Request& request) { return try_source(site, request); }));
  route.takes_key = false;  // asking again changes nothing
  router.add(std::move(route));
}

}  // namespace jidoka::resource
