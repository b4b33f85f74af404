// Api: what the server calls for every request. With its header it finds the route, says who asks, and checks the
// permission; with its body the media type. Then it runs the handler and finishes the response: problem+json in the
// asker's language, ETag and 304, security headers.
//
//   resource::Api api(site);
//   auto server = http::Server::start(options, [&](http::Request& request) { return api.serve(request); },
//                                     [&](http::Request& request) { return api.admit(request); });
#pragma once

#include <string>

#include "http/message.h"
#include "http/router.h"
#include "resource/site.h"

namespace jidoka::resource {

class Api {
 public:
  explicit Api(Site& site);
  // By its header: what refuses it, if anything does. Says how large a body may be.
  http::awaitable<std::optional<http::Response>> admit(http::Request& request);
  // Admits it first when nobody has.
  http::awaitable<http::Response> serve(http::Request& request);
  const http::Router& router() const { return router_; }
  const std::string& openapi() const { return *openapi_; }

 private:
  http::awaitable<std::optional<http::Response>> refused_by_header(http::Request& request);
  http::awaitable<Result<http::Response>> answer(http::Request& request);
  void finish(const http::Request& request, http::Response& response);
  http::awaitable<Result<http::Caller>> caller_of(http::Request& request);
  http::awaitable<Result<void>> inflate_body(http::Request& request);

  Site& site_;
  http::Router router_;
  std::shared_ptr<const std::string> openapi_;
};

}  // namespace jidoka::resource
