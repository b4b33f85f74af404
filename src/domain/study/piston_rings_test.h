// Inside diameters of piston rings, 25 samples of 5 (Montgomery, Introduction to Statistical Quality Control, 6th ed.,
// table 6.3; data set pistonrings of R's qcc), for the tests that compare with published figures.
#pragma once

#include <iterator>
#include <vector>

namespace jidoka::study {

inline std::vector<double> piston_rings() {
  static constexpr int thousandths[] = {
      // above 74 mm
      30, 2,  19,  -8,  8,  -5,  -8,  1,   11, 4,  -12, 24, 21,  5,   2,   2,   -4,  -7, 15,  9,   -8,
      7,  15, -11, 14,  9,  -6,  -3,  -15, -7, -5, 6,   -6, 0,   5,   -15, 3,   -7,  15, -12, 8,   -5,
      9,  5,  4,   -2,  0,  -10, 7,   -5,  -6, -2, -6,  -5, -10, 4,   0,   7,   0,   -4, -17, 2,   -2,
      -3, 12, 6,   -33, -6, 0,   -16, 12,  14, -2, -1,  7,  0,   -16, 5,   -2,  -4,  -6, 12,  -14, 5,
      7,  6,  10,  18,  3,  0,   -16, 2,   3,  5,  -3,  0,  10,  13,  20,  3,   -12, 1,  9,   5,   -4,
      4,  -1, -10, 6,   9,  10,  -11, -10, 9,  14, 15,  8,  -7,  0,   10,  -18, -16, -5, 17,  13,
  };
  std::vector<double> out;
  out.reserve(std::size(thousandths));
  for (const int one : thousandths) out.push_back((74000 + one) / 1000.0);
  return out;
}

}  // namespace jidoka::study
