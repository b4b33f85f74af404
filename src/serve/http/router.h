// The table of everything the server answers to. A route says its method, its pattern ("/api/v1/holds/{id}/release"),
// who may use it, what goes in and what comes out; OpenAPI is written from the same rows (openapi.h).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "json/schema.h"

namespace jidoka::http {

using Handler = std::function<awaitable<Result<Response>>(Request&)>;
using SchemaText = std::string (*)(json::Schemas&);

struct Parameter {
  std::string_view name;
  std::string_view doc;
  std::string_view schema = R"({"type":"string"})";
  bool required = false;
};
struct Payload {
  std::string_view media_type = "application/json";
  SchemaText schema = nullptr;  // null: text or bytes
};

constexpr std::string_view for_everybody = "";          // no sign-in
constexpr std::string_view for_the_signed_in = "self";  // any caller that is known

struct Route {
  std::string_view method;
  std::string_view pattern;
  std::string_view permission;  // or one of the two above
  std::string_view summary;
  std::vector<Parameter> query;
  std::vector<Payload> takes;  // media types it takes; none: no body
  std::vector<Payload> gives;
  int status = 200;  // when it goes well
  Handler handler;
  bool takes_key = true;                                // whether an Idempotency-Key makes a retry safe
  std::vector<std::pair<int, Payload>> otherwise = {};  // answers of another status that are no Problem
};

class Router {
 public:
  // A pattern that is there already with the same method is our own bug.
  void add(Route route);

  struct Match {
    const Route* route = nullptr;
    std::string allowed;  // methods of the path, when it is there with others only
  };
  // Fills request.parameters. HEAD finds the GET route. A literal segment wins over a parameter.
  Match find(Request& request) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> segments_;  // of each route's pattern
};

}  // namespace jidoka::http
