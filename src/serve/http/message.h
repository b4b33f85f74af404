// What a handler sees of HTTP: a Request that has arrived whole, and a Response it gives back. Header names are lower
// case. A Response with a `stream` goes on for as long as that coroutine runs; its body is then sent chunk by chunk.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "http/byte_budget.h"

namespace jidoka::http {

struct Route;

template <class T>
using awaitable = boost::asio::awaitable<T>;

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Who asks; filled in by whoever authenticates.
struct Caller {
  std::string name;  // empty: nobody is signed in
  std::vector<std::string> roles;
  bool by_cookie = false;
  std::string user = {};  // whose token it is; the name itself by cookie

  bool is_known() const { return !name.empty(); }
};

struct Request {
  std::string method;                 // upper case
  std::string target;                 // as sent
  std::vector<std::string> segments;  // of the path, decoded: an encoded slash stays inside its segment
  Pairs query;
  Pairs headers;
  std::string body;
  std::string remote;  // address of the other side
  bool is_secure = false;
  std::vector<std::string> parameters;  // of the route's pattern, in order
  Caller caller;

  // Set when it is admitted by its header, before its body is read.
  bool is_admitted = false;
  const Route* route = nullptr;                 // none: a page
  std::uint64_t most_body = UINT64_C(1) << 62;  // bytes that this caller may send there
  ByteBudget::Share memory;                     // what its bodies hold

  std::string_view header(std::string_view lower_case_name) const;  // empty when absent
  std::optional<std::string_view> query_value(std::string_view name) const;
  std::string path() const;        // without the query, as sent
  bool wants_chinese() const;      // by Accept-Language: zh weighs more than en
  std::string media_type() const;  // of the body, lower case, without parameters
};

// Splits and decodes a request target. Refused: no leading slash, a broken %-escape, NUL.
Result<void> read_target(std::string_view target, Request& request);

bool equal_ignoring_case(std::string_view a, std::string_view b);  // of ASCII letters

class Writer {  // for Response::stream
 public:
  virtual ~Writer() = default;
  virtual awaitable<bool> write(std::string_view bytes) = 0;  // false: the other side is gone
  virtual bool is_open() const = 0;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // instead of body, for what many are sent
  Pairs headers;
  std::function<awaitable<void>(Writer&)> stream;

  std::string_view content() const { return shared_body ? std::string_view(*shared_body) : std::string_view(body); }
};

Response json_response(std::string json, int status = 200);
Response text_response(std::string text);
Response no_content();
std::string_view reason_phrase(int status);

}  // namespace jidoka::http
