#include "twin/twin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "twin/demo_line_test.h"

namespace jidoka::twin {
namespace {

class TwinTest : public testing::Test {
 protected:
  TwinTest() : model(demo_model(JIDOKA_EXAMPLES)), layout(create(model)) {}
  static Layout create(const plant::Model& model) {
    auto made = Layout::create(model, demo_parameters(JIDOKA_EXAMPLES));
    if (!made) throw std::runtime_error(made.error().text.en);
    return std::move(*made);
  }
  Index place(std::string_view id) const { return layout.find_equipment(id); }
  std::string written(std::uint64_t seed, Duration time) {
    Recorder recorder;
    Twin twin(layout, seed, monday, recorder);
    twin.disturb(layout.find_disturbance("bad_resin"), monday + hours(3));
    twin.run_until(monday + time);
    std::string out;
    for (const Act& act : recorder.acts) out += produce::write_act(act_of(layout, act, act.at)) + "\n";
    for (const Reading& reading : recorder.readings)
      out += equipment_of(layout, reading) + tag_of(layout, reading) + to_string(reading.at) +
             value_of(layout, reading) + "\n";
    return out;
  }
  // Values of a tag at a piece of equipment, in [from, to).
  std::vector<double> values(const Recorder& recorder, std::string_view equipment, std::string_view tag, Instant from,
                             Instant to) {
    std::vector<double> out;
    for (const Reading& reading : recorder.readings)
      if (equipment_of(layout, reading) == equipment && tag_of(layout, reading) == tag && reading.at >= from &&
          reading.at < to)
        out.push_back(reading.value);
    return out;
  }
  static double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }

  plant::Model model;
  Layout layout;
};

TEST_F(TwinTest, the_same_seed_gives_the_same_bytes_and_another_one_others) {
  const std::string once = written(7, hours(6));
  EXPECT_GT(once.size(), 1'000'000u);
  EXPECT_EQ(once, written(7, hours(6)));
  EXPECT_NE(once, written(8, hours(6)));
}

TEST_F(TwinTest, in_pieces_it_runs_the_same_as_in_one) {
  Recorder whole;
  Recorder pieces;
  Twin one(layout, 3, monday, whole);
  one.run_until(monday + hours(5));
  Twin other(layout, 3, monday, pieces);
  for (int minute = 1; minute <= 300; ++minute) other.run_until(monday + minutes(minute));
  ASSERT_EQ(whole.acts.size(), pieces.acts.size());
  EXPECT_TRUE(std::ranges::equal(whole.acts, pieces.acts, [](const Act& a, const Act& b) {
    return a.at == b.at && a.unit == b.unit && a.verb == b.verb && a.equipment == b.equipment;
  }));
}

// Nothing is made without being started, one place works on one unit at a time, and what is packed has passed every
// operation with all its material.
TEST_F(TwinTest, nothing_is_made_without_being_started_and_genealogy_is_complete) {
  Recorder recorder;
  recorder.keeps_readings = false;
  Twin twin(layout, 42, monday, recorder);
  twin.disturb(layout.find_disturbance("missed_screw"), monday + hours(5));
  twin.disturb(layout.find_disturbance("mixed_label"), monday + hours(6));
  twin.run_until(monday + days(2));
  std::map<Index, std::uint32_t> runs;                 // at each place
  std::map<std::uint32_t, std::set<Index>> passed;     // operations of each unit
  std::map<std::uint32_t, std::map<Index, int>> used;  // materials
  std::set<std::uint32_t> ended;
  Instant last = monday;
  for (const Act& act : recorder.acts) {
    ASSERT_GE(act.at, last);
    last = act.at;
    if (act.is_mislabelled) continue;
    ASSERT_TRUE(act.unit == 0 || !ended.contains(act.unit)) << act.unit;
    switch (act.verb) {
      case Verb::start:
        ASSERT_EQ(runs[act.equipment], 0u);
        runs[act.equipment] = act.unit;
        break;
      case Verb::consume:
        ASSERT_EQ(runs[act.equipment], act.unit);
        ++used[act.unit][act.material];
        break;
      case Verb::complete:
        ASSERT_EQ(runs[act.equipment], act.unit);
        runs[act.equipment] = 0;
        if (act.passed) passed[act.unit].insert(act.operation);
        break;
      case Verb::pack:
        EXPECT_EQ(passed[act.unit].size(), layout.operations.size()) << act.unit;
        EXPECT_EQ(used[act.unit].size(), 2u) << "resin and screws";
        ended.insert(act.unit);
        break;
      case Verb::scrap:
        ended.insert(act.unit);
        break;
      default:
        break;
    }
  }
  EXPECT_GT(twin.figures().packed, 6'000u);
}

TEST_F(TwinTest, units_and_material_are_conserved) {
  Recorder recorder;
  recorder.keeps_readings = false;
  Twin twin(layout, 42, monday, recorder);
  twin.disturb(layout.find_disturbance("bad_resin"), monday + hours(5));
  twin.run_until(monday + days(3));
  const Twin::Figures& figures = twin.figures();
  EXPECT_EQ(figures.made, figures.packed + figures.scrapped + figures.gone + twin.units_in_work());
  for (Index material = 0; material < layout.materials.size(); ++material) {
    const Twin::Stock& stock = twin.stock(material);
    EXPECT_EQ(stock.received, stock.used + stock.left + stock.put_aside);
    std::int64_t lots = 0;
    std::int64_t uses = 0;
    for (const Act& act : recorder.acts) {
      lots += act.verb == Verb::receive && act.material == material ? 1 : 0;
      uses += act.verb == Verb::consume && act.material == material ? 1 : 0;
    }
    EXPECT_EQ(stock.received, lots * std::llround(layout.materials[material].amount * 1e6));
    EXPECT_EQ(stock.used % uses, 0) << layout.materials[material].id;
  }
}

TEST_F(TwinTest, what_is_stopped_stands_still_until_it_is_restarted) {
  Recorder recorder;
  Twin twin(layout, 5, monday, recorder);
  twin.run_until(monday + minutes(60));
  const Index press = place("IM-01");
  twin.stop(press);
  twin.run_until(monday + minutes(61));  // the shot in the mould
  const std::size_t before = recorder.acts.size();
  const std::uint64_t readings = twin.figures().readings;
  twin.run_until(monday + minutes(120));
  for (std::size_t i = before; i < recorder.acts.size(); ++i) EXPECT_NE(recorder.acts[i].equipment, press);
  EXPECT_GT(recorder.acts.size(), before) << "the other press goes on";
  EXPECT_GT(twin.figures().readings, readings + 7'000) << "its sensors go on";
  twin.restart(press);
  twin.run_until(monday + minutes(121));
  EXPECT_TRUE(std::ranges::any_of(recorder.acts.begin() + static_cast<std::ptrdiff_t>(before), recorder.acts.end(),
                                  [&](const Act& act) { return act.equipment == press; }));
}

TEST_F(TwinTest, a_place_that_may_not_start_asks_until_it_may) {
  Recorder recorder;
  bool stopped = true;
  const Index press = place("IM-02");
  recorder.decide = [&](const Act& act) {
    return stopped && act.verb == Verb::start && act.equipment == press ? Answer::stopped : Answer::done;
  };
  recorder.lets_run = [&](Index) { return !stopped; };
  Twin twin(layout, 5, monday, recorder);
  twin.run_until(monday + minutes(10));
  EXPECT_TRUE(twin.is_stopped(press));
  stopped = false;
  twin.run_until(monday + minutes(12));
  EXPECT_FALSE(twin.is_stopped(press));
  EXPECT_TRUE(std::ranges::any_of(
      recorder.acts, [&](const Act& act) { return act.verb == Verb::complete && act.equipment == press; }));
}

TEST_F(TwinTest, a_held_unit_waits_in_the_rack_and_goes_on_when_it_is_let_go) {
  Recorder recorder;
  bool is_held = true;
  std::map<std::uint32_t, int> asked;
  recorder.decide = [&](const Act& act) {
    if (act.unit != 4 || act.verb != Verb::start || act.operation != 1) return Answer::done;
    ++asked[act.unit];
    return is_held ? Answer::held : Answer::done;
  };
  Twin twin(layout, 5, monday, recorder);
  twin.run_until(monday + minutes(30));
  EXPECT_GT(asked[4], 3);
  const auto is_packed = [&](std::uint32_t unit) {
    return std::ranges::any_of(recorder.acts,
                               [&](const Act& act) { return act.verb == Verb::pack && act.unit == unit; });
  };
  EXPECT_FALSE(is_packed(4));
  EXPECT_TRUE(is_packed(5)) << "others go on";
  is_held = false;
  twin.run_until(monday + minutes(40));
  EXPECT_TRUE(is_packed(4));
}

TEST_F(TwinTest, a_held_lot_is_put_aside_and_the_next_one_is_used) {
  Recorder recorder;
  const Index resin = 0;
  recorder.decide = [&](const Act& act) {
    return act.verb == Verb::consume && act.material == resin && act.lot == 1 ? Answer::held : Answer::done;
  };
  Twin twin(layout, 5, monday, recorder);
  twin.run_until(monday + minutes(10));
  EXPECT_GT(twin.stock(resin).put_aside, 0);
  EXPECT_GT(twin.figures().packed, 0u);
}

TEST_F(TwinTest, a_drift_moves_the_bore_and_makes_pumps_leak) {
  Recorder recorder;
  Twin twin(layout, 9, monday, recorder);
  twin.disturb(layout.find_disturbance("temperature_drift"), monday + hours(3));
  twin.run_until(monday + hours(4));
  const auto hot =
      values(recorder, "IM-01", "melt_temp", monday + hours(3) + minutes(5), monday + hours(3) + minutes(25));
  const auto other = values(recorder, "IM-02", "melt_temp", monday + hours(3), monday + hours(4));
  EXPECT_NEAR(mean(hot), 236, 0.2);
  EXPECT_NEAR(mean(other), 230, 0.1);
  const auto leaks = [&](Instant from, Instant to) {
    return std::ranges::count_if(recorder.acts, [&](const Act& act) {
      return act.verb == Verb::complete && !act.passed && act.operation == 2 && act.at >= from && act.at < to;
    });
  };
  EXPECT_EQ(leaks(monday, monday + hours(3)), 0);
  EXPECT_GT(leaks(monday + hours(3), monday + hours(4)), 2);
}

TEST_F(TwinTest, a_missed_screw_leaves_a_reading_out_and_the_pump_leaks) {
  Recorder recorder;
  Twin twin(layout, 9, monday, recorder);
  twin.disturb(layout.find_disturbance("missed_screw"), monday + hours(1));
  twin.run_until(monday + hours(2));
  std::map<std::uint32_t, int> screws;
  double worst = 0;
  for (const Reading& reading : recorder.readings) {
    if (tag_of(layout, reading) == "screw_torque") ++screws[reading.unit];
    if (tag_of(layout, reading) == "leak_rate") worst = std::max(worst, reading.value);
  }
  EXPECT_EQ(std::ranges::count_if(screws, [](const auto& unit) { return unit.second == 3; }), 1);
  EXPECT_GT(worst, 4);
}

TEST_F(TwinTest, a_stuck_sensor_repeats_and_a_biased_gauge_reads_wrong_while_the_parts_are_right) {
  Recorder recorder;
  Twin twin(layout, 9, monday, recorder);
  twin.disturb(layout.find_disturbance("stuck_sensor"), monday + hours(1));
  twin.disturb(layout.find_disturbance("gauge_bias"), monday + hours(1));
  twin.run_until(monday + hours(3));
  const auto stuck =
      values(recorder, "IM-02", "melt_temp", monday + hours(1) + seconds(2), monday + hours(1) + minutes(19));
  EXPECT_EQ(std::ranges::min(stuck), std::ranges::max(stuck));
  const auto before = values(recorder, "IM-01", "bore_diameter", monday, monday + hours(1));
  const auto biased = values(recorder, "IM-01", "bore_diameter", monday + hours(1) + minutes(1), monday + hours(3));
  EXPECT_NEAR(mean(biased) - mean(before), 0.009, 0.002);
  EXPECT_EQ(std::ranges::count_if(
                recorder.acts,
                [](const Act& act) { return act.verb == Verb::complete && !act.passed && act.operation == 2; }),
            0);
}

TEST_F(TwinTest, a_worn_mould_makes_the_bore_smaller_until_it_is_changed) {
  Recorder recorder;
  Twin twin(layout, 9, monday, recorder);
  twin.disturb(layout.find_disturbance("worn_mould"), monday + hours(1));
  twin.run_until(monday + hours(9));
  const auto before = values(recorder, "IM-02", "bore_diameter", monday, monday + hours(1));
  const auto worn = values(recorder, "IM-02", "bore_diameter", monday + hours(4), monday + hours(5));
  const auto after = values(recorder, "IM-02", "bore_diameter", monday + hours(6), monday + hours(9));
  EXPECT_LT(mean(worn), mean(before) - 0.005);
  EXPECT_NEAR(mean(after), mean(before), 0.002);
}

TEST_F(TwinTest, a_wrong_label_is_caught_and_put_right) {
  Recorder recorder;
  Twin twin(layout, 9, monday, recorder);
  twin.disturb(layout.find_disturbance("mixed_label"), monday + hours(1));
  twin.run_until(monday + hours(2));
  EXPECT_EQ(std::ranges::count_if(recorder.acts, &Act::is_mislabelled), 2);
  EXPECT_EQ(twin.figures().gone, 0u);
}

}  // namespace
}  // namespace jidoka::twin
