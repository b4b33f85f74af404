// Commands to equipment as Sparkplug has them: an NCMD or DCMD that sets a metric, with the command's id in another.
//
//   TRY(const Order order, order_of(pattern, delivery));    what to publish, and what the node must then say
// The metric is "Command/Stop" for stop by default, and true; a command with a parameter `value` sets that value. The
// id is written to "Command/Id" by default. A node acknowledges by saying the id, or, where there is no metric for it,
// the value, in its data or its next birth.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "sparkplug/host.h"

namespace jidoka::sparkplug {

struct CommandPattern {
  std::string metric = "Command/{command}";
  std::optional<std::string> id_metric = "Command/Id";
};

struct CommandText {
  std::string id;
  std::string equipment;
  std::string command;
  std::optional<double> number;     // of the parameter `value`
  std::optional<std::string> text;  // likewise, when it is one
};

struct Order {
  Publish message;
  Expected expected;
};

// `topic` is filled already, and must be one of NCMD or DCMD.
Result<Order> order_of(std::string_view topic, const CommandPattern& pattern, const CommandText& command, Instant now);

}  // namespace jidoka::sparkplug
