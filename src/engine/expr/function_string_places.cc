// The functions of the strings extension that count places: characters from 0.
#include <algorithm>

#include "expr/code_points.h"
#include "expr/function.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

Value bad_place(Call& call, const Value& place) { return call.fault(FaultKind::index_range, {&place, 1}); }

Value place_of_byte(std::string_view text, std::size_t byte) {
  if (byte == std::string_view::npos) return of_int(-1);
  return of_int(static_cast<std::int64_t>(count_characters(text.substr(0, byte))));
}

Value char_at(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  if (!call.spend(text.size() / 8)) return call.cost_fault();
  const std::size_t at = byte_of_character(text, a[1].integer);
  if (at == no_byte) return bad_place(call, a[1]);
  if (at == text.size()) return of_string({});
  return of_string(text.substr(at, character_length(text, at)));
}

Value index_of(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  if (!call.spend(text.size() / 8)) return call.cost_fault();
  const std::size_t from = a.size() > 2 ? byte_of_character(text, a[2].integer) : 0;
  if (from == no_byte) return bad_place(call, a[2]);
  return place_of_byte(text, text.find(a[1].view(), from));
}

// A place beyond the text is refused, unless the text is shorter than what is looked for.
Value last_index_of(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  if (!call.spend(text.size() / 8)) return call.cost_fault();
  const std::size_t from = a.size() > 2 ? byte_of_character(text, a[2].integer) : text.size();
  if (from == no_byte) return bad_place(call, a[2]);
  return place_of_byte(text, text.rfind(a[1].view(), from));
}

Value substring(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  if (!call.spend(text.size() / 8)) return call.cost_fault();
  const std::size_t begin = byte_of_character(text, a[1].integer);
  if (begin == no_byte) return bad_place(call, a[1]);
  if (a.size() == 2) return of_string(text.substr(begin));
  const std::size_t end = byte_of_character(text, a[2].integer);
  if (end == no_byte || end < begin) return bad_place(call, a[2]);
  return of_string(text.substr(begin, end - begin));
}

Value replace(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  const std::string_view wanted = a[1].view();
  const std::string_view by = a[2].view();
  std::int64_t left = a.size() > 3 ? a[3].integer : -1;
  std::string out;
  std::size_t at = 0;
  while (left != 0 && at <= text.size()) {
    const std::size_t found = text.find(wanted, at);
    if (found == std::string_view::npos) break;
    if (!call.spend(1 + (found - at + by.size()) / 8)) return call.cost_fault();
    out.append(text.substr(at, found - at)).append(by);
    --left;
    at = found + wanted.size();
    if (wanted.empty()) {  // before every character, and at the end
      if (found == text.size()) return call.string(out);
      const std::size_t length = character_length(text, found);
      out.append(text.substr(found, length));
      at = found + length;
    }
  }
  if (at < text.size()) out.append(text.substr(at));
  return call.string(out);
}

Value split(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  const std::string_view by = a[1].view();
  const std::int64_t limit = a.size() > 2 ? a[2].integer : -1;
  if (limit == 0) return of_list({});
  std::vector<Value> parts;
  std::size_t at = 0;
  while (limit < 0 || static_cast<std::int64_t>(parts.size()) + 1 < limit) {
    if (by.empty() && at + 1 > text.size()) break;
    const std::size_t found = by.empty() ? at + character_length(text, at) : text.find(by, at);
    if (found == std::string_view::npos || (by.empty() && found == text.size())) break;
    if (!call.spend(2)) return call.cost_fault();
    parts.push_back(of_string(text.substr(at, found - at)));
    at = found + by.size();
  }
  if (!by.empty() || at < text.size()) parts.push_back(of_string(text.substr(at)));
  if (!call.spend(text.size() / 8)) return call.cost_fault();
  return make_list(call.arena, parts);
}

Value join(Call& call, Arguments a) {
  const std::string_view by = a.size() > 1 ? a[1].view() : std::string_view();
  std::string out;
  for (const Value& item : a[0].list()) {
    if (!item.is(Kind::string)) return call.fault(FaultKind::no_overload, {&item, 1});
    if (!call.spend(1 + (item.extra + by.size()) / 8)) return call.cost_fault();
    if (&item != a[0].items) out += by;
    out += item.view();
  }
  return call.string(out);
}

const FunctionRow rows[] = {
    {"string.charAt(int) -> string", char_at, {"The character at a place; empty at the end", "该位置的字符；末尾为空"}},
    {"string.indexOf(string) -> int", index_of, {"Where it is first found, or -1", "首次出现的位置，没有则为 -1"}},
    {"string.indexOf(string, int) -> int", index_of, {"From this place on", "从该位置起"}},
    {"string.lastIndexOf(string) -> int",
     last_index_of,
     {"Where it is last found, or -1", "最后出现的位置，没有则为 -1"}},
    {"string.lastIndexOf(string, int) -> int", last_index_of, {"Not after this place", "不超过该位置"}},
    {"string.substring(int) -> string", substring, {"From a place to the end", "从该位置到末尾"}},
    {"string.substring(int, int) -> string", substring, {"From a place to before another", "从一处到另一处之前"}},
    {"string.replace(string, string) -> string", replace, {"Every one by another", "全部替换"}},
    {"string.replace(string, string, int) -> string", replace, {"So many of them", "替换指定次数"}},
    {"string.split(string) -> list(string)", split, {"The parts between", "按分隔符拆分"}},
    {"string.split(string, int) -> list(string)", split, {"At most so many parts", "最多拆成几段"}},
    {"list(string).join() -> string", join, {"One after the other", "依次连接"}},
    {"list(string).join(string) -> string", join, {"With this in between", "以该文本连接"}},
};

}  // namespace

std::span<const FunctionRow> string_place_functions() { return rows; }

}  // namespace jidoka::expr
