#include "jidoka/local_site.h"

#include <chrono>
#include <future>
#include <thread>

#include "crypto/hash.h"
#include "loop/inbox_request.h"

namespace jidoka::app {

namespace {

constexpr Duration inbox_patience = seconds(20);
constexpr auto inbox_pause = std::chrono::milliseconds(50);

}  // namespace

loop::Actor command_line_actor() { return {"command line", {"admin"}}; }

Result<loop::Reply> ask_loop(loop::Loop& loop, loop::Request request) {
  std::promise<Result<loop::Reply>> answered;
  auto answer = answered.get_future();
  if (!loop.submit(std::move(request),
                   [&answered](Result<loop::Reply> reply) { answered.set_value(std::move(reply)); }))
    return fail(Code::busy, "busy", {"The loop is busy. Try again in a moment.", "系统繁忙，请稍后重试。"});
  return answer.get();
}

Result<std::unique_ptr<LocalSite>> LocalSite::open(const StoreUrl& url, port::Clock& clock, port::Random& random) {
  std::unique_ptr<LocalSite> site(new LocalSite(url, clock, random));
  auto store = open_store(url, "jidoka", clock.now(), Use::command);
  if (!store && store.error().slug == "store-in-use") {
    TRY(site->store_, open_reads_only(url));
    return site;
  }
  if (!store) return Failure(std::move(store).error());
  site->store_ = std::move(*store);
  TRY(site->loop_, loop::Loop::start({.store = site->store_.store.get(), .clock = &clock}));
  return site;
}

Result<std::string> LocalSite::ask_json(loop::RequestBody body) {
  if (loop_ == nullptr) return ask_through_inbox(body);
  TRY(loop::Reply reply, ask_loop(*loop_, {command_line_actor(), std::nullopt, std::move(body)}));
  return std::move(reply.json);
}

Result<std::string> LocalSite::ask_through_inbox(const loop::RequestBody& body) {
  TRY(std::string text, loop::encode_inbox_request(body));
  const port::InboxRequest request{crypto::to_hex(random_.bytes(16)), std::move(text)};
  TRY_VOID(leave_in_inbox(url_, request, clock_.now()));
  const Instant until = clock_.now() + inbox_patience;
  while (clock_.now() < until) {
    TRY(const auto reply, find_reply(url_, request.id));
    if (reply) return loop::parse_inbox_reply(*reply);
    std::this_thread::sleep_for(inbox_pause);
  }
  return fail(Code::timed_out, "inbox-unanswered",
              {"The process that has the store open did not answer within 20 s. The request stays in its inbox.",
               "正在使用数据库的进程 20 秒内没有答复。该请求仍留在收件箱中。"});
}

}  // namespace jidoka::app
