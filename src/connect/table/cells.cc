#include "table/cells.h"

#include <cmath>

#include "wire/number.h"

namespace jidoka::table {

namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

struct Civil {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0;
  double second = 0;
};

// Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant 2013, "chrono-compatible low-level date
// algorithms").
std::int64_t days_from_civil(int year, int month, int day) {
  year -= month <= 2;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return static_cast<std::int64_t>(era) * 146097 + day_of_era - 719468;
}

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

std::optional<Instant> instant_of(const Civil& civil, int offset_minutes) {
  if (civil.year < 1700 || civil.year > 2200 || civil.month < 1 || civil.month > 12 || civil.day < 1 ||
      civil.day > days_in(civil.year, civil.month) || civil.hour > 23 || civil.minute > 59 || civil.second >= 60)
    return std::nullopt;
  const std::int64_t whole = days_from_civil(civil.year, civil.month, civil.day) * 86'400 + civil.hour * 3'600 +
                             (civil.minute - offset_minutes) * 60;
  return Instant{whole * 1'000'000'000 + std::llround(civil.second * 1e9)};
}

// Up to `most` digits at the front.
std::optional<int> take_digits(std::string_view& text, std::size_t most) {
  std::size_t n = 0;
  int value = 0;
  while (n < most && n < text.size() && wire::is_digit(text[n])) value = value * 10 + (text[n++] - '0');
  if (n == 0) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

bool take_part(char part, std::string_view& cell, Civil& civil) {
  const auto whole = take_digits(cell, part == 'Y' ? 4 : 2);
  if (!whole) return false;
  switch (part) {
    case 'Y':
      civil.year = *whole;
      return true;
    case 'm':
      civil.month = *whole;
      return true;
    case 'd':
      civil.day = *whole;
      return true;
    case 'H':
      civil.hour = *whole;
      return true;
    case 'M':
      civil.minute = *whole;
      return true;
    default:
      civil.second = *whole;
  }
  if (cell.size() < 2 || (cell[0] != '.' && cell[0] != ',') || !wire::is_digit(cell[1])) return true;
  cell.remove_prefix(1);
  for (double scale = 0.1; !cell.empty() && wire::is_digit(cell[0]); scale /= 10, cell.remove_prefix(1))
    civil.second += (cell[0] - '0') * scale;
  return true;
}

std::optional<Instant> scaled(std::string_view cell, double ns_per_unit, Decimal decimal) {
  if (const auto whole = wire::parse_integer(cell)) {
    std::int64_t ns = 0;
    if (!__builtin_mul_overflow(*whole, static_cast<std::int64_t>(ns_per_unit), &ns)) return Instant{ns};
    return std::nullopt;
  }
  const auto value = number_in(cell, decimal);
  if (!value || std::abs(*value * ns_per_unit) > 9.2e18) return std::nullopt;
  return Instant{std::llround(*value * ns_per_unit)};
}

}  // namespace

std::optional<double> number_in(std::string_view cell, Decimal decimal) {
  cell = trimmed(cell);
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  const std::size_t comma = cell.find(',');
  const bool has_point = cell.find('.') != std::string_view::npos;
  if (decimal == Decimal::comma && has_point) return std::nullopt;
  if (comma == std::string_view::npos) return wire::parse_number(cell);
  if (decimal == Decimal::point || has_point) return std::nullopt;
  std::string with_point(cell);
  with_point[comma] = '.';
  return wire::parse_number(with_point);
}

bool is_time_format(std::string_view format) {
  for (std::string_view known : {"rfc3339", "unix_s", "unix_ms", "unix_us", "unix_ns", "excel"})
    if (format == known) return true;
  bool has_year = false;
  for (std::size_t i = 0; i + 1 < format.size(); ++i)
    if (format[i] == '%') {
      has_year = has_year || format[i + 1] == 'Y';
      if (std::string_view("YmdHMS").find(format[i + 1]) == std::string_view::npos) return false;
      ++i;
    }
  return has_year && !format.ends_with('%');
}

std::optional<Instant> time_in(std::string_view cell, std::string_view format, int offset_minutes, Decimal decimal) {
  cell = trimmed(cell);
  if (format == "rfc3339") {
    const auto parsed = parse_instant(cell);
    return parsed ? std::optional(*parsed) : std::nullopt;
  }
  if (format == "unix_s") return scaled(cell, 1e9, decimal);
  if (format == "unix_ms") return scaled(cell, 1e6, decimal);
  if (format == "unix_us") return scaled(cell, 1e3, decimal);
  if (format == "unix_ns") return scaled(cell, 1, decimal);
  if (format == "excel") {
    const auto days = number_in(cell, decimal);
    if (!days || *days < 0 || *days > 110'000) return std::nullopt;
    const std::int64_t ms =
        std::llround(*days * 86'400'000.0);  // a double of days keeps no more than about a microsecond
    return Instant{(days_from_civil(1899, 12, 30) * 86'400'000 + ms - offset_minutes * 60'000LL) * 1'000'000};
  }
  Civil civil;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%' && i + 1 < format.size()) {
      if (!take_part(format[++i], cell, civil)) return std::nullopt;
    } else if (cell.empty() || cell[0] != format[i]) {
      return std::nullopt;
    } else {
      cell.remove_prefix(1);
    }
  }
  return cell.empty() ? instant_of(civil, offset_minutes) : std::nullopt;
}

}  // namespace jidoka::table
