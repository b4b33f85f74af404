// Words: acts and readings of a twin as people and the API know them.
#pragma once

#include <string>

#include "produce/acts.h"
#include "twin/act.h"

namespace jidoka::twin {

std::string serial_of(const Layout& layout, std::uint32_t unit);
std::string lot_of(const Layout& layout, Index material, std::uint32_t lot);
std::string box_of(const Layout& layout, std::uint32_t box);
// "IM-01" and "melt_temp"
const std::string& equipment_of(const Layout& layout, const Reading& reading);
const std::string& tag_of(const Layout& layout, const Reading& reading);
// A measured value with as many decimals as its precision has.
std::string value_of(const Layout& layout, const Reading& reading);

// `at` stands for the twin's own time, which is not always the world's.
produce::Act act_of(const Layout& layout, const Act& act, Instant at);

}  // namespace jidoka::twin
