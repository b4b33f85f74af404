// Random: the twin's own numbers, the same on every machine for the same seed. xoshiro256++ of Blackman and Vigna
// (2019), seeded by SplitMix64; normal values by Marsaglia's polar method. Not for secrets.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace jidoka::twin {

class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {  // SplitMix64
      seed += 0x9e3779b97f4a7c15u;
      std::uint64_t mixed = seed;
      mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
      word = mixed ^ (mixed >> 31);
    }
  }

  std::uint64_t next() {
    const std::uint64_t out = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return out;
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }  // [0, 1)
  double around(double half_width) { return half_width * (2 * unit() - 1); }
  double exponential(double mean) { return -mean * std::log1p(-unit()); }
  double normal() {
    double x = 0;
    double square = 0;
    do {
      x = 2 * unit() - 1;
      const double y = 2 * unit() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * std::sqrt(-2 * std::log(square) / square);
  }

 private:
  std::uint64_t state_[4];
};

}  // namespace jidoka::twin
