#include "jidoka/twin_inbox.h"

#include <chrono>
#include <set>
#include <utility>

#include "http/server.h"
#include "jidoka/listen_address.h"
#include "jidoka/system.h"
#include "json/decode.h"
#include "webhook/target.h"

namespace jidoka::app {

namespace {

constexpr std::size_t remembered_deliveries = 10'000;

struct Gateway {
  std::string secret;
  TwinInbox* inbox;
  SystemClock clock;
  std::mutex mutex;
  std::set<std::string, std::less<>> seen;

  int status_for(http::Request& request) {
    const std::string_view signature = request.header("jidoka-signature");
    if (!secret.empty() && !webhook::signature_is_right(signature, secret, request.body, clock.now())) return 401;
    auto command = read_command(request.body);
    if (!command) return 400;
    const std::scoped_lock lock(mutex);
    if (seen.size() > remembered_deliveries) seen.clear();
    if (seen.insert(std::string(request.header("jidoka-delivery"))).second) inbox->leave(std::move(*command));
    return 204;
  }
};

}  // namespace

Result<TwinCommand> read_command(std::string_view body) {
  TRY(const json::Value event, json::parse(body));
  const Failure not_one = fail(Code::invalid, "not-a-command", {"This is no command.", "这不是指令。"});
  const auto* object = event.if_object();
  const auto* data = object == nullptr ? nullptr : object->if_contains("data");
  if (data == nullptr || !data->is_object()) return not_one;
  TwinCommand command;
  json::Faults faults;
  for (const auto& [name, member] : {std::pair("id", &TwinCommand::id), std::pair("equipment", &TwinCommand::equipment),
                                     std::pair("command", &TwinCommand::command)}) {
    const auto* found = data->get_object().if_contains(name);
    if (found == nullptr) return not_one;
    json::decode_to(command.*member, *found, name, faults);
  }
  if (const auto* reason = data->get_object().if_contains("reason"); reason != nullptr && !reason->is_null())
    json::decode_to(command.reason, *reason, "reason", faults);
  if (!faults.empty()) return fail(json::summary(faults));
  return command;
}

void TwinInbox::leave(TwinCommand command) {
  {
    const std::scoped_lock lock(mutex_);
    content_.commands.push_back(std::move(command));
  }
  came_.notify_one();
}

void TwinInbox::leave(std::string disturbance) {
  {
    const std::scoped_lock lock(mutex_);
    content_.disturbances.push_back(std::move(disturbance));
  }
  came_.notify_one();
}

void TwinInbox::end() {
  {
    const std::scoped_lock lock(mutex_);
    content_.ends = true;
  }
  came_.notify_one();
}

TwinInbox::Content TwinInbox::take(Duration patience) {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, std::chrono::nanoseconds(patience.ns),
                 [this] { return content_.ends || !content_.commands.empty() || !content_.disturbances.empty(); });
  const bool ends = content_.ends;
  Content out = std::exchange(content_, Content{});
  content_.ends = ends;
  return out;
}

Result<std::unique_ptr<http::Server>> listen_for_commands(const std::string& address, const std::string& secret,
                                                          TwinInbox& inbox) {
  TRY(const ListenAddress listening, parse_listen_address(address));
  auto gateway = std::make_shared<Gateway>();
  gateway->secret = secret;
  gateway->inbox = &inbox;
  http::ServerOptions options;
  options.address = listening.address;
  options.port = listening.port;
  options.threads = 1;
  options.body_bytes = 1u << 20;
  options.connections = 64;
  return http::Server::start(options, [gateway](http::Request& request) -> http::awaitable<http::Response> {
    http::Response response;
    response.status = gateway->status_for(request);
    co_return response;
  });
}

}  // namespace jidoka::app
