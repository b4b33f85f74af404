// How handlers are made. A `reading` blocks, so it runs on the pool; a `writing` turns the request into one for the
// loop and answers with its reply; both say "busy" rather than wait in a queue without end.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.h"
#include "json/decode.h"
#include "json/encode.h"
#include "json/schema.h"
#include "loop/request.h"
#include "port/reads.h"
#include "resource/site.h"

namespace jidoka::resource {

using http::Request;
using http::Response;

using Read = std::function<Result<Response>(Request&)>;
using Write = std::function<Result<loop::RequestBody>(Request&)>;

http::Handler quick(Read read);  // does not block
http::Handler reading(Site& site, Read read);
http::Handler writing(Site& site, Write write, int status = 200);
http::Handler hashing(Site& site, Read read);  // it hashes a password, so it waits where only such work does
http::Handler writing_hashed(Site& site, Write write, int status = 200);

// The pieces of these, for handlers of their own kind.
// What it throws is logged and answered "internal".
http::awaitable<Result<Response>> on_pool(async::ThreadPool& pool, std::move_only_function<Result<Response>()> work);
http::awaitable<Result<loop::Reply>> submitted(Site& site, loop::Request request);
loop::Request to_loop(const Request& request, loop::RequestBody body);

Error busy();
Error went_wrong();
Error not_found(std::string_view what_en, std::string_view what_zh, std::string_view id);

Result<port::Page> page_of(const Request& request);
Result<std::uint64_t> number_of(const Request& request, std::string_view name, std::uint64_t fallback,
                                std::uint64_t most);
Result<std::optional<Instant>> instant_of(const Request& request, std::string_view name);
Result<bool> flag_of(const Request& request, std::string_view name);  // true or false; false when absent
std::optional<std::string> text_of(const Request& request, std::string_view name);

template <class T>
Result<T> body_of(const Request& request) {
  return json::decode<T>(std::string_view(request.body), json::Limits{});
}

template <class T>
Response ok(const T& value) {
  return http::json_response(json::encode(value));
}
template <class T>
Response ok(const port::Listed<T>& list) {
  return http::json_response("{\"items\":" + json::encode(list.items) + ",\"next\":" + json::encode(list.next) + "}");
}
template <class T>
Response items(const std::vector<T>& list) {
  return http::json_response("{\"items\":" + json::encode(list) + "}");
}
template <class T>
Result<Response> found(Result<std::optional<T>> value, std::string_view what_en, std::string_view what_zh,
                       std::string_view id) {
  if (!value) return Failure(std::move(value).error());
  if (!*value) return fail(not_found(what_en, what_zh, id));
  return ok(**value);
}

template <class T>
std::string listed_schema(json::Schemas& schemas) {
  return "{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":" + json::schema_of<T>(schemas) +
         "},\"next\":{\"type\":\"string\"}},\"required\":[\"items\",\"next\"]}";
}
template <class T>
std::string items_schema(json::Schemas& schemas) {
  return "{\"type\":\"object\",\"properties\":{\"items\":{\"type\":\"array\",\"items\":" + json::schema_of<T>(schemas) +
         "}},\"required\":[\"items\"]}";
}

// Rows of the table of routes in one line.
http::Route get(std::string_view pattern, std::string_view permission, std::string_view summary, http::SchemaText gives,
                http::Handler handler);
http::Route get_list(std::string_view pattern, std::string_view permission, std::string_view summary,
                     http::SchemaText gives, http::Handler handler);  // with after and limit
http::Route get_text(std::string_view pattern, std::string_view permission, std::string_view summary,
                     std::string_view media_type, http::Handler handler);
http::Route post(std::string_view pattern, std::string_view permission, std::string_view summary,
                 http::SchemaText takes, http::SchemaText gives, http::Handler handler, int status = 200);
http::Route with(http::Route route, std::vector<http::Parameter> query);

}  // namespace jidoka::resource
