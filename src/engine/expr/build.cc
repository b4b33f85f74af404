#include "expr/build.h"

#include <algorithm>

#include "expr/compare.h"

namespace jidoka::expr {

Value make_string(Arena& arena, std::string_view text) { return of_string(arena.copy(text)); }

Value make_list(Arena& arena, std::span<const Value> items) {
  const std::span<Value> copy = arena.values(items.size());
  std::ranges::copy(items, copy.begin());
  return of_list(copy);
}

Value make_map(Arena& arena, std::span<MapEntry> entries) {
  constexpr std::size_t looked_through = 8;  // shorter maps need no order
  for (const MapEntry& entry : entries)
    if (!can_be_key(entry.key.kind)) return make_fault(arena, FaultKind::bad_key, "", {&entry.key, 1});
  auto* const map = arena.make<Map>();
  map->entries = entries.data();
  map->size = static_cast<std::uint32_t>(entries.size());
  if (entries.size() <= looked_through) {
    for (std::size_t i = 1; i < entries.size(); ++i) {
      const Map before{entries.data(), static_cast<std::uint32_t>(i), nullptr};
      if (find_key(before, entries[i].key) != nullptr)
        return make_fault(arena, FaultKind::duplicate_key, "", {&entries[i].key, 1});
    }
    return of_map(map);
  }
  auto* const order = arena.make<std::uint32_t>(entries.size());
  for (std::uint32_t i = 0; i < map->size; ++i) order[i] = i;
  const auto key_of = [&entries](std::uint32_t i) -> const Value& { return entries[i].key; };
  std::ranges::sort(order, order + map->size, key_before, key_of);
  for (std::uint32_t i = 1; i < map->size; ++i)
    if (!key_before(key_of(order[i - 1]), key_of(order[i])))
      return make_fault(arena, FaultKind::duplicate_key, "", {&key_of(order[i]), 1});
  map->order = order;
  return of_map(map);
}

Value make_fault(Arena& arena, FaultKind kind, std::string_view name, std::span<const Value> about) {
  auto* const fault = arena.make<Fault>();
  fault->kind = kind;
  fault->name = name;
  fault->count = static_cast<std::uint8_t>(std::min(about.size(), fault->about.size()));
  std::copy_n(about.begin(), fault->count, fault->about.begin());
  Value out;
  out.kind = Kind::error;
  out.fault = fault;
  return out;
}

}  // namespace jidoka::expr
