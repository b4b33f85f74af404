#include <re2/re2.h>

#include <algorithm>

#include "expr/code_points.h"
#include "expr/function.h"
#include "expr/print_value.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

Value starts_with(Call&, Arguments a) { return of_bool(a[0].view().starts_with(a[1].view())); }
Value ends_with(Call&, Arguments a) { return of_bool(a[0].view().ends_with(a[1].view())); }

Value contains(Call& call, Arguments a) {
  if (!call.spend(a[0].extra / 8)) return call.cost_fault();
  return of_bool(a[0].view().find(a[1].view()) != std::string_view::npos);
}

// Patterns that are written out are compiled with the expression; here are those that are computed.
Value matches(Call& call, Arguments a) {
  if (!call.spend(2'000 + a[0].extra / 4 + 50 * std::size_t{a[1].extra})) return call.cost_fault();
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(1 << 20);
  const re2::RE2 pattern({a[1].text, a[1].extra}, options);
  if (!pattern.ok())
    return make_fault(call.arena, FaultKind::bad_pattern, call.arena.copy(pattern.error()), {&a[1], 1});
  return of_bool(re2::RE2::PartialMatch({a[0].text, a[0].extra}, pattern));
}

Value size_of_string(Call& call, Arguments a) {
  if (!call.spend(a[0].extra / 8)) return call.cost_fault();
  return of_int(static_cast<std::int64_t>(count_characters(a[0].view())));
}
Value size_of_items(Call&, Arguments a) { return of_int(a[0].extra); }
Value size_of_map(Call&, Arguments a) { return of_int(a[0].map->size); }

template <char First, char Last, int Shift>
Value shifted_case(Call& call, Arguments a) {
  std::string out(a[0].view());
  for (char& c : out)
    if (c >= First && c <= Last) c = static_cast<char>(c + Shift);
  return call.string(out);
}

Value trim(Call& call, Arguments a) {
  std::string_view text = a[0].view();
  if (!call.spend(text.size() / 8)) return call.cost_fault();
  while (!text.empty() && is_blank(code_point(text, 0))) text.remove_prefix(character_length(text, 0));
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0u) == 0x80u) --last;
    if (!is_blank(code_point(text, last))) break;
    text.remove_suffix(text.size() - last);
  }
  return of_string(text);
}

Value quote(Call& call, Arguments a) {
  std::string out = "\"";
  constexpr std::string_view plain = "\a\b\f\n\r\t\v\\\"";
  constexpr std::string_view named = "abfnrtv\\\"";
  for (const char c : a[0].view()) {
    const std::size_t at = plain.find(c);
    if (at != std::string_view::npos) out += '\\';
    out += at == std::string_view::npos ? c : named[at];
  }
  return call.string(out + '"');
}

Value reverse(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  std::string out;
  for (std::size_t end = text.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0u) == 0x80u) --begin;
    out += text.substr(begin, end - begin);
    end = begin;
  }
  return call.string(out);
}

const FunctionRow rows[] = {
    {"size(string) -> int", size_of_string, {"Number of characters", "字符数"}},
    {"size(bytes) -> int", size_of_items, {"Number of bytes", "字节数"}},
    {"size(list(A)) -> int", size_of_items, {"Number of items", "元素个数"}},
    {"size(map(A, B)) -> int", size_of_map, {"Number of entries", "条目数"}},
    {"string.size() -> int", size_of_string, {"Number of characters", "字符数"}},
    {"bytes.size() -> int", size_of_items, {"Number of bytes", "字节数"}},
    {"list(A).size() -> int", size_of_items, {"Number of items", "元素个数"}},
    {"map(A, B).size() -> int", size_of_map, {"Number of entries", "条目数"}},
    {"string.startsWith(string) -> bool", starts_with, {"Whether it begins with the text", "是否以该文本开头"}},
    {"string.endsWith(string) -> bool", ends_with, {"Whether it ends with the text", "是否以该文本结尾"}},
    {"string.contains(string) -> bool", contains, {"Whether the text is in it", "是否包含该文本"}},
    {"string.matches(string) -> bool", matches, {"Whether a pattern of RE2 is found in it", "是否匹配 RE2 正则表达式"}},
    {"matches(string, string) -> bool",
     matches,
     {"Whether a pattern of RE2 is found in it", "是否匹配 RE2 正则表达式"}},
    {"string.lowerAscii() -> string", shifted_case<'A', 'Z', 32>, {"A to Z in small letters", "A 至 Z 转为小写"}},
    {"string.upperAscii() -> string", shifted_case<'a', 'z', -32>, {"a to z in capitals", "a 至 z 转为大写"}},
    {"string.trim() -> string", trim, {"Without blanks at both ends", "去除首尾空白"}},
    {"string.reverse() -> string", reverse, {"Last character first", "字符倒序"}},
    {"strings.quote(string) -> string", quote, {"In quotes, with escapes", "加引号并转义"}},
};

}  // namespace

std::span<const FunctionRow> string_functions() { return rows; }

}  // namespace jidoka::expr
