// JSON text to Value: Boost.JSON finds the tokens, the handler below builds the tree, because it must see every key (to
// refuse a second one) and the text of every number (Boost.JSON 1.81 rounds doubles in the last place).
#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <charconv>
#include <cmath>
#include <exception>
#include <limits>
#include <utility>

#include "json/decode.h"
#include "json/utf8.h"

namespace jidoka::json {
namespace {

namespace bj = boost::json;
using boost::system::error_code;

struct Handler {
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  struct Open {
    Value container;
    std::string key;
  };
  std::vector<Open> open;
  Value root;
  std::string part;
  std::string duplicate;
  bool has_duplicate = false;
  bool has_huge_number = false;

  bool add(Value value, error_code& ec) {
    if (open.empty()) {
      root = std::move(value);
      return true;
    }
    Open& top = open.back();
    if (top.container.is_array()) {
      top.container.get_array().push_back(std::move(value));
      return true;
    }
    if (top.container.get_object().emplace(top.key, std::move(value)).second) return true;
    has_duplicate = true;
    duplicate = top.key.substr(0, 80);
    ec = bj::make_error_code(bj::error::syntax);
    return false;
  }
  bool close(error_code& ec) {
    Value made = std::move(open.back().container);
    open.pop_back();
    return add(std::move(made), ec);
  }
  std::string joined(bj::string_view last) {
    std::string out = std::exchange(part, {});
    out.append(last.data(), last.size());
    return out;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    open.push_back({bj::object(), {}});
    return true;
  }
  bool on_object_end(std::size_t, error_code& ec) { return close(ec); }
  bool on_array_begin(error_code&) {
    open.push_back({bj::array(), {}});
    return true;
  }
  bool on_array_end(std::size_t, error_code& ec) { return close(ec); }
  bool on_key_part(bj::string_view s, std::size_t, error_code&) { return keep(s); }
  bool on_key(bj::string_view s, std::size_t, error_code&) {
    open.back().key = joined(s);
    return true;
  }
  bool on_string_part(bj::string_view s, std::size_t, error_code&) { return keep(s); }
  bool on_string(bj::string_view s, std::size_t, error_code& ec) { return add(Value(joined(s)), ec); }
  bool on_number_part(bj::string_view s, error_code&) { return keep(s); }
  bool on_int64(std::int64_t number, bj::string_view, error_code& ec) {
    part.clear();
    return add(Value(number), ec);
  }
  bool on_uint64(std::uint64_t number, bj::string_view, error_code& ec) {
    part.clear();
    return add(Value(number), ec);
  }
  bool on_double(double rounded, bj::string_view s, error_code& ec) {
    const std::string text = joined(s);
    double exact = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), exact);
    if (fault == std::errc::result_out_of_range) {
      has_huge_number = std::abs(rounded) > 1;
      if (has_huge_number) ec = bj::make_error_code(bj::error::syntax);
      exact = 0;  // smaller than any double: nothing but zero is nearer
    }
    return !has_huge_number && add(Value(exact), ec);
  }
  bool on_bool(bool b, error_code& ec) { return add(Value(b), ec); }
  bool on_null(error_code& ec) { return add(Value(nullptr), ec); }
  bool on_comment_part(bj::string_view, error_code&) { return true; }
  bool on_comment(bj::string_view, error_code&) { return true; }

 private:
  bool keep(bj::string_view s) {
    part.append(s.data(), s.size());
    return true;
  }
};

Text reason(const Handler& handler, const error_code& ec) {
  if (handler.has_duplicate)
    return {"the field \"" + handler.duplicate + "\" is given twice", "字段“" + handler.duplicate + "”重复"};
  if (handler.has_huge_number) return {"the number is too large for a double", "数值超出双精度浮点数的范围"};
  if (ec == bj::error::extra_data) return {"nothing may follow the value", "值之后不能再有内容"};
  if (ec == bj::error::incomplete) return {"the text ends too early", "内容不完整"};
  if (ec == bj::error::exponent_overflow) return {"the exponent of the number is too large", "数值的指数过大"};
  if (ec == bj::error::illegal_leading_surrogate || ec == bj::error::illegal_trailing_surrogate ||
      ec == bj::error::expected_utf16_escape)
    return {"a \\u escape names half a character; surrogates come in pairs", "\\u 转义不完整，代理项须成对出现"};
  if (ec == bj::error::expected_hex_digit) return {"\\u needs four hexadecimal digits", "\\u 之后须为四位十六进制数字"};
  return {"this is not JSON (RFC 8259)", "不符合 JSON 语法（RFC 8259）"};
}

Failure refuse(std::string_view text, std::size_t at, std::string slug, const Text& why, Code code = Code::invalid) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto column = 1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start), before.end(),
                                        [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
  return fail(code, std::move(slug),
              {"JSON, line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + why.en + ".",
               "JSON 第 " + std::to_string(line) + " 行第 " + std::to_string(column) + " 列：" + why.zh + "。"});
}

}  // namespace

Result<Value> parse(std::string_view text, Limits limits) {
  if (text.size() > limits.bytes)
    return fail(
        Code::too_large, "json-too-large",
        {"The JSON text has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(limits.bytes) +
             " are taken.",
         "JSON 内容为 " + std::to_string(text.size()) + " 字节，上限为 " + std::to_string(limits.bytes) + " 字节。"});
  if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos)
    return refuse(text, at, "not-utf-8", {"the text is not valid UTF-8", "内容不是有效的 UTF-8 编码"});
  try {
    bj::parse_options options;
    options.max_depth = limits.depth;
    bj::basic_parser<Handler> parser(options);
    error_code ec;
    const std::size_t taken = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && taken < text.size()) ec = bj::make_error_code(bj::error::extra_data);
    if (ec == bj::error::too_deep)
      return refuse(text, taken, "json-too-deep",
                    {"lists and objects may be nested " + std::to_string(limits.depth) + " deep at most",
                     "列表和对象最多嵌套 " + std::to_string(limits.depth) + " 层"},
                    Code::too_large);
    if (ec) {
      const Handler& handler = parser.handler();
      return refuse(text, taken, handler.has_duplicate ? "duplicate-field" : "not-json", reason(handler, ec));
    }
    return std::move(parser.handler().root);
  } catch (const std::exception&) {
    return fail(Code::too_large, "json-too-large",
                {"There is not enough memory to read this JSON text.", "内存不足，无法读取该 JSON 内容。"});
  }
}

}  // namespace jidoka::json
