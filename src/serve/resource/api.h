// Api: what the server calls for every request. It finds the route, says who asks, checks the permission and the media
// type, runs the handler, and finishes the response: problem+json in the asker's language, ETag and 304, security
// headers.
//
//   resource::Api api(site);
//   auto server = http::Server::start(options, [&](http::Request& request) { return api.serve(request); });
#pragma once

#include <string>

#include "http/message.h"
#include "http/router.h"
#include "resource/site.h"

namespace jidoka::resource {

class Api {
 public:
  explicit Api(Site& site);
  http::awaitable<http::Response> serve(http::Request& request);
  const http::Router& router() const { return router_; }
  const std::string& openapi() const { return *openapi_; }

 private:
  http::awaitable<Result<http::Response>> answer(http::Request& request);
  http::awaitable<Result<http::Caller>> caller_of(http::Request& request);
  http::awaitable<Result<void>> inflate_body(http::Request& request);

  Site& site_;
  http::Router router_;
  std::shared_ptr<const std::string> openapi_;
};

}  // namespace jidoka::resource
