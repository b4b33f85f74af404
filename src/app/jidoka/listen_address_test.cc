#include "jidoka/listen_address.h"

#include <gtest/gtest.h>

namespace jidoka::app {
namespace {

TEST(ListenAddress, takes_an_address_and_a_port) {
  const auto v4 = parse_listen_address("127.0.0.1:8080");
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->address, "127.0.0.1");
  EXPECT_EQ(v4->port, 8080);
  EXPECT_EQ(parse_listen_address("[::1]:0")->address, "::1");
  EXPECT_EQ(parse_listen_address(":9000")->address, "0.0.0.0");
}

TEST(ListenAddress, refuses_what_is_neither) {
  for (const char* text :
       {"", "8080", "localhost", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:8080", "127.0.0.1:-1"})
    EXPECT_FALSE(parse_listen_address(text)) << text;
}

TEST(ListenAddress, is_shown_as_an_address_that_a_browser_takes) {
  EXPECT_EQ(url_of({"0.0.0.0", 0}, 8081, false), "http://127.0.0.1:8081");
  EXPECT_EQ(url_of({"::1", 0}, 443, true), "https://[::1]:443");
}

TEST(TimeZone, is_UTC_or_an_offset) {
  EXPECT_EQ(parse_time_zone("UTC").value(), Duration{});
  EXPECT_EQ(parse_time_zone("+08:00").value(), hours(8));
  EXPECT_EQ(parse_time_zone("-03:30").value(), minutes(-210));
  for (const char* text : {"", "8", "+8:00", "+08:60", "+15:00", "Asia/Shanghai"})
    EXPECT_FALSE(parse_time_zone(text)) << text;
}

}  // namespace
}  // namespace jidoka::app
