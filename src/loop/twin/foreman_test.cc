#include "twin/foreman.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "twin/demo_line_test.h"

namespace jidoka::twin {
namespace {

TEST(Foreman, stops_what_is_out_of_specification_and_lets_it_run_when_it_is_repaired) {
  const plant::Model model = demo_model(JIDOKA_EXAMPLES);
  const auto layout = Layout::create(model, demo_parameters(JIDOKA_EXAMPLES));
  ASSERT_TRUE(layout);
  std::vector<Act> acts;
  double hottest = 0;
  Foreman foreman(*layout, {[&](const Act& act) { acts.push_back(act); },
                            [&](const Reading& reading) {
                              if (tag_of(*layout, reading) == "melt_temp") hottest = std::max(hottest, reading.value);
                            }});
  Twin twin(*layout, 7, monday, foreman);
  twin.disturb(layout->find_disturbance("temperature_drift_2"), monday + hours(1));
  foreman.run(twin, monday + hours(3));
  EXPECT_GT(hottest, 233);
  EXPECT_LT(hottest, 234.5) << "it was stopped at the first reading";
  const Index press = layout->find_equipment("IM-02");
  Duration longest{0};
  Instant last = monday;
  for (const Act& act : acts)
    if (act.equipment == press) {
      longest = std::max(longest, act.at - last);
      last = act.at;
    }
  EXPECT_GE(longest, layout->equipment[press].how.repair - minutes(1)) << "it ended its shot";
  EXPECT_LT(longest, layout->equipment[press].how.repair + minutes(3));
}

TEST(Foreman, a_plant_with_a_past_goes_on_where_its_history_ended) {
  const plant::Model model = demo_model(JIDOKA_EXAMPLES);
  const auto layout = Layout::create(model, demo_parameters(JIDOKA_EXAMPLES));
  ASSERT_TRUE(layout);
  const auto unit_made_next = [&] {
    Foreman foreman(*layout);
    Twin twin(*layout, 7, monday, foreman);
    live_through(twin, *layout, foreman, monday + days(1));
    Recorder recorder;
    twin.hand_over_to(recorder);
    twin.run_until(monday + days(1) + minutes(5));
    return std::pair(recorder.acts.front().unit, recorder.acts.front().at);
  };
  EXPECT_EQ(unit_made_next(), unit_made_next());
}

}  // namespace
}  // namespace jidoka::twin
