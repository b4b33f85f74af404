// A figure that somebody published, beside ours: the test that checks it also tells docs/validation.md of it.
//
//   expect_published({"NIST StRD Lew, certified", "mean", -177.435, 1e-12}, mean);
// `good_to` is the largest relative difference (absolute where the published figure is 0): as many digits as the source
// gives. With JIDOKA_VALIDATION=FILE in the environment every figure becomes a line of that file:
// source, quantity, published, ours, difference, good to, test; tests/run validation gathers them.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>

namespace jidoka {

struct Published {
  std::string source;
  std::string quantity;
  double figure = 0;
  double good_to = 0;
};

inline void expect_published(const Published& published, double ours) {
  const double off = std::abs(ours - published.figure);
  const double difference = published.figure == 0 ? off : off / std::abs(published.figure);
  EXPECT_LE(difference, published.good_to) << published.source << ", " << published.quantity << ": published "
                                           << fmt::format("{:.15g}, ours {:.15g}", published.figure, ours);
  const char* file = std::getenv("JIDOKA_VALIDATION");
  if (file == nullptr) return;
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  std::ofstream(file, std::ios::app) << fmt::format(
      "{}\t{}\t{:.15g}\t{:.15g}\t{:.2g}\t{:.2g}\t{}.{}\n", published.source, published.quantity, published.figure, ours,
      difference, published.good_to, test->test_suite_name(), test->name());
}

}  // namespace jidoka
