// From values to places on an axis, and the round numbers at which an axis is marked. Holds for any finite range, down
// to denormal and up to 1e308: a range without width is widened, a difference that would overflow is halved first.
#pragma once

#include <string>
#include <vector>

namespace jidoka::plot {

class Scale {
 public:
  // Of two finite ends in any order. Without width: a tenth of the value, or 1, to either side.
  Scale(double low, double high);

  double low() const { return low_; }
  double high() const { return high_; }
  double share(double value) const;  // 0 at low, 1 at high; outside that beyond them

 private:
  double low_;
  double high_;
};

struct Tick {
  double at = 0;
  std::string label;
};

// Multiples of 1, 2 or 5 times a power of ten within the scale: about `wanted` of them, at most twice as many.
std::vector<Tick> ticks_of(const Scale& scale, int wanted);

}  // namespace jidoka::plot
