#include "resource/api.h"

#include <exception>

#include "crypto/hash.h"
#include "http/gzip.h"
#include "http/openapi.h"
#include "http/problem.h"
#include "log/log.h"
#include "resource/handlers.h"
#include "resource/pages.h"
#include "resource/routes.h"

namespace jidoka::resource {

namespace {

constexpr std::uint64_t small_body = 64u << 10;  // where anybody may send one, or none is expected

bool has(const Response& response, std::string_view header) {
  for (const auto& [name, value] : response.headers)
    if (name == header) return true;
  return false;
}

bool is_get(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

// A weak tag of the bytes; strong ones were set by whoever serves files.
void add_etag(const Request& request, Response& response) {
  if (!is_get(request) || response.status != 200 || response.stream) return;
  if (!has(response, "etag"))
    response.headers.emplace_back(
        "etag", "W/\"" + crypto::to_hex(crypto::view(crypto::sha256(response.content()))).substr(0, 20) + "\"");
  std::string_view etag;
  for (const auto& [name, value] : response.headers)
    if (name == "etag") etag = value;
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  const std::string_view known = request.header("if-none-match");
  if (known != "*" && known.find(etag) == std::string_view::npos) return;
  response.status = 304;
  response.body.clear();
  response.shared_body.reset();
}

Result<void> check_media_type(const http::Route& route, const Request& request) {
  if (route.takes.empty() || request.body.empty()) return {};
  const std::string type = request.media_type();
  std::string known;
  for (const auto& payload : route.takes) {
    if (payload.media_type == type || payload.media_type == "*/*") return {};
    known += (known.empty() ? "" : ", ") + std::string(payload.media_type);
  }
  return fail(Code::unsupported, "media-type",
              {"Content-Type must be one of: " + known + ".", "Content-Type 须为以下之一：" + known + "。"},
              "Content-Type");
}

Response wrong_method(const std::string& allowed, const Request& request) {
  Response response =
      http::problem(405, "method", {"This takes " + allowed + ".", "此路径仅支持 " + allowed + "。"}, request);
  response.headers.emplace_back("allow", allowed);
  return response;
}

Error threw(const Request& request, const std::exception& error) {
  log::error("api", "a handler threw", {{"route", request.path()}, {"what", error.what()}});
  return went_wrong();
}

}  // namespace

Api::Api(Site& site) : site_(site) {
  for (const AddRoutes add : nouns) add(router_, site_);
  router_.add(get_text("/api/v1/openapi.json", http::for_everybody, "This description", "application/json",
                       quick([this](Request&) -> Result<Response> {
                         Response response = http::json_response("");
                         response.shared_body = openapi_;
                         return response;
                       })));
  openapi_ = std::make_shared<const std::string>(http::openapi(router_, site_.version));
}

http::awaitable<std::optional<Response>> Api::admit(Request& request) {
  request.is_admitted = true;
  std::optional<Response> refused;
  try {
    refused = co_await refused_by_header(request);
  } catch (const std::exception& error) {
    refused = http::problem(threw(request, error), request);
  }
  if (refused) finish(request, *refused);
  co_return refused;
}

http::awaitable<std::optional<Response>> Api::refused_by_header(Request& request) {
  const http::Router::Match match = router_.find(request);
  request.route = match.route;
  if (match.route == nullptr) {
    request.most_body = small_body;
    if (!match.allowed.empty()) co_return wrong_method(match.allowed, request);
    const bool is_api = !request.segments.empty() && request.segments[0] == "api";
    if (is_get(request) && !is_api) co_return std::nullopt;
    co_return http::problem(
        make_error(Code::not_found, "no-route",
                   {"There is nothing at " + request.path() + ".", "路径 " + request.path() + " 不存在。"}),
        request);
  }
  const http::Route& route = *match.route;
  if (route.takes.empty() || route.permission == http::for_everybody) request.most_body = small_body;
  if (route.permission == http::for_everybody) co_return std::nullopt;
  auto caller = co_await caller_of(request);
  if (!caller) co_return http::problem(caller.error(), request);
  request.caller = std::move(*caller);
  const auto allowed = session::check_permission(request, route.permission, *site_.model());
  if (!allowed) co_return http::problem(allowed.error(), request);
  co_return std::nullopt;
}

http::awaitable<Response> Api::serve(Request& request) {
  if (!request.is_admitted) {
    auto refused = co_await admit(request);
    if (refused) co_return std::move(*refused);
  }
  std::optional<Result<Response>> answered;
  try {
    answered = co_await answer(request);
  } catch (const std::exception& error) {
    answered = fail(threw(request, error));
  }
  Response response = *answered ? std::move(**answered) : http::problem(answered->error(), request);
  finish(request, response);
  co_return response;
}

void Api::finish(const Request& request, Response& response) {
  add_etag(request, response);
  session::add_security_headers(response);
  if (response.status >= 400 || has(response, "set-cookie")) return;
  if (const auto cookie = site_.gate->renewed(request)) response.headers.emplace_back("set-cookie", *cookie);
}

http::awaitable<Result<Response>> Api::answer(Request& request) {
  if (request.route == nullptr) {
    auto found = co_await on_pool(*site_.pool, [this, &request] { return page(site_.web_folder, request); });
    co_return found;
  }
  if (request.header("idempotency-key").size() > 200)
    co_return fail(Code::invalid, "idempotency-key",
                   {"Idempotency-Key has at most 200 bytes.", "Idempotency-Key 最长 200 字节。"}, "Idempotency-Key");
  auto right_type = check_media_type(*request.route, request);
  if (!right_type) co_return Failure(std::move(right_type).error());
  auto inflated = co_await inflate_body(request);
  if (!inflated) co_return Failure(std::move(inflated).error());
  auto answered = co_await request.route->handler(request);
  co_return answered;
}

http::awaitable<Result<http::Caller>> Api::caller_of(Request& request) {
  if (auto known = site_.gate->recall(request)) co_return std::move(*known);
  http::Caller caller;
  auto found = co_await on_pool(*site_.pool, [this, &request, &caller]() -> Result<Response> {
    TRY(caller, site_.gate->find(request));
    return Response();
  });
  if (!found) co_return Failure(std::move(found).error());
  co_return caller;
}

http::awaitable<Result<void>> Api::inflate_body(Request& request) {
  const std::string_view encoding = request.header("content-encoding");
  if (encoding.empty() || http::equal_ignoring_case(encoding, "identity")) co_return Result<void>();
  if (!http::equal_ignoring_case(encoding, "gzip") && !http::equal_ignoring_case(encoding, "deflate"))
    co_return fail(Code::unsupported, "content-encoding",
                   {"Content-Encoding must be gzip.", "Content-Encoding 须为 gzip。"}, "Content-Encoding");
  auto inflated = co_await on_pool(*site_.pool, [this, &request]() -> Result<Response> {
    TRY(request.body, http::inflate(request.body, site_.inflated_bytes, request.memory));
    return Response();
  });
  if (!inflated) co_return Failure(std::move(inflated).error());
  co_return Result<void>();
}

}  // namespace jidoka::resource
