// `jidoka import --acts FILE`: acts of production from a file, one JSON object a line, in the order in which they were
// done (produce/acts.h). They are handed in by the thousand; what is refused is counted, shown, and does not stop the
// rest.
#pragma once

#include <string>

#include "jidoka/command.h"
#include "jidoka/site_door.h"

namespace jidoka::app {

Result<int> import_acts(Console& console, const std::string& file, const SiteChoice& site);

}  // namespace jidoka::app
