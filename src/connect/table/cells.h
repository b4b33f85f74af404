// What one cell means: numbers with a decimal point or comma, and times in the formats that loggers write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"

namespace jidoka::table {

// Which sign begins the decimals. `either` takes a comma where the text has no point; it is never right for a table
// whose columns are separated by commas, where "1,234" in quotes is one thousand.
enum class Decimal : std::uint8_t { point, comma, either };
inline Decimal decimal_of(char separator) { return separator == ',' ? Decimal::point : Decimal::either; }

// Empty, NaN and text give nothing, nor do thousands' separators: nobody can tell them from decimals.
std::optional<double> number_in(std::string_view cell, Decimal decimal);

// "rfc3339", "unix_s", "unix_ms", "unix_us", "unix_ns", "excel" (days since 1899-12-30), or a pattern of
// %Y %m %d %H %M %S (seconds may have decimals), such as "%d.%m.%Y %H:%M:%S", read as UTC plus `offset_minutes`.
std::optional<Instant> time_in(std::string_view cell, std::string_view format, int offset_minutes = 0,
                               Decimal decimal = Decimal::point);
bool is_time_format(std::string_view format);

}  // namespace jidoka::table
