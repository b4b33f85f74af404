#include "http/router.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "http/openapi.h"
#include "http/problem.h"
#include "http/response_head.h"
#include "json/encode.h"

namespace jidoka::http {
namespace {

awaitable<Result<Response>> nothing(Request&) { co_return no_content(); }

Request request_for(std::string method, std::string_view target) {
  Request request;
  request.method = std::move(method);
  EXPECT_TRUE(read_target(target, request)) << target;
  return request;
}

Router example() {
  Router router;
  for (auto [method, pattern] : {std::pair{"GET", "/api/v1/holds"},
                                 {"POST", "/api/v1/holds"},
                                 {"GET", "/api/v1/holds/{id}"},
                                 {"POST", "/api/v1/holds/{id}/release"},
                                 {"GET", "/api/v1/holds/latest"},
                                 {"GET", "/api/v1/schemas/{kind}.json"},
                                 {"GET", "/tile/{level}/{path...}"}})
    router.add({method,
                pattern,
                "read",
                "Something",
                {},
                {{"application/json", &json::schema_of<Problem>}},
                {{"application/json", &json::schema_of<Problem>}},
                200,
                nothing});
  return router;
}

std::string matched(const Router& router, Request& request) {
  const auto match = router.find(request);
  return match.route == nullptr ? "" : std::string(match.route->pattern);
}

TEST(Router, prefers_a_literal_segment_to_a_parameter) {
  const Router router = example();
  Request latest = request_for("GET", "/api/v1/holds/latest");
  EXPECT_EQ(matched(router, latest), "/api/v1/holds/latest");
  Request other = request_for("GET", "/api/v1/holds/H-17?x=1");
  EXPECT_EQ(matched(router, other), "/api/v1/holds/{id}");
  EXPECT_EQ(other.parameters, std::vector<std::string>{"H-17"});
}

TEST(Router, keeps_an_encoded_slash_inside_its_segment) {
  const Router router = example();
  Request request = request_for("GET", "/api/v1/holds/a%2Fb%20%E6%B8%A9");
  EXPECT_EQ(matched(router, request), "/api/v1/holds/{id}");
  EXPECT_EQ(request.parameters.at(0), "a/b 温");
}

TEST(Router, reads_literal_endings_and_rests) {
  const Router router = example();
  Request schema = request_for("GET", "/api/v1/schemas/equipment.json");
  EXPECT_EQ(matched(router, schema), "/api/v1/schemas/{kind}.json");
  EXPECT_EQ(schema.parameters.at(0), "equipment");
  Request tile = request_for("GET", "/tile/0/x001/067.p/3");
  EXPECT_EQ(matched(router, tile), "/tile/{level}/{path...}");
  EXPECT_EQ(tile.parameters, (std::vector<std::string>{"0", "x001/067.p/3"}));
}

TEST(Router, answers_head_by_get_and_names_the_methods_it_knows) {
  const Router router = example();
  Request head = request_for("HEAD", "/api/v1/holds");
  EXPECT_EQ(matched(router, head), "/api/v1/holds");
  Request wrong = request_for("DELETE", "/api/v1/holds");
  const auto match = router.find(wrong);
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allowed, "GET, POST");
  Request unknown = request_for("GET", "/api/v1/nothing");
  EXPECT_EQ(router.find(unknown).allowed, "");
  Request empty = request_for("GET", "/api/v1/holds/");
  EXPECT_EQ(matched(router, empty), "");
}

TEST(Target, decodes_queries_and_refuses_broken_escapes) {
  Request request = request_for("GET", "/a?x=1%262&y=a+b&&z");
  EXPECT_EQ(request.query_value("x"), "1&2");
  EXPECT_EQ(request.query_value("y"), "a b");
  EXPECT_EQ(request.query_value("z"), "");
  EXPECT_FALSE(request.query_value("w"));
  for (const char* bad : {"", "a", "*", "http://x/", "/%", "/%2", "/%zz", "/%00", "/a?b=%g1"}) {
    Request broken;
    EXPECT_FALSE(read_target(bad, broken)) << bad;
  }
}

TEST(Problems, speak_the_language_that_was_asked_for) {
  Request request;
  request.headers = {{"accept-language", "fr;q=0.9, zh-CN, en;q=0.5"}};
  const Error error = make_error(Code::conflict, "held", {"It is held.", "已被冻结。"}, "item");
  const Response response = problem(error, request);
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.content_type, "application/problem+json");
  const auto body = boost::json::parse(response.body);
  EXPECT_EQ(body.at("detail").as_string(), "已被冻结。");
  EXPECT_EQ(body.at("type").as_string(), "https://jidoka.dev/errors/held");
  EXPECT_EQ(body.at("text").at("en").as_string(), "It is held.");
  EXPECT_EQ(body.at("field").as_string(), "item");
  request.headers = {{"accept-language", "en-GB"}};
  EXPECT_EQ(boost::json::parse(problem(error, request).body).at("detail").as_string(), "It is held.");
}

TEST(Problems, say_how_long_to_wait) {
  const Error error = make_error(Code::busy, "busy", {"Wait.", "请等待。"});
  const auto wait = [](const Response& response) {
    std::string found;
    for (const auto& [name, value] : response.headers)
      if (name == "retry-after") found += value + ";";
    return found;
  };
  EXPECT_EQ(wait(problem(error, Request{})), "1;");
  EXPECT_EQ(wait(problem(error, seconds(240), Request{})), "240;");
  EXPECT_EQ(wait(problem(error, milliseconds(1'001), Request{})), "2;");
}

TEST(Requests, compare_media_types_whatever_their_case) {
  Request request;
  request.headers = {{"content-type", "Application/JSON ; charset=UTF-8"}};
  EXPECT_EQ(request.media_type(), "application/json");
  EXPECT_TRUE(equal_ignoring_case("BEARER", "bearer"));
  EXPECT_FALSE(equal_ignoring_case("bearer", "bearers"));
}

TEST(Problems, have_a_status_for_every_code) {
  for (int code = 0; code <= static_cast<int>(Code::internal); ++code)
    EXPECT_FALSE(reason_phrase(status_of(static_cast<Code>(code))).empty()) << code;
}

TEST(ResponseHead, drops_a_header_that_would_split_the_response) {
  Response response = no_content();
  response.headers = {{"x-a", "1"}, {"x-b", "2\r\nset-cookie: evil=1"}};
  const std::string head = response_head(response, "now", true, Framing::length);
  EXPECT_NE(head.find("x-a: 1"), std::string::npos);
  EXPECT_EQ(head.find("evil"), std::string::npos);
}

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

TEST(OpenApi, lists_every_route_and_every_reference_resolves) {
  const Router router = example();
  const auto document = boost::json::parse(openapi(router, "0.1.0"));
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  EXPECT_EQ(document.at("paths").at("/api/v1/holds").as_object().size(), 2u);
  EXPECT_TRUE(document.at("paths").at("/tile/{level}/{path}").at("get").is_object());
  EXPECT_EQ(
      document.at("paths").at("/api/v1/schemas/{kind}.json").at("get").at("parameters").at(0).at("name").as_string(),
      "kind");
  std::vector<std::string> all;
  references(document, all);
  EXPECT_FALSE(all.empty());
  for (std::string& reference : all) {
    boost::system::error_code error;
    EXPECT_NE(document.find_pointer(reference.substr(1), error), nullptr) << reference;
  }
}

}  // namespace
}  // namespace jidoka::http
