// OpenAPI 3.1 from the table of routes and the described types; nothing of it is written by hand.
#pragma once

#include <string>

#include "http/router.h"

namespace jidoka::http {

std::string openapi(const Router& router, std::string_view version);

}  // namespace jidoka::http
