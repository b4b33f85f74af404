#include "resource/hub.h"

#include <gtest/gtest.h>

#include "port/fact.h"

namespace jidoka::resource {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};

loop::Committed committed(std::uint64_t first, std::vector<port::FactBody> bodies) {
  auto facts = std::make_shared<std::vector<port::Fact>>();
  for (auto& body : bodies) facts->push_back({now, "jidoka", std::move(body)});
  const std::uint64_t size = first + facts->size();
  return {size, first, facts, nullptr};
}
loop::Committed readings(std::vector<sense::StreamNumber> streams, std::vector<double> values) {
  auto columns = std::make_shared<sense::Columns>();
  columns->streams = std::move(streams);
  columns->values = std::move(values);
  for (std::size_t i = 0; i < columns->streams.size(); ++i)
    columns->times.push_back(now.ns + static_cast<std::int64_t>(i));
  return {1, 1, nullptr, columns};
}
std::shared_ptr<Following> following(Interest interest) {
  return std::make_shared<Following>(std::move(interest), [] {});
}

TEST(Hub, gives_facts_of_its_topics_to_each_follower_with_the_ledger_size) {
  Hub hub;
  const auto holds = following({{Topic::holds}, {}});
  const auto alarms = following({{Topic::alarms}, {}});
  hub.add(holds);
  hub.add(alarms);
  hub.publish(committed(7, {act::HoldReleased{"H-1", "checked"}, act::AlarmReturned{"A-2"}}));
  hub.flush();
  const std::string text = holds->take();
  EXPECT_TRUE(text.starts_with("id: 8\nevent: hold_released\ndata: {\"fact\":\"hold_released\"")) << text;
  EXPECT_TRUE(text.ends_with("}\n\n"));
  EXPECT_EQ(text.find("alarm"), std::string::npos);
  EXPECT_TRUE(alarms->take().starts_with("id: 9\nevent: alarm_returned\n"));
  EXPECT_EQ(holds->take(), "");
}

TEST(Hub, gathers_readings_by_stream) {
  Hub hub;
  const auto follower = following({{}, {{3, "IM-01/melt_temp"}}});
  hub.add(follower);
  hub.publish(readings({3, 4, 3}, {1.5, 9, 2.5}));
  hub.publish(readings({3}, {3.5}));
  hub.flush();
  EXPECT_EQ(follower->take(),
            "event: readings\ndata: "
            "{\"stream\":\"IM-01/"
            "melt_temp\",\"times\":[1767225600000000000,1767225600000000002,1767225600000000000],\"values\":[1.5,2.5,3."
            "5]}\n\n");
}

TEST(Hub, resets_a_follower_that_does_not_keep_up_and_goes_on_with_the_others) {
  Hub hub;
  const auto slow = following({{Topic::alarms}, {}});
  const auto quick = following({{Topic::alarms}, {}});
  hub.add(slow);
  hub.add(quick);
  std::size_t received = 0;
  for (std::uint64_t i = 0; i < 4'000; ++i) {
    hub.publish(committed(i, {act::AlarmReturned{"A-" + std::to_string(i)}}));
    if (i % 100 == 99) {
      hub.flush();
      received += quick->take().size();
    }
  }
  EXPECT_GT(received, 256u << 10);
  EXPECT_FALSE(quick->is_reset());
  EXPECT_TRUE(slow->is_reset());
  EXPECT_EQ(slow->take(), "event: reset\ndata: {}\n\n");
  hub.remove(slow);
  EXPECT_EQ(hub.resets(), 1u);
  EXPECT_EQ(hub.followers(), 1u);
}

TEST(Hub, knows_the_topic_of_every_fact_that_people_follow) {
  EXPECT_EQ(topic_of("hold_placed"), Topic::holds);
  EXPECT_EQ(topic_of("alarm_raised"), Topic::alarms);
  EXPECT_EQ(topic_of("equipment_stopped"), Topic::equipment);
  EXPECT_EQ(topic_of("verdict_reached"), Topic::verdicts);
  EXPECT_EQ(topic_of("run_completed"), Topic::units);
  EXPECT_EQ(topic_of("page_packed"), Topic::other);
  EXPECT_EQ(topic_of("user_saved"), Topic::other);
  EXPECT_EQ(topic_of("token_created"), Topic::other);
}

}  // namespace
}  // namespace jidoka::resource
