// LocalSite: a site by its store, for the command line. When nobody else writes it, a loop of our own runs for as long
// as the command; beside a running server, requests go through the store's inbox and the server's loop decides them.
//
//   TRY(auto site, LocalSite::open(url, clock, random));
//   TRY(auto done, site->ask<loop::Done>(loop::SaveUser{…}));
#pragma once

#include <memory>
#include <string>

#include "jidoka/store_url.h"
#include "json/decode.h"
#include "loop/loop.h"
#include "port/clock.h"

namespace jidoka::app {

class LocalSite {
 public:
  static Result<std::unique_ptr<LocalSite>> open(const StoreUrl& url, port::Clock& clock, port::Random& random);

  template <class Reply>
  Result<Reply> ask(loop::RequestBody body) {
    TRY(const std::string json, ask_json(std::move(body)));
    return json::decode<Reply>(std::string_view(json));
  }
  port::Reads& reads() { return *store_.reads; }
  // Null beside a running server.
  loop::Loop* loop() { return loop_.get(); }

 private:
  LocalSite(StoreUrl url, port::Clock& clock, port::Random& random)
      : url_(std::move(url)), clock_(clock), random_(random) {}
  Result<std::string> ask_json(loop::RequestBody body);
  Result<std::string> ask_through_inbox(const loop::RequestBody& body);

  StoreUrl url_;
  port::Clock& clock_;
  port::Random& random_;
  OpenStore store_;
  std::unique_ptr<loop::Loop> loop_;  // last: it uses the store
};

// Hands the request to the loop and waits for its answer.
Result<loop::Reply> ask_loop(loop::Loop& loop, loop::Request request);
// In whose name the command line acts.
loop::Actor command_line_actor();

}  // namespace jidoka::app
