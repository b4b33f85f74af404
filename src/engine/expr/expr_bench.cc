// What one evaluation costs, beside the same written by hand in C++ and a walk over the tree that allocates nothing
// either: `expr_bench`, from `./dev bench modules`.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>

#include "expr/compare.h"
#include "expr/program.h"

namespace jidoka::expr {
namespace {

constexpr std::string_view rule = R"(x > 3.0 && y in [1,2,3] || name.startsWith("IM"))";

struct Row {
  double x;
  std::int64_t y;
  std::string_view name;
};
// The cases in turn: decided by the first side, by the second, by neither.
constexpr std::array<Row, 4> rows = {{{4.5, 2, "LT-01"}, {4.5, 7, "IM-03"}, {2.0, 1, "IM-01"}, {2.5, 9, "ST-02"}}};

Environment environment() {
  return {{{"x", kind_type(Kind::real)}, {"y", kind_type(Kind::integer)}, {"name", kind_type(Kind::string)}}, "", true};
}

void compiled(benchmark::State& state) {
  const auto program = compile(rule, environment());
  std::array<std::array<Value, 3>, 4> inputs;
  for (std::size_t i = 0; i < rows.size(); ++i)
    inputs[i] = {of_double(rows[i].x), of_int(rows[i].y), of_string(rows[i].name)};
  Evaluation evaluation;
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(evaluation.run(*program, inputs[i++ & 3]));
}
BENCHMARK(compiled);

void by_hand(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    Row row = rows[i++ & 3];
    benchmark::DoNotOptimize(row);
    bool out = (row.x > 3.0 && (row.y == 1 || row.y == 2 || row.y == 3)) || row.name.starts_with("IM");
    benchmark::DoNotOptimize(out);
  }
}
BENCHMARK(by_hand);

// The nodes of this expression only.
Value walk(const Syntax& syntax, NodeId id, std::span<const Value> inputs) {
  const Node& node = syntax[id];
  const auto child = [&](std::size_t n) { return walk(syntax, node.children[n], inputs); };
  if (node.kind == NodeKind::variable) return inputs[node.slot];
  if (node.kind == NodeKind::call) return of_bool(child(0).view().starts_with(child(1).view()));
  if (node.kind == NodeKind::literal) {
    if (node.literal.kind == Kind::real) return of_double(node.literal.real);
    return node.literal.kind == Kind::integer ? of_int(node.literal.integer) : of_string(node.literal.text);
  }
  if (node.op == Operator::logical_and) return child(0).is_true() ? child(1) : of_bool(false);
  if (node.op == Operator::logical_or) return child(0).is_true() ? of_bool(true) : child(1);
  if (node.op == Operator::greater) return of_bool(*compare(child(0), child(1)) > 0);
  const Value needle = child(0);
  for (const NodeId item : syntax[node.children[1]].children)
    if (compare_numbers(needle, walk(syntax, item, inputs)) == 0) return of_bool(true);
  return of_bool(false);
}

void tree_walk(benchmark::State& state) {
  auto syntax = parse(rule);
  bind_names(*syntax, environment());
  std::array<std::array<Value, 3>, 4> inputs;
  for (std::size_t i = 0; i < rows.size(); ++i)
    inputs[i] = {of_double(rows[i].x), of_int(rows[i].y), of_string(rows[i].name)};
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(walk(*syntax, syntax->root, inputs[i++ & 3]));
}
BENCHMARK(tree_walk);

void compile_it(benchmark::State& state) {
  const Environment known = environment();
  for (auto _ : state) benchmark::DoNotOptimize(compile(rule, known));
}
BENCHMARK(compile_it);

}  // namespace
}  // namespace jidoka::expr

BENCHMARK_MAIN();
