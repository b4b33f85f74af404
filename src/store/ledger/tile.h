// How the tree is cut into files that never change (C2SP tlog-tiles): 256 hashes a tile, 8 tree levels a tile level,
// paths such as "tile/1/x001/x234/067" or "tile/0/273.p/112", and the entries themselves in bundles of 256.
//
// A tile is the concatenation of its hashes, 32 bytes each. A partial tile is a prefix of the full one, so whoever
// keeps a wider tile can answer for every narrower one. An entry is at most 65 535 bytes, because a bundle writes its
// length in two (big-endian) bytes; longer facts are split or stored by hash before they come here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace jidoka::ledger {

constexpr unsigned tile_height = 8;
constexpr unsigned tile_width = 1u << tile_height;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t tile_bytes = tile_width * hash_bytes;
constexpr std::size_t largest_entry = 65'535;

struct Tile {
  unsigned level = 0;
  std::uint64_t index = 0;
  std::string bytes;  // 8192 when full

  friend bool operator==(const Tile&, const Tile&) = default;
};

// What proofs and restarts read. Asked for the first `width` hashes (1 to 256) of a tile, it answers exactly
// width * 32 bytes; it is only asked for tiles that a tree of the size in question has.
class TileReader {
 public:
  virtual ~TileReader() = default;
  virtual Result<std::string> tile(unsigned level, std::uint64_t index, unsigned width) = 0;
};

// The number of hashes at the right edge of a level, 0 to 255: floor(size / 256^level) mod 256.
unsigned edge_width(std::uint64_t size, unsigned level);

struct TileName {
  bool entries = false;  // a bundle of entries; level is then 0
  unsigned level = 0;
  std::uint64_t index = 0;
  unsigned width = tile_width;

  friend bool operator==(const TileName&, const TileName&) = default;
};

std::string tile_path(const TileName& name);
Result<TileName> parse_tile_path(std::string_view path);

// Entry bundles. Encoding refuses an entry that is too long, decoding everything that is not exactly a bundle.
Result<std::string> encode_entries(std::span<const std::string> entries);
Result<std::vector<std::string>> decode_entries(std::string_view bytes);

}  // namespace jidoka::ledger
