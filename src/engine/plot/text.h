// Text that may stand in XML 1.0: escaped, with U+FFFD for bytes that are not UTF-8 and for characters that XML
// does not allow.
#pragma once

#include <string>
#include <string_view>

namespace jidoka::plot {

std::string escaped(std::string_view text);

}  // namespace jidoka::plot
