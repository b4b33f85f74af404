#include "sparkplug/host.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "sparkplug/edge_node_test.h"
#include "sparkplug/state.h"

namespace jidoka::sparkplug {
namespace {

std::shared_ptr<const sense::Catalogue> catalogue() {
  plant::Model model;
  model.equipment["IM-01"].id = "IM-01";
  return std::make_shared<sense::Catalogue>(
      model, std::vector<sense::Catalogue::Opened>{
                 {1, "IM-01", "Melt temp", "Cel"}, {2, "IM-01", "Count", "1"}, {3, "Line1", "Power", "kW"}});
}

struct Plant {
  explicit Plant(const std::optional<plant::ReadingMap>& map = std::nullopt, std::string host_id = {})
      : host(*Mapping::create(map), {.host_id = std::move(host_id)}) {}

  // One message in one batch.
  sense::Batch take(const Sent& sent) {
    sense::Intake intake(known, "sparkplug", now);
    outcome = host.take(sent.topic, sent.payload, now, intake);
    for (const Publish& message : host.take_outgoing()) published.push_back(message);
    return std::move(intake).take();
  }
  std::size_t rebirths() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(published, [](const Publish& each) { return each.topic == "spBv1.0/Plant/NCMD/Line1"; }));
  }
  void tick() {
    host.tick(now);
    for (const Publish& message : host.take_outgoing()) published.push_back(message);
  }
  void born() {
    take(node.birth(now, {real_metric("Power", 4.5, 1)}));
    take(node.device(MessageType::device_birth, "IM-01", now, {real_metric("Melt temp", 231.2, 2)}));
    host.take_changes();
  }

  std::shared_ptr<const sense::Catalogue> known = catalogue();
  Instant now = start;
  EdgeNode node;
  Host host;
  Outcome outcome;
  std::vector<Publish> published;
};

TEST(Host, takes_births_and_data_by_alias) {
  Plant plant;
  EXPECT_EQ(plant.take(plant.node.birth(start, {real_metric("Power", 4.5, 1)})).columns.streams,
            std::vector<sense::StreamNumber>{3});
  const auto birth =
      plant.take(plant.node.device(MessageType::device_birth, "IM-01", start, {real_metric("Melt temp", 231.2, 2)}));
  EXPECT_EQ(birth.columns.values, std::vector<double>{231.2});
  const auto data = plant.take(plant.node.device(MessageType::device_data, "IM-01", start + seconds(1),
                                                 {at(by_alias(2, 232), start + milliseconds(900))}));
  EXPECT_EQ(data.columns.values, std::vector<double>{232});
  EXPECT_EQ(data.columns.times, std::vector<std::int64_t>{(start + milliseconds(900)).ns});
  EXPECT_EQ(plant.outcome.readings, 1u);
  EXPECT_FALSE(plant.outcome.text);
  EXPECT_EQ(plant.rebirths(), 0u);
}

TEST(Host, keeps_what_follows_a_gap_and_asks_for_a_rebirth_once) {
  Plant plant;
  plant.born();
  plant.node.lose();
  for (int i = 0; i < 5; ++i) {
    plant.now = plant.now + seconds(1);
    const auto batch = plant.take(plant.node.device(MessageType::device_data, "IM-01", plant.now, {by_alias(2, 230)}));
    EXPECT_EQ(batch.columns.size(), 1u) << "a reading is true whatever was lost before it";
  }
  EXPECT_EQ(plant.rebirths(), 1u);
  EXPECT_EQ(plant.host.nodes_with_gaps(), 1u);
  PayloadReader reader;
  const auto asked = reader.read(plant.published.at(0).payload);
  ASSERT_TRUE(asked);
  EXPECT_EQ((*asked)->metrics[0].name, "Node Control/Rebirth");
  EXPECT_EQ(meaning_of((*asked)->metrics[0].value, DataType::boolean).number, 1);
  EXPECT_FALSE((*asked)->seq) << "a command has no sequence";
  plant.born();
  EXPECT_EQ(plant.host.nodes_with_gaps(), 0u);
}

TEST(Host, waits_for_messages_that_were_only_overtaken) {
  Plant plant;
  plant.born();
  const auto first = plant.node.device(MessageType::device_data, "IM-01", plant.now, {by_alias(2, 230)});
  const auto second = plant.node.device(MessageType::device_data, "IM-01", plant.now, {by_alias(2, 231)});
  EXPECT_EQ(plant.take(second).columns.size(), 1u);
  EXPECT_EQ(plant.take(first).columns.size(), 1u);
  plant.now = plant.now + seconds(30);
  plant.tick();
  EXPECT_EQ(plant.rebirths(), 0u);
}

TEST(Host, asks_ever_more_seldom_when_nobody_answers) {
  Plant plant;
  plant.take(plant.node.device(MessageType::device_data, "IM-01", plant.now, {by_alias(2, 230)}));
  for (int second = 0; second < 3'600; ++second) {
    plant.now = plant.now + seconds(1);
    plant.tick();
  }
  EXPECT_GE(plant.rebirths(), 10u);
  EXPECT_LE(plant.rebirths(), 20u);
}

TEST(Host, takes_what_it_can_name_before_a_birth_and_quarantines_the_rest) {
  Plant plant;
  const auto batch = plant.take(
      plant.node.device(MessageType::device_data, "IM-01", start, {by_alias(2, 230), real_metric("Melt temp", 231)}));
  EXPECT_EQ(batch.columns.values, std::vector<double>{231});
  ASSERT_EQ(batch.refusals.size(), 1u);
  EXPECT_EQ(batch.refusals[0].code, "unknown_stream");
  EXPECT_EQ(batch.refusals[0].reading.tag, "alias 2");
  EXPECT_EQ(batch.refusals[0].reading.value, "230");
  EXPECT_EQ(batch.refusals[0].reading.equipment, "IM-01");
  EXPECT_EQ(plant.rebirths(), 1u);
}

TEST(Host, does_not_lend_an_alias_to_another_device) {
  Plant plant;
  plant.born();
  plant.take(plant.node.device(MessageType::device_birth, "IM-02", start, {real_metric("Melt temp", 1, 3)}));
  const auto batch = plant.take(plant.node.device(MessageType::device_data, "IM-02", start, {by_alias(2, 230)}));
  EXPECT_EQ(batch.columns.size(), 0u);
  EXPECT_EQ(batch.refusals.at(0).code, "unknown_stream");
}

TEST(Host, reports_that_a_dead_node_and_its_devices_are_not_connected) {
  Plant plant;
  plant.take(plant.node.birth(plant.now, {real_metric("Power", 4.5, 1)}));
  plant.take(plant.node.device(MessageType::device_birth, "IM-01", plant.now, {real_metric("Melt temp", 231.2, 2)}));
  const auto came = plant.host.take_changes();
  ASSERT_EQ(came.size(), 2u);
  EXPECT_TRUE(came[1].is_connected);
  EXPECT_EQ(came[1].device, "IM-01");
  plant.take(plant.node.death(plant.now));
  const auto went = plant.host.take_changes();
  ASSERT_EQ(went.size(), 2u);
  EXPECT_FALSE(went[0].is_connected);
  EXPECT_EQ(went[0].streams, std::vector<std::string>{"Line1/Power"});
  EXPECT_EQ(went[1].device, "IM-01");
  EXPECT_EQ(went[1].streams, std::vector<std::string>{"IM-01/Melt temp"});
}

TEST(Host, ignores_the_death_of_an_earlier_session) {
  Plant plant;
  const auto will = plant.node.death(plant.now);
  plant.node.next_session();
  plant.born();
  EXPECT_EQ(plant.take(will).columns.size(), 0u);
  EXPECT_TRUE(plant.outcome.text);
  EXPECT_TRUE(plant.host.take_changes().empty());
  EXPECT_EQ(plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {by_alias(2, 1)})).columns.size(),
            1u);
  plant.take(plant.node.death(plant.now));
  EXPECT_EQ(plant.host.take_changes().size(), 2u);
  EXPECT_EQ(plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {by_alias(2, 1)})).columns.size(),
            0u)
      << "nothing is known of a session after its death";
}

TEST(Host, does_not_report_devices_as_gone_between_two_births) {
  Plant plant;
  plant.born();
  plant.now = plant.now + seconds(3);
  plant.take(plant.node.birth(plant.now));
  plant.tick();
  EXPECT_TRUE(plant.host.take_changes().empty());
  plant.now = plant.now + seconds(6);
  plant.tick();
  EXPECT_EQ(plant.host.take_changes().size(), 1u) << "the device was not born again";
}

TEST(Host, ends_a_device_alone) {
  Plant plant;
  plant.born();
  plant.take(plant.node.device(MessageType::device_death, "IM-01", plant.now, {}));
  const auto went = plant.host.take_changes();
  ASSERT_EQ(went.size(), 1u);
  EXPECT_EQ(went[0].device, "IM-01");
  EXPECT_EQ(plant.take(plant.node.node(MessageType::node_data, plant.now, {by_alias(1, 5)})).columns.size(), 1u);
}

TEST(Host, places_historical_values_at_their_own_time) {
  Plant plant;
  plant.born();
  Metric old = at(by_alias(2, 229), start - hours(8));
  old.is_historical = true;
  const auto batch =
      plant.take(plant.node.device(MessageType::device_data, "IM-01", plant.now, {old, by_alias(2, 230)}));
  EXPECT_EQ(batch.columns.times, (std::vector<std::int64_t>{(start - hours(8)).ns, start.ns}));
}

TEST(Host, gives_a_reading_the_serial_that_was_said_at_its_time) {
  plant::ReadingMap map;
  map.equipment = "{device}";
  map.tag = "{metric}";
  map.unit = "{Part/Serial}";
  map.lot = "L-{Lot}";
  Plant plant(map);
  plant.take(plant.node.birth(start, {at(text_metric("Lot", "7"), start)}));
  plant.take(
      plant.node.device(MessageType::device_birth, "IM-01", start,
                        {at(text_metric("Part/Serial", "SN-1"), start), at(real_metric("Melt temp", 230, 2), start)}));
  auto batch = plant.take(plant.node.device(
      MessageType::device_data, "IM-01", start,
      {at(by_alias(2, 231), start + seconds(11)), at(text_metric("Part/Serial", "SN-2"), start + seconds(10)),
       at(by_alias(2, 232), start + seconds(9)), at(by_alias(2, 233), start - seconds(1))}));
  ASSERT_EQ(batch.columns.size(), 3u);
  const auto unit = [&](std::size_t i) { return batch.columns.dictionary[batch.columns.contexts[i]]; };
  EXPECT_EQ(unit(0), (sense::Context{"SN-2", "L-7"}));
  EXPECT_EQ(unit(1), (sense::Context{"SN-1", "L-7"}));
  EXPECT_EQ(unit(2), sense::Context{}) << "nothing was said yet";
  Metric empty = at(text_metric("Part/Serial", ""), start + seconds(20));
  batch = plant.take(
      plant.node.device(MessageType::device_data, "IM-01", start, {empty, at(by_alias(2, 234), start + seconds(21))}));
  EXPECT_EQ(batch.columns.dictionary.at(batch.columns.contexts.at(0)), (sense::Context{"", "L-7"}));
}

TEST(Host, passes_over_what_is_no_reading_and_refuses_what_is_not_trusted) {
  Plant plant;
  plant.born();
  Metric null = by_alias(2, 0), transient = by_alias(2, 1), bad = by_alias(2, 2), set = by_alias(2, 3),
         wrong = by_alias(2, 4);
  null.is_null = true;
  transient.is_transient = true;
  set.value = {Value::Field::other, 0, 0, {}};
  wrong.value = {Value::Field::integer, 5, 0, {}};
  const auto batch = plant.take(plant.node.device(MessageType::device_data, "IM-01", start,
                                                  {null, transient, text_metric("Recipe", "R-1"), set, wrong}));
  EXPECT_EQ(batch.columns.size(), 0u);
  EXPECT_EQ(plant.outcome.others, 3u);
  ASSERT_EQ(batch.refusals.size(), 2u);
  EXPECT_EQ(batch.refusals[0].code, "not_a_number");
  EXPECT_EQ(batch.refusals[1].code, "malformed");
  bad.quality = 0;
  EXPECT_EQ(plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {bad})).refusals.at(0).code,
            "bad_quality");
  EXPECT_EQ(
      plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {by_alias(2, 5)})).refusals.at(0).code,
      "bad_quality")
      << "it stays so until it says otherwise";
  bad.quality = 192;
  EXPECT_EQ(plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {bad})).columns.size(), 1u);
}

TEST(Host, converts_the_unit_of_measure_that_the_birth_named) {
  Plant plant;
  plant.take(plant.node.birth(start));
  for (const auto& [unit, value] : {std::pair{"K", 273.15}, {"°F", 32.0}, {"Grad Celsius", 0.0}}) {
    Metric metric = real_metric("Melt temp", value, 2);
    metric.engineering_unit = unit;
    const auto batch = plant.take(plant.node.device(MessageType::device_birth, "IM-01", start, {metric}));
    ASSERT_EQ(batch.columns.size(), 1u) << unit;
    EXPECT_NEAR(batch.columns.values[0], 0, 1e-9) << unit;
  }
}

TEST(Host, quarantines_payloads_and_topics_that_are_none) {
  Plant plant;
  for (const Sent& sent : {Sent{"spBv1.0/Plant/NDATA/Line1", "{\"a\":1}"}, Sent{"plant/line1", "x"},
                           Sent{"spBv1.0/Plant/DDATA/Line1/IM-01", std::string(2'000'000, 'x')}}) {
    const auto batch = plant.take(sent);
    ASSERT_EQ(batch.refusals.size(), 1u);
    EXPECT_EQ(batch.refusals[0].code, "malformed");
    EXPECT_FALSE(batch.refusals[0].text.zh.empty());
    EXPECT_LT(batch.refusals[0].reading.value.size(), 400u);
  }
  EXPECT_EQ(plant.host.nodes(), 0u);
  plant.take({"spBv1.0/Plant/NDATA/Line1", ""});
  EXPECT_EQ(plant.rebirths(), 1u) << "an empty message is one without its sequence number";
}

TEST(Host, follows_a_new_catalogue) {
  Plant plant;
  plant.known = std::make_shared<sense::Catalogue>(plant::Model{}, std::vector<sense::Catalogue::Opened>{});
  plant.born();
  const auto before = plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {by_alias(2, 230)}));
  EXPECT_EQ(before.refusals.at(0).code, "unknown_stream");
  plant.known = catalogue();
  const auto after = plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {by_alias(2, 230)}));
  EXPECT_EQ(after.columns.streams, std::vector<sense::StreamNumber>{1});
}

TEST(Host, asks_every_node_for_a_rebirth_when_the_broker_is_back) {
  Plant plant;
  plant.born();
  plant.host.disconnected(plant.now);
  EXPECT_EQ(plant.host.take_changes().size(), 2u);
  plant.host.connected(plant.now);
  plant.tick();
  EXPECT_EQ(plant.rebirths(), 0u) << "nodes that watch our state are born of themselves";
  plant.now = plant.now + seconds(3);
  plant.tick();
  EXPECT_EQ(plant.rebirths(), 1u);
  plant.take(plant.node.birth(plant.now, {real_metric("Power", 4.5, 1)}));
  plant.take(plant.node.device(MessageType::device_birth, "IM-01", plant.now, {real_metric("Melt temp", 231.2, 2)}));
  EXPECT_EQ(plant.host.take_changes().size(), 2u);
}

TEST(Host, announces_itself_and_notices_a_second_host_of_its_id) {
  Plant plant(std::nullopt, "jidoka");
  const std::string topic = "spBv1.0/STATE/jidoka";
  const auto said = plant.host.state_message(true, start);
  ASSERT_TRUE(said);
  EXPECT_EQ(said->topic, topic);
  EXPECT_TRUE(said->retain);
  plant.host.connected(start);
  plant.take({topic, write_state({false, start - hours(1)})});
  plant.take({topic, said->payload});
  plant.take({"spBv1.0/STATE/another", write_state({true, start + seconds(1)})});
  EXPECT_TRUE(plant.published.empty());
  EXPECT_FALSE(plant.host.has_second_host());
  plant.now = start + seconds(5);
  plant.take({topic, write_state({false, start})});
  ASSERT_EQ(plant.published.size(), 1u) << "we are here, and say so again";
  EXPECT_EQ(plant.published[0].payload, write_state({true, start}));
  EXPECT_FALSE(plant.host.has_second_host());
  plant.take({topic, write_state({true, start + minutes(1)})});
  EXPECT_TRUE(plant.host.has_second_host());
  plant.take({topic, write_state({false, start + minutes(1)})});
  EXPECT_FALSE(plant.host.has_second_host()) << "it ended";
  plant.take({topic, write_state({true, start + minutes(3)})});
  EXPECT_TRUE(plant.host.has_second_host());
  plant.host.connected(start + minutes(5));
  EXPECT_FALSE(plant.host.has_second_host()) << "the broker says it again, if it is still so";
  plant.take({topic, "OFFLINE"});
  EXPECT_TRUE(plant.outcome.text);
}

TEST(Host, hears_the_echo_of_a_command) {
  Plant plant;
  plant.born();
  plant.host.expect({"C-3", "Plant", "Line1", "IM-01", "Command/Id", "C-3"});
  plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {text_metric("Command/Id", "C-2")}));
  plant.take(plant.node.node(MessageType::node_data, start, {text_metric("Command/Id", "C-3")}));
  EXPECT_TRUE(plant.host.take_confirmed().empty());
  plant.take(plant.node.device(MessageType::device_data, "IM-01", start, {text_metric("Command/Id", "C-3")}));
  EXPECT_EQ(plant.host.take_confirmed(), std::vector<std::string>{"C-3"});
}

TEST(Host, shows_a_message_with_the_names_behind_its_aliases) {
  Plant plant;
  plant.born();
  const auto sent = plant.node.device(MessageType::device_data, "IM-01", start, {by_alias(2, 231.2), by_alias(9, 1)});
  EXPECT_EQ(plant.host.show(sent.topic, sent.payload), "DDATA 2\nMelt temp = 231.2\nalias 9 = 1");
  EXPECT_FALSE(plant.host.show("x", "y").empty());
}

TEST(Host, has_limits_on_what_it_remembers) {
  Host host(*Mapping::create(std::nullopt), {.host_id = {}, .most_nodes = 2, .most_metrics = 3, .most_devices = 2});
  const auto known = catalogue();
  for (const char* name : {"A", "B", "C"}) {
    EdgeNode node(name);
    sense::Intake intake(known, "sparkplug", start);
    for (const char* device : {"1", "2", "3"}) {
      const auto sent =
          node.device(MessageType::device_birth, device, start, {real_metric("x", 1), real_metric("y", 2)});
      host.take(sent.topic, sent.payload, start, intake);
    }
  }
  EXPECT_EQ(host.nodes(), 2u);
}

// Whatever happens to the messages, every metric that arrives is accounted for, no reading is invented, and once the
// node has been born again all is well.
TEST(Host, accounts_for_everything_under_losses_and_disorder) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 200; ++round) {
    Plant plant;
    std::set<double> sent_values;
    std::vector<Sent> way;
    way.push_back(plant.node.birth(start));
    way.push_back(plant.node.device(MessageType::device_birth, "IM-01", start, {real_metric("Melt temp", 0, 2)}));
    for (int i = 1; i < 100; ++i) {
      way.push_back(plant.node.device(MessageType::device_data, "IM-01", start + seconds(i),
                                      {at(by_alias(2, i), start + seconds(i))}));
      sent_values.insert(i);
    }
    sent_values.insert(0);
    for (std::size_t i = 1; i < way.size(); ++i) {
      if (random() % 10 == 0) std::swap(way[i], way[i - 1]);
      if (random() % 20 == 0) way.erase(way.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (const Sent& sent : way) {
      plant.now = plant.now + milliseconds(100);
      const auto batch = plant.take(sent);
      EXPECT_EQ(plant.outcome.metrics, plant.outcome.readings + plant.outcome.refusals + plant.outcome.others);
      EXPECT_EQ(plant.outcome.readings, batch.columns.size());
      for (const double value : batch.columns.values) EXPECT_TRUE(sent_values.contains(value));
    }
    EXPECT_LE(plant.rebirths(), 2u);
    plant.now = plant.now + seconds(60);
    plant.born();
    plant.tick();
    EXPECT_EQ(plant.host.nodes_with_gaps(), 0u);
  }
}

}  // namespace
}  // namespace jidoka::sparkplug
