// 32 bits of the unit and lot that a reading names, to tell one part from another without comparing text.
#pragma once

#include <cstdint>

#include "sense/sample.h"

namespace jidoka::sense {

std::uint32_t context_mark(const Context& context);  // 0 when it names neither

}  // namespace jidoka::sense
