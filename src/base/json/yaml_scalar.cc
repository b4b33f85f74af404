#include "json/yaml_scalar.h"

#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

namespace jidoka::json {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (text == name) return true;
  return false;
}

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - at;
}

std::string_view without_plus(std::string_view text) { return text.starts_with('+') ? text.substr(1) : text; }

// [-+]?[0-9]+, 0o[0-7]+ and 0x[0-9a-fA-F]+, as far as 64 bits hold it.
std::optional<Value> integer(std::string_view text) {
  int base = 10;
  std::string_view digits = without_plus(text);
  if (text.starts_with("0o") || text.starts_with("0x")) {
    base = text[1] == 'o' ? 8 : 16;
    digits = text.substr(2);
    if (digits.starts_with('-')) return std::nullopt;
  } else if (text.starts_with("+-")) {
    return std::nullopt;
  }
  const char* const last = digits.data() + digits.size();
  std::int64_t narrow = 0;
  if (const auto read = std::from_chars(digits.data(), last, narrow, base); read.ec == std::errc{} && read.ptr == last)
    return Value(narrow);
  std::uint64_t wide = 0;
  if (const auto read = std::from_chars(digits.data(), last, wide, base); read.ec == std::errc{} && read.ptr == last)
    return Value(wide);
  return std::nullopt;
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
  std::size_t at = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  const std::size_t whole = digits_from(text, at);
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t decimals = digits_from(text, ++at);
    if (whole == 0 && decimals == 0) return false;
    at += decimals;
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = digits_from(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

bool is_not_finite(std::string_view text) {
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return true;
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return is_one_of(text, {".inf", ".Inf", ".INF"});
}

}  // namespace

std::optional<Value> plain_scalar(std::string_view text) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return Value(nullptr);
  if (is_one_of(text, {"true", "True", "TRUE"})) return Value(true);
  if (is_one_of(text, {"false", "False", "FALSE"})) return Value(false);
  if (is_not_finite(text)) return std::nullopt;
  if (std::optional<Value> whole = integer(text)) return whole;
  if (!is_float(text)) return Value(boost::json::string(text.data(), text.size()));
  const std::string_view number = without_plus(text);
  double value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec == std::errc::result_out_of_range) return std::nullopt;
  return Value(value);
}

}  // namespace jidoka::json
