#include <algorithm>
#include <array>
#include <vector>

#include "expr/compare.h"
#include "expr/function.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

Value slice(Call& call, Arguments a) {
  const std::int64_t from = a[1].integer;
  const std::int64_t to = a[2].integer;
  if (from < 0 || from > to) return call.fault(FaultKind::index_range, {&a[1], 1});
  if (to > a[0].extra) return call.fault(FaultKind::index_range, {&a[2], 1});
  return of_list(a[0].list().subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}

Value reverse(Call& call, Arguments a) {
  if (!call.spend(a[0].extra)) return call.cost_fault();
  const std::span<Value> out = call.arena.values(a[0].extra);
  std::ranges::reverse_copy(a[0].list(), out.begin());
  return of_list(out);
}

Value sort(Call& call, Arguments a) {
  std::size_t steps = 1;
  for (std::size_t n = a[0].extra; n > 0; n /= 2) ++steps;
  if (!call.spend(steps * a[0].extra)) return call.cost_fault();
  std::vector<Value> items(a[0].list().begin(), a[0].list().end());
  for (const Value& item : items) {
    const auto order = compare(item, item);  // none where the kind has no order, unordered for NaN
    if (!order || *order != 0 || item.kind != items.front().kind)
      return call.fault(FaultKind::no_overload, std::array{items.front(), item});
  }
  std::ranges::stable_sort(items, [](const Value& x, const Value& y) { return *compare(x, y) < 0; });
  return make_list(call.arena, items);
}

Value distinct(Call& call, Arguments a) {
  std::vector<Value> out;
  for (const Value& item : a[0].list()) {
    const bool is_new = std::ranges::none_of(out, [&](const Value& seen) { return equal(seen, item, call.budget); });
    if (is_new) out.push_back(item);
    if (call.budget < 0) return call.cost_fault();
  }
  return make_list(call.arena, out);
}

Value flatten(Call& call, Arguments a) {
  std::vector<Value> out;
  for (const Value& item : a[0].list()) {
    if (!call.spend(1 + (item.is(Kind::list) ? item.extra : 0))) return call.cost_fault();
    if (item.is(Kind::list))
      out.insert(out.end(), item.list().begin(), item.list().end());
    else
      out.push_back(item);
  }
  return make_list(call.arena, out);
}

Value range(Call& call, Arguments a) {
  if (a[0].integer < 0) return call.fault(FaultKind::bad_argument, a);
  if (!call.spend(static_cast<std::size_t>(a[0].integer))) return call.cost_fault();
  const std::span<Value> out = call.arena.values(static_cast<std::size_t>(a[0].integer));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = of_int(static_cast<std::int64_t>(i));
  return of_list(out);
}

const FunctionRow rows[] = {
    {"list(A).slice(int, int) -> list(A)", slice, {"From a place to before another", "从一处到另一处之前"}},
    {"list(A).reverse() -> list(A)", reverse, {"Last first", "倒序"}},
    {"list(A).sort() -> list(A)", sort, {"Least first; of one kind", "由小到大；须为同一类型"}},
    {"list(A).distinct() -> list(A)", distinct, {"Each only once", "去除重复"}},
    {"list(A).flatten() -> list(dyn)", flatten, {"The items of the lists in it", "展开内层列表"}},
    {"lists.range(int) -> list(int)", range, {"0 to n - 1", "0 至 n - 1"}},
};

}  // namespace

std::span<const FunctionRow> list_functions() { return rows; }

}  // namespace jidoka::expr
