#include "act/commands.h"

#include <gtest/gtest.h>

#include "act/act_fixture_test.h"

namespace jidoka::act {
namespace {

Desk desk_with(const plant::Target& target) {
  Desk desk;
  desk.model.targets["plc"] = target;
  desk.take(*stop_equipment(desk.state, desk.model, "IM-01", {"too hot"}), minute(0));
  return desk;
}

plant::Target mqtt_target() {
  plant::Target target;
  target.id = "plc";
  target.to = "mqtt";
  target.acknowledge_within = seconds(20);
  target.escalate_to = "maintenance";
  return target;
}

TEST(Commands, AWebhooksAnswerIsAllUnlessItsTargetWantsMore) {
  plant::Target webhook;
  webhook.id = "plc";
  EXPECT_EQ(desk_with(webhook).state.commands.at("C-1").acknowledge_within, std::nullopt);
  EXPECT_EQ(desk_with(webhook).state.commands.at("C-1").escalate_to, "shift_leader");
  webhook.acknowledge = plant::Acknowledgement::receiver;
  EXPECT_EQ(desk_with(webhook).state.commands.at("C-1").acknowledge_within, seconds(30));
  plant::Target mqtt = mqtt_target();
  EXPECT_EQ(desk_with(mqtt).state.commands.at("C-1").acknowledge_within, seconds(20));
  mqtt.acknowledge = plant::Acknowledgement::delivery;
  mqtt.acknowledge_within.reset();
  EXPECT_EQ(desk_with(mqtt).state.commands.at("C-1").acknowledge_within, std::nullopt);
}

TEST(Commands, AnActionOfAPlanMaySayOtherwise) {
  plant::Model model;
  model.targets["plc"] = mqtt_target();
  CommandQueued command;
  command.target = "plc";
  plant::CommandAction action;
  action.acknowledge_within = minutes(5);
  action.escalate_to = "plant_manager";
  address(command, model, &action);
  EXPECT_EQ(command.acknowledge_within, minutes(5));
  EXPECT_EQ(command.escalate_to, "plant_manager");
}

TEST(Commands, WhatIsDeliveredWaitsForItsAnswer) {
  Desk desk = desk_with(mqtt_target());
  const auto delivered = settle_command(desk.state, "C-1", {true, 1, "plant/IM-01/command"}, minute(1));
  ASSERT_EQ(kinds(*delivered), "delivered");
  desk.take(*delivered, minute(1));
  EXPECT_EQ(next_unanswered(desk.state), minute(1) + seconds(20));
  EXPECT_FALSE(settle_command(desk.state, "C-1", {true, 2, ""}, minute(1)));
  EXPECT_TRUE(time_out_commands(desk.state, minute(1)).empty());
  const auto done = answer_command(desk.state, "C-1", {true, "stopped"}, "plc");
  ASSERT_EQ(kinds(*done), "answered");
  desk.take(*done, minute(2));
  EXPECT_EQ(next_unanswered(desk.state), std::nullopt);
  EXPECT_EQ(answer_command(desk.state, "C-1", {true, ""}).error().slug, "command-not-open");
  EXPECT_EQ(desk.replayed(), desk.state);
}

TEST(Commands, AnAnswerMayOvertakeTheNoteOfItsDelivery) {
  Desk desk = desk_with(mqtt_target());
  desk.take(*answer_command(desk.state, "C-1", {true, ""}), minute(1));
  EXPECT_EQ(settle_command(desk.state, "C-1", {true, 1, ""}, minute(1)).error().slug, "command-not-open");
}

TEST(Commands, OnlyWhoGotACommandAnswersIt) {
  const Desk desk = desk_with(mqtt_target());
  EXPECT_EQ(answer_command(desk.state, "C-1", {true, ""}, "other").error().code, Code::forbidden);
}

TEST(Commands, ARefusalAFailureAndASilenceAreToldToARole) {
  Desk desk = desk_with(mqtt_target());
  const auto refused = answer_command(desk.state, "C-1", {false, "door open"});
  ASSERT_EQ(kinds(*refused), "answered told message");
  EXPECT_EQ(only<CommandEscalated>(*refused).to, "maintenance");
  EXPECT_EQ(only<MessageSent>(*refused).text.en,
            "Command C-1 (stop) for IM-01 was refused by its receiver: door open. It was sent because: too hot");
  const auto failed = settle_command(desk.state, "C-1", {false, 20, "no broker"}, minute(1));
  ASSERT_EQ(kinds(*failed), "settle told message");
  EXPECT_EQ(only<MessageSent>(*failed).text.zh, "设备 IM-01 的指令 C-1（stop）未能送达：no broker。下发原因：too hot");
  desk.take(*settle_command(desk.state, "C-1", {true, 1, ""}, minute(1)), minute(1));
  const ActFacts late = time_out_commands(desk.state, minute(2));
  ASSERT_EQ(kinds(late), "timed_out told message");
  EXPECT_EQ(only<MessageSent>(late).text.en,
            "Command C-1 (stop) for IM-01 was delivered but not acknowledged within 20s. It was sent because: too hot");
  desk.take(late, minute(2));
  EXPECT_TRUE(desk.state.commands.empty());
  EXPECT_TRUE(time_out_commands(desk.state, minute(3)).empty());
  EXPECT_EQ(answer_command(desk.state, "C-1", {true, ""}).error().slug, "command-not-open");
  const auto after = answer_late("C-1", "plc", {false, "door open"}, "plc");
  ASSERT_EQ(kinds(*after), "answered") << "who is to know knows already that it was not done in time";
  desk.take(*after, minute(3));
  EXPECT_EQ(answer_late("C-1", "plc", {true, ""}, "other").error().code, Code::forbidden);
  EXPECT_EQ(answer_late("C-9", std::nullopt, {true, ""}).error().code, Code::not_found);
  EXPECT_EQ(desk.replayed(), desk.state);
}

}  // namespace
}  // namespace jidoka::act
