// The web server's own figures, in Prometheus text.
#pragma once

#include <string>

#include "http/server.h"

namespace jidoka::app {

std::string server_metrics(const http::ServerFigures& figures);

}  // namespace jidoka::app
