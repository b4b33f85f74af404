// Loops over lists and the keys of maps. The answer so far stands at + 2: for all and exists a bool, or the first error
// that nothing has outdone; for exists_one how many. Lists and maps grow in `building`, from where at + 1 says on.
#include "expr/machine.h"

namespace jidoka::expr {
namespace {

constexpr std::uint8_t second_variable = 0x80;

Loop loop_of(const Instruction* i) { return static_cast<Loop>(i->x & ~second_variable); }

Value initial(Loop loop) {
  if (loop == Loop::all || loop == Loop::exists) return of_bool(loop == Loop::all);
  return of_int(0);
}

// all and exists: the deciding answer ends the loop, an error waits for it.
bool decided(Machine& m, const Instruction* i, Value& answer, const Value& body) {
  const bool deciding = loop_of(i) == Loop::exists;
  if (body.is(Kind::boolean)) {
    if (body.boolean != deciding) return false;
    answer = body;
    return true;
  }
  if (!answer.is_error()) {
    m.call.name = loop_name(loop_of(i));
    answer = placed(refused(m.call, {&body, 1}), i);
  }
  return false;
}

// What stands where a bool must: an error goes on, anything else becomes one.
bool failed(Machine& m, const Instruction* i, Value& answer, const Value& body) {
  if (body.is(Kind::boolean)) return false;
  m.call.name = loop_name(loop_of(i));
  answer = placed(refused(m.call, {&body, 1}), i);
  return true;
}

}  // namespace

const Instruction* loop_begin(Machine& m, const Instruction* i) {
  Value* const s = m.stack + i->at;
  if (!s->is(Kind::list) && !s->is(Kind::map)) {
    m.call.name = loop_name(loop_of(i));
    *s = placed(refused(m.call, {s, 1}), i);
    return m.program.code.data() + i->b;
  }
  s[1] = of_uint(0);
  s[1].extra = static_cast<std::uint32_t>(m.building.size());
  s[2] = initial(loop_of(i));
  return i + 1;
}

const Instruction* loop_next(Machine& m, const Instruction* i) {
  Value* const s = m.stack + i->at;
  const std::uint64_t n = s[1].natural++;
  const bool is_map = s->is(Kind::map);
  if (n >= (is_map ? s->map->size : s->extra)) return m.program.code.data() + i->a;
  if (!m.call.spend(i->b)) {
    s[2] = placed(m.call.cost_fault(), i);
    return m.program.code.data() + i->a;
  }
  const bool has_two = i->x != 0;
  if (is_map) {
    s[3] = s->map->entries[n].key;
    if (has_two) s[4] = s->map->entries[n].value;
  } else {
    s[has_two ? 4 : 3] = s->items[n];
    if (has_two) s[3] = of_int(static_cast<std::int64_t>(n));
  }
  return i + 1;
}

const Instruction* loop_keep(Machine& m, const Instruction* i) {
  Value* const s = m.stack + i->at;
  const Value& condition = s[i->x != 0 ? 5 : 4];
  if (condition.is(Kind::boolean)) return condition.boolean ? i + 1 : m.program.code.data() + i->a;
  m.call.name = loop_name(Loop::filter);
  s[2] = placed(refused(m.call, {&condition, 1}), i);
  return m.program.code.data() + i->b;
}

const Instruction* loop_step(Machine& m, const Instruction* i) {
  const Instruction* const again = m.program.code.data() + i->a;
  const Instruction* const end = m.program.code.data() + i->b;
  Value* const s = m.stack + i->at;
  Value& answer = s[2];
  const Value& body = s[(i->x & second_variable) != 0 ? 5 : 4];
  switch (loop_of(i)) {
    case Loop::all:
    case Loop::exists:
      return decided(m, i, answer, body) ? end : again;
    case Loop::exists_one:
      if (failed(m, i, answer, body)) return end;
      if (body.boolean) ++answer.integer;
      return again;
    case Loop::filter:
      if (failed(m, i, answer, body)) return end;
      if (body.boolean) m.building.push_back(s[3]);
      return again;
    default:
      break;
  }
  if (body.is_error()) {
    answer = body;
    return end;
  }
  if (loop_of(i) == Loop::transform_map) m.building.push_back(s[3]);
  m.building.push_back(body);
  return again;
}

const Instruction* loop_end(Machine& m, const Instruction* i) {
  Value* const s = m.stack + i->at;
  const Loop loop = loop_of(i);
  const Value answer = s[2];
  const std::size_t begin = s[1].extra;
  if (answer.is_error() || loop == Loop::all || loop == Loop::exists) {
    m.building.resize(begin);
    *s = answer;
    return i + 1;
  }
  if (loop == Loop::exists_one) {
    *s = of_bool(answer.integer == 1);
    return i + 1;
  }
  const std::span<const Value> made = std::span(m.building).subspan(begin);
  m.call.spend(made.size());
  if (loop == Loop::transform_map) {
    const std::span entries(m.call.arena.make<MapEntry>(made.size() / 2), made.size() / 2);
    for (std::size_t n = 0; n < entries.size(); ++n) entries[n] = {made[2 * n], made[2 * n + 1]};
    *s = placed(make_map(m.call.arena, entries), i);
  } else {
    *s = make_list(m.call.arena, made);
  }
  m.building.resize(begin);
  return i + 1;
}

}  // namespace jidoka::expr
