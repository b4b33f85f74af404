#include "core/instant.h"

#include <array>
#include <charconv>
#include <cstring>

namespace jidoka {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t ns_per_second = 1'000'000'000;
constexpr std::int64_t seconds_per_day = 86'400;

enum class Fault : std::uint8_t { none, shape, month, day, hour, minute, second, leap_second, decimals, offset, range };

// Days since 1970-01-01 in the proleptic Gregorian calendar.
// H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.
constexpr std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

struct Date {
  int year;
  unsigned month;
  unsigned day;
};

constexpr Date civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const auto year = static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<int>(year), month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

constexpr unsigned days_in_month(unsigned year, unsigned month) {
  constexpr std::array<std::uint8_t, 13> days = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month];
}

// Reads digits at fixed places and remembers in `bad` whether any was not one, so that there is one branch for all.
struct Digits {
  const char* at;
  unsigned bad = 0;

  unsigned one(std::size_t i) {
    const unsigned digit = static_cast<unsigned char>(at[i]) - unsigned{'0'};
    bad |= static_cast<unsigned>(digit > 9);
    return digit;
  }
  unsigned two(std::size_t i) { return one(i) * 10 + one(i + 1); }
  unsigned four(std::size_t i) { return two(i) * 100 + two(i + 2); }
};

// "Z", "z", or "+hh:mm" / "-hh:mm" to the end of the text.
Fault parse_offset(std::string_view rest, std::int64_t& offset_seconds) {
  if (rest.size() == 1 && (rest[0] == 'Z' || rest[0] == 'z')) return Fault::none;
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return Fault::offset;
  Digits digits{rest.data()};
  const unsigned hour = digits.two(1);
  const unsigned minute = digits.two(4);
  if (digits.bad != 0 || hour > 23 || minute > 59) return Fault::offset;
  offset_seconds = static_cast<std::int64_t>(hour * 3'600 + minute * 60) * (rest[0] == '-' ? -1 : 1);
  return Fault::none;
}

// ".5" and the like; `nanoseconds` and the number of characters taken.
Fault parse_decimals(std::string_view rest, std::int64_t& nanoseconds, std::size_t& taken) {
  constexpr std::array<std::int64_t, 10> weight = {0,      100'000'000, 10'000'000, 1'000'000, 100'000,
                                                   10'000, 1'000,       100,        10,        1};
  std::size_t count = 0;
  std::int64_t value = 0;
  for (; count + 1 < rest.size(); ++count) {
    const unsigned digit = static_cast<unsigned char>(rest[count + 1]) - unsigned{'0'};
    if (digit > 9) break;
    if (count == 9) return Fault::decimals;
    value = value * 10 + digit;
  }
  if (count == 0) return Fault::decimals;
  nanoseconds = value * weight[count];
  taken = count + 1;
  return Fault::none;
}

Fault check_fields(unsigned year, unsigned month, unsigned day, unsigned hour, unsigned minute, unsigned second) {
  if (month - 1 > 11) return Fault::month;
  if (day == 0 || day > days_in_month(year, month)) return Fault::day;
  if (hour > 23) return Fault::hour;
  if (minute > 59) return Fault::minute;
  if (second > 59) return second == 60 ? Fault::leap_second : Fault::second;
  return Fault::none;
}

Fault parse_fields(std::string_view text, Instant& out) {
  if (text.size() < 20) return Fault::shape;
  const char* const at = text.data();
  Digits digits{at};
  const unsigned year = digits.four(0);
  const unsigned month = digits.two(5);
  const unsigned day = digits.two(8);
  const unsigned hour = digits.two(11);
  const unsigned minute = digits.two(14);
  const unsigned second = digits.two(17);
  const bool separated = at[4] == '-' && at[7] == '-' && (at[10] == 'T' || at[10] == 't' || at[10] == ' ') &&
                         at[13] == ':' && at[16] == ':';
  if (digits.bad != 0 || !separated) return Fault::shape;
  if (const Fault fault = check_fields(year, month, day, hour, minute, second); fault != Fault::none) return fault;

  std::int64_t nanoseconds = 0;
  std::size_t taken = 0;
  if (at[19] == '.')
    if (const Fault fault = parse_decimals(text.substr(19), nanoseconds, taken); fault != Fault::none) return fault;
  std::int64_t offset = 0;
  if (const Fault fault = parse_offset(text.substr(19 + taken), offset); fault != Fault::none) return fault;

  const std::int64_t whole = days_from_civil(year, month, day) * seconds_per_day +
                             static_cast<std::int64_t>(hour * 3'600 + minute * 60 + second) - offset;
  const Wide exact = static_cast<Wide>(whole) * ns_per_second + nanoseconds;
  out.ns = static_cast<std::int64_t>(exact);
  return out.ns == exact ? Fault::none : Fault::range;
}

Text reason(Fault fault) {
  switch (fault) {
    case Fault::month:
      return {"the month must be 01 to 12", "月份须为 01 至 12"};
    case Fault::day:
      return {"that month has no such day", "该月没有这一天"};
    case Fault::hour:
      return {"the hour must be 00 to 23", "小时须为 00 至 23"};
    case Fault::minute:
      return {"the minute must be 00 to 59", "分钟须为 00 至 59"};
    case Fault::second:
      return {"the second must be 00 to 59", "秒须为 00 至 59"};
    case Fault::leap_second:
      return {"second 60 (a leap second) cannot be stored; send 59.999999999 or the next second",
              "无法保存闰秒（第 60 秒），请改用 59.999999999 秒或下一秒"};
    case Fault::decimals:
      return {"a second has one to nine decimals", "秒的小数位数须为 1 至 9 位"};
    case Fault::offset:
      return {"it must end with Z or an offset such as +08:00", "末尾须为 Z 或时区偏移，例如 +08:00"};
    case Fault::range:
      return {"it must lie between 1677-09-21T00:12:43Z and 2262-04-11T23:47:16Z",
              "须在 1677-09-21T00:12:43Z 与 2262-04-11T23:47:16Z 之间"};
    case Fault::none:
    case Fault::shape:
      break;
  }
  return {"write it as 2026-01-01T08:00:00Z or 2026-01-01T08:00:00.5+08:00",
          "应写作 2026-01-01T08:00:00Z 或 2026-01-01T08:00:00.5+08:00"};
}

// What the sender wrote, cut to a length that fits in a message, at a character boundary.
std::string shown(std::string_view text) {
  constexpr std::size_t limit = 60;
  if (text.size() <= limit) return std::string(text);
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return std::string(text.substr(0, end)) + "…";
}

[[gnu::cold, gnu::noinline]] Failure refuse_instant(std::string_view text, Fault fault) {
  const std::string given = shown(text);
  const Text why = reason(fault);
  return fail(Code::invalid, fault == Fault::leap_second ? "leap-second" : "not-a-time",
              {"\"" + given + "\" is not a time: " + why.en + ".", "“" + given + "”不是有效的时间：" + why.zh + "。"});
}

[[gnu::cold, gnu::noinline]] Failure refuse_duration(std::string_view text, const Text& why) {
  const std::string given = shown(text);
  return fail(
      Code::invalid, "not-a-duration",
      {"\"" + given + "\" is not a duration: " + why.en + ".", "“" + given + "”不是有效的时长：" + why.zh + "。"});
}

char* put_two(char* out, unsigned value) {
  *out++ = static_cast<char>('0' + value / 10);
  *out++ = static_cast<char>('0' + value % 10);
  return out;
}

// Six or nine decimals without their trailing zeros; nothing for zero.
char* put_decimals(char* out, std::int64_t nanoseconds) {
  if (nanoseconds == 0) return out;
  *out++ = '.';
  for (std::int64_t weight = 100'000'000; nanoseconds > 0; weight /= 10) {
    *out++ = static_cast<char>('0' + nanoseconds / weight);
    nanoseconds %= weight;
  }
  return out;
}

struct Span {
  std::string_view name;
  std::int64_t ns;
};
constexpr std::array<Span, 8> spans = {{{"d", days(1).ns},
                                        {"h", hours(1).ns},
                                        {"min", minutes(1).ns},
                                        {"s", seconds(1).ns},
                                        {"ms", milliseconds(1).ns},
                                        {"us", microseconds(1).ns},
                                        {"ns", 1},
                                        {"w", days(7).ns}}};
constexpr std::size_t spans_written = 7;  // a week is read, but written as days

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// digits × span / 10^decimals, when that is a whole number of nanoseconds.
struct Number {
  std::uint64_t digits = 0;
  int decimals = 0;
  std::size_t taken = 0;
  bool well_formed = false;
};

constexpr int most_digits = 19;  // as the longest time has in nanoseconds

Number scan_number(std::string_view text) {
  Number out;
  int significant = 0;
  const auto take = [&](char c) {
    if (out.digits != 0 || c != '0') ++significant;
    if (significant <= most_digits) out.digits = out.digits * 10 + static_cast<std::uint64_t>(c - '0');
  };
  std::size_t i = 0;
  while (i < text.size() && is_digit(text[i])) take(text[i++]);
  bool complete = i > 0;
  if (i < text.size() && text[i] == '.') {
    const std::size_t first = ++i;
    while (i < text.size() && is_digit(text[i])) {
      take(text[i++]);
      ++out.decimals;
    }
    complete = complete && i > first;
  }
  out.taken = i;
  out.well_formed = complete && significant <= most_digits && out.decimals <= 18;
  return out;
}

}  // namespace

std::string to_string(Instant instant) {
  std::int64_t whole = instant.ns / ns_per_second;
  std::int64_t nanoseconds = instant.ns % ns_per_second;
  if (nanoseconds < 0) {
    nanoseconds += ns_per_second;
    --whole;
  }
  std::int64_t day = whole / seconds_per_day;
  std::int64_t second_of_day = whole % seconds_per_day;
  if (second_of_day < 0) {
    second_of_day += seconds_per_day;
    --day;
  }
  const Date date = civil_from_days(day);
  const auto clock = static_cast<unsigned>(second_of_day);
  std::array<char, 32> buffer{};
  char* out = put_two(buffer.data(), static_cast<unsigned>(date.year) / 100);
  out = put_two(out, static_cast<unsigned>(date.year) % 100);
  *out++ = '-';
  out = put_two(out, date.month);
  *out++ = '-';
  out = put_two(out, date.day);
  *out++ = 'T';
  out = put_two(out, clock / 3'600);
  *out++ = ':';
  out = put_two(out, clock / 60 % 60);
  *out++ = ':';
  out = put_two(out, clock % 60);
  out = put_decimals(out, nanoseconds);
  *out++ = 'Z';
  return {buffer.data(), out};
}

std::string to_string(Duration duration) {
  if (duration.ns == 0) return "0s";
  for (std::size_t i = 0; i < spans_written; ++i)
    if (duration.ns % spans[i].ns == 0) return std::to_string(duration.ns / spans[i].ns).append(spans[i].name);
  return {};
}

Result<Instant> parse_instant(std::string_view text) {
  Instant out;
  const Fault fault = parse_fields(text, out);
  if (fault != Fault::none) [[unlikely]]
    return refuse_instant(text, fault);
  return out;
}

Result<Duration> parse_duration(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  const std::string_view body = text.substr(negative ? 1 : 0);
  const Number number = scan_number(body);
  const std::string_view name = body.substr(number.taken);
  const Span* span = nullptr;
  for (const Span& row : spans)
    if (row.name == name) span = &row;
  if (!number.well_formed || span == nullptr)
    return refuse_duration(text, {"write a number and one of ns, us, ms, s, min, h, d, w, such as 30s or 1.5h",
                                  "应写数字加单位 ns、us、ms、s、min、h、d 或 w，例如 30s、1.5h"});
  Wide scaled = static_cast<Wide>(number.digits) * span->ns;
  for (int i = 0; i < number.decimals; ++i) {
    if (scaled % 10 != 0) return refuse_duration(text, {"it is finer than a nanosecond", "精度不能小于 1 纳秒"});
    scaled /= 10;
  }
  if (negative) scaled = -scaled;
  if (scaled < std::numeric_limits<std::int64_t>::min() || scaled > std::numeric_limits<std::int64_t>::max())
    return refuse_duration(text, {"it is longer than 292 years", "不能超过 292 年"});
  return Duration{static_cast<std::int64_t>(scaled)};
}

}  // namespace jidoka
