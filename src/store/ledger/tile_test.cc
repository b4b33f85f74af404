#include "ledger/tile.h"

#include <gtest/gtest.h>

namespace jidoka::ledger {
namespace {

TEST(TilePath, is_written_as_the_specification_says) {
  EXPECT_EQ(tile_path({false, 0, 1234067, 256}), "tile/0/x001/x234/067");  // C2SP tlog-tiles, its own example
  EXPECT_EQ(tile_path({false, 0, 0, 256}), "tile/0/000");
  EXPECT_EQ(tile_path({false, 1, 999, 17}), "tile/1/999.p/17");
  EXPECT_EQ(tile_path({true, 0, 1000, 256}), "tile/entries/x001/000");
  EXPECT_EQ(tile_path({true, 0, 273, 112}), "tile/entries/273.p/112");
}

TEST(TilePath, reads_back_what_was_written) {
  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{999}, std::uint64_t{1000},
                                    std::uint64_t{123456789}, UINT64_MAX}) {
    for (const unsigned width : {1U, 255U, 256U}) {
      for (const bool entries : {false, true}) {
        const TileName name{entries, entries ? 0U : 5U, index, width};
        const auto back = parse_tile_path(tile_path(name));
        ASSERT_TRUE(back.has_value()) << tile_path(name);
        EXPECT_EQ(*back, name);
      }
    }
  }
}

TEST(TilePath, has_one_spelling_only) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/1",
                           "tile/0/0001",
                           "tile/00/001",
                           "tile/64/001",
                           "tile/-1/001",
                           "tile/0/x001",
                           "tile/0/x001/",
                           "tile/0/x000/001",
                           "tile/0/001/002",
                           "tile/0/001.p",
                           "tile/0/001.p/",
                           "tile/0/001.p/0",
                           "tile/0/001.p/256",
                           "tile/0/001.p/01",
                           "tile/0/001.p/1/",
                           "tile/0/001.p/1/2",
                           "tile/0/x001.p/1",
                           "tile/0/001/",
                           "/tile/0/001",
                           "tile//001",
                           "tile/entries/",
                           "tile/data/001",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                           "tile/0/+01",
                           "tile/0/ 01"})
    EXPECT_FALSE(parse_tile_path(path).has_value()) << path;
}

TEST(EntryBundle, is_length_prefixed_big_endian) {
  const std::vector<std::string> entries = {"ab", "", std::string(258, 'x')};
  const auto bytes = encode_entries(entries);
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(bytes->substr(0, 8), (std::string{0, 2, 'a', 'b', 0, 0, 1, 2}));
  EXPECT_EQ(decode_entries(*bytes).value(), entries);
  EXPECT_EQ(decode_entries("").value().size(), 0U);
}

TEST(EntryBundle, refuses_what_is_cut_off_or_too_long) {
  const auto bytes = encode_entries(std::vector<std::string>{"first", "second"}).value();
  for (std::size_t length = 1; length < bytes.size(); ++length)
    EXPECT_EQ(decode_entries(std::string_view(bytes).substr(0, length)).has_value(), length == 7) << length;
  EXPECT_TRUE(encode_entries(std::vector<std::string>{std::string(65'535, 'x')}).has_value());
  EXPECT_EQ(encode_entries(std::vector<std::string>{std::string(65'536, 'x')}).error().code, Code::too_large);
  EXPECT_TRUE(decode_entries(std::string(512, '\0')).has_value()) << "256 empty entries";
  EXPECT_FALSE(decode_entries(std::string(514, '\0')).has_value()) << "257 entries";
}

TEST(EdgeWidth, is_that_of_the_specification) {
  EXPECT_EQ(edge_width(70'000, 0), 112U);
  EXPECT_EQ(edge_width(70'000, 1), 17U);
  EXPECT_EQ(edge_width(70'000, 2), 1U);
  EXPECT_EQ(edge_width(256, 0), 0U);
  EXPECT_EQ(edge_width(256, 1), 1U);
}

}  // namespace
}  // namespace jidoka::ledger
