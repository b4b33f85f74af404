// The grammar of one line: a cursor that reads names, tags, values and the time, and says what was wrong where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/text.h"

namespace jidoka::line_protocol {

struct Value {
  enum class Kind : std::uint8_t { number, text } kind = Kind::number;
  double number = 0;
  std::string_view as_written;
};

struct Fault {
  std::string field;  // measurement, tag, field, time
  Text text;
};

Fault unclosed();  // a quote is opened and never closed

class Line {
 public:
  // From `begin` to its line end at `end`; a quoted text may hold line ends, and then the line goes on, up to `limit`.
  Line(const char* begin, const char* end, const char* limit) : p_(begin), end_(end), limit_(limit) {}

  bool at_end() const { return p_ == end_; }
  const char* here() const { return p_; }
  const char* end() const { return end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - p_); }
  void skip(std::size_t n) { p_ += n; }
  bool take(char c) { return p_ != end_ && *p_ == c ? (++p_, true) : false; }

  // Up to the first of the stop characters that no backslash escapes; as written, with its escapes.
  std::string_view name(char stop, char other_stop);
  // One tag of the set, the cursor standing after its comma. False: a fault.
  bool tag(std::string_view& key, std::string_view& value);
  // A field's value, the cursor standing after its '='.
  bool value(Value& out);
  // Spaces, then an integer or nothing, to the end of the line. False: a fault. Absent: no time in the line.
  bool time(std::optional<std::int64_t>& out);

  const Fault& fault() const { return fault_; }
  bool fail(std::string field, Text text) { return fault_ = {std::move(field), std::move(text)}, false; }

 private:
  bool word(Value& out);
  bool quoted(Value& out);
  const char* p_;
  const char* end_;
  const char* limit_;
  Fault fault_;
};

// Where the line ends that `from` stands in: at its newline, or at the carriage return before that.
const char* line_end(const char* from, const char* limit);

// Without backslashes that escape a comma, space, equals sign or backslash. `scratch` is used only when there are any.
std::string_view unescaped(std::string_view written, std::string& scratch);

}  // namespace jidoka::line_protocol
