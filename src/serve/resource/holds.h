// What holds cover, for lists: counting follows the genealogy forward, so only the newest active ones of a page are
// counted; the others' counts stay absent, and GET /holds/{id} has them.
#pragma once

#include <vector>

#include "core/result.h"
#include "port/views.h"
#include "resource/site.h"

namespace jidoka::resource {

inline constexpr std::size_t counted_holds = 20;

Result<void> count_what_is_held(Site& site, std::vector<port::HoldView>& holds);

}  // namespace jidoka::resource
