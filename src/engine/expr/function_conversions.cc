#include <charconv>
#include <cmath>
#include <cstdlib>

#include "expr/function.h"
#include "expr/moment.h"
#include "expr/print_value.h"
#include "json/utf8.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

Value same(Call&, Arguments a) { return a[0]; }

Value out_of_range(Call& call, Arguments a) { return call.fault(FaultKind::range, a); }
Value not_convertible(Call& call, Arguments a) { return call.fault(FaultKind::not_convertible, a); }

Value int_of_uint(Call& call, Arguments a) {
  return a[0].natural > INT64_MAX ? out_of_range(call, a) : of_int(static_cast<std::int64_t>(a[0].natural));
}

// Towards zero. The bounds are exclusive, as the specification has them: 2^63 itself is no int, and of -2^63 a double
// does not tell whether something was lost.
Value int_of_double(Call& call, Arguments a) {
  const bool fits = a[0].real > -0x1p63 && a[0].real < 0x1p63;
  return fits ? of_int(static_cast<std::int64_t>(a[0].real)) : out_of_range(call, a);
}

template <class Integer>
bool whole(std::string_view text, Integer& out) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failed == std::errc() && end == text.data() + text.size();
}

Value int_of_string(Call& call, Arguments a) {
  std::int64_t out = 0;
  return whole(a[0].view(), out) ? of_int(out) : not_convertible(call, a);
}

Value int_of_timestamp(Call&, Arguments a) { return of_int(a[0].integer); }

Value uint_of_int(Call& call, Arguments a) {
  return a[0].integer < 0 ? out_of_range(call, a) : of_uint(static_cast<std::uint64_t>(a[0].integer));
}

Value uint_of_double(Call& call, Arguments a) {
  const bool fits = a[0].real >= 0 && a[0].real < 0x1p64;
  return fits ? of_uint(static_cast<std::uint64_t>(a[0].real)) : out_of_range(call, a);
}

Value uint_of_string(Call& call, Arguments a) {
  std::uint64_t out = 0;
  return whole(a[0].view(), out) ? of_uint(out) : not_convertible(call, a);
}

Value double_of_int(Call&, Arguments a) { return of_double(static_cast<double>(a[0].integer)); }
Value double_of_uint(Call&, Arguments a) { return of_double(static_cast<double>(a[0].natural)); }

Value double_of_string(Call& call, Arguments a) {
  std::string_view text = a[0].view();
  if (text.starts_with('+')) text.remove_prefix(1);
  double out = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (failed == std::errc::result_out_of_range && end == text.data() + text.size())
    out = std::strtod(std::string(text).c_str(), nullptr);  // 0 or infinity, as the standard has it
  else if (failed != std::errc() || end != text.data() + text.size())
    return not_convertible(call, a);
  return of_double(out);
}

Value bool_of_string(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  for (const std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"})
    if (text == yes) return of_bool(true);
  for (const std::string_view no : {"0", "f", "F", "false", "FALSE", "False"})
    if (text == no) return of_bool(false);
  return not_convertible(call, a);
}

Value string_of_bool(Call& call, Arguments a) { return call.string(a[0].boolean ? "true" : "false"); }
Value string_of_int(Call& call, Arguments a) { return call.string(std::to_string(a[0].integer)); }
Value string_of_uint(Call& call, Arguments a) { return call.string(std::to_string(a[0].natural)); }
Value string_of_double(Call& call, Arguments a) { return call.string(double_text(a[0].real)); }
Value string_of_timestamp(Call& call, Arguments a) { return call.string(timestamp_text(a[0])); }
Value string_of_duration(Call& call, Arguments a) { return call.string(duration_text(a[0].integer)); }

Value string_of_bytes(Call& call, Arguments a) {
  if (!call.spend(a[0].extra / 8)) return call.cost_fault();
  if (json::find_invalid_utf8(a[0].view()) != std::string_view::npos) return call.fault(FaultKind::invalid_utf8, a);
  return of_string(a[0].view());
}

Value bytes_of_string(Call&, Arguments a) { return of_text(Kind::bytes, a[0].view()); }

Value timestamp_of_string(Call& call, Arguments a) {
  const auto out = parse_timestamp(a[0].view());
  return out ? *out : not_convertible(call, a);
}

Value timestamp_of_int(Call& call, Arguments a) {
  const bool fits = a[0].integer >= first_second && a[0].integer <= last_second;
  return fits ? of_timestamp(a[0].integer, 0) : out_of_range(call, a);
}

Value duration_of_string(Call& call, Arguments a) {
  const auto out = parse_span(a[0].view());
  return out ? of_duration(*out) : not_convertible(call, a);
}

Value type_of(Call&, Arguments a) { return of_text(Kind::type, kind_name(a[0].kind)); }

const FunctionRow rows[] = {
    {"int(int) -> int", same, {"A whole number of 64 bits", "64 位整数"}},
    {"int(uint) -> int", int_of_uint, {"An error above 2^63 - 1", "超过 2^63 - 1 时为错误"}},
    {"int(double) -> int", int_of_double, {"Towards zero", "向零取整"}},
    {"int(string) -> int", int_of_string, {"Of decimal digits", "由十进制数字转换"}},
    {"int(timestamp) -> int", int_of_timestamp, {"Seconds since 1970", "自 1970 年起的秒数"}},
    {"uint(uint) -> uint", same, {"A whole number from 0", "非负整数"}},
    {"uint(int) -> uint", uint_of_int, {"An error below 0", "小于 0 时为错误"}},
    {"uint(double) -> uint", uint_of_double, {"Towards zero", "向零取整"}},
    {"uint(string) -> uint", uint_of_string, {"Of decimal digits", "由十进制数字转换"}},
    {"double(double) -> double", same, {"A floating-point number", "浮点数"}},
    {"double(int) -> double", double_of_int, {"The nearest double", "最接近的浮点数"}},
    {"double(uint) -> double", double_of_uint, {"The nearest double", "最接近的浮点数"}},
    {"double(string) -> double",
     double_of_string,
     {"A decimal number, or what is not a number or infinite", "十进制数，也可为非数或无穷大"}},
    {"bool(bool) -> bool", same, {"true or false", "true 或 false"}},
    {"bool(string) -> bool", bool_of_string, {"Of true, t, 1, false, f, 0", "由 true、t、1、false、f、0 转换"}},
    {"string(string) -> string", same, {"Text", "文本"}},
    {"string(bool) -> string", string_of_bool, {"true or false", "true 或 false"}},
    {"string(int) -> string", string_of_int, {"Decimal digits", "十进制数字"}},
    {"string(uint) -> string", string_of_uint, {"Decimal digits", "十进制数字"}},
    {"string(double) -> string",
     string_of_double,
     {"The fewest digits that read back the same", "可还原原值的最短写法"}},
    {"string(bytes) -> string", string_of_bytes, {"Bytes that are UTF-8", "UTF-8 字节"}},
    {"string(timestamp) -> string", string_of_timestamp, {"RFC 3339 in UTC", "UTC 的 RFC 3339 写法"}},
    {"string(duration) -> string", string_of_duration, {"In seconds, 3600s", "以秒表示，如 3600s"}},
    {"bytes(bytes) -> bytes", same, {"Bytes", "字节"}},
    {"bytes(string) -> bytes", bytes_of_string, {"The text in UTF-8", "文本的 UTF-8 编码"}},
    {"timestamp(timestamp) -> timestamp", same, {"A point in time", "时间点"}},
    {"timestamp(string) -> timestamp", timestamp_of_string, {"Of RFC 3339", "由 RFC 3339 转换"}},
    {"timestamp(int) -> timestamp", timestamp_of_int, {"Of seconds since 1970", "由自 1970 年起的秒数转换"}},
    {"duration(duration) -> duration", same, {"A length of time", "时长"}},
    {"duration(string) -> duration", duration_of_string, {"Of 1h30m, 5min, 1.5s", "由 1h30m、5min、1.5s 转换"}},
    {"type(dyn) -> type", type_of, {"What kind of value it is", "值的类型"}},
    {"dyn(A) -> dyn", same, {"The same, of a type that is not checked", "原值，类型不再预先检查"}},
};

}  // namespace

std::span<const FunctionRow> conversion_functions() { return rows; }

}  // namespace jidoka::expr
