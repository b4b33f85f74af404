#include "loop/stream_slot.h"

#include <gtest/gtest.h>

#include <random>

namespace jidoka::loop {
namespace {

judge::WatchPtr watch(const std::string& plan, const std::string& line, double upper, bool chart = true) {
  judge::Watch out;
  out.stream = 1;
  out.equipment = "IM-01";
  out.tag = "melt_temp";
  out.uom = "Cel";
  out.plan_id = "CP";
  out.plan = plan;
  out.line = line;
  out.lower = 227;
  out.upper = upper;
  if (chart) out.chart = spc::ChartSpec{.limits = {.mean = {}, .sigma = {}, .learn = 20}};
  return std::make_shared<const judge::Watch>(out);
}

void take(StreamSlot& slot, std::int64_t time, double value) {
  slot.clock.take(time, sense::value_mark(value), 0);
  for (judge::Monitor& monitor : slot.monitors) monitor.take({Instant{time}, value, 0, false});
}

TEST(StreamSlot, comes_back_from_its_bytes_and_goes_on_alike) {
  std::mt19937_64 random(1);
  StreamSlot live;
  relay_watches(live, {watch("CP@1", "10.1", 233), watch("CP@1", "10.2", 231)});
  for (int i = 0; i < 500; ++i) {
    take(live, i, 228 + static_cast<double>(random() % 60) / 10);
    if (i % 37 != 0) continue;
    StreamSlot back;
    relay_watches(back, {watch("CP@1", "10.1", 233), watch("CP@1", "10.2", 231)});
    ASSERT_TRUE(restore_slot(back, encode_slot(live)));
    ASSERT_EQ(encode_slot(back), encode_slot(live));
    take(live, 1000 + i, 240);
    take(back, 1000 + i, 240);
    ASSERT_EQ(encode_slot(back), encode_slot(live));
  }
}

TEST(StreamSlot, bytes_that_were_cut_or_that_belong_to_another_chart_are_refused) {
  StreamSlot slot;
  relay_watches(slot, {watch("CP@1", "10.1", 233)});
  take(slot, 1, 230);
  const std::string bytes = encode_slot(slot);
  StreamSlot other;
  relay_watches(other, {watch("CP@1", "10.1", 233)});
  for (std::size_t size = sizeof(sense::StreamClock) + 1; size < bytes.size(); ++size)
    EXPECT_FALSE(restore_slot(other, bytes.substr(0, size))) << size;
  EXPECT_FALSE(restore_slot(other, ""));
  relay_watches(other, {watch("CP@1", "10.1", 233, false)});
  EXPECT_FALSE(restore_slot(other, bytes));
}

TEST(StreamSlot, a_revision_keeps_the_chart_and_begins_a_new_excursion) {
  StreamSlot slot;
  relay_watches(slot, {watch("CP@1", "10.1", 233)});
  for (int i = 0; i < 30; ++i) take(slot, i, 230 + i % 3);
  const std::uint64_t points = slot.monitors[0].chart()->points();
  take(slot, 30, 240);
  EXPECT_TRUE(slot.monitors[0].is_out_of_specification());
  relay_watches(slot, {watch("CP@2", "10.1", 250), watch("CP@2", "10.3", 250)});
  ASSERT_EQ(slot.monitors.size(), 2u);
  EXPECT_EQ(slot.monitors[0].chart()->points(), points + 1);
  EXPECT_FALSE(slot.monitors[0].is_out_of_specification());
  EXPECT_EQ(slot.monitors[0].last_good(), Instant{29});
  EXPECT_EQ(slot.monitors[1].chart()->points(), 0u);
  relay_watches(slot, {watch("CP@3", "10.1", 250, false)});
  EXPECT_EQ(slot.monitors[0].last_good(), Instant{29}) << "without its chart, too";
}

}  // namespace
}  // namespace jidoka::loop
