#include "core/instant.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <random>
#include <utility>

namespace jidoka {
namespace {

std::int64_t ns_of(std::string_view text) {
  const Result<Instant> parsed = parse_instant(text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? parsed->ns : 0;
}

std::string refusal(std::string_view text) {
  const Result<Instant> parsed = parse_instant(text);
  EXPECT_FALSE(parsed) << text;
  if (parsed) return {};
  EXPECT_FALSE(parsed.error().text.zh.empty());
  EXPECT_EQ(parsed.error().code, Code::invalid);
  return parsed.error().text.en;
}

TEST(Instant, ReadsTheExamplesOfRfc3339) {
  // RFC 3339, section 5.8; seconds from `date -u -d … +%s`.
  EXPECT_EQ(ns_of("1985-04-12T23:20:50.52Z"), 482'196'050'520'000'000);
  EXPECT_EQ(ns_of("1996-12-19T16:39:57-08:00"), 851'042'397'000'000'000);
  EXPECT_EQ(ns_of("1937-01-01T12:00:27.87+00:20"), -1'041'337'172'130'000'000);
}

TEST(Instant, ReadsTheEpochAndItsNeighbours) {
  EXPECT_EQ(ns_of("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(ns_of("1969-12-31T23:59:59.999999999Z"), -1);
  EXPECT_EQ(ns_of("1970-01-01T00:00:00.000000001Z"), 1);
  EXPECT_EQ(ns_of("2026-01-01T00:00:00Z"), 1'767'225'600'000'000'000);
}

TEST(Instant, ReadsLowerCaseAndASpaceAsRfc3339Allows) {
  EXPECT_EQ(ns_of("2026-01-01t00:00:00z"), ns_of("2026-01-01T00:00:00Z"));
  EXPECT_EQ(ns_of("2026-01-01 00:00:00Z"), ns_of("2026-01-01T00:00:00Z"));
}

TEST(Instant, CountsOneToNineDecimals) {
  std::string decimals;
  for (int count = 1; count <= 9; ++count) {
    decimals += static_cast<char>('0' + count);
    const std::string padded = decimals + std::string(9 - decimals.size(), '0');
    EXPECT_EQ(ns_of("1970-01-01T00:00:00." + decimals + "Z"), std::stoll(padded));
  }
  EXPECT_NE(refusal("1970-01-01T00:00:00.1234567890Z").find("one to nine decimals"), std::string::npos);
  EXPECT_NE(refusal("1970-01-01T00:00:00.Z").find("one to nine decimals"), std::string::npos);
}

TEST(Instant, AppliesOffsetsAcrossDays) {
  EXPECT_EQ(ns_of("2026-01-01T07:30:00+08:00"), ns_of("2025-12-31T23:30:00Z"));
  EXPECT_EQ(ns_of("2025-12-31T20:00:00-05:30"), ns_of("2026-01-01T01:30:00Z"));
  EXPECT_EQ(ns_of("2026-01-01T00:00:00-00:00"), ns_of("2026-01-01T00:00:00Z"));
  EXPECT_EQ(ns_of("2026-01-01T00:00:00+23:59"), ns_of("2025-12-31T00:01:00Z"));
}

TEST(Instant, KnowsLeapYears) {
  EXPECT_EQ(ns_of("2024-03-01T00:00:00Z") - ns_of("2024-02-29T00:00:00Z"), days(1).ns);
  EXPECT_EQ(ns_of("2000-03-01T00:00:00Z") - ns_of("2000-02-28T00:00:00Z"), days(2).ns);
  EXPECT_EQ(ns_of("2100-03-01T00:00:00Z") - ns_of("2100-02-28T00:00:00Z"), days(1).ns);
  EXPECT_NE(refusal("2023-02-29T00:00:00Z").find("no such day"), std::string::npos);
  EXPECT_NE(refusal("2100-02-29T00:00:00Z").find("no such day"), std::string::npos);
}

TEST(Instant, RefusesALeapSecondAndSaysWhatToSend) {
  const Result<Instant> parsed = parse_instant("1990-12-31T23:59:60Z");  // RFC 3339, section 5.8
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().slug, "leap-second");
  EXPECT_NE(parsed.error().text.en.find("59.999999999"), std::string::npos);
  EXPECT_NE(parsed.error().text.zh.find("闰秒"), std::string::npos);
}

TEST(Instant, NamesTheFieldThatIsWrong) {
  const std::array<std::pair<std::string_view, std::string_view>, 13> rows = {{
      {"2026-13-01T00:00:00Z", "month"},
      {"2026-00-01T00:00:00Z", "month"},
      {"2026-01-00T00:00:00Z", "no such day"},
      {"2026-04-31T00:00:00Z", "no such day"},
      {"2026-01-01T24:00:00Z", "hour"},
      {"2026-01-01T00:60:00Z", "minute"},
      {"2026-01-01T00:00:61Z", "second"},
      {"2026-01-01T00:00:00.5", "must end with Z"},
      {"2026-01-01T00:00:00+0800", "must end with Z"},
      {"2026-01-01T00:00:00+24:00", "must end with Z"},
      {"2026-01-01T00:00:00+08:60", "must end with Z"},
      {"2026-01-01T00:00:00ZZ", "must end with Z"},
      {"2026-01-01T00:00:00", "write it as"},
  }};
  for (const auto& [text, reason] : rows) EXPECT_NE(refusal(text).find(reason), std::string::npos) << text;
}

TEST(Instant, RefusesOtherShapes) {
  for (const std::string_view text :
       {"", "now", "2026-01-01", "2026-W01-1T00:00:00Z", "20260101T000000Z00000", "2026/01/01T00:00:00Z",
        "+2026-01-01T00:00:0Z", "2O26-01-01T00:00:00Z", "2026-1-01T00:00:00.00Z", "２０２６-01-01T00:00:00Z"})
    EXPECT_NE(refusal(text).find("write it as"), std::string::npos) << text;
}

TEST(Instant, CutsALongTextInItsMessage) {
  const std::string message = refusal(std::string(5'000, 'x'));
  EXPECT_LT(message.size(), 250u);
}

TEST(Instant, HoldsTheWholeRangeOfNanoseconds) {
  EXPECT_EQ(to_string(distant_past), "1677-09-21T00:12:43.145224192Z");
  EXPECT_EQ(to_string(distant_future), "2262-04-11T23:47:16.854775807Z");
  EXPECT_EQ(parse_instant(to_string(distant_past)), distant_past);
  EXPECT_EQ(parse_instant(to_string(distant_future)), distant_future);
  EXPECT_NE(refusal("1677-09-21T00:12:43.145224191Z").find("must lie between"), std::string::npos);
  EXPECT_NE(refusal("2262-04-11T23:47:16.854775808Z").find("must lie between"), std::string::npos);
  EXPECT_NE(refusal("0000-01-01T00:00:00Z").find("must lie between"), std::string::npos);
  EXPECT_NE(refusal("9999-12-31T23:59:59Z").find("must lie between"), std::string::npos);
}

TEST(Instant, WritesTheFewestDecimals) {
  EXPECT_EQ(to_string(Instant{0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_string(Instant{500'000'000}), "1970-01-01T00:00:00.5Z");
  EXPECT_EQ(to_string(Instant{1}), "1970-01-01T00:00:00.000000001Z");
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.999999999Z");
}

TEST(Instant, ReadsBackWhatItWroteForAnyInstant) {
  std::mt19937_64 random(17);
  for (int i = 0; i < 100'000; ++i) {
    const Instant instant{static_cast<std::int64_t>(random())};
    ASSERT_EQ(parse_instant(to_string(instant)), instant) << instant.ns;
  }
}

TEST(Instant, StepsThroughEveryDayOfTheCalendar) {
  // An independent count: walk day by day with the plain rule of leap years.
  Instant at = *parse_instant("1678-01-01T00:00:00Z");
  int year = 1678, month = 1, day = 1;
  while (year < 2262) {
    const std::string expected = fmt::format("{:04}-{:02}-{:02}T00:00:00Z", year, month, day);
    ASSERT_EQ(to_string(at), expected);
    ASSERT_EQ(parse_instant(expected), at);
    const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    const int length =
        month == 2 ? (leap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31);
    if (++day > length) {
      day = 1;
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
    at = at + days(1);
  }
}

TEST(Duration, ReadsEveryUnit) {
  EXPECT_EQ(parse_duration("1ns"), Duration{1});
  for (const std::int64_t ns : {3145564800050809248, -3145564800050809248, std::numeric_limits<std::int64_t>::max()})
    EXPECT_EQ(parse_duration(to_string(Duration{ns})), Duration{ns}) << "as many digits as a duration can have";
  EXPECT_EQ(parse_duration("1us"), microseconds(1));
  EXPECT_EQ(parse_duration("250ms"), milliseconds(250));
  EXPECT_EQ(parse_duration("30s"), seconds(30));
  EXPECT_EQ(parse_duration("5min"), minutes(5));
  EXPECT_EQ(parse_duration("8h"), hours(8));
  EXPECT_EQ(parse_duration("7d"), days(7));
  EXPECT_EQ(parse_duration("2w"), days(14));
}

TEST(Duration, ReadsDecimalsExactly) {
  EXPECT_EQ(parse_duration("1.5h"), minutes(90));
  EXPECT_EQ(parse_duration("0.1s"), milliseconds(100));
  EXPECT_EQ(parse_duration("0.000000001s"), Duration{1});
  EXPECT_EQ(parse_duration("0.10us"), Duration{100});
  EXPECT_EQ(parse_duration("-1.5s"), milliseconds(-1'500));
}

TEST(Duration, RefusesWhatItCannotHold) {
  for (const std::string_view text :
       {"", "s", "30", "30 s", "s30", "1.s", ".5s", "1,5s", "1e3s", "--1s", "+1s", "5m", "5Min", "1.5.5s", "30s ",
        "0.1ns", "0.0000000001s", "300000w", "9999999999999999999ns"}) {
    const Result<Duration> parsed = parse_duration(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().slug, "not-a-duration");
    EXPECT_FALSE(parsed.error().text.zh.empty());
  }
}

TEST(Duration, WritesTheLargestWholeUnit) {
  EXPECT_EQ(to_string(Duration{0}), "0s");
  EXPECT_EQ(to_string(milliseconds(250)), "250ms");
  EXPECT_EQ(to_string(seconds(90)), "90s");
  EXPECT_EQ(to_string(seconds(300)), "5min");
  EXPECT_EQ(to_string(days(7)), "7d");
  EXPECT_EQ(to_string(Duration{-1}), "-1ns");
}

TEST(Duration, ReadsBackWhatItWrote) {
  std::mt19937_64 random(18);
  for (int i = 0; i < 20'000; ++i) {
    Duration duration{static_cast<std::int64_t>(random()) >> (random() % 60)};
    if (i % 2 == 0) duration.ns -= duration.ns % 1'000'000'000;
    if (duration.ns > 999'999'999'999'999'999 || duration.ns < -999'999'999'999'999'999) continue;
    ASSERT_EQ(parse_duration(to_string(duration)), duration) << duration.ns;
  }
}

}  // namespace
}  // namespace jidoka
