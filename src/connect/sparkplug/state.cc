#include "sparkplug/state.h"

#include <fmt/format.h>

#include "json/decode.h"
#include "json/describe.h"
#include "sparkplug/payload.h"

namespace jidoka::sparkplug {

namespace {

struct StateText {
  bool online = false;
  std::uint64_t timestamp = 0;
};
constexpr auto describe(const StateText*) {
  return json::type<StateText>("HostState", "Whether a host application is online",
                               json::field("online", &StateText::online),
                               json::field("timestamp", &StateText::timestamp, "Milliseconds since 1970"));
}

}  // namespace

std::string write_state(const HostState& state) {
  return fmt::format(R"({{"online":{},"timestamp":{}}})", state.is_online, state.time.ns / 1'000'000);
}

Result<HostState> read_state(std::string_view payload) {
  TRY(const StateText text, json::decode<StateText>(payload, {.bytes = 1'000, .depth = 2}));
  const auto time = instant_of(text.timestamp);
  if (!time)
    return fail(Code::invalid, "bad-time",
                {"The timestamp of a host's state lies beyond the year 2262.", "主机状态的时间戳超出 2262 年。"},
                "timestamp");
  return HostState{text.online, *time};
}

}  // namespace jidoka::sparkplug
