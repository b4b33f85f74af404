#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <chrono>

#include "resource/handlers.h"
#include "resource/hub.h"

namespace jidoka::resource {

namespace {

namespace asio = boost::asio;
constexpr std::string_view events_permission = "read";
constexpr std::pair<std::string_view, Topic> topic_names[] = {
    {"alarms", Topic::alarms},     {"holds", Topic::holds},  {"equipment", Topic::equipment},
    {"verdicts", Topic::verdicts}, {"units", Topic::units},  {"readings", Topic::readings},
    {"plant", Topic::plant},       {"health", Topic::health}};

template <class Take>
void for_each_part(std::string_view list, Take take) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (comma > 0) take(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

Result<Interest> interest_of(Site& site, const Request& request) {
  Interest interest;
  std::string unknown;
  const auto topics = request.query_value("topics");
  if (!topics)
    for (const auto& [name, topic] : topic_names) interest.topics.insert(topic);
  for_each_part(topics.value_or(""), [&](std::string_view name) {
    for (const auto& [known, topic] : topic_names)
      if (known == name) return void(interest.topics.insert(topic));
    unknown = name;
  });
  if (!unknown.empty())
    return fail(Code::invalid, "unknown-topic",
                {"topics must be of alarms, holds, equipment, verdicts, units, readings, plant, health.",
                 "topics 须取自 alarms、holds、equipment、verdicts、units、readings、plant、health。"},
                "topics");
  const auto catalogue = site.catalogue();
  for_each_part(request.query_value("streams").value_or(""), [&](std::string_view name) {
    const std::size_t slash = name.rfind('/');
    const auto* equipment = slash == std::string_view::npos ? nullptr : catalogue->find(name.substr(0, slash));
    const auto* stream = equipment == nullptr ? nullptr : equipment->find(name.substr(slash + 1));
    if (stream != nullptr)
      interest.streams[stream->number] = name;
    else
      unknown = name;
  });
  if (unknown.empty()) return interest;
  return fail(not_found("stream", "数据流", unknown));
}

// What the leaf says it is: the value of its first field.
std::string_view name_in(std::string_view leaf) {
  constexpr std::string_view before = "{\"fact\":\"";
  if (!leaf.starts_with(before)) return {};
  leaf.remove_prefix(before.size());
  return leaf.substr(0, leaf.find('"'));
}

// Facts after `size` up to the present, as events; moves `size` on. At most some thousand at a time.
Result<std::string> missed(Site& site, const Interest& interest, std::uint64_t& size) {
  std::string text;
  TRY(const auto entries, site.reads->entries(size, 1000));
  for (const auto& entry : entries) {
    const std::string_view name = name_in(entry.leaf.text);
    size = entry.index + 1;
    if (interest.topics.contains(topic_of(name))) text += event_text(size, name, entry.leaf.text);
  }
  return text;
}

// One follower from its first event to its last.
class Stream {
 public:
  Stream(Site& site, Interest interest, std::optional<std::uint64_t> last, http::Request credentials)
      : site_(site), interest_(std::move(interest)), last_(last), credentials_(std::move(credentials)) {}

  http::awaitable<void> run(http::Writer& writer) {
    const auto executor = co_await asio::this_coro::executor;
    // The hub may still hold the follower while this coroutine ends, so the timer belongs to both.
    const auto timer = std::make_shared<asio::steady_timer>(executor);
    const auto wake = [executor, timer] { asio::post(executor, [timer] { timer->cancel(); }); };
    const auto following = std::make_shared<Following>(interest_, wake);
    site_.hub->add(following);
    int quiet_seconds = 0;
    bool goes_on = co_await writer.write("retry: 2000\n\n");
    if (goes_on && last_) goes_on = co_await catch_up(writer);
    while (goes_on && writer.is_open()) {
      const bool is_welcome = co_await still_welcome();
      if (!is_welcome) break;
      const std::string text = following->take();
      if (!text.empty()) {
        goes_on = co_await send_new(writer, text);
        if (following->is_reset()) break;
        continue;
      }
      timer->expires_after(std::chrono::seconds(1));  // short: a server that stops waits for its followers to see it
      auto [error] = co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
      if (error || ++quiet_seconds < 15) continue;
      quiet_seconds = 0;
      goes_on = co_await writer.write(": still here\n\n");
    }
    site_.hub->remove(following);
  }

 private:
  // Asked again every minute, and as soon as some user or token was changed. When it cannot be known just now, later.
  http::awaitable<bool> still_welcome() {
    const std::uint64_t forgotten = site_.gate->forgotten();
    const auto now = std::chrono::steady_clock::now();
    if (forgotten == forgotten_ && now < ask_again_) co_return true;
    auto known = co_await on_pool(*site_.pool, [&]() -> Result<Response> {
      TRY(credentials_.caller, site_.gate->find(credentials_));
      TRY_VOID(session::check_permission(credentials_, events_permission, *site_.model()));
      return Response();
    });
    if (!known && (known.error().code == Code::unauthenticated || known.error().code == Code::forbidden))
      co_return false;
    if (!known) co_return true;
    forgotten_ = forgotten;
    ask_again_ = now + std::chrono::minutes(1);
    co_return true;
  }

  http::awaitable<bool> catch_up(http::Writer& writer) {
    std::uint64_t size = *last_;
    while (true) {
      const std::uint64_t before = size;
      std::string text;
      auto read = co_await on_pool(*site_.pool, [&]() -> Result<Response> {
        TRY(text, missed(site_, interest_, size));
        return Response();
      });
      if (!read) co_return false;  // the client tries again
      const bool is_open = co_await writer.write(text);
      if (!is_open) co_return false;
      if (size == before) break;
    }
    sent_ = size;
    co_return true;
  }

  // What the ledger gave already comes live too, for the follower was added first: it is left out here.
  http::awaitable<bool> send_new(http::Writer& writer, const std::string& text) {
    std::string_view rest = text;
    std::string fresh;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find("\n\n"), rest.size() - 2) + 2;
      const std::string_view event = rest.substr(0, end);
      rest.remove_prefix(end);
      std::uint64_t id = 0;
      if (event.starts_with("id: ")) std::from_chars(event.data() + 4, event.data() + event.size(), id);
      if (id == 0 || id > sent_) fresh += event;
    }
    const bool is_open = co_await writer.write(fresh);
    co_return is_open;
  }

  Site& site_;
  Interest interest_;
  std::optional<std::uint64_t> last_;
  std::uint64_t sent_ = 0;
  http::Request credentials_;  // what of the request says who asks
  std::uint64_t forgotten_ = site_.gate->forgotten();
  std::chrono::steady_clock::time_point ask_again_ = std::chrono::steady_clock::now() + std::chrono::minutes(1);
};

http::awaitable<Result<Response>> events(Site& site, Request& request) {
  auto interest = interest_of(site, request);
  if (!interest) co_return Failure(std::move(interest).error());
  std::optional<std::uint64_t> last;
  std::string_view id = request.header("last-event-id");
  if (id.empty()) id = request.query_value("last_event_id").value_or("");
  std::uint64_t number = 0;
  if (!id.empty() && std::from_chars(id.data(), id.data() + id.size(), number).ec == std::errc()) last = number;
  Response response;
  response.content_type = "text/event-stream";
  response.headers = {{"cache-control", "no-store"}, {"x-accel-buffering", "no"}};
  http::Request credentials;
  credentials.method = request.method;
  for (const auto& header : request.headers)
    if (header.first == "authorization" || header.first == "cookie") credentials.headers.push_back(header);
  auto stream = std::make_shared<Stream>(site, std::move(*interest), last, std::move(credentials));
  response.stream = [stream](http::Writer& writer) -> http::awaitable<void> { co_await stream->run(writer); };
  co_return response;
}

}  // namespace

void add_events(http::Router& router, Site& site) {
  router.add(with(get_text("/api/v1/events", events_permission, "Facts and readings as they come (server-sent events)",
                           "text/event-stream", [&site](Request& request) { return events(site, request); }),
                  {{"topics", "alarms, holds, equipment, verdicts, units, readings, plant, health; all by default"},
                   {"streams", "Streams whose readings to send: IM-01/melt_temp,…"},
                   {"last_event_id", "As the header Last-Event-ID: what came after it is sent first"}}));
}

}  // namespace jidoka::resource
