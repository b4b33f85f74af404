#include <benchmark/benchmark.h>

#include "ledger/memory_tiles.h"
#include "ledger/note.h"
#include "ledger/proof.h"

namespace jidoka::ledger {
namespace {

void append_hashed_leaf(benchmark::State& state) {
  Tree tree;
  std::vector<Tile> full;
  const Hash leaf = leaf_hash("leaf");
  for (auto _ : state) {
    tree.append(leaf, full);
    if (full.size() > 100) full.clear();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(append_hashed_leaf);

void hash_and_append_entry(benchmark::State& state) {
  Tree tree;
  std::vector<Tile> full;
  const std::string entry(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) {
    tree.append(leaf_hash(entry), full);
    if (full.size() > 100) full.clear();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(hash_and_append_entry)->Arg(64)->Arg(256)->Arg(4096);

MemoryTiles& million() {
  static MemoryTiles tiles = [] {
    MemoryTiles out;
    for (int i = 0; i < 1'000'000; ++i) out.append(leaf_hash(std::to_string(i)));
    return out;
  }();
  return tiles;
}

void root_of_a_million(benchmark::State& state) {
  const Tree& tree = million().tree();
  for (auto _ : state) benchmark::DoNotOptimize(tree.root());
}
BENCHMARK(root_of_a_million);

void inclusion_in_a_million(benchmark::State& state) {
  std::uint64_t index = 1;
  for (auto _ : state) {
    index = (index * 7919) % 1'000'000;
    benchmark::DoNotOptimize(inclusion_proof(million(), index, 1'000'000));
  }
}
BENCHMARK(inclusion_in_a_million);

void inclusion_of_one_of_an_export(benchmark::State& state) {
  std::uint64_t index = 500'000;
  Prover prover(million(), 1'000'000);
  for (auto _ : state) {
    index = index == 510'000 ? 500'000 : index + 1;
    benchmark::DoNotOptimize(prover.inclusion(index));
  }
}
BENCHMARK(inclusion_of_one_of_an_export);

void consistency_to_a_million(benchmark::State& state) {
  std::uint64_t size = 1;
  for (auto _ : state) {
    size = 1 + (size * 7919) % 999'983;
    benchmark::DoNotOptimize(consistency_proof(million(), size, 1'000'000));
  }
}
BENCHMARK(consistency_to_a_million);

void verify_inclusion_in_a_million(benchmark::State& state) {
  const Proof proof = inclusion_proof(million(), 777'777, 1'000'000).value();
  const Head head{1'000'000, million().tree().root()};
  const Hash leaf = leaf_hash("777777");
  for (auto _ : state)
    if (!verify_inclusion(leaf, 777'777, head, proof)) state.SkipWithError("refused");
}
BENCHMARK(verify_inclusion_in_a_million);

void restart_from_full_tiles(benchmark::State& state) {
  static MemoryTiles tiles = [] {
    MemoryTiles out;
    for (std::uint64_t i = 0; i < 65'535 + 65'536; ++i) out.append(leaf_hash("x"));
    return out;
  }();
  const std::vector<Hash> tail(255, leaf_hash("x"));
  for (auto _ : state) benchmark::DoNotOptimize(Tree::rebuild(tiles.tree().size(), tail, tiles));
}
BENCHMARK(restart_from_full_tiles)->Unit(benchmark::kMillisecond);

void sign_a_checkpoint(benchmark::State& state) {
  const auto key = crypto::SigningKey::from_seed(std::string(32, 'k')).value();
  for (auto _ : state) benchmark::DoNotOptimize(sign_checkpoint("plant.example/jidoka", {4711, empty_root()}, key));
}
BENCHMARK(sign_a_checkpoint);

}  // namespace
}  // namespace jidoka::ledger

BENCHMARK_MAIN();
