#include "sampling/letters.h"

#include <array>

namespace jidoka::sampling {

namespace {

struct Row {
  std::int64_t up_to;
  std::string_view letters;  // by level
};

// Levels S-1 S-2 S-3 S-4 I II III.
constexpr std::array<Row, 15> attribute_rows{{{8, "AAAAAAB"},
                                              {15, "AAAAABC"},
                                              {25, "AABBBCD"},
                                              {50, "ABBCCDE"},
                                              {90, "BBCCCEF"},
                                              {150, "BBCDDFG"},
                                              {280, "BCDEEGH"},
                                              {500, "BCDEFHJ"},
                                              {1'200, "CCEFGJK"},
                                              {3'200, "CDEGHKL"},
                                              {10'000, "CDFGJLM"},
                                              {35'000, "CDFHKMN"},
                                              {150'000, "DEGJLNP"},
                                              {500'000, "DEGJMPQ"},
                                              {most_lot_size, "DEHKNQR"}}};

// Levels S-3 S-4 I II III.
constexpr std::array<Row, 16> variables_rows{{{8, "BBBBC"},
                                              {15, "BBBBD"},
                                              {25, "BBBCE"},
                                              {50, "BBCDF"},
                                              {90, "BBDEG"},
                                              {150, "BCEFH"},
                                              {280, "BDFGI"},
                                              {400, "CEGHJ"},
                                              {500, "CEGIJ"},
                                              {1'200, "DFHJK"},
                                              {3'200, "EGIKL"},
                                              {10'000, "FHJLM"},
                                              {35'000, "GIKMN"},
                                              {150'000, "HJLNP"},
                                              {500'000, "HKMPP"},
                                              {most_lot_size, "HKNPP"}}};

template <std::size_t N>
char letter_in(const std::array<Row, N>& rows, std::int64_t lot_size, std::size_t column) {
  for (const Row& row : rows)
    if (lot_size <= row.up_to) return row.letters[column];
  return rows.back().letters[column];
}

}  // namespace

char code_letter(std::int64_t lot_size, Level level) {
  return letter_in(attribute_rows, lot_size, static_cast<std::size_t>(level));
}

Result<char> variables_letter(std::int64_t lot_size, Level level) {
  if (level == Level::s1 || level == Level::s2)
    return fail(Code::invalid, "level-not-in-standard",
                {"Z1.9 has no inspection levels S-1 and S-2; it has S-3, S-4, I, II and III.",
                 "Z1.9 没有检验水平 S-1 和 S-2，可选：S-3、S-4、I、II、III。"},
                "level");
  return letter_in(variables_rows, lot_size, static_cast<std::size_t>(level) - 2);
}

}  // namespace jidoka::sampling
