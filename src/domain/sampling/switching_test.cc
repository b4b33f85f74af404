#include "sampling/switching.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "core/published_test.h"
#include "json/decode.h"

namespace jidoka::sampling {

namespace {

using enum Severity;

Scheme iso(std::int64_t lot_size, Level level, std::string_view aql, bool may_reduce = true) {
  return {Standard::iso_2859_1, level, *aql_index(aql), lot_size, may_reduce};
}

SwitchStep take(const Scheme& scheme, SwitchState& state, std::int64_t d) { return *take_lot(scheme, state, {d}); }

struct Expected {
  std::int64_t d;
  int score;
  Severity after;
};
void expect_sequence(const Scheme& scheme, const std::vector<Expected>& lots) {
  SwitchState state;
  for (std::size_t i = 0; i < lots.size(); ++i) {
    const SwitchStep step = take(scheme, state, lots[i].d);
    EXPECT_EQ(step.score_after, lots[i].score) << "lot " << i + 1;
    EXPECT_EQ(step.state_after, lots[i].after) << "lot " << i + 1;
  }
}

// Lot 1200, level II, AQL 4.0: n = 80, Ac = 7, and 5 one step tighter. ISO 2859-1:1999, 9.3.
TEST(SwitchingScore, AsksForOneAqlStepTighter) {
  expect_sequence(iso(1200, Level::ii, "4.0"),
                  {{3, 3, normal}, {5, 6, normal}, {9, 0, normal}, {5, 3, normal}, {7, 0, normal}});
}

TEST(SwitchingScore, AddsTwoForAcceptanceNumbersOfNoughtAndOne) {
  expect_sequence(iso(3200, Level::s3, "4.0"), {{0, 2, normal}, {2, 0, normal}, {1, 2, normal}, {1, 4, normal}});
}

TEST(Switching, GoesToReducedAtAScoreOfThirtyAndBackAtTheFirstRejection) {
  const Scheme scheme = iso(280, Level::ii, "0.40");  // n = 32, Ac = 0; reduced n = 13
  SwitchState state;
  for (int i = 1; i <= 14; ++i) EXPECT_EQ(take(scheme, state, 0).state_after, normal) << i;
  const SwitchStep last = take(scheme, state, 0);
  EXPECT_EQ(last.score_after, 30);
  EXPECT_EQ(last.state_after, reduced);
  EXPECT_EQ(last.next_plan->sample_size, 13);
  EXPECT_EQ(take(scheme, state, 0).score_after, 30);
  const SwitchStep rejected = take(scheme, state, 1);
  EXPECT_EQ(rejected.decision, Decision::rejected);
  EXPECT_EQ(rejected.state_after, normal);
  EXPECT_EQ(rejected.score_after, 0);
}

TEST(Switching, StaysNormalWhileAConditionForReducedDoesNotHold) {
  const Scheme scheme = iso(280, Level::ii, "0.40", false);
  SwitchState state;
  for (int i = 1; i <= 20; ++i) EXPECT_EQ(take(scheme, state, 0).score_after, 2 * i);
  EXPECT_EQ(state.severity, normal);
  EXPECT_EQ(take_lot(scheme, state, {.may_reduce = true})->state_after, reduced);
  EXPECT_EQ(take_lot(scheme, state, {.may_reduce = false})->state_after, normal);
}

TEST(Switching, TightensAtTwoOfFiveAndDiscontinuesAtFiveMore) {
  const Scheme scheme = iso(1200, Level::i, "6.5");  // G: n = 32, Ac = 5; tightened Ac = 3
  SwitchState state;
  EXPECT_EQ(take(scheme, state, 6).state_after, normal);
  const SwitchStep second = take(scheme, state, 8);
  EXPECT_EQ(second.state_after, tightened);
  EXPECT_EQ(second.next_plan->accept, 3);
  for (const int d : {9, 5, 5, 4}) EXPECT_FALSE(take(scheme, state, d).suspended);
  EXPECT_EQ(take(scheme, state, 3).decision, Decision::accepted);
  const SwitchStep fifth = take(scheme, state, 5);
  EXPECT_TRUE(fifth.suspended);
  EXPECT_FALSE(fifth.next_plan);
  EXPECT_EQ(take_lot(scheme, state, {0}).error().slug, "inspection-discontinued");
  const SwitchStep resumed = *take_event(scheme, state, LotEvent::resume);
  EXPECT_EQ(resumed.state_after, tightened);
  EXPECT_FALSE(resumed.suspended);
  EXPECT_EQ(take_event(scheme, state, LotEvent::resume).error().slug, "inspection-not-discontinued");
}

TEST(Switching, ForgetsARejectionSixLotsBack) {
  const Scheme scheme = iso(1200, Level::ii, "4.0");
  SwitchState state;
  EXPECT_EQ(take(scheme, state, 9).state_after, normal);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(take(scheme, state, 5).state_after, normal);
  EXPECT_EQ(take(scheme, state, 9).state_after, normal);  // the sixth
  EXPECT_EQ(take(scheme, state, 9).state_after, tightened);
}

TEST(Switching, LoosensAfterFiveAcceptedInARow) {
  const Scheme scheme = iso(3200, Level::s3, "4.0");
  SwitchState state;
  take(scheme, state, 2);
  EXPECT_EQ(take(scheme, state, 2).next_plan->code_letter, "F");
  for (int i = 0; i < 4; ++i) EXPECT_EQ(take(scheme, state, 1).state_after, tightened);
  EXPECT_EQ(take(scheme, state, 1).state_after, normal);
}

TEST(Switching, OfZ14NeedsTheLimitNumberForReduced) {
  Scheme scheme{Standard::z1_4, Level::ii, *aql_index("1.0"), 1200};
  SwitchState state;
  for (int i = 0; i < 30; ++i) take(scheme, state, 0);
  EXPECT_EQ(state.severity, normal);
  scheme.limit_number = 5;
  state = {};
  for (int i = 0; i < 9; ++i) EXPECT_EQ(take(scheme, state, i == 3 ? 2 : 0).state_after, normal);
  EXPECT_EQ(take(scheme, state, 0).state_after, reduced);
  const SwitchStep gap = take(scheme, state, 2);  // n = 32, Ac = 1, Re = 3
  EXPECT_EQ(gap.decision, Decision::accepted);
  EXPECT_EQ(gap.state_after, normal);
}

TEST(Switching, InspectsTheWholeOfALotSmallerThanItsSample) {
  const SwitchPlan plan = plan_now(iso(40, Level::ii, "0.25"), {});
  EXPECT_TRUE(plan.full);
  EXPECT_EQ(plan.sample_size, 40);
}

TEST(Switching, AnIrregularityEndsReducedInspection) {
  const Scheme scheme = iso(280, Level::ii, "0.40");
  SwitchState state;
  for (int i = 1; i <= 15; ++i) take(scheme, state, 0);
  EXPECT_EQ(take_event(scheme, state, LotEvent::irregular)->state_after, normal);
  EXPECT_EQ(take_event(scheme, state, LotEvent::irregular)->state_after, normal);
}

TEST(Switching, RefusesWhatCannotBe) {
  const Scheme scheme = iso(1200, Level::ii, "1.0");
  SwitchState state;
  EXPECT_EQ(take_lot(scheme, state, {81}).error().slug, "nonconforming-out-of-range");
  EXPECT_EQ(take_lot(scheme, state, {-1}).error().slug, "nonconforming-out-of-range");
  EXPECT_EQ(take_lot(scheme, state, {0, 1}).error().slug, "lot-size-out-of-range");
  EXPECT_FALSE(check_scheme({Standard::z1_9, Level::ii, 10, 1200}));
  EXPECT_FALSE(check_scheme({Standard::z1_4, Level::ii, 40, 1200}));
  EXPECT_FALSE(check_scheme({Standard::z1_4, Level::ii, -1, 1200}));
  EXPECT_FALSE(check_scheme({Standard::z1_4, Level::ii, 10, 1200, true, -1}));
  EXPECT_TRUE(check_scheme(scheme));
}

std::string_view text_of(const json::Value& value) { return {value.as_string().data(), value.as_string().size()}; }

// Each lot of the ten published sequences: plan, decision, score and severity.
TEST(Switching, AgreesWithEverySequenceOfTheReference) {
  const char* folder = std::getenv("JIDOKA_REFERENCE_DATA");
  std::ifstream in(std::string(folder == nullptr ? "" : folder) + "/sampling/iso2859_switching_examples.jsonl");
  int sequences = 0;
  for (std::string line; std::getline(in, line); ++sequences) {
    const json::Value sequence = *json::parse(line);
    const Scheme scheme =
        iso(sequence.at("lot").as_int64(), *level_named(text_of(sequence.at("level"))),
            fmt::format("{}", sequence.at("aql").to_number<double>()), sequence.at("reduced_conditions_met").as_bool());
    SwitchState state;
    for (const json::Value& lot : sequence.at("steps").as_array()) {
      if (lot.as_object().contains("event")) {
        EXPECT_TRUE(state.suspended);
        continue;
      }
      const SwitchStep step = take(scheme, state, lot.at("d").as_int64());
      const std::string where = fmt::format("sequence {}, lot {}", sequences + 1, lot.at("i").as_int64());
      EXPECT_EQ(json::enum_name(step.state_before), text_of(lot.at("state_before"))) << where;
      EXPECT_EQ(step.final_code, text_of(lot.at("final_code"))) << where;
      EXPECT_EQ(step.n, lot.at("n").as_int64()) << where;
      EXPECT_EQ(step.ac, lot.at("ac").as_int64()) << where;
      EXPECT_EQ(step.re, lot.at("re").as_int64()) << where;
      EXPECT_EQ(step.full, lot.at("full").as_bool()) << where;
      EXPECT_EQ(json::enum_name(step.decision), text_of(lot.at("decision"))) << where;
      EXPECT_EQ(step.score_after, lot.at("score_after").as_int64()) << where;
      EXPECT_EQ(json::enum_name(step.state_after), text_of(lot.at("state_after"))) << where;
      EXPECT_EQ(step.suspended, lot.at("suspended").as_bool()) << where;
    }
  }
  EXPECT_TRUE(sequences == 0 || sequences == 10) << sequences;
}

}  // namespace

}  // namespace jidoka::sampling
