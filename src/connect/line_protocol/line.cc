#include "line_protocol/line.h"

#include <cstring>

#include "wire/number.h"
#include "wire/utf8.h"

namespace jidoka::line_protocol {

namespace {

bool ends_value(const char* p, const char* end) { return p == end || *p == ',' || *p == ' '; }

// Eight decimal digits at once (Lemire 2018, "Quickly parsing eight digits"); false when not all are digits.
bool eight_digits(const char* p, std::uint64_t& out) {
  std::uint64_t v = 0;
  std::memcpy(&v, p, 8);
  if (((v & 0xF0F0F0F0F0F0F0F0) | (((v + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) != 0x3333333333333333)
    return false;
  v = (v & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
  v = (v & 0x00FF00FF00FF00FF) * 6553601 >> 16;
  out = out * 100'000'000 + ((v & 0x0000FFFF0000FFFF) * 42949672960001 >> 32);
  return true;
}

}  // namespace

Fault unclosed() { return {"field", {"A quoted value is not closed.", "带引号的值未闭合。"}}; }

std::string_view unescaped(std::string_view written, std::string& scratch) {
  if (written.find('\\') == std::string_view::npos) return written;
  scratch.clear();
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool escapes = written[i] == '\\' && i + 1 < written.size() &&
                         std::strchr(", =\\", written[i + 1]) != nullptr && written[i + 1] != '\0';
    scratch += written[i += escapes];
  }
  return scratch;
}

std::string_view Line::name(char stop, char other_stop) {
  const char* begin = p_;
  while (p_ != end_ && *p_ != stop && *p_ != other_stop) p_ += *p_ == '\\' && p_ + 1 != end_ ? 2 : 1;
  return {begin, static_cast<std::size_t>(p_ - begin)};
}

bool Line::tag(std::string_view& key, std::string_view& out) {
  key = name('=', ' ');
  if (key.empty() || !take('='))
    return fail("tag", {"A tag needs a name, '=' and a value, such as unit=SN-0042.",
                        "标签须写成“名称=值”，例如 unit=SN-0042。"});
  out = name(',', ' ');
  if (out.empty() || out.find('=') != std::string_view::npos) {
    std::string scratch;
    const std::string shown = wire::excerpt(unescaped(key, scratch), 60);
    // An escaped '=' belongs to the value; only a bare one is a mistake.
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] == '\\')
        ++i;
      else if (out[i] == '=')
        return fail("tag", {"The value of tag " + shown + " has a '=' that is not escaped as \\=.",
                            "标签 " + shown + " 的值中有未转义的“=”，应写作“\\=”。"});
    }
    if (out.empty()) return fail("tag", {"Tag " + shown + " has no value.", "标签 " + shown + " 没有值。"});
  }
  return true;
}

const char* line_end(const char* from, const char* limit) {
  const auto* newline = static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(limit - from)));
  const char* end = newline == nullptr ? limit : newline;
  return end != from && end[-1] == '\r' ? end - 1 : end;
}

bool Line::quoted(Value& out) {
  const char* begin = p_;
  for (++p_; p_ != limit_ && *p_ != '"'; ++p_)
    if (*p_ == '\\' && p_ + 1 != limit_) ++p_;
  if (p_ == limit_) return fail(unclosed().field, unclosed().text);
  out.kind = Value::Kind::text;
  out.as_written = {begin + 1, static_cast<std::size_t>(p_ - begin - 1)};
  ++p_;
  if (p_ > end_) end_ = line_end(p_, limit_);
  return ends_value(p_, end_) || fail(unclosed().field, unclosed().text);
}

bool Line::value(Value& out) {
  const char* begin = p_;
  if (p_ != end_ && *p_ == '"') return quoted(out);
  out.kind = Value::Kind::number;
  if (const char* stop = wire::read_number(p_, end_, out.number); stop != nullptr) {
    if (stop != end_ && (*stop == 'i' || *stop == 'u')) {
      // Whole numbers only, and no sign before an unsigned one.
      const std::string_view digits(p_, static_cast<std::size_t>(stop - p_));
      if (digits.find_first_of(*stop == 'u' ? "-.eE" : ".eE") != std::string_view::npos) return word(out);
      ++stop;
    }
    if (ends_value(stop, end_)) {
      out.as_written = {begin, static_cast<std::size_t>(stop - begin)};
      p_ = stop;
      return true;
    }
  }
  return word(out);
}

bool Line::word(Value& out) {
  const char* begin = p_;
  while (!ends_value(p_, end_)) ++p_;
  out.as_written = {begin, static_cast<std::size_t>(p_ - begin)};
  for (std::string_view yes : {"t", "T", "true", "True", "TRUE"})
    if (out.as_written == yes) return out.number = 1, true;
  for (std::string_view no : {"f", "F", "false", "False", "FALSE"})
    if (out.as_written == no) return out.number = 0, true;
  if (out.as_written.empty()) return fail("field", {"A field has no value after '='.", "字段在“=”之后没有值。"});
  const std::string shown = wire::excerpt(out.as_written, 60);
  return fail("field", {shown + " is not a number, true or false; text needs quotes.",
                        shown + " 既不是数字也不是 true/false；文本须加引号。"});
}

bool Line::time(std::optional<std::int64_t>& out) {
  while (p_ != end_ && *p_ == ' ') ++p_;
  if (p_ == end_) return out.reset(), true;
  const char* begin = p_;
  const bool negative = *p_ == '-';
  p_ += negative;
  std::uint64_t n = 0;
  if (end_ - p_ >= 16 && eight_digits(p_, n) && eight_digits(p_ + 8, n))
    p_ += 16;
  else
    n = 0;
  const char* first_single = p_;
  while (p_ != end_ && wire::is_digit(*p_) && p_ - first_single < 18)
    n = n * 10 + static_cast<std::uint64_t>(*p_++ - '0');
  const std::ptrdiff_t digits = p_ - begin - negative;
  while (p_ != end_ && *p_ == ' ') ++p_;
  if (p_ != end_ || digits == 0 || digits > 19 || n > 9'223'372'036'854'775'807u) {
    const std::string shown = wire::excerpt({begin, static_cast<std::size_t>(end_ - begin)}, 60);
    return fail("time", {"The time must be a whole number since 1970 in the request's precision, not " + shown + ".",
                         "时间须为自1970年起、按请求精度计的整数，而不是 " + shown + "。"});
  }
  out = negative ? -static_cast<std::int64_t>(n) : static_cast<std::int64_t>(n);
  return true;
}

}  // namespace jidoka::line_protocol
