#include "resource/handlers.h"

#include <charconv>
#include <exception>

#include "crypto/hash.h"
#include "http/await.h"
#include "log/log.h"

namespace jidoka::resource {

namespace {

Result<Response> guarded(std::move_only_function<Result<Response>()>& work) {
  try {
    return work();
  } catch (const std::exception& error) {
    log::error("api", "a handler threw", {{"what", error.what()}});
  }
  return fail(went_wrong());
}

}  // namespace

http::awaitable<Result<Response>> on_pool(async::ThreadPool& pool, std::move_only_function<Result<Response>()> work) {
  auto start = [&pool, work = std::move(work)](http::Done<Result<Response>> done) mutable {
    // The task is moved from only when it was taken, so a refused one can still answer.
    auto shared = std::make_shared<http::Done<Result<Response>>>(std::move(done));
    const bool taken = pool.try_submit([shared, work = std::move(work)]() mutable { (*shared)(guarded(work)); });
    if (!taken) (*shared)(fail(busy()));
  };
  std::move_only_function<void(http::Done<Result<Response>>)> begin = std::move(start);
  auto answer = co_await http::answer_of<Result<Response>>(std::move(begin));
  co_return answer;
}

http::awaitable<Result<loop::Reply>> submitted(Site& site, loop::Request request) {
  auto start = [&site, request = std::move(request)](http::Done<Result<loop::Reply>> done) mutable {
    auto shared = std::make_shared<http::Done<Result<loop::Reply>>>(std::move(done));
    const bool taken =
        site.submit(std::move(request), [shared](Result<loop::Reply> reply) { (*shared)(std::move(reply)); });
    if (!taken) (*shared)(fail(busy()));
  };
  std::move_only_function<void(http::Done<Result<loop::Reply>>)> begin = std::move(start);
  auto answer = co_await http::answer_of<Result<loop::Reply>>(std::move(begin));
  co_return answer;
}

loop::Request to_loop(const Request& request, loop::RequestBody body) {
  loop::Request out;
  out.actor = {request.caller.name, request.caller.roles};
  out.body = std::move(body);
  const std::string_view key = request.header("idempotency-key");
  if (key.empty() || request.method == "GET" || request.method == "HEAD") return out;  // who asks is told how it is now
  out.idempotency_key = std::string(key);
  const auto hash = crypto::sha256({request.method, "\n", request.target, "\n", request.body});
  out.fingerprint = crypto::to_base64url(crypto::view(hash));
  return out;
}

namespace {

http::awaitable<Result<Response>> submit_and_answer(Site& site, loop::Request request, int status) {
  auto reply = co_await submitted(site, std::move(request));
  if (!reply) co_return Failure(std::move(reply).error());
  co_return http::json_response(std::move(reply->json), status);
}

}  // namespace

http::Handler quick(Read read) {
  return [read = std::move(read)](Request& request) -> http::awaitable<Result<Response>> { co_return read(request); };
}

namespace {

http::Handler reading_on(async::ThreadPool& pool, Read read) {
  return [&pool, read = std::move(read)](Request& request) -> http::awaitable<Result<Response>> {
    auto answer = co_await on_pool(pool, [&read, &request] { return read(request); });
    co_return answer;
  };
}

}  // namespace

http::Handler reading(Site& site, Read read) { return reading_on(*site.pool, std::move(read)); }
http::Handler hashing(Site& site, Read read) { return reading_on(*site.hashing, std::move(read)); }

http::Handler writing(Site& site, Write write, int status) {
  return [&site, write = std::move(write), status](Request& request) -> http::awaitable<Result<Response>> {
    auto body = write(request);
    if (!body) co_return Failure(std::move(body).error());
    loop::Request asked = to_loop(request, std::move(*body));
    auto answer = co_await submit_and_answer(site, std::move(asked), status);
    co_return answer;
  };
}

http::Handler writing_hashed(Site& site, Write write, int status) {
  return [&site, write = std::move(write), status](Request& request) -> http::awaitable<Result<Response>> {
    std::optional<loop::RequestBody> body;
    auto prepared = co_await on_pool(*site.hashing, [&]() -> Result<Response> {
      TRY(body, write(request));
      return Response();
    });
    if (!prepared) co_return Failure(std::move(prepared).error());
    loop::Request asked = to_loop(request, std::move(*body));
    auto answer = co_await submit_and_answer(site, std::move(asked), status);
    co_return answer;
  };
}

Error busy() {
  return make_error(Code::busy, "busy",
                    {"Too much is waiting just now; nothing was taken. Send it again in a moment.",
                     "当前排队过多，未接收任何内容。请稍后重发。"});
}

Error went_wrong() {
  return make_error(Code::internal, "internal",
                    {"Something went wrong inside Jidoka; it is in the log.", "Jidoka 内部发生错误，详见日志。"});
}

Error not_found(std::string_view what_en, std::string_view what_zh, std::string_view id) {
  return make_error(Code::not_found, "not-found",
                    {"There is no " + std::string(what_en) + " " + std::string(id) + ".",
                     "没有" + std::string(what_zh) + " " + std::string(id) + "。"});
}

Result<std::uint64_t> number_of(const Request& request, std::string_view name, std::uint64_t fallback,
                                std::uint64_t most) {
  const auto text = request.query_value(name);
  if (!text) return fallback;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error == std::errc() && end == text->data() + text->size() && value <= most) return value;
  const std::string limit = std::to_string(most);
  return fail(Code::invalid, "bad-number",
              {std::string(name) + " must be a whole number up to " + limit + ".",
               std::string(name) + " 须为不超过 " + limit + " 的整数。"},
              std::string(name));
}

Result<port::Page> page_of(const Request& request) {
  port::Page page;
  TRY(const auto limit, number_of(request, "limit", 100, 1000));
  page.limit = limit == 0 ? 1 : static_cast<std::uint32_t>(limit);
  page.after = request.query_value("after").value_or("");
  return page;
}

Result<std::optional<Instant>> instant_of(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return std::nullopt;
  auto parsed = parse_instant(*text);
  if (parsed) return std::optional(*parsed);
  Error error = std::move(parsed).error();
  error.field = name;
  return fail(std::move(error));
}

Result<bool> flag_of(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (!text || *text == "false") return false;
  if (*text == "true") return true;
  return fail(Code::invalid, "bad-flag",
              {std::string(name) + " must be true or false.", std::string(name) + " 须为 true 或 false。"},
              std::string(name));
}

std::optional<std::string> text_of(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return std::nullopt;
  return std::string(*text);
}

http::Route get(std::string_view pattern, std::string_view permission, std::string_view summary, http::SchemaText gives,
                http::Handler handler) {
  return {"GET", pattern, permission, summary, {}, {}, {{"application/json", gives}}, 200, std::move(handler)};
}
http::Route get_list(std::string_view pattern, std::string_view permission, std::string_view summary,
                     http::SchemaText gives, http::Handler handler) {
  return with(get(pattern, permission, summary, gives, std::move(handler)),
              {{"after", "The `next` of the page before"},
               {"limit", "1 to 1000, 100 by default", R"({"type":"integer","minimum":1,"maximum":1000})"}});
}
http::Route get_text(std::string_view pattern, std::string_view permission, std::string_view summary,
                     std::string_view media_type, http::Handler handler) {
  return {"GET", pattern, permission, summary, {}, {}, {{media_type, nullptr}}, 200, std::move(handler)};
}
http::Route post(std::string_view pattern, std::string_view permission, std::string_view summary,
                 http::SchemaText takes, http::SchemaText gives, http::Handler handler, int status) {
  http::Route route{"POST", pattern, permission, summary, {}, {}, {}, status, std::move(handler)};
  if (takes != nullptr) route.takes = {{"application/json", takes}};
  if (gives != nullptr) route.gives = {{"application/json", gives}};
  return route;
}
http::Route with(http::Route route, std::vector<http::Parameter> query) {
  for (auto& parameter : query) route.query.push_back(parameter);
  return route;
}

}  // namespace jidoka::resource
