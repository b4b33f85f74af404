// ApiClient: asks a running Jidoka server over its public API, for commands that are given --server. Blocking.
//
//   ApiClient api(endpoint, token);
//   TRY(auto reply, api.post<loop::ApplyReply>("/api/v1/plant/apply", body));
// The token comes from the environment variable JIDOKA_TOKEN, never from the command line, where others could read it.
// What the server refuses comes back as the Error that it is there. A patient request is sent again while the server is
// busy (429, 503), after the time that it asks for; only for what may arrive twice without harm.
#pragma once

#include <string>
#include <string_view>

#include "core/instant.h"
#include "json/decode.h"
#include "json/encode.h"
#include "webhook/target.h"

namespace jidoka::app {

enum class Patience { none, five_minutes };

class ApiClient {
 public:
  // Refused: a URL that is not http(s)://host[:port], or nothing in that variable.
  static Result<ApiClient> connect_to(const std::string& url, const std::string& token_env = "JIDOKA_TOKEN");
  ApiClient(webhook::Endpoint endpoint, std::string token) : endpoint_(std::move(endpoint)), token_(std::move(token)) {}

  template <class Reply>
  Result<Reply> get(const std::string& path) {
    TRY(const std::string body, exchange("GET", path, {"", ""}, Patience::none));
    return json::decode<Reply>(std::string_view(body), limits);
  }
  template <class Reply, class Body>
  Result<Reply> post(const std::string& path, const Body& sent, Patience patience = Patience::none) {
    return post_text<Reply>(path, "application/json", json::encode(sent), patience);
  }
  template <class Reply>
  Result<Reply> post_text(const std::string& path, const std::string& media_type, const std::string& text,
                          Patience patience = Patience::none) {
    TRY(const std::string body, exchange("POST", path, {media_type, text}, patience));
    return json::decode<Reply>(std::string_view(body), limits);
  }
  // An answer of which only matters that it is not a refusal.
  Result<void> send_text(const std::string& path, const std::string& media_type, const std::string& text) {
    TRY_VOID(exchange("POST", path, {media_type, text}, Patience::none));
    return {};
  }

 private:
  static constexpr json::Limits limits{.bytes = 64u << 20, .depth = 32};
  struct Sent {
    std::string media_type;
    std::string text;
  };
  Result<std::string> exchange(std::string_view method, const std::string& path, Sent sent, Patience patience);

  webhook::Endpoint endpoint_;
  std::string token_;
};

}  // namespace jidoka::app
