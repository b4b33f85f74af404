#include "mqtt/packet.h"

#include <gtest/gtest.h>

namespace jidoka::mqtt {
namespace {

using namespace std::string_literals;

Frame whole(std::string_view bytes) {
  const Frame frame = cut(bytes);
  EXPECT_EQ(frame.state, Frame::State::whole);
  EXPECT_EQ(frame.size, bytes.size());
  return frame;
}

TEST(Packet, connect_of_3_1_1_is_the_bytes_of_the_standard) {
  std::string out;
  append_connect(out, {.version = Version::v3_1_1,
                       .client_id = "a",
                       .clean = true,
                       .keep_alive_s = 10,
                       .user = "u",
                       .password = "p",
                       .will = std::nullopt});
  EXPECT_EQ(out, "\x10\x13\x00\x04MQTT\x04\xC2\x00\x0A\x00\x01"s + "a\x00\x01u\x00\x01p"s);
}

TEST(Packet, connect_of_5_names_session_and_window_and_carries_a_will) {
  std::string out;
  append_connect(out, {.client_id = "a",
                       .session_expiry_s = 3600,
                       .receive_maximum = 100,
                       .user = std::nullopt,
                       .password = std::nullopt,
                       .will = Will{"t", "gone", 1, true}});
  EXPECT_EQ(out, "\x10\x20\x00\x04MQTT\x05\x2C\x00\x1E\x08\x11\x00\x00\x0E\x10\x21\x00\x64\x00\x01"s +
                     "a\x00\x00\x01t\x00\x04gone"s);
}

TEST(Packet, what_is_published_is_read_back_in_both_versions) {
  for (const Version version : {Version::v3_1_1, Version::v5})
    for (const int qos : {0, 1}) {
      std::string out;
      append_publish(out, version, 513, {"plant/IM-01/data", std::string(300, 'x'), qos, true});
      const auto message = parse_publish(version, whole(out));
      ASSERT_TRUE(message);
      EXPECT_EQ(message->topic, "plant/IM-01/data");
      EXPECT_EQ(message->payload, std::string(300, 'x'));
      EXPECT_EQ(message->qos, qos);
      EXPECT_EQ(message->id, qos == 1 ? 513 : 0);
      EXPECT_TRUE(message->retained);
      EXPECT_FALSE(message->duplicate);
    }
}

TEST(Packet, properties_of_a_message_are_passed_over) {
  const std::string bytes = "\x32\x17\x00\x01t\x00\x07\x0D\x01\x01\x26\x00\x01k\x00\x02vv\x23\x00\x05"s + "{}"s;
  std::string right = bytes;
  right[1] = static_cast<char>(bytes.size() - 2);
  const auto message = parse_publish(Version::v5, whole(right));
  ASSERT_TRUE(message) << message.error().text.en;
  EXPECT_EQ(message->payload, "{}");
}

TEST(Packet, a_packet_is_cut_where_it_ends) {
  std::string out;
  append_pingreq(out);
  append_puback(out, 7);
  EXPECT_EQ(cut(out).size, 2u);
  EXPECT_EQ(cut(out.substr(0, 1)).state, Frame::State::partial);
  EXPECT_EQ(cut("\xFF\xFF\xFF\xFF\xFF\xFF"s).state, Frame::State::broken);
  const Frame long_one = cut("\x30\x80\x80\x01"s);
  EXPECT_EQ(long_one.state, Frame::State::partial);
  EXPECT_EQ(long_one.size, 4u + 16'384u) << "its size is known before it is there";
}

TEST(Packet, what_is_no_packet_is_refused) {
  EXPECT_FALSE(parse_publish(Version::v5, cut("\x32\x03\x00\x09t"s)));              // a topic longer than the packet
  EXPECT_FALSE(parse_publish(Version::v3_1_1, cut("\x32\x05\x00\x01t\x00\x00"s)));  // packet id 0
  EXPECT_FALSE(parse_publish(Version::v3_1_1, cut("\x34\x05\x00\x01t\x00\x01"s)));  // QoS 2
  EXPECT_FALSE(parse_publish(Version::v5, cut("\x30\x06\x00\x01t\x02\x7F\x01"s)));  // a property that is none
  EXPECT_FALSE(parse_connack(Version::v5, cut("\x20\x01\x00"s)));
  EXPECT_FALSE(parse_ack(Version::v5, cut("\x40\x01\x00"s)));
}

TEST(Packet, answers_of_the_broker) {
  const auto connack = parse_connack(Version::v5, whole("\x20\x06\x01\x00\x03\x13\x00\x0A"s));
  ASSERT_TRUE(connack);
  EXPECT_TRUE(connack->session_present);
  EXPECT_EQ(connack->keep_alive_s, 10);
  const auto granted = parse_ack(Version::v5, whole("\x90\x04\x00\x01\x00\x01"s));
  ASSERT_TRUE(granted);
  EXPECT_EQ(granted->reason, 0);
  const auto refused = parse_ack(Version::v3_1_1, whole("\x90\x04\x00\x01\x01\x80"s));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->reason, 0x80);
  const auto nobody = parse_ack(Version::v5, whole("\x40\x03\x00\x01\x10"s));
  ASSERT_TRUE(nobody);
  EXPECT_EQ(nobody->reason, 0) << "nobody listens: the broker has it all the same";
  EXPECT_EQ(parse_disconnect(whole("\xE0\x01\x8E"s)), session_taken_over);
}

}  // namespace
}  // namespace jidoka::mqtt
