// A record that lives in memory: a Tree and the full tiles it handed out. The reader that tests, fuzzing and short
// simulations use where a store would be.
#pragma once

#include <map>
#include <utility>

#include "ledger/merkle.h"

namespace jidoka::ledger {

class MemoryTiles final : public TileReader {
 public:
  void append(const Hash& leaf) {
    std::vector<Tile> full;
    tree_.append(leaf, full);
    for (Tile& tile : full) full_[{tile.level, tile.index}] = std::move(tile.bytes);
  }
  const Tree& tree() const { return tree_; }
  std::size_t reads() const { return reads_; }

  Result<std::string> tile(unsigned level, std::uint64_t index, unsigned width) override {
    ++reads_;
    const auto found = full_.find({level, index});
    if (found != full_.end()) return found->second.substr(0, width * hash_bytes);
    return std::string(tree_.edge(level).substr(0, width * hash_bytes));
  }

 private:
  Tree tree_;
  std::map<std::pair<unsigned, std::uint64_t>, std::string> full_;
  std::size_t reads_ = 0;
};

}  // namespace jidoka::ledger
