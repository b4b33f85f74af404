#include "study/attribute_study.h"

#include <gtest/gtest.h>

#include "core/published_test.h"

namespace jidoka::study {
namespace {

TEST(FleissKappa, IsThePublishedOne) {
  // Ten subjects, fourteen raters, five categories.
  const Counts counts = {{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
                         {7, 7, 0, 0, 0},  {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}};
  const FleissKappa found = fleiss_kappa(counts);
  expect_published({"Wikipedia, Fleiss' kappa, worked example", "kappa", 0.210, 2e-3}, found.overall->kappa);
  expect_published({"statsmodels 0.15.0, fleiss_kappa", "kappa of the same", 0.20993070442195522, 1e-12},
                   found.overall->kappa);
  EXPECT_GT(*found.overall->z, 5);
  EXPECT_EQ(5U, found.categories.size());
}

TEST(FleissKappa, OfRatingsAllAlikeDoesNotExist) {
  const FleissKappa found = fleiss_kappa({{3, 0}, {3, 0}});
  EXPECT_FALSE(found.overall);
  EXPECT_FALSE(found.categories[0]);
  EXPECT_FALSE(fleiss_kappa({{1, 0}, {0, 1}}).overall);  // one rating each: nothing to compare
}

TEST(CohenKappa, IsThePublishedOne) {
  const CohenKappa found = cohen_kappa({{20, 5}, {10, 15}});
  expect_published({"Wikipedia, Cohen's kappa, simple example", "kappa", 0.40, 1e-12}, *found.kappa);
  expect_published({"statsmodels 0.15.0, cohens_kappa", "kappa of a table of 3", 0.49152542372881347, 1e-12},
                   *cohen_kappa({{44, 5, 1}, {7, 20, 3}, {9, 5, 6}}).kappa);
  EXPECT_FALSE(cohen_kappa({{5, 0}, {0, 0}}).kappa);
}

TEST(Kendall, AgreesWithScipyAndKnowsPerfectOrder) {
  const std::vector<double> x = {1, 2, 2, 3, 4, 4, 5, 1, 3, 2};
  const std::vector<double> y = {1, 3, 2, 3, 5, 4, 4, 2, 3, 1};
  expect_published({"scipy 1.17.1, stats.kendalltau", "tau-b of ten pairs with ties", 0.7692307692307692, 1e-12},
                   *kendall_tau(x, y));
  EXPECT_FALSE(kendall_tau(x, std::vector<double>(10, 1.0)));
  EXPECT_DOUBLE_EQ(1, kendall_w({x, x, x})->w);
  EXPECT_DOUBLE_EQ(1, kendall_w({{1, 2, 3}, {10, 20, 30}})->w);
  EXPECT_DOUBLE_EQ(0, kendall_w({{1, 2, 3}, {3, 2, 1}})->w);
  EXPECT_FALSE(kendall_w({{1, 1}, {2, 2}}));
}

TEST(ClopperPearson, AgreesWithScipy) {
  const Interval found = clopper_pearson(42, 50, 0.95);
  expect_published({"scipy 1.17.1, stats.beta.ppf", "lower bound of 42 of 50", 0.7088736934048891, 1e-10}, found[0]);
  expect_published({"scipy 1.17.1, stats.beta.ppf", "upper bound of 42 of 50", 0.9282992328167138, 1e-10}, found[1]);
  EXPECT_EQ(0, clopper_pearson(0, 10, 0.95)[0]);
  EXPECT_EQ(1, clopper_pearson(10, 10, 0.95)[1]);
}

struct Rows {
  std::vector<std::string> parts, appraisers, ratings, references;
  void add(const std::string& part, const std::string& appraiser, const std::string& rating,
           const std::string& reference) {
    parts.push_back(part);
    appraisers.push_back(appraiser);
    ratings.push_back(rating);
    references.push_back(reference);
  }
  AttributeReadings read() const { return attribute_readings(parts, appraisers, ratings, references).value(); }
};

// Eight parts, the last four bad; A is always right, B misses one bad part in one of two trials.
Rows inspection() {
  Rows rows;
  for (int p = 0; p < 8; ++p)
    for (int trial = 0; trial < 2; ++trial) {
      const std::string truth = p < 4 ? "good" : "bad";
      rows.add(std::to_string(p), "A", truth, truth);
      rows.add(std::to_string(p), "B", p == 7 && trial == 1 ? "good" : truth, truth);
    }
  return rows;
}

TEST(AttributeStudy, TellsWhoAgreesWithWhom) {
  AttributeSettings settings;
  settings.reject = "bad";
  const auto found = study_attribute(inspection().read(), settings);
  ASSERT_TRUE(found);
  EXPECT_EQ(8, found->parts);
  EXPECT_EQ(2, found->trials);
  EXPECT_EQ(8, found->within[0].matched);
  EXPECT_EQ(7, found->within[1].matched);
  EXPECT_DOUBLE_EQ(87.5, found->against_standard[1].percent);
  EXPECT_DOUBLE_EQ(1, *found->against_standard[0].cohen);
  EXPECT_DOUBLE_EQ(0.875, *found->against_standard[1].cohen);  // 15 of 16 alike, half of them by chance
  EXPECT_DOUBLE_EQ(0.875, *found->pairs.at(0).kappa);
  EXPECT_EQ(7, found->between->matched);
  EXPECT_EQ(7, found->all_against_standard->matched);
  EXPECT_DOUBLE_EQ(12.5, *found->effectiveness[1].miss_rate);
  EXPECT_DOUBLE_EQ(0, *found->effectiveness[1].false_alarm_rate);
  EXPECT_EQ(GaugeVerdict::acceptable, found->effectiveness[0].verdict);
  EXPECT_EQ(GaugeVerdict::not_acceptable, found->effectiveness[1].verdict);
  EXPECT_EQ(GaugeVerdict::acceptable, found->verdict);
}

TEST(AttributeStudy, OfOrdinalRatingsHasKendall) {
  Rows rows;
  for (int p = 0; p < 6; ++p)
    for (const char* appraiser : {"A", "B"})
      rows.add(std::to_string(p), appraiser, std::to_string(p / 2), std::to_string(p / 2));
  AttributeSettings settings;
  settings.ordinal = true;
  const auto found = study_attribute(rows.read(), settings);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(1, found->between->kendall_w->w);
  EXPECT_DOUBLE_EQ(1, *found->against_standard[0].kendall_tau);
  EXPECT_TRUE(found->within.empty());  // one trial each
  EXPECT_EQ("not-ordinal", study_attribute(inspection().read(), settings).error().slug);
  for (const char* word : {"nan", "inf"}) {
    Rows odd = rows;
    for (const char* appraiser : {"A", "B"}) odd.add("7", appraiser, word, word);
    EXPECT_EQ("not-ordinal", study_attribute(odd.read(), settings).error().slug) << word;
  }
}

TEST(AttributeStudy, RefusesWhatIsMissingOrContradictsItself) {
  Rows rows = inspection();
  rows.references[3] = "bad";
  EXPECT_EQ("two-references",
            attribute_readings(rows.parts, rows.appraisers, rows.ratings, rows.references).error().slug);
  rows = inspection();
  rows.parts.back() = "0";
  EXPECT_EQ("missing-cell", attribute_readings(rows.parts, rows.appraisers, rows.ratings, {}).error().slug);
  EXPECT_EQ("bad-size", attribute_readings({}, {}, {}, {}).error().slug);
  EXPECT_EQ("too-few-parts", attribute_readings({"1"}, {"A"}, {"x"}, {}).error().slug);
  const auto lone = attribute_readings({"1", "2"}, {"A", "A"}, {"x", "y"}, {});
  EXPECT_EQ("nothing-to-compare", study_attribute(*lone, {}).error().slug);
  AttributeSettings settings;
  settings.reject = "broken";
  EXPECT_EQ("bad-reject", study_attribute(inspection().read(), settings).error().slug);
}

TEST(AttributeStudy, OfOneCategoryAloneHasNoKappa) {
  const auto readings = attribute_readings({"1", "2", "1", "2"}, {"A", "A", "B", "B"}, {"x", "x", "x", "x"}, {});
  const auto found = study_attribute(*readings, {});
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->pairs[0].kappa);
  EXPECT_EQ(100, found->between->percent);
  EXPECT_EQ(GaugeVerdict::marginal, found->verdict);
}

}  // namespace
}  // namespace jidoka::study
