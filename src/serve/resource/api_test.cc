#include "resource/api.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <filesystem>
#include <fstream>

#include "crypto/hash.h"
#include "crypto/password.h"
#include "resource/hub.h"
#include "resource/pages.h"
#include "session/reads_fake.h"
#include "trial/jobs.h"

namespace jidoka::resource {
namespace {

// Every "$ref" below a value.
void references(const boost::json::value& value, std::vector<std::string>& out) {
  if (const auto* object = value.if_object()) {
    for (const auto& row : *object) {
      if (row.key() == "$ref") out.emplace_back(row.value().as_string());
      references(row.value(), out);
    }
  } else if (const auto* list = value.if_array()) {
    for (const auto& item : *list) references(item, out);
  }
}

class CountingRandom : public port::Random {
 public:
  std::string bytes(std::size_t count) override { return std::string(count, static_cast<char>(++calls)); }
  int calls = 0;
};

// The API over a loop that only writes down what it was asked.
class ApiTest : public testing::Test {
 protected:
  ApiTest() {
    auto plant_model = std::make_shared<plant::Model>();
    plant_model->equipment["IM-01"].id = "IM-01";
    model = plant_model;
    catalogue = std::make_shared<sense::Catalogue>(
        *model, std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"}});
    add_token("admin-token", "admin");
    add_token("source-token", "source");
    add_token("viewer-token", "viewer");
    site.reads = &reads;
    site.clock = &clock;
    site.random = &random;
    site.pool = &pool;
    site.hashing = &pool;
    site.gate = &gate;
    site.hub = &hub;
    site.backtests = &backtests;
    site.version = "test";
    site.started = clock.time;
    site.submit = [this](loop::Request request, loop::Answer answer) {
      if (is_full) return false;
      asked.push_back(std::move(request));
      answer(loop_answer);
      return true;
    };
    site.catalogue = [this] { return catalogue; };
    site.model = [this] { return model; };
    site.figures = [] { return loop::Figures{}; };
    api = std::make_unique<Api>(site);
  }

  void add_token(const std::string& secret, const std::string& role) {
    port::FoundToken token;
    token.token = {"T-" + role, "admin", role, role, clock.time, std::nullopt, false};
    token.user = {"admin", {"Admin", "管理员"}, {"admin"}, "en", true};
    reads.secrets[crypto::to_hex(crypto::view(crypto::sha256(secret)))] = token;
  }

  http::Response ask(std::string method, std::string target, std::string body = {}, http::Pairs headers = {},
                     std::string token = "admin-token") {
    http::Request request;
    request.method = std::move(method);
    EXPECT_TRUE(http::read_target(target, request));
    request.body = std::move(body);
    request.headers = std::move(headers);
    if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + token);
    if (request.header("content-type").empty()) request.headers.emplace_back("content-type", "application/json");
    http::Response response;
    boost::asio::io_context io;
    boost::asio::co_spawn(
        io, [&]() -> http::awaitable<void> { response = co_await api->serve(request); }, boost::asio::detached);
    io.run();
    return response;
  }
  static std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return {};
  }
  template <class T>
  const T& last() {
    return std::get<T>(asked.back().body);
  }

  session::FakeReads reads;
  session::FakeClock clock;
  CountingRandom random;
  async::ThreadPool pool{"api-test", {.threads = 1, .waiting = 16}};
  session::Gate gate{reads, clock, std::string(32, 's')};
  Hub hub;
  trial::Recorded history{reads};
  trial::Jobs backtests{history, clock};
  plant::ModelPtr model;
  std::shared_ptr<const sense::Catalogue> catalogue;
  Site site;
  std::unique_ptr<Api> api;
  std::vector<loop::Request> asked;
  Result<loop::Reply> loop_answer = loop::Reply{R"({"id":"H-1","as_of":3})"};
  bool is_full = false;
};

TEST_F(ApiTest, describes_every_route_and_every_reference_resolves) {
  const auto response = ask("GET", "/api/v1/openapi.json", "", {}, "");
  ASSERT_EQ(response.status, 200);
  const auto document = boost::json::parse(response.content());
  std::size_t operations = 0;
  for (const auto& path : document.at("paths").as_object()) operations += path.value().as_object().size();
  EXPECT_EQ(operations, api->router().routes().size());
  EXPECT_GT(operations, 70u);
  std::vector<std::string> all;
  references(document, all);
  EXPECT_GT(all.size(), 100u);
  for (const std::string& reference : all) {
    boost::system::error_code error;
    EXPECT_NE(document.find_pointer(reference.substr(1), error), nullptr) << reference;
  }
}

TEST_F(ApiTest, takes_readings_in_four_forms) {
  loop_answer = loop::Reply{R"({"accepted":1,"duplicates":0,"quarantined":0,"refused":[]})"};
  const std::string one = R"({"equipment":"IM-01","tag":"melt_temp","value":231.5})";
  EXPECT_EQ(ask("POST", "/api/v1/readings", "[" + one + "]").status, 200);
  EXPECT_EQ(last<loop::Ingest>().batch.columns.values, std::vector<double>{231.5});
  EXPECT_EQ(ask("POST", "/api/v1/readings", one + "\n" + one, {{"content-type", "application/x-ndjson"}}).status, 200);
  EXPECT_EQ(last<loop::Ingest>().batch.columns.size(), 2u);
  EXPECT_EQ(ask("POST", "/api/v1/readings?source=lab", "equipment,tag,value\nIM-01,melt_temp,7\n",
                {{"content-type", "text/csv; charset=utf-8"}})
                .status,
            200);
  EXPECT_EQ(last<loop::Ingest>().batch.source, "lab");
  const auto lines = ask("POST", "/api/v2/write?precision=s", "IM-01 melt_temp=7 1767225600\n",
                         {{"content-type", "text/plain"}}, "source-token");
  EXPECT_EQ(lines.status, 204);
  EXPECT_EQ(header(lines, "jidoka-accepted"), "1");
  EXPECT_EQ(last<loop::Ingest>().batch.columns.times.at(0), 1'767'225'600'000'000'000);
  EXPECT_EQ(asked.back().actor.name, "token:T-source");
}

TEST_F(ApiTest, decodes_a_large_body_too) {
  std::string body;
  for (int i = 0; i < 5'000; ++i) body += "IM-01 melt_temp=" + std::to_string(i) + "\n";
  EXPECT_EQ(ask("POST", "/api/v2/write", body).status, 204);
  EXPECT_EQ(last<loop::Ingest>().batch.columns.size(), 5'000u);
}

TEST_F(ApiTest, refuses_by_permission_media_type_encoding_and_method) {
  EXPECT_EQ(ask("GET", "/api/v1/holds", "", {}, "").status, 401);
  EXPECT_EQ(ask("GET", "/api/v1/holds", "", {}, "wrong").status, 401);
  EXPECT_EQ(ask("GET", "/api/v1/holds", "", {}, "source-token").status, 403);
  EXPECT_EQ(ask("POST", "/api/v1/readings", "[]", {{"content-type", "image/png"}}).status, 415);
  EXPECT_EQ(ask("POST", "/api/v1/readings", "[]", {{"content-encoding", "br"}}).status, 415);
  EXPECT_EQ(ask("POST", "/api/v1/readings", "not gzip", {{"content-encoding", "gzip"}}).status, 400);
  const auto wrong = ask("DELETE", "/api/v1/holds");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(header(wrong, "allow"), "GET, POST");
  EXPECT_EQ(ask("GET", "/api/v1/nothing").status, 404);
  EXPECT_EQ(ask("GET", "/api/v1/holds?limit=1001").status, 400);
  EXPECT_EQ(ask("GET", "/api/v1/holds?state=lost").status, 400);
  EXPECT_TRUE(asked.empty());
}

TEST_F(ApiTest, says_busy_when_the_loop_is_full) {
  is_full = true;
  const auto response = ask("POST", "/api/v1/readings", "[]");
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(header(response, "retry-after"), "1");
}

TEST_F(ApiTest, hands_a_persons_request_to_the_loop_with_its_key) {
  const auto response =
      ask("POST", "/api/v1/holds/H-1/release", R"({"reason":"checked"})", {{"idempotency-key", "k1"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(last<loop::ForHold>().id, "H-1");
  EXPECT_EQ(last<loop::ForHold>().input.reason, "checked");
  EXPECT_EQ(asked.back().idempotency_key, "k1");
  EXPECT_EQ(asked.back().actor.roles, std::vector<std::string>{"admin"});
  EXPECT_EQ(ask("POST", "/api/v1/holds/H-1/release", R"({"reson":"checked"})").status, 400);
  EXPECT_EQ(ask("POST", "/api/v1/units/SN%2F1/start", R"({"operation":"mould","equipment":"IM-01"})").status, 200);
  EXPECT_EQ(last<loop::ForItem>().item, (produce::ItemRef{produce::ItemKind::unit, "SN/1"}));
  EXPECT_EQ(ask("POST", "/api/v1/lots/L-1/receive", R"({"material":"PA66","quantity":25})").status, 200);
  EXPECT_EQ(last<loop::ForItem>().item.kind, produce::ItemKind::lot);
  EXPECT_EQ(ask("GET", "/api/v1/units/SN-1/permit?operation=mould&equipment=IM-01").status, 200);
  EXPECT_EQ(last<loop::AskPermit>().query.operation, "mould");
  EXPECT_EQ(ask("GET", "/api/v1/units/SN-1/permit?operation=mould").status, 400);
}

TEST_F(ApiTest, a_key_goes_with_what_was_asked_and_not_with_questions) {
  const auto fingerprint = [&](const std::string& target, const std::string& body) {
    EXPECT_EQ(ask("POST", target, body, {{"idempotency-key", "k"}}).status, 200);
    EXPECT_EQ(asked.back().idempotency_key, "k");
    return asked.back().fingerprint;
  };
  const std::string run = R"({"operation":"mould","equipment":"IM-01"})";
  const std::string first = fingerprint("/api/v1/units/SN-7/start", run);
  EXPECT_EQ(fingerprint("/api/v1/units/SN-7/start", run), first);
  EXPECT_NE(fingerprint("/api/v1/units/SN-9/start", run), first);
  EXPECT_NE(fingerprint("/api/v1/units/SN-7/start", R"({"operation":"check","equipment":"IM-01"})"), first);
  EXPECT_EQ(first.find('\n'), std::string::npos);
  ask("GET", "/api/v1/units/SN-8/permit?operation=mould&equipment=IM-01", "", {{"idempotency-key", "k"}});
  EXPECT_TRUE(std::holds_alternative<loop::AskPermit>(asked.back().body));
  EXPECT_FALSE(asked.back().idempotency_key);
}

TEST_F(ApiTest, a_handler_that_throws_on_the_pool_is_answered_and_the_next_one_too) {
  reads.throws = true;
  EXPECT_EQ(ask("GET", "/api/v1/streams").status, 500);
  reads.throws = false;
  EXPECT_EQ(ask("GET", "/api/v1/streams").status, 200);
}

TEST_F(ApiTest, flags_are_true_or_false_and_nothing_else) {
  const std::string plant = R"({"documents":[]})";
  for (const char* flag : {"1", "yes", "TRUE", ""}) {
    EXPECT_EQ(ask("POST", "/api/v1/plant/apply?dry_run=" + std::string(flag), plant).status, 400) << flag;
    EXPECT_EQ(ask("GET", "/api/v1/alarms?open=" + std::string(flag)).status, 400) << flag;
  }
  EXPECT_TRUE(asked.empty());
  EXPECT_EQ(ask("POST", "/api/v1/plant/apply?dry_run=true", plant).status, 200);
  EXPECT_TRUE(last<loop::ApplyPlant>().dry_run);
  EXPECT_EQ(ask("POST", "/api/v1/plant/apply?dry_run=false", plant).status, 200);
  EXPECT_FALSE(last<loop::ApplyPlant>().dry_run);
  EXPECT_EQ(ask("GET", "/api/v1/alarms?open=true").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/quarantine?state=bogus").status, 400);
  EXPECT_EQ(ask("GET", "/api/v1/quarantine?state=open").status, 200);
}

TEST_F(ApiTest, what_is_not_sent_of_a_user_is_not_said_to_the_loop) {
  EXPECT_EQ(ask("POST", "/api/v1/users", R"({"name":"viewer","language":"zh"})").status, 200);
  const auto& save = last<loop::SaveUser>();
  EXPECT_EQ(save.language, "zh");
  EXPECT_FALSE(save.roles || save.display || save.active || save.phc || save.ends_sessions);
}

TEST_F(ApiTest, signing_out_ends_the_sessions_of_its_user_and_of_nobody_else) {
  reads.people["lena"] = {
      {"lena", same_text("lena"), {"viewer"}, "en", true}, *crypto::hash_password("a good one"), {}};
  const std::string sign_in = R"({"user":"lena","password":"a good one"})";
  const auto signed_in = ask("POST", "/api/v1/session", sign_in, {}, "");
  const std::string set = header(signed_in, "set-cookie");
  const http::Pairs cookie = {{"cookie", set.substr(0, set.find(';'))}};
  EXPECT_EQ(ask("GET", "/api/v1/me", "", cookie, "").status, 200);
  EXPECT_EQ(ask("DELETE", "/api/v1/session", "", cookie, "").status, 204);
  EXPECT_EQ(last<loop::SaveUser>().name, "lena");
  EXPECT_TRUE(last<loop::SaveUser>().ends_sessions);
  const std::size_t before = asked.size();
  EXPECT_EQ(ask("DELETE", "/api/v1/session", "", {}, "").status, 204);
  EXPECT_EQ(ask("DELETE", "/api/v1/session", "", {{"cookie", "jidoka_session=stale"}}, "").status, 204);
  EXPECT_EQ(ask("DELETE", "/api/v1/session").status, 204) << "a token is not a session";
  EXPECT_EQ(asked.size(), before);
  EXPECT_EQ(ask("PATCH", "/api/v1/me", R"({"language":"zh"})").status, 404) << "a token has no settings";
}

TEST_F(ApiTest, says_how_long_to_wait_after_failed_sign_ins) {
  http::Response answer;
  for (int i = 0; i < 6; ++i)
    answer = ask("POST", "/api/v1/session", R"({"user":"lena","password":"wrong password"})", {}, "");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(header(answer, "retry-after"), "301");
}

TEST_F(ApiTest, admits_by_the_header_alone_and_says_how_large_a_body_may_be) {
  const auto admitted = [&](std::string method, std::string target, std::string token) {
    http::Request request;
    request.method = std::move(method);
    EXPECT_TRUE(http::read_target(target, request));
    if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + token);
    std::optional<http::Response> refused;
    boost::asio::io_context io;
    boost::asio::co_spawn(
        io, [&]() -> http::awaitable<void> { refused = co_await api->admit(request); }, boost::asio::detached);
    io.run();
    return std::pair(refused ? refused->status : 0, request.most_body);
  };
  EXPECT_EQ(admitted("POST", "/api/v1/readings", "").first, 401);
  EXPECT_EQ(admitted("POST", "/api/v1/readings", "viewer-token").first, 403);
  EXPECT_EQ(admitted("PUT", "/api/v1/readings", "admin-token").first, 405);
  EXPECT_EQ(admitted("POST", "/api/v1/nothing", "").first, 404);
  const auto readings = admitted("POST", "/api/v1/readings", "source-token");
  EXPECT_EQ(readings.first, 0);
  EXPECT_GT(readings.second, 32u << 20);
  const auto sign_in = admitted("POST", "/api/v1/session", "");
  EXPECT_EQ(sign_in.first, 0);
  EXPECT_EQ(sign_in.second, 64u << 10) << "whoever it is may send a name and a password, and no more";
}

TEST_F(ApiTest, passes_the_loops_refusal_on_in_the_askers_language) {
  loop_answer = fail(Code::conflict, "held", {"It is held.", "已被冻结。"});
  const auto response = ask("POST", "/api/v1/units/SN-1/ship", R"({"to":"ACME"})", {{"accept-language", "zh-CN"}});
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(boost::json::parse(response.body).at("detail").as_string(), "已被冻结。");
}

TEST_F(ApiTest, answers_304_to_the_tag_it_gave) {
  reads.known_streams.push_back({"IM-01/melt_temp", "IM-01", "melt_temp", "Cel", 0, {}, {}, {}});
  const auto first = ask("GET", "/api/v1/streams");
  EXPECT_EQ(first.status, 200);
  const std::string tag = header(first, "etag");
  EXPECT_TRUE(tag.starts_with("W/\""));
  EXPECT_EQ(ask("GET", "/api/v1/streams", "", {{"if-none-match", tag}}).status, 304);
  reads.known_streams[0].count = 1;
  EXPECT_EQ(ask("GET", "/api/v1/streams", "", {{"if-none-match", tag}}).status, 200);
}

TEST_F(ApiTest, protects_every_response_in_a_browser) {
  for (const char* path : {"/api/v1/streams", "/nothing", "/health"}) {
    const auto response = ask("GET", path);
    EXPECT_NE(header(response, "content-security-policy").find("frame-ancestors 'none'"), std::string::npos) << path;
    EXPECT_EQ(header(response, "x-content-type-options"), "nosniff");
  }
}

TEST_F(ApiTest, shows_a_new_token_once_and_sends_only_its_hash_on) {
  loop_answer = loop::Reply{R"({"id":"T-9","as_of":3})"};
  const auto response =
      ask("POST", "/api/v1/tokens", R"({"name":"line 1","role":"source"})", {{"idempotency-key", "k"}});
  ASSERT_EQ(response.status, 201);
  const auto body = boost::json::parse(response.body);
  EXPECT_EQ(body.at("id").as_string(), "T-9");
  const std::string token(body.at("token").as_string());
  EXPECT_TRUE(token.starts_with("jdk_"));
  EXPECT_EQ(last<loop::CreateToken>().secret_sha256, crypto::to_hex(crypto::view(crypto::sha256(token))));
  EXPECT_EQ(last<loop::CreateToken>().user, "admin") << "whose token asked";
  EXPECT_FALSE(asked.back().idempotency_key);
}

TEST_F(ApiTest, shows_health_metrics_board_and_schemas) {
  EXPECT_NE(ask("GET", "/health", "", {}, "").body.find("\"status\":\"ok\""), std::string::npos);
  EXPECT_NE(ask("GET", "/metrics").body.find("jidoka_ledger_size 0\n"), std::string::npos);
  const auto board = boost::json::parse(ask("GET", "/api/v1/board").body);
  EXPECT_EQ(board.at("equipment").at(0).at("state").as_string(), "idle");
  EXPECT_EQ(board.at("equipment").at(0).at("connection").as_string(), "none") << "it declares no tags";
  EXPECT_FALSE(board.at("kpis").as_object().contains("first_pass_yield"));
  EXPECT_EQ(ask("GET", "/api/v1/schemas/equipment.json", "", {}, "").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/schemas/spaceship.json", "", {}, "").status, 404);
}

TEST_F(ApiTest, reports_all_mistakes_of_a_plant_document) {
  const auto response = ask("POST", "/api/v1/plant/apply?dry_run=true", "kind: equipment\nid: IM-02\nlevl: station\n",
                            {{"content-type", "application/yaml"}});
  EXPECT_EQ(response.status, 400);
  EXPECT_GE(boost::json::parse(response.body).at("faults").as_array().size(), 1u);
  EXPECT_TRUE(asked.empty());
}

TEST_F(ApiTest, a_unit_that_contradicts_what_is_recorded_is_a_mistake_with_file_and_line) {
  reads.known_streams.push_back({"IM-02/melt_temp", "IM-02", "melt_temp", "Cel", 0, {}, {}, {}});
  const auto response = ask("POST", "/api/v1/plant/apply?dry_run=true&file=presses.yaml",
                            "kind: equipment\nid: IM-02\nname: Press 2\ntags:\n  melt_temp: {uom: bar}\n",
                            {{"content-type", "application/yaml"}});
  ASSERT_EQ(response.status, 400);
  const auto fault = boost::json::parse(response.body).at("faults").at(0);
  EXPECT_EQ(fault.at("file").as_string(), "presses.yaml");
  EXPECT_EQ(fault.at("line").as_int64(), 5);
  EXPECT_TRUE(asked.empty());
}

class PagesTest : public testing::Test {
 protected:
  PagesTest() {
    std::filesystem::create_directories(folder / "assets");
    write("index.html", "<html>");
    write("assets/app-1a2b.js", "script");
    write("assets/app-1a2b.js.gz", "packed");
    write("../outside-" + folder.filename().string(), "secret");
    std::filesystem::create_symlink(folder.parent_path() / ("outside-" + folder.filename().string()),
                                    folder / "link.txt");
    write(".hidden", "secret");
  }
  ~PagesTest() override {
    std::filesystem::remove_all(folder);
    std::filesystem::remove(folder.parent_path() / ("outside-" + folder.filename().string()));
  }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }
  Result<http::Response> get(const std::string& target, http::Pairs headers = {}) {
    http::Request request;
    request.method = "GET";
    request.headers = std::move(headers);
    if (auto read = http::read_target(target, request); !read) return Failure(read.error());
    return page(folder.string(), request);
  }
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("jidoka-pages-" + crypto::to_hex(crypto::random_bytes(8)));
};

TEST_F(PagesTest, gives_files_packed_when_the_browser_takes_it) {
  EXPECT_EQ(get("/")->body, "<html>");
  EXPECT_EQ(get("/assets/app-1a2b.js")->body, "script");
  EXPECT_EQ(get("/assets/app-1a2b.js")->content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/assets/app-1a2b.js", {{"accept-encoding", "gzip, br"}})->body, "packed");
  EXPECT_FALSE(get("/assets/missing.js"));
}

TEST_F(PagesTest, gives_the_application_to_browsers_and_to_nobody_who_takes_this_for_another_server) {
  EXPECT_EQ(get("/holds/H-1", {{"accept", "text/html,application/xhtml+xml,*/*;q=0.8"}})->body, "<html>");
  for (const char* target : {"/ping", "/write", "/query"}) {
    EXPECT_FALSE(get(target)) << target;
    EXPECT_FALSE(get(target, {{"accept", "*/*"}})) << target;
  }
}

TEST_F(PagesTest, never_leaves_its_folder) {
  const std::string outside = "outside-" + folder.filename().string();
  for (const std::string& target :
       {"/../" + outside, "/%2e%2e/" + outside, "/..%2f" + outside, "/assets/../../" + outside,
        "/assets%2f..%2f..%2f" + outside, std::string("/link.txt"), std::string("/.hidden"),
        std::string("//etc/passwd.x"), std::string("/assets/..\\..\\x.y"), std::string("/assets.gz")}) {
    const auto response = get(target, {{"accept", "text/html"}});
    EXPECT_FALSE(response && response->body.find("secret") != std::string::npos) << target;
    EXPECT_TRUE(!response || response->body == "<html>") << target;
  }
}

}  // namespace
}  // namespace jidoka::resource
