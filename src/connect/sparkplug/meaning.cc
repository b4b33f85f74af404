// What a value means once its type is known. The specification, chapter 6.4.16, says which field each type uses; what
// edge nodes are seen to do beyond it, and what cannot be misread, is taken too: small signed integers cut to their own
// width, and integers in the wider or narrower of the two fields.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "sparkplug/payload.h"
#include "wire/number.h"
#include "wire/utf8.h"

namespace jidoka::sparkplug {

namespace {

using Field = Value::Field;

const Text no_value = {"The metric has no value and does not say that it is null.",
                       "该指标没有值，也未声明为空（is_null）。"};
const Text wrong_field = {"The value is not of the type that the metric was born with.",
                          "数值类型与出生证书中声明的类型不符。"};
const Text beyond_type = {"The value does not fit the type that the metric was born with.",
                          "数值超出出生证书中声明类型的范围。"};
const Text not_exact = {"The integer has more digits than a reading can hold (more than 9 007 199 254 740 992).",
                        "整数位数超出读数可精确表示的范围（大于 9 007 199 254 740 992）。"};
const Text no_single_value = {"The metric is a data set, template, file or array, which is no single reading.",
                              "该指标是数据集、模板、文件或数组，不是单个读数。"};
const Text no_type = {"The metric's type is not known: its birth has not been seen.",
                      "该指标的类型未知：尚未收到其出生证书。"};
const Text not_utf8 = {"The text is not UTF-8.", "文本不是 UTF-8 编码。"};

Meaning number(double value) { return {Meaning::Kind::number, value, {}, nullptr}; }
Meaning fault(const Text& why) { return {Meaning::Kind::fault, 0, {}, &why}; }

constexpr std::uint64_t most_exact = std::uint64_t{1} << 53u;

// 231.2F is the double 231.1999969482422, but 231.2 is what the machine said: the shortest decimal that is this float.
double decimal_of(float value) {
  if (!std::isfinite(value)) return static_cast<double>(value);
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  double out = static_cast<double>(value);
  if (error == std::errc()) wire::read_number(text, end, out);
  return out;
}

Meaning signed_number(const Value& value, unsigned bits) {
  std::int64_t whole = 0;
  if (value.field == Field::long_integer)
    whole = static_cast<std::int64_t>(value.bits);
  else if (value.field == Field::integer)
    whole = bits == 64 ? static_cast<std::int64_t>(value.bits)
                       : static_cast<std::int64_t>(static_cast<std::int32_t>(static_cast<std::uint32_t>(value.bits)));
  else
    return fault(value.field == Field::none ? no_value : wrong_field);
  if (bits < 64) {
    const std::int64_t half = std::int64_t{1} << (bits - 1);
    if (whole >= half && whole < 2 * half) whole -= 2 * half;  // two's complement in its own width
    if (whole < -half || whole >= half) return fault(beyond_type);
  }
  const auto limit = static_cast<std::int64_t>(most_exact);
  if (whole > limit || whole < -limit) return fault(not_exact);
  return number(static_cast<double>(whole));
}

Meaning unsigned_number(const Value& value, unsigned bits) {
  if (value.field != Field::integer && value.field != Field::long_integer)
    return fault(value.field == Field::none ? no_value : wrong_field);
  if (bits < 64 && value.bits >> bits != 0) return fault(beyond_type);
  if (value.bits > most_exact) return fault(not_exact);
  return number(static_cast<double>(value.bits));
}

Meaning real_number(const Value& value) {
  if (value.field == Field::real32) return number(decimal_of(static_cast<float>(value.real)));
  if (value.field == Field::real64) return number(value.real);
  return fault(value.field == Field::none ? no_value : wrong_field);
}

Meaning text_in(const Value& value) {
  if (value.field != Field::text) return fault(value.field == Field::none ? no_value : wrong_field);
  if (!wire::is_utf8(value.text)) return fault(not_utf8);
  return {Meaning::Kind::text, 0, value.text, nullptr};
}

// Only fields that say themselves what they hold.
Meaning without_type(const Value& value) {
  switch (value.field) {
    case Field::real32:
    case Field::real64:
      return real_number(value);
    case Field::boolean:
      return number(value.bits != 0 ? 1 : 0);
    case Field::text:
      return text_in(value);
    case Field::none:
      return fault(no_value);
    default:
      return fault(no_type);
  }
}

}  // namespace

Meaning meaning_of(const Value& value, DataType type) {
  switch (type) {
    case DataType::unknown:
      return without_type(value);
    case DataType::int8:
      return signed_number(value, 8);
    case DataType::int16:
      return signed_number(value, 16);
    case DataType::int32:
      return signed_number(value, 32);
    case DataType::int64:
      return signed_number(value, 64);
    case DataType::uint8:
      return unsigned_number(value, 8);
    case DataType::uint16:
      return unsigned_number(value, 16);
    case DataType::uint32:
      return unsigned_number(value, 32);
    case DataType::uint64:
    case DataType::date_time:
      return unsigned_number(value, 64);
    case DataType::float32:
    case DataType::float64:
      return real_number(value);
    case DataType::boolean:
      if (value.field == Field::boolean) return number(value.bits != 0 ? 1 : 0);
      return fault(value.field == Field::none ? no_value : wrong_field);
    case DataType::string:
    case DataType::text:
    case DataType::uuid:
      return text_in(value);
    default:
      return fault(no_single_value);
  }
}

std::string in_words(const Metric& metric, DataType type) {
  if (metric.is_null) return "null";
  const Meaning meaning = meaning_of(metric.value, type);
  if (meaning.kind == Meaning::Kind::text) return fmt::format("\"{}\"", wire::excerpt(meaning.text, 100));
  if (meaning.kind == Meaning::Kind::number) {
    if (type == DataType::boolean || metric.value.field == Field::boolean)
      return meaning.number != 0 ? "true" : "false";
    if (type == DataType::date_time)
      if (const auto instant = instant_of(metric.value.bits)) return to_string(*instant);
    return fmt::format("{}", meaning.number);
  }
  if (metric.value.field == Field::integer || metric.value.field == Field::long_integer)
    return std::to_string(metric.value.bits);
  return "?";
}

}  // namespace jidoka::sparkplug
