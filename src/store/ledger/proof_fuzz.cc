#include <cstring>

#include "core/assert.h"
#include "ledger/memory_tiles.h"
#include "ledger/proof.h"

using namespace jidoka;

namespace {

std::uint64_t take_number(std::string_view& bytes) {
  std::uint64_t value = 0;
  const std::size_t count = std::min(bytes.size(), sizeof value);
  std::memcpy(&value, bytes.data(), count);
  bytes.remove_prefix(count);
  return value;
}

}  // namespace

// Any positions and hashes as a proof: must end, and must never be accepted against a root that it was not made for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::uint64_t a = take_number(bytes);
  const std::uint64_t b = take_number(bytes);
  ledger::Proof proof;
  while (bytes.size() >= ledger::hash_bytes && proof.size() < 70) {
    std::memcpy(proof.emplace_back().data(), bytes.data(), ledger::hash_bytes);
    bytes.remove_prefix(ledger::hash_bytes);
  }
  const ledger::Hash leaf = ledger::leaf_hash("leaf");
  const ledger::Hash root = ledger::leaf_hash("a root of nothing");
  ASSERT(!ledger::verify_inclusion(leaf, a, {b, root}, proof).has_value());
  if (a != b) ASSERT(!ledger::verify_consistency({a, leaf}, {b, root}, proof).has_value());

  static ledger::MemoryTiles tiles = [] {
    ledger::MemoryTiles out;
    for (int i = 0; i < 700; ++i) out.append(ledger::leaf_hash(std::to_string(i)));
    return out;
  }();
  const std::uint64_t newer = 1 + b % 700;
  const std::uint64_t older = a % newer;
  const ledger::Head head{newer, ledger::root_at(tiles, newer).value()};
  const ledger::Head before{older, ledger::root_at(tiles, older).value()};
  const auto path = ledger::inclusion_proof(tiles, older, newer).value();
  ASSERT(ledger::verify_inclusion(ledger::leaf_hash(std::to_string(older)), older, head, path).has_value());
  const auto history = ledger::consistency_proof(tiles, older, newer).value();
  ASSERT(ledger::verify_consistency(before, head, history).has_value());
  return 0;
}
