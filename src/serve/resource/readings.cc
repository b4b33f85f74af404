#include "table/readings.h"

#include "line_protocol/decode.h"
#include "reading_json/decode.h"
#include "resource/handlers.h"

namespace jidoka::resource {

struct SentTime {};  // for the description only: connect reads it

}  // namespace jidoka::resource

template <>
struct jidoka::json::SchemaOf<jidoka::resource::SentTime> {
  static std::string text(Schemas&) {
    return R"({"oneOf":[{"type":"string","format":"date-time"},{"type":"integer"}]})";
  }
};

namespace jidoka::resource {

namespace {

constexpr std::size_t long_body = 64u << 10;  // a longer one is decoded on the pool, so that no other connection waits

sense::Intake intake_for(Site& site, std::string source) {
  return {site.catalogue(), std::move(source), site.clock->now()};
}

Result<sense::Batch> decode_readings(Site& site, Request& request) {
  const Instant now = site.clock->now();
  sense::Intake intake = intake_for(site, text_of(request, "source").value_or("http"));
  const std::string type = request.media_type();
  if (type == "text/csv") return table::decode_readings(request.body, std::move(intake), now);
  const bool lines = type == "application/x-ndjson" || type == "application/ndjson" || type == "application/jsonl";
  return reading_json::decode(request.body, lines ? reading_json::Form::lines : reading_json::Form::document,
                              std::move(intake), now);
}

Result<sense::Batch> decode_lines(Site& site, Request& request) {
  std::string source = text_of(request, "source").value_or("influx");
  line_protocol::Options options;
  TRY(options.precision, line_protocol::parse_precision(request.query_value("precision").value_or("")));
  options.received_at = site.clock->now();
  const auto catalogue = site.catalogue();
  if (const plant::Source* known = catalogue->source(source); known != nullptr && known->reading)
    options.map = &*known->reading;
  sense::Intake intake(catalogue, std::move(source), options.received_at);
  line_protocol::decode(request.body, options, intake);
  return std::move(intake).take();
}

using Decode = Result<sense::Batch> (*)(Site&, Request&);

http::awaitable<Result<loop::Reply>> ingest(Site& site, Request& request, Decode decode) {
  std::optional<sense::Batch> batch;
  if (request.body.size() <= long_body) {
    auto decoded = decode(site, request);
    if (!decoded) co_return Failure(std::move(decoded).error());
    batch = std::move(*decoded);
  } else {
    auto decoded = co_await on_pool(*site.pool, [&]() -> Result<Response> {
      TRY(batch, decode(site, request));
      return Response();
    });
    if (!decoded) co_return Failure(std::move(decoded).error());
  }
  loop::Ingest input{std::move(*batch)};
  loop::Request asked =
      to_loop(request, std::move(input));  // named: g++ 12 destroys such temporaries of a co_await twice
  auto reply = co_await submitted(site, std::move(asked));
  co_return reply;
}

http::awaitable<Result<Response>> take_readings(Site& site, Request& request) {
  auto reply = co_await ingest(site, request, decode_readings);
  if (!reply) co_return Failure(std::move(reply).error());
  co_return http::json_response(std::move(reply->json));
}

// Influx clients want 204; what became of the readings stands in headers.
http::awaitable<Result<Response>> take_lines(Site& site, Request& request) {
  auto reply = co_await ingest(site, request, decode_lines);
  if (!reply) co_return Failure(std::move(reply).error());
  const auto counts = json::decode<loop::IngestReply>(std::string_view(reply->json));
  Response response = http::no_content();
  if (counts)
    response.headers = {{"jidoka-accepted", std::to_string(counts->accepted)},
                        {"jidoka-duplicates", std::to_string(counts->duplicates)},
                        {"jidoka-quarantined", std::to_string(counts->quarantined)}};
  co_return response;
}

struct SetAside {
  std::optional<std::string> field;
  std::string en;
  std::string zh;
};
constexpr auto describe(const SetAside*) {
  using json::field;
  return json::type<SetAside>("SetAside", "Why the sender itself could not read a reading",
                              field("field", &SetAside::field, "Where, in the sender's words"),
                              field("en", &SetAside::en), field("zh", &SetAside::zh));
}
struct SentReading {
  std::string equipment;
  std::string tag;
  std::optional<SentTime> time;
  double value = 0;
  std::optional<std::string> uom;
  std::optional<std::string> unit;
  std::optional<std::string> lot;
  std::optional<SetAside> set_aside;
};
constexpr auto describe(const SentReading*) {
  using json::field;
  return json::type<SentReading>(
      "SentReading", "A reading as a source sends it", field("equipment", &SentReading::equipment),
      field("tag", &SentReading::tag),
      field("time", &SentReading::time, "RFC 3339 or integer nanoseconds; when it was received by default"),
      field("value", &SentReading::value), field("uom", &SentReading::uom, "UCUM code; the stream's own by default"),
      field("unit", &SentReading::unit, "Serial that it was measured on"), field("lot", &SentReading::lot),
      field("set_aside", &SentReading::set_aside, "To quarantine with this reason; time and value may be any text"));
}

}  // namespace

void add_readings(http::Router& router, Site& site) {
  http::Route readings = with(
      post("/api/v1/readings", "ingest", "Readings, on disk and judged when it answers", nullptr,
           &json::schema_of<loop::IngestReply>, [&site](Request& request) { return take_readings(site, request); }),
      {{"source", "A source of the plant, http by default"}});
  readings.takes = {{"application/json", &json::schema_of<std::vector<SentReading>>},
                    {"application/x-ndjson", &json::schema_of<SentReading>},
                    {"application/ndjson", &json::schema_of<SentReading>},
                    {"application/jsonl", &json::schema_of<SentReading>},
                    {"text/csv", nullptr}};
  router.add(std::move(readings));
  http::Route write =
      with(post(
               "/api/v2/write", "ingest", "Readings in InfluxDB line protocol", nullptr, nullptr,
               [&site](Request& request) { return take_lines(site, request); }, 204),
           {{"precision", "Of the times: ns, us, ms or s", R"({"type":"string","enum":["ns","us","ms","s"]})"},
            {"source", "A source of the plant, influx by default"},
            {"bucket", "Taken and not used"},
            {"org", "Taken and not used"}});
  write.takes = {{"*/*", nullptr}};
  router.add(std::move(write));
}

}  // namespace jidoka::resource
