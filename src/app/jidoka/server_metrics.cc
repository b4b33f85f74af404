#include "jidoka/server_metrics.h"

#include <fmt/format.h>

namespace jidoka::app {

std::string server_metrics(const http::ServerFigures& figures) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help, const auto& value) {
    out += fmt::format("# HELP jidoka_http_{0} {2}\n# TYPE jidoka_http_{0} {1}\njidoka_http_{0} {3}\n", name, type,
                       help, value.load());
  };
  add("connections", "gauge", "Connections that are open", figures.connections);
  add("accepted_total", "counter", "Connections accepted", figures.accepted);
  add("refused_total", "counter", "Connections refused because there were too many", figures.refused);
  add("requests_total", "counter", "Requests read", figures.requests);
  add("timeouts_total", "counter", "Connections closed because the other side was too slow", figures.timeouts);
  add("malformed_total", "counter", "Requests that were no HTTP", figures.malformed);
  return out;
}

}  // namespace jidoka::app
