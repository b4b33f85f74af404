// The built web pages from a folder: with ETag, the .gz beside a file when the browser takes it, index.html for paths
// that the pages themselves route. Only plain names below the folder are ever opened: no "..", no hidden file, no link.
#pragma once

#include <string>

#include "http/message.h"

namespace jidoka::resource {

// Blocking. Not found when there is no such page.
Result<http::Response> page(const std::string& folder, const http::Request& request);

}  // namespace jidoka::resource
