// What one cell means: numbers with a decimal point or comma, and times in the formats that loggers write.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"

namespace jidoka::table {

// A decimal comma is taken when the text has no point. Empty, NaN and text give nothing.
std::optional<double> number_in(std::string_view cell);

// "rfc3339", "unix_s", "unix_ms", "unix_us", "unix_ns", "excel" (days since 1899-12-30), or a pattern of
// %Y %m %d %H %M %S (seconds may have decimals), such as "%d.%m.%Y %H:%M:%S", read as UTC plus `offset_minutes`.
std::optional<Instant> time_in(std::string_view cell, std::string_view format, int offset_minutes = 0);
bool is_time_format(std::string_view format);

}  // namespace jidoka::table
