#include "sampling/attribute_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "core/published_test.h"
#include "sampling/letters.h"
#include "sampling/reference_test.h"

namespace jidoka::sampling {

namespace {

using enum Standard;
using enum Severity;
using enum PlanType;

AttributePlan plan(Standard standard, PlanType type, Severity severity, char letter, std::string_view aql) {
  return *attribute_plan(standard, type, severity, letter, *aql_index(aql));
}

MATCHER_P3(TakesOne, size, accept, reject, "") { return arg.stages == Stages{Stage{size, accept, reject}}; }

TEST(CodeLetter, IsByLotSizeAndLevel) {
  EXPECT_EQ(code_letter(2, Level::ii), 'A');
  EXPECT_EQ(code_letter(8, Level::iii), 'B');
  EXPECT_EQ(code_letter(9, Level::iii), 'C');
  EXPECT_EQ(code_letter(1200, Level::ii), 'J');
  EXPECT_EQ(code_letter(1201, Level::ii), 'K');
  EXPECT_EQ(code_letter(35'000, Level::i), 'K');
  EXPECT_EQ(code_letter(3200, Level::s3), 'E');
  EXPECT_EQ(code_letter(500'001, Level::iii), 'R');
  EXPECT_EQ(code_letter(most_lot_size, Level::s1), 'D');
  EXPECT_EQ(*variables_letter(400, Level::i), 'G');
  EXPECT_EQ(*variables_letter(150'001, Level::iii), 'P');
  EXPECT_FALSE(variables_letter(400, Level::s1));
}

TEST(CodeLetter, AgreesWithEveryRowOfTheReference) {
  std::int64_t lowest = 2;
  for (const ReferenceRow& row : reference_rows("iso2859_1_code_letters.csv")) {
    EXPECT_EQ(std::stoll(row.at("lot_min")), lowest);
    const std::int64_t highest = row.at("lot_max").empty() ? most_lot_size : std::stoll(row.at("lot_max"));
    for (const auto& [level, name] : describe_enum(static_cast<const Level*>(nullptr)).rows)
      for (const std::int64_t lot : {lowest, highest})
        EXPECT_EQ(std::string(1, code_letter(lot, level)), row.at(std::string(name))) << lot << ' ' << name;
    lowest = highest + 1;
  }
}

TEST(SinglePlan, FollowsTheArrows) {
  EXPECT_THAT(plan(iso_2859_1, one_sample, normal, 'J', "0.10"), TakesOne(125, 0, 1));  // down to K
  EXPECT_EQ(plan(iso_2859_1, one_sample, normal, 'J', "0.10").letter, 'K');
  EXPECT_THAT(plan(iso_2859_1, one_sample, normal, 'J', "0.25"), TakesOne(50, 0, 1));  // up to H
  EXPECT_EQ(plan(iso_2859_1, one_sample, normal, 'J', "0.25").letter, 'H');
  EXPECT_THAT(plan(iso_2859_1, one_sample, normal, 'J', "100"), TakesOne(13, 21, 22));
  EXPECT_THAT(plan(iso_2859_1, one_sample, normal, 'A', "0.010"), TakesOne(1250, 0, 1));
  EXPECT_THAT(plan(iso_2859_1, one_sample, normal, 'A', "1000"), TakesOne(2, 30, 31));
  EXPECT_THAT(plan(iso_2859_1, one_sample, tightened, 'J', "1.0"), TakesOne(80, 1, 2));
  EXPECT_THAT(plan(iso_2859_1, one_sample, tightened, 'R', "0.025"), TakesOne(3150, 1, 2));
  EXPECT_EQ(plan(iso_2859_1, one_sample, tightened, 'R', "0.025").letter, 'S');
  EXPECT_THAT(plan(iso_2859_1, one_sample, tightened, 'A', "10"), TakesOne(2, 0, 1));
  EXPECT_THAT(plan(iso_2859_1, one_sample, reduced, 'J', "6.5"), TakesOne(32, 6, 7));
  EXPECT_THAT(plan(iso_2859_1, one_sample, reduced, 'M', "4.0"), TakesOne(125, 10, 11));
  EXPECT_THAT(plan(z1_4, one_sample, tightened, 'A', "10"), TakesOne(8, 1, 2));
  EXPECT_THAT(plan(z1_4, one_sample, reduced, 'J', "1.0"), TakesOne(32, 1, 3));  // a gap between Ac and Re
  EXPECT_THAT(plan(z1_4, one_sample, reduced, 'C', "1000"), TakesOne(2, 30, 31));
}

// Letter J across the AQLs, as printed with the arrows followed.
TEST(SinglePlan, HasThePrintedNumbersOfARow) {
  struct Cell {
    std::string_view aql;
    double n;
    double accept;
  };
  const std::vector<Cell> of_normal{{"0.10", 125, 0}, {"0.15", 80, 0}, {"0.25", 50, 0}, {"0.40", 125, 1},
                                    {"0.65", 80, 1},  {"1.0", 80, 2},  {"1.5", 80, 3},  {"2.5", 80, 5},
                                    {"4.0", 80, 7},   {"6.5", 80, 10}, {"10", 80, 14},  {"15", 80, 21}};
  const std::vector<Cell> of_tightened{{"0.15", 125, 0}, {"0.25", 80, 0}, {"0.40", 200, 1}, {"0.65", 125, 1},
                                       {"1.0", 80, 1},   {"1.5", 80, 2},  {"2.5", 80, 3},   {"4.0", 80, 5},
                                       {"6.5", 80, 8},   {"10", 80, 12},  {"15", 80, 18}};
  for (const auto& [severity, cells] : {std::pair{normal, of_normal}, {tightened, of_tightened}})
    for (const Cell& cell : cells) {
      const Stage stage = plan(iso_2859_1, one_sample, severity, 'J', cell.aql).stages[0];
      const std::string source =
          fmt::format("ISO 2859-1:1999 table 2 (GB/T 2828.1-2012), {}, letter J", json::enum_name(severity));
      expect_published({source, fmt::format("n at AQL {}", cell.aql), cell.n, 0},
                       static_cast<double>(stage.sample_size));
      expect_published({source, fmt::format("Ac at AQL {}", cell.aql), cell.accept, 0}, stage.accept);
    }
}

TEST(MultiplePlan, HasThePrintedNumbersOfACell) {
  const int accept[] = {-1, 0, 1, 2, 3, 4, 6};
  const int reject[] = {3, 3, 4, 5, 6, 6, 7};
  const Stages stages = plan(z1_4, seven_samples, normal, 'K', "1.0").stages;
  ASSERT_EQ(stages.size(), 7U);
  for (std::size_t i = 0; i < 7; ++i) {
    const std::string source = "MIL-STD-105E table IV-A (ANSI/ASQ Z1.4), letter K, AQL 1.0";
    expect_published({source, fmt::format("Ac after sample {}", i + 1), static_cast<double>(accept[i]), 0},
                     stages[i].accept);
    expect_published({source, fmt::format("Re after sample {}", i + 1), static_cast<double>(reject[i]), 0},
                     stages[i].reject);
  }
  const Stages twice = plan(z1_4, two_samples, normal, 'K', "1.0").stages;
  const std::string source = "MIL-STD-105E table III-A (ANSI/ASQ Z1.4), letter K, AQL 1.0";
  expect_published({source, "n of each sample", 80, 0}, static_cast<double>(twice[0].sample_size));
  expect_published({source, "Ac after sample 1", 1, 0}, twice[0].accept);
  expect_published({source, "Re after sample 1", 4, 0}, twice[0].reject);
  expect_published({source, "Ac after sample 2", 4, 0}, twice[1].accept);
  expect_published({source, "Re after sample 2", 5, 0}, twice[1].reject);
}

TEST(DoublePlan, HasTwoStages) {
  EXPECT_EQ(plan(z1_4, two_samples, normal, 'K', "1.0").stages, (Stages{{80, 1, 4}, {80, 4, 5}}));
  EXPECT_EQ(plan(z1_4, two_samples, normal, 'L', "2.5").stages, (Stages{{125, 5, 9}, {125, 12, 13}}));
  EXPECT_EQ(plan(z1_4, two_samples, tightened, 'K', "2.5").stages, (Stages{{80, 2, 5}, {80, 6, 7}}));
  EXPECT_EQ(plan(z1_4, two_samples, reduced, 'K', "1.0").stages, (Stages{{32, 0, 4}, {32, 1, 5}}));
  EXPECT_EQ(plan(z1_4, two_samples, normal, 'B', "1000").stages, (Stages{{2, 25, 31}, {2, 56, 57}}));
}

TEST(DoublePlan, IsTheSinglePlanWhereTheTableRefersToIt) {
  const AttributePlan found = plan(z1_4, two_samples, normal, 'K', "0.10");
  EXPECT_EQ(found.type, one_sample);
  EXPECT_THAT(found, TakesOne(125, 0, 1));
}

TEST(MultiplePlan, HasSevenStages) {
  EXPECT_EQ(plan(z1_4, seven_samples, normal, 'K', "1.0").stages,
            (Stages{{32, -1, 3}, {32, 0, 3}, {32, 1, 4}, {32, 2, 5}, {32, 3, 6}, {32, 4, 6}, {32, 6, 7}}));
  EXPECT_EQ(plan(z1_4, seven_samples, reduced, 'F', "4.0").stages,
            (Stages{{2, -1, 2}, {2, -1, 3}, {2, 0, 3}, {2, 0, 4}, {2, 0, 4}, {2, 1, 5}, {2, 1, 5}}));
  const AttributePlan small = plan(z1_4, seven_samples, normal, 'B', "15");
  EXPECT_EQ(small.type, two_samples);
  EXPECT_EQ(small.stages, (Stages{{2, 0, 2}, {2, 1, 2}}));
}

TEST(AttributePlan, RefusesWhatIsNotThere) {
  EXPECT_EQ(attribute_plan(iso_2859_1, two_samples, normal, 'J', 10).error().slug, "plan-not-verified");
  EXPECT_EQ(attribute_plan(z1_9, one_sample, normal, 'J', 10).error().slug, "no-attribute-plan");
  EXPECT_EQ(attribute_plan(z1_4, one_sample, normal, 'I', 10).error().slug, "unknown-code-letter");
  EXPECT_EQ(aql_index("1.1").error().field, "aql");
  EXPECT_THAT(aql_index("1.1").error().text.en, testing::HasSubstr("0.010, 0.015"));
  EXPECT_FALSE(aql_index(""));
  EXPECT_FALSE(aql_index("nan"));
  EXPECT_FALSE(aql_index("-1"));
  EXPECT_EQ(*aql_index("1"), *aql_index("1.00"));
  EXPECT_FALSE(check_lot_size(1));
  EXPECT_FALSE(check_lot_size(most_lot_size + 1));
}

// Arrows end in a plan from every cell, and a stage's numbers never fall.
TEST(AttributePlan, IsSoundInEveryCell) {
  for (const Standard standard : {iso_2859_1, z1_4})
    for (const PlanType type : {one_sample, two_samples, seven_samples})
      for (const Severity severity : {normal, tightened, reduced})
        for (const char letter : attribute_letters)
          for (int aql = 0; aql < static_cast<int>(aql_names.size()); ++aql) {
            if (standard == iso_2859_1 && type != one_sample) continue;
            const auto found = attribute_plan(standard, type, severity, letter, aql);
            ASSERT_TRUE(found);
            for (std::size_t i = 0; i < found->stages.size(); ++i) {
              const Stage& stage = found->stages[i];
              EXPECT_LT(stage.accept, stage.reject);
              EXPECT_EQ(stage.sample_size, found->stages[0].sample_size);
              if (i == 0) continue;
              EXPECT_GE(stage.accept, found->stages[i - 1].accept);
              EXPECT_GE(stage.reject, found->stages[i - 1].reject);
            }
            if (severity != reduced) {
              EXPECT_EQ(found->stages.back().reject, found->stages.back().accept + 1);
            }
          }
}

TEST(SinglePlan, AgreesWithEveryCellOfIso2859InTheReference) {
  for (const ReferenceRow& row : reference_rows("iso2859_1_single_master_resolved.csv")) {
    if (row.at("n").empty()) continue;  // there is no lot with the letter S
    const auto found =
        attribute_plan(iso_2859_1, one_sample, *severity_named(row.at("state")),
                       row.at("initial_code")[0] == 'S' ? 'R' : row.at("initial_code")[0], *aql_index(row.at("aql")));
    EXPECT_EQ(found->stages, (Stages{{std::stoll(row.at("n")), std::stoi(row.at("ac")), std::stoi(row.at("re"))}}))
        << row.at("state") << row.at("initial_code") << row.at("aql");
    EXPECT_EQ(std::string(1, found->letter), row.at("final_code"));
  }
}

// Cells in which the reference contradicts itself: its rows L to P give Re = Ac at the end of a double plan that its
// rows E to K and R, led to the same plan by their arrows, end with Re = Ac + 1; and its row F takes samples of 5 in
// two multiple plans of letter E, whose samples are 3 in all rows around it.
bool contradicts_itself(PlanType type, const std::string& state, char letter, const std::string& aql) {
  if (state != "normal") return false;
  if (type == two_samples) return aql == "100" && std::string("LMNP").find(letter) != std::string::npos;
  return type == seven_samples && letter == 'F' && (aql == "100" || aql == "150");
}

TEST(AttributePlan, AgreesWithEveryCellOfMilStd105EInTheReference) {
  for (const auto& [type, name] :
       {std::pair{one_sample, "single"}, {two_samples, "double"}, {seven_samples, "multiple"}}) {
    std::map<std::tuple<std::string, char, std::string>, Stages> plans;
    for (const ReferenceRow& row : reference_rows("milstd105e_z14_" + std::string(name) + "_by_letter.csv")) {
      Stages& stages = plans[{row.at("state"), row.at("code")[0], row.at("aql")}];
      if (row.at("n") != "NA")
        stages.push_back({std::stoll(row.at("n")), std::stoi(row.at("ac")), std::stoi(row.at("re"))});
    }
    int agreeing = 0;
    for (const auto& [key, stages] : plans) {
      const auto& [state, letter, aql] = key;
      const auto found = attribute_plan(z1_4, type, *severity_named(state), letter, *aql_index(aql));
      if (contradicts_itself(type, state, letter, aql)) continue;
      ++agreeing;
      if (stages.empty()) {
        EXPECT_NE(found->type, type) << name << ' ' << state << ' ' << letter << ' ' << aql;
      } else {
        EXPECT_EQ(found->stages, stages) << name << ' ' << state << ' ' << letter << ' ' << aql;
      }
    }
    EXPECT_TRUE(plans.empty() || plans.size() == 1248) << plans.size();
    EXPECT_EQ(agreeing, plans.empty() ? 0 : type == one_sample ? 1248 : type == two_samples ? 1244 : 1246);
  }
}

}  // namespace

}  // namespace jidoka::sampling
