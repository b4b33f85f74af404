#include "expr/fault.h"

#include <algorithm>

#include "expr/print_value.h"
#include "json/utf8.h"

namespace jidoka::expr {
namespace {

constexpr std::string_view codes[] = {
    "no-such-overload", "unknown-name",     "unknown-function", "no-such-key",   "no-such-field", "index-out-of-range",
    "bad-index",        "division-by-zero", "modulus-by-zero",  "overflow",      "out-of-range",  "not-convertible",
    "duplicate-key",    "bad-key",          "bad-pattern",      "bad-time-zone", "bad-format",    "invalid-utf-8",
    "bad-argument",     "no-readings",      "no-time-windows",  "too-costly"};

std::string kinds(const Fault& fault) {
  std::string out;
  for (std::uint8_t i = 0; i < fault.count; ++i) {
    if (i > 0) out += ", ";
    out += kind_name(fault.about[i].kind);
  }
  return out;
}

Text overload_text(const Fault& fault, const std::string& name) {
  return {
      "no such overload: " + name + " does not take (" + kinds(fault) +
          "). Convert first, for example with int(), "
          "double() or string().",
      "没有匹配的重载：" + name + " 不能用于 (" + kinds(fault) + ")。请先用 int()、double() 或 string() 等转换类型。"};
}

Text number_text(const Fault& fault, const std::string& name, const std::string& first) {
  switch (fault.kind) {
    case FaultKind::divide_by_zero:
      return {"division by zero: the divisor is 0. Guard it, as in d != 0 && n / d > 1.",
              "除以零：除数为 0。请先判断，例如 d != 0 && n / d > 1。"};
    case FaultKind::modulus_by_zero:
      return {"modulus by zero: the divisor is 0. Guard it with a condition.", "对零取余：除数为 0。请先加条件判断。"};
    case FaultKind::overflow:
      return {"overflow: the result of " + name + " does not fit in 64 bits. Calculate with double() where it may.",
              "溢出：" + name + " 的结果超出 64 位。可能超出时请用 double() 计算。"};
    case FaultKind::range:
      return {"range error: " + first + " is out of the range of " + name + ".",
              "超出范围：" + first + " 不在 " + name + " 的取值范围内。"};
    default:
      return {first + " cannot be converted by " + name + ".", first + " 无法用 " + name + " 转换。"};
  }
}

Text key_text(const Fault& fault, const std::string& name, const std::string& first) {
  switch (fault.kind) {
    case FaultKind::no_such_key:
      return {"no such key: " + first + ". Ask first with has() or in.",
              "没有键 " + first + "。请先用 has() 或 in 判断。"};
    case FaultKind::no_such_field:
      return {
          "no such field: " + name + " cannot be selected from " + std::string(kind_name(fault.about[0].kind)) +
              "; only maps have fields.",
          "没有字段：不能从 " + std::string(kind_name(fault.about[0].kind)) + " 中取 " + name + "；只有 map 有字段。"};
    case FaultKind::index_range:
      return {"index out of range: " + first + ". The first is 0, the last size - 1.",
              "索引超出范围：" + first + "。首项为 0，末项为 size - 1。"};
    case FaultKind::bad_index:
      return {"invalid argument: a list is indexed by a whole number, not by " + first + ".",
              "参数无效：列表的索引应为整数，而不是 " + first + "。"};
    case FaultKind::duplicate_key:
      return {"the key " + first + " stands twice in the map. Keep one of them.",
              "键 " + first + " 在 map 中重复，请只保留一个。"};
    default:
      return {first + " cannot be a key: keys are int, uint, bool or string.",
              first + " 不能作为键：键只能是 int、uint、bool 或 string。"};
  }
}

Text argument_text(const Fault& fault, const std::string& name, const std::string& first) {
  switch (fault.kind) {
    case FaultKind::bad_pattern:
      return {"the pattern " + first + " is no regular expression of RE2: " + name + ".",
              "模式 " + first + " 不是有效的 RE2 正则表达式：" + name + "。"};
    case FaultKind::bad_zone:
      return {
          "the time zone " + first + " is not known. Write a name such as Asia/Shanghai or an offset such as +08:00.",
          "未知的时区 " + first + "。请写 Asia/Shanghai 之类的名称或 +08:00 之类的偏移。"};
    case FaultKind::bad_format:
      return {"format: " + name + " does not fit " + first + ".", "format：" + name + " 不适用于 " + first + "。"};
    case FaultKind::invalid_utf8:
      return {"invalid UTF-8: these bytes are no text.", "无效的 UTF-8：这些字节不是文本。"};
    case FaultKind::empty_window:
      return {name + ": too few readings in the window. Ask with count() first, or take a longer window.",
              name + "：时间窗口内读数不足。请先用 count() 判断，或加长窗口。"};
    case FaultKind::no_windows:
      return {name + ": there is no time here from which a window could reach back.",
              name + "：此处没有可供窗口回溯的时间。"};
    case FaultKind::too_costly:
      return {"the expression takes too many steps. Work on shorter lists, or nest fewer of them.",
              "表达式的计算步数过多。请缩短列表或减少嵌套。"};
    default:
      return {name + " does not accept " + first + ".", name + " 不接受 " + first + "。"};
  }
}

}  // namespace

std::string_view fault_code(FaultKind kind) { return codes[static_cast<std::size_t>(kind)]; }

std::string shown(const Value& value) {
  constexpr std::size_t limit = 60;
  std::string out;
  print(out, value, PrintLimit{limit});
  if (out.size() <= limit) return out;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0u) == 0x80u) --end;
  return out.substr(0, end) + "…";
}

Text fault_text(const Fault& fault) {
  const std::string name(fault.name);
  const std::string first = fault.count > 0 ? shown(fault.about[0]) : std::string();
  switch (fault.kind) {
    case FaultKind::no_overload:
      return overload_text(fault, name);
    case FaultKind::unknown_name:
      return {"undeclared reference to " + name + ": there is no variable of this name.",
              "未声明的名称 " + name + "：没有这个变量。"};
    case FaultKind::unknown_function:
      return {"unbound function " + name + ": there is no function of this name.",
              "未知函数 " + name + "：没有这个函数。"};
    case FaultKind::divide_by_zero:
    case FaultKind::modulus_by_zero:
    case FaultKind::overflow:
    case FaultKind::range:
    case FaultKind::not_convertible:
      return number_text(fault, name, first);
    case FaultKind::no_such_key:
    case FaultKind::no_such_field:
    case FaultKind::index_range:
    case FaultKind::bad_index:
    case FaultKind::duplicate_key:
    case FaultKind::bad_key:
      return key_text(fault, name, first);
    default:
      return argument_text(fault, name, first);
  }
}

Problem problem_at(std::string_view expression, std::size_t byte, std::string code, Text text) {
  Problem out{std::move(code), 1, 1, std::move(text)};
  byte = std::min(byte, expression.size());
  for (std::size_t i = 0; i < byte; ++i) {
    if (expression[i] == '\n') {
      ++out.line;
      out.column = 1;
    } else if ((static_cast<unsigned char>(expression[i]) & 0xC0u) != 0x80u) {
      ++out.column;
    }
  }
  return out;
}

Problem problem_of(std::string_view expression, const Value& error) {
  const std::size_t byte = error.extra == 0 ? 0 : error.extra - 1;
  return problem_at(expression, byte, std::string(fault_code(error.fault->kind)), fault_text(*error.fault));
}

}  // namespace jidoka::expr
