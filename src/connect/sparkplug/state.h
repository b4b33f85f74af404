// The state of a host application: {"online":true,"timestamp":1767225600000}, retained under spBv1.0/STATE/HOST. Edge
// nodes that name it as their primary host keep their data back while it is offline, and are born again when it is
// back. An OFFLINE or ONLINE in plain text, as Sparkplug 2 had it, is refused.
#pragma once

#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"

namespace jidoka::sparkplug {

struct HostState {
  bool is_online = false;
  Instant time;  // whole milliseconds
};

std::string write_state(const HostState& state);
Result<HostState> read_state(std::string_view payload);

}  // namespace jidoka::sparkplug
