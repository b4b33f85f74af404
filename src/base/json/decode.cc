#include "json/decode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/assert.h"
#include "json/encode.h"
#include "json/nearest_name.h"

namespace jidoka::json {
namespace {

// A hostile document must not be answered with a larger list of complaints.
constexpr std::size_t most_faults = 100;
constexpr std::size_t most_shown = 20;
constexpr std::size_t longest_shown = 40;

std::string_view text_of(const Value& value) { return {value.get_string().data(), value.get_string().size()}; }

void add_fault(Faults& faults, Code code, std::string slug, Text text, std::string_view path) {
  if (faults.size() < most_faults)
    faults.push_back(make_error(code, std::move(slug), std::move(text), std::string(path)));
}

std::string joined(std::string_view path, std::string_view name) {
  return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}

Text place(std::string_view path) {
  if (path.empty()) return {"The document", "文档"};
  return {"\"" + std::string(path) + "\"", "“" + std::string(path) + "”"};
}

std::string cut(std::string_view text) {
  if (text.size() <= longest_shown) return std::string(text);
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return std::string(text.substr(0, end)) + "…";
}

Text shown(const Value& value) {
  if (value.is_null()) return {"nothing (null)", "空（null）"};
  if (value.is_object()) return {"an object", "对象"};
  if (value.is_array()) return {"a list", "列表"};
  if (value.is_string()) return {"the text \"" + cut(text_of(value)) + "\"", "文本“" + cut(text_of(value)) + "”"};
  return same_text(cut(to_text(value)));
}

std::string list_of(const std::vector<std::string_view>& names, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < most_shown; ++i) {
    if (i > 0) out += separator;
    out += names[i];
  }
  if (names.size() > most_shown) out += "…";
  return out;
}

// "Did you mean …?", or what there is.
Text suggestion(std::string_view written, const std::vector<std::string_view>& known) {
  const std::string nearest(nearest_name(written, known));
  if (!nearest.empty()) return {" Did you mean \"" + nearest + "\"?", "是否应为“" + nearest + "”？"};
  if (known.empty()) return {};
  return {" Known are: " + list_of(known, ", ") + ".", "可用的有：" + list_of(known, "、") + "。"};
}

void take_over(Faults& faults, const std::string& path, Error error) {
  const Text where = place(path);
  add_fault(faults, error.code, std::move(error.slug),
            {where.en + ": " + error.text.en, where.zh + ":" + error.text.zh}, path);
}

template <class Time>
void decode_time(Time& out, const Value& value, const std::string& path, Faults& faults, const Text& what,
                 Result<Time> (*read)(std::string_view)) {
  if (value.is_int64()) {
    out.ns = value.get_int64();
    return;
  }
  if (!value.is_string()) return expected(faults, path, what, value);
  Result<Time> parsed = read(text_of(value));
  if (parsed)
    out = *parsed;
  else
    take_over(faults, path, std::move(parsed).error());
}

// A whole double up to 2^53 is an integer that was written as 5.0 or 1e3.
bool as_whole(const Value& value, std::int64_t& out) {
  if (value.is_int64()) {
    out = value.get_int64();
    return true;
  }
  if (!value.is_double()) return false;
  constexpr double exact_up_to = 9'007'199'254'740'992.0;
  const double number = value.get_double();
  if (std::trunc(number) != number || std::abs(number) > exact_up_to) return false;
  out = static_cast<std::int64_t>(number);
  return true;
}

int significant_digits(std::string_view fixed) {
  int count = 0;
  int zeros = 0;  // trailing so far
  for (const char c : fixed) {
    if (c < '0' || c > '9' || (c == '0' && count == 0)) continue;
    ++count;
    zeros = c == '0' ? zeros + 1 : 0;
  }
  return count - zeros;
}

void append_value(std::string& out, const Value& value);

void append_object(std::string& out, const boost::json::object& object) {
  std::vector<std::pair<std::string_view, const Value*>> rows;
  rows.reserve(object.size());
  for (const auto& row : object) rows.emplace_back(std::string_view(row.key().data(), row.key().size()), &row.value());
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  out += '{';
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) out += ',';
    append_string(out, rows[i].first);
    out += ':';
    append_value(out, *rows[i].second);
  }
  out += '}';
}

void append_value(std::string& out, const Value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      out += "null";
      return;
    case boost::json::kind::bool_:
      append(out, value.get_bool());
      return;
    case boost::json::kind::int64:
      append_number(out, value.get_int64());
      return;
    case boost::json::kind::uint64:
      append_number(out, value.get_uint64());
      return;
    case boost::json::kind::double_:
      append_number(out, value.get_double());
      return;
    case boost::json::kind::string:
      append_string(out, text_of(value));
      return;
    case boost::json::kind::object:
      append_object(out, value.get_object());
      return;
    case boost::json::kind::array:
      break;
  }
  out += '[';
  bool first = true;
  for (const Value& item : value.get_array()) {
    if (!first) out += ',';
    first = false;
    append_value(out, item);
  }
  out += ']';
}

}  // namespace

std::string to_text(const Value& value) {
  std::string out;
  append_value(out, value);
  return out;
}

void expected(Faults& faults, std::string_view path, const Text& what, const Value& found) {
  const Text where = place(path);
  const Text there = shown(found);
  add_fault(faults, Code::invalid, "wrong-type",
            {where.en + " must be " + what.en + ", but is " + there.en + ".",
             where.zh + "应为" + what.zh + "，实际为" + there.zh + "。"},
            path);
}

void missing_field(Faults& faults, std::string_view path, std::string_view name) {
  const Text where = place(path);
  const std::string field(name);
  add_fault(faults, Code::invalid, "missing-field",
            {where.en + " needs the field \"" + field + "\".", where.zh + "缺少字段“" + field + "”。"},
            joined(path, name));
}

void unknown_field(Faults& faults, std::string_view path, std::string_view name,
                   const std::vector<std::string_view>& known) {
  const Text where = place(path);
  const Text right = suggestion(name, known);
  add_fault(faults, Code::invalid, "unknown-field",
            {where.en + " has no field \"" + cut(name) + "\"." + right.en,
             where.zh + "没有字段“" + cut(name) + "”。" + right.zh},
            joined(path, name.substr(0, 200)));
}

void unknown_name(Faults& faults, std::string_view path, const Value& found,
                  const std::vector<std::string_view>& known) {
  const Text where = place(path);
  const Text there = shown(found);
  const Text right = suggestion(found.is_string() ? text_of(found) : std::string_view{}, known);
  add_fault(faults, Code::invalid, "unknown-name",
            {where.en + " cannot be " + there.en + "." + right.en, where.zh + "不能为" + there.zh + "。" + right.zh},
            path);
}

void decode_to(bool& out, const Value& value, const std::string& path, Faults& faults) {
  if (!value.is_bool()) return expected(faults, path, {"true or false", " true 或 false"}, value);
  out = value.get_bool();
}

void decode_to(double& out, const Value& value, const std::string& path, Faults& faults) {
  if (value.is_double())
    out = value.get_double();
  else if (value.is_int64())
    out = static_cast<double>(value.get_int64());
  else if (value.is_uint64())
    out = static_cast<double>(value.get_uint64());
  else
    expected(faults, path, {"a number", "数字"}, value);
}

void decode_to(std::string& out, const Value& value, const std::string& path, Faults& faults) {
  if (value.is_number() || value.is_bool())
    return expected(faults, path, {"text (put it in quotes)", "文本（请加引号）"}, value);
  if (!value.is_string()) return expected(faults, path, {"text", "文本"}, value);
  decode_key(out, text_of(value), path, faults);
}

void decode_key(std::string& out, std::string_view key, const std::string& path, Faults& faults) {
  // Databases cannot keep it in a text column: refused here, where the sender can still be told.
  if (key.find('\0') != std::string_view::npos) {
    const Text where = place(path);
    return add_fault(faults, Code::invalid, "zero-character",
                     {where.en + " must not hold the character U+0000.", where.zh + "不能含有字符 U+0000。"}, path);
  }
  out = key;
}

void decode_to(Instant& out, const Value& value, const std::string& path, Faults& faults) {
  decode_time<Instant>(out, value, path, faults,
                       {"a time such as \"2026-01-01T00:00:00Z\", or nanoseconds since 1970",
                        "时间，例如“2026-01-01T00:00:00Z”，或自 1970 年起的纳秒数"},
                       parse_instant);
}

void decode_to(Duration& out, const Value& value, const std::string& path, Faults& faults) {
  decode_time<Duration>(out, value, path, faults,
                        {"a duration such as \"30s\", or nanoseconds", "时长，例如“30s”，或纳秒数"}, parse_duration);
}

void decode_to(Decimal& out, const Value& value, const std::string& path, Faults& faults) {
  std::string text;
  if (value.is_string()) {
    text = text_of(value);
  } else if (value.is_int64()) {
    text = std::to_string(value.get_int64());
  } else if (value.is_double()) {
    std::array<char, 400> fixed{};
    const auto written =
        std::to_chars(fixed.data(), fixed.data() + fixed.size(), value.get_double(), std::chars_format::fixed);
    text.assign(fixed.data(), written.ptr);
    if (significant_digits(text) > 15) {
      const Text where = place(path);
      return add_fault(faults, Code::invalid, "number-needs-quotes",
                       {where.en + " has more digits than a JSON number keeps. Put it in quotes.",
                        where.zh + "的位数超过 JSON 数字的精度，请加引号。"},
                       path);
    }
  } else {
    return expected(faults, path, {"a number", "数字"}, value);
  }
  Result<Decimal> parsed = parse_decimal(text);
  if (parsed)
    out = *parsed;
  else
    take_over(faults, path, std::move(parsed).error());
}

void decode_to(Text& out, const Value& value, const std::string& path, Faults& faults) {
  if (value.is_string()) {
    decode_to(out.en, value, path, faults);
    out.zh = out.en;
    return;
  }
  if (!value.is_object()) return expected(faults, path, {"text, or {en: …, zh: …}", "文本，或 {en: …, zh: …}"}, value);
  static const std::vector<std::string_view> known = {"en", "zh"};
  const auto& object = value.get_object();
  for (const std::string_view name : known) {
    const Value* const found = object.if_contains({name.data(), name.size()});
    if (found == nullptr)
      missing_field(faults, path, name);
    else
      decode_to(name == "en" ? out.en : out.zh, *found, joined(path, name), faults);
  }
  for (const auto& row : object) {
    const std::string_view key(row.key().data(), row.key().size());
    if (key != "en" && key != "zh") unknown_field(faults, path, key, known);
  }
}

void decode_to(Raw& out, const Value& value, const std::string& path, Faults& faults) {
  static_cast<void>(path);
  static_cast<void>(faults);
  out.text = to_text(value);
}

void decode_integer(std::int64_t& out, std::int64_t low, std::int64_t high, const Value& value, const std::string& path,
                    Faults& faults) {
  std::int64_t whole = 0;
  if (as_whole(value, whole) && whole >= low && whole <= high) {
    out = whole;
    return;
  }
  using Wide = std::numeric_limits<std::int64_t>;
  const bool bounded = low != Wide::min() && high != Wide::max();
  const std::string from = std::to_string(low);
  const std::string to = std::to_string(high);
  expected(faults, path,
           bounded
               ? Text{"a whole number from " + from + " to " + to, " " + from + " 至 " + to + " 的整数"}
               : (low == 0 ? Text{"a whole number, 0 or more", "大于或等于 0 的整数"} : Text{"a whole number", "整数"}),
           value);
}

void decode_unsigned(std::uint64_t& out, const Value& value, const std::string& path, Faults& faults) {
  std::int64_t whole = 0;
  if (value.is_uint64())
    out = value.get_uint64();
  else if (as_whole(value, whole) && whole >= 0)
    out = static_cast<std::uint64_t>(whole);
  else
    expected(faults, path, {"a whole number, 0 or more", "大于或等于 0 的整数"}, value);
}

Error summary(const Faults& faults) {
  ASSERT(!faults.empty());
  Error out = faults.front();
  for (std::size_t i = 1; i < faults.size() && i < most_shown; ++i) {
    out.text.en += "\n" + faults[i].text.en;
    out.text.zh += "\n" + faults[i].text.zh;
  }
  if (faults.size() > most_shown) {
    const std::string more = std::to_string(faults.size() - most_shown);
    out.text.en += "\n… and " + more + " more.";
    out.text.zh += "\n……另有 " + more + " 处。";
  }
  return out;
}

}  // namespace jidoka::json
