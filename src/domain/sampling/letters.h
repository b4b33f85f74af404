// The sample size code letter of a lot: by its size and the inspection level, before any arrow of a master table.
//
//   code_letter(1200, Level::ii)             // 'J' (ISO 2859-1:1999 table 1 = GB/T 2828.1 = MIL-STD-105E table I)
//   variables_letter(1200, Level::ii)        // 'J' (ANSI/ASQ Z1.9 table A-2, which has other rows and no S-1, S-2)
// A lot size must have passed check_lot_size.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "sampling/scheme.h"

namespace jidoka::sampling {

constexpr std::string_view attribute_letters = "ABCDEFGHJKLMNPQR";  // no I, no O
constexpr std::string_view variables_letters = "BCDEFGHIJKLMNP";    // has I

char code_letter(std::int64_t lot_size, Level level);
Result<char> variables_letter(std::int64_t lot_size, Level level);

}  // namespace jidoka::sampling
