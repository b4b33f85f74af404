#include "sampling/skip_lot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace jidoka::sampling {

namespace {

TEST(SkipLot, SkipsAfterEnoughAcceptedLots) {
  SkipLot skip({.clearance = 3, .one_in = 4});
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(skip.inspects_next());
    skip.take(true);
  }
  EXPECT_TRUE(skip.is_skipping());
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(skip.inspects_next());
    skip.pass();
  }
  EXPECT_TRUE(skip.inspects_next());
  skip.take(true);
  EXPECT_TRUE(skip.is_skipping());
  EXPECT_FALSE(skip.inspects_next());
  for (int i = 0; i < 3; ++i) skip.pass();
  skip.take(false);
  EXPECT_FALSE(skip.is_skipping());
  EXPECT_TRUE(skip.inspects_next());
}

TEST(SkipLot, StartsItsCountAnewAfterARejection) {
  SkipLot skip({.clearance = 2, .one_in = 2});
  skip.take(true);
  skip.take(false);
  skip.take(true);
  EXPECT_FALSE(skip.is_skipping());
  skip.take(true);
  EXPECT_TRUE(skip.is_skipping());
}

// Perry's formulas against the stationary chances of the chain of states: 0 … i−1 accepted in a row, and skipping.
TEST(SkipLot, AcceptsAsTheChainOfItsStatesDoes) {
  for (const int clearance : {1, 4, 10})
    for (const int one_in : {2, 5})
      for (const double accept : {0.5, 0.9, 0.99}) {
        const double f = 1.0 / one_in;
        const auto states = static_cast<std::size_t>(clearance) + 1;
        std::vector<double> now(states, 1.0 / static_cast<double>(states));
        for (int step = 0; step < 20'000; ++step) {
          std::vector<double> next(states, 0.0);
          for (std::size_t i = 0; i + 1 < states; ++i) {
            next[i + 1] += now[i] * accept;
            next[0] += now[i] * (1 - accept);
          }
          next[states - 1] += now[states - 1] * (1 - f * (1 - accept));
          next[0] += now[states - 1] * f * (1 - accept);
          now = next;
        }
        const double skipping = now.back();
        const SkipLotChance chance = skip_lot_chance({clearance, one_in}, accept);
        EXPECT_NEAR(chance.share_inspected, 1 - skipping * (1 - f), 1e-9);
        EXPECT_NEAR(chance.accept, 1 - (1 - skipping * (1 - f)) * (1 - accept), 1e-9);
      }
}

TEST(SkipLot, InspectsLessAndLetsMoreThrough) {
  const Quality quality{Model::binomial, 0.02, 2000};
  const Outcome plan = outcome_of({{50, 2, 3}}, quality);
  const Outcome skipped = outcome_of_skip_lot({.clearance = 8, .one_in = 4}, plan, quality);
  EXPECT_GT(skipped.accept, plan.accept);
  EXPECT_LT(skipped.sample_number, plan.sample_number);
  EXPECT_LT(*skipped.inspected, *plan.inspected);
  EXPECT_GT(*skipped.outgoing, *plan.outgoing);
}

TEST(SkipLot, RefusesOtherNumbers) {
  EXPECT_TRUE(check_skip_lot({}));
  EXPECT_FALSE(check_skip_lot({0, 4}));
  EXPECT_FALSE(check_skip_lot({8, 1}));
}

}  // namespace

}  // namespace jidoka::sampling
