// "…%s…".format([…]) of the strings extension, and base64.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "crypto/hash.h"
#include "expr/function.h"
#include "expr/moment.h"
#include "expr/print_value.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

struct Clause {
  char verb = 0;
  int precision = -1;
};

// "%.3f": the part behind the %; `at` moves behind it. None where it is no clause.
bool read_clause(std::string_view text, std::size_t& at, Clause& out) {
  if (at < text.size() && text[at] == '.') {
    int digits = 0;
    int value = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9' && digits < 3; ++at, ++digits)
      value = value * 10 + (text[at] - '0');
    if (digits == 0 || value > 100) return false;
    out.precision = value;
  }
  if (at >= text.size()) return false;
  out.verb = text[at++];
  return std::string_view("sdfeboxX").find(out.verb) != std::string_view::npos;
}

bool append_plain(std::string& out, const Value& value, Call& call);

bool append_map(std::string& out, const Value& value, Call& call) {
  std::vector<std::pair<std::string, const Value*>> rows;
  for (const MapEntry& entry : value.map->all()) {
    std::string key;
    if (!append_plain(key, entry.key, call)) return false;
    rows.emplace_back(std::move(key), &entry.value);
  }
  std::ranges::sort(rows, {}, &std::pair<std::string, const Value*>::first);
  out += '{';
  for (const auto& [key, inner] : rows) {
    if (&key != &rows.front().first) out += ", ";
    out += key + ": ";
    if (!append_plain(out, *inner, call)) return false;
  }
  out += '}';
  return true;
}

bool append_list(std::string& out, const Value& value, Call& call) {
  out += '[';
  for (const Value& item : value.list()) {
    if (&item != value.items) out += ", ";
    if (!append_plain(out, item, call)) return false;
  }
  out += ']';
  return true;
}

// %s: as string() has it, lists and maps by what they hold.
bool append_plain(std::string& out, const Value& value, Call& call) {
  if (!call.spend(1)) return false;
  switch (value.kind) {
    case Kind::string:
    case Kind::bytes:
    case Kind::type:
      out += value.view();
      return true;
    case Kind::real:
      out += double_text(value.real);
      return true;
    case Kind::natural:
      out += std::to_string(value.natural);
      return true;
    case Kind::timestamp:
      out += timestamp_text(value);
      return true;
    case Kind::duration:
      out += duration_text(value.integer);
      return true;
    case Kind::list:
      return append_list(out, value, call);
    case Kind::map:
      return append_map(out, value, call);
    case Kind::error:
    case Kind::series:
      return false;
    default:
      print(out, value);
      return true;
  }
}

bool append_hex(std::string& out, const Value& value, bool is_upper) {
  if (value.is(Kind::string) || value.is(Kind::bytes)) {
    for (const char c : value.view()) {
      const auto byte = static_cast<unsigned char>(c);
      out += is_upper ? fmt::format("{:02X}", byte) : fmt::format("{:02x}", byte);
    }
    return true;
  }
  if (value.is(Kind::integer))
    out += is_upper ? fmt::format("{:X}", value.integer) : fmt::format("{:x}", value.integer);
  else if (value.is(Kind::natural))
    out += is_upper ? fmt::format("{:X}", value.natural) : fmt::format("{:x}", value.natural);
  else
    return false;
  return true;
}

bool append_whole(std::string& out, const Value& value, char verb) {
  const bool is_special = value.is(Kind::real) && !std::isfinite(value.real);
  if (verb == 'd' && is_special) {
    out += double_text(value.real);
    return true;
  }
  if (verb == 'b' && value.is(Kind::boolean)) {
    out += value.boolean ? '1' : '0';
    return true;
  }
  if (!value.is(Kind::integer) && !value.is(Kind::natural)) return false;
  const std::string shape = std::string("{:") + verb + "}";
  out += value.is(Kind::integer) ? fmt::format(fmt::runtime(shape), value.integer)
                                 : fmt::format(fmt::runtime(shape), value.natural);
  return true;
}

bool append_decimal(std::string& out, const Value& value, const Clause& clause) {
  if (!is_number(value.kind)) return false;
  const double number = value.is(Kind::real)      ? value.real
                        : value.is(Kind::integer) ? static_cast<double>(value.integer)
                                                  : static_cast<double>(value.natural);
  const int precision = clause.precision < 0 ? 6 : clause.precision;
  if (!std::isfinite(number))
    out += double_text(number);
  else
    out += clause.verb == 'f' ? fmt::format("{:.{}f}", number, precision) : fmt::format("{:.{}e}", number, precision);
  return true;
}

bool append_clause(std::string& out, const Value& value, const Clause& clause, Call& call) {
  switch (clause.verb) {
    case 's':
      return append_plain(out, value, call);
    case 'f':
    case 'e':
      return append_decimal(out, value, clause);
    case 'x':
    case 'X':
      return append_hex(out, value, clause.verb == 'X');
    default:
      return append_whole(out, value, clause.verb);
  }
}

Value format(Call& call, Arguments a) {
  const std::string_view text = a[0].view();
  std::string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '%') {
      out += text[at++];
      continue;
    }
    const std::size_t begin = at++;
    if (at < text.size() && text[at] == '%') {
      out += text[at++];
      continue;
    }
    Clause clause;
    const bool is_clause = read_clause(text, at, clause);
    const std::string_view written = text.substr(begin, at - begin);
    if (!is_clause) return make_fault(call.arena, FaultKind::bad_format, written, {&a[0], 1});
    if (next >= a[1].extra) {
      const Value place = of_int(static_cast<std::int64_t>(next));
      return call.fault(FaultKind::index_range, {&place, 1});
    }
    const Value& value = a[1].items[next++];
    const std::size_t before = out.size();
    if (!append_clause(out, value, clause, call) && call.budget >= 0)
      return make_fault(call.arena, FaultKind::bad_format, written, {&value, 1});
    if (!call.spend(1 + (out.size() - before) / 8)) return call.cost_fault();
  }
  return call.string(out);
}

Value encode(Call& call, Arguments a) {
  if (!call.spend(a[0].extra / 4)) return call.cost_fault();
  return call.string(crypto::to_base64(a[0].view()));
}

// The padding may be left out.
Value decode(Call& call, Arguments a) {
  if (!call.spend(a[0].extra / 4)) return call.cost_fault();
  std::string text(a[0].view());
  while (text.size() % 4 != 0) text += '=';
  const auto out = crypto::from_base64(text);
  if (!out) return call.fault(FaultKind::not_convertible, a);
  return of_text(Kind::bytes, call.arena.copy(*out));
}

const FunctionRow rows[] = {
    {"string.format(list(dyn)) -> string",
     format,
     {"With values for %s, %d, %.2f, %e, %x, %o, %b", "按 %s、%d、%.2f、%e、%x、%o、%b 填入数值"}},
    {"base64.encode(bytes) -> string", encode, {"As base64", "转为 base64"}},
    {"base64.decode(string) -> bytes", decode, {"From base64", "由 base64 转换"}},
};

}  // namespace

std::span<const FunctionRow> format_functions() { return rows; }

}  // namespace jidoka::expr
