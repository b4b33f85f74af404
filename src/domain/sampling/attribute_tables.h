// The master tables of ISO 2859-1:1999 (GB/T 2828.1-2012) and of MIL-STD-105E (ANSI/ASQ Z1.4), as they are printed: a
// row for each code letter, a column for each AQL. A number is the acceptance number of that letter's own sample; its
// rejection number is one more unless written behind a stroke. An arrow (v, ^) leads to the next plan below or above,
// with that letter's sample size. Both standards share the table of normal inspection.
//
// Double and multiple plans take the cell of the single plan as the key: the numbers of their stages depend on it
// alone, and their sample sizes are those of the single plan one (double) or three (multiple) steps down the series
// 2, 3, 5, 8, 13 … They stand in the tables for a range of columns of each row; elsewhere the standard refers to the
// single plan, or from multiple to double. attribute_plan_test.cc checks cells of all tables.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace jidoka::sampling {

// A B C D E F G H J K L M N P Q R, and S, which only tightened inspection reaches.
using Master = std::array<std::string_view, 17>;

constexpr std::array<std::int64_t, 17> sizes{2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150};
constexpr std::array<std::int64_t, 17> reduced_sizes{2,  2,  2,   3,   5,   8,   13,  20,  32,
                                                     50, 80, 125, 200, 315, 500, 800, 1250};

// clang-format off
constexpr Master normal_table{{
    "v v v v v v v v v v v v v v 0 v v 1 2 3 5 7 10 14 21 30",
    "v v v v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44",
    "v v v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44 ^",
    "v v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44 ^ ^",
    "v v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 30 44 ^ ^ ^",
    "v v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^",
    "v v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ 1 2 3 5 7 10 14 21 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
}};

constexpr Master tightened_table{{
    "v v v v v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27",
    "v v v v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41",
    "v v v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41 ^",
    "v v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41 ^ ^",
    "v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41 ^ ^ ^",
    "v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^",
    "v v v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "0 ^ v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ 1 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
}};

// MIL-STD-105E has no plan for letter A at AQL 10.
constexpr Master tightened_table_105e{{
    "v v v v v v v v v v v v v v v v v v 1 2 3 5 8 12 18 27",
    "v v v v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41",
    "v v v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41 ^",
    "v v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41 ^ ^",
    "v v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 27 41 ^ ^ ^",
    "v v v v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^",
    "v v v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v 0 v v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "0 ^ v 1 2 3 5 8 12 18 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ 1 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
}};

constexpr Master reduced_table{{
    "v v v v v v v v v v v v v v 0 v v 1 2 3 5 7 10 14 21 30",
    "v v v v v v v v v v v v v 0 ^ v v 1 2 3 5 7 10 14 21 30",
    "v v v v v v v v v v v v 0 ^ v v 1 2 3 5 6 8 10 14 21 ^",
    "v v v v v v v v v v v 0 ^ v v 1 2 3 5 6 8 10 14 21 ^ ^",
    "v v v v v v v v v v 0 ^ v v 1 2 3 5 6 8 10 14 21 ^ ^ ^",
    "v v v v v v v v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^",
    "v v v v v v v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v 0 ^ v v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "0 ^ ^ v 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ ^ 1 2 3 5 6 8 10 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
}};

constexpr Master reduced_table_105e{{
    "v v v v v v v v v v v v v v 0 v v 1 2 3 5 7 10 14 21 30",
    "v v v v v v v v v v v v v 0 ^ v 0/2 1/3 2/4 3/5 5 7 10 14 21 30",
    "v v v v v v v v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 14/17 21/24 30",
    "v v v v v v v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 14/17 21/24 ^ ^",
    "v v v v v v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 14/17 21/24 ^ ^ ^",
    "v v v v v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^",
    "v v v v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "v 0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
    "^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^ ^",
}};

// "Ac/Re of the single plan: Ac/Re after each stage".
constexpr std::array<std::string_view, 10> double_normal_stages{
    "1/2: 0/2 1/2",
    "2/3: 0/3 3/4",
    "3/4: 1/4 4/5",
    "5/6: 2/5 6/7",
    "7/8: 3/7 8/9",
    "10/11: 5/9 12/13",
    "14/15: 7/11 18/19",
    "21/22: 11/16 26/27",
    "30/31: 17/22 37/38",
    "44/45: 25/31 56/57",
};
constexpr std::array<std::string_view, 9> double_tightened_stages{
    "1/2: 0/2 1/2",
    "2/3: 0/3 3/4",
    "3/4: 1/4 4/5",
    "5/6: 2/5 6/7",
    "8/9: 3/7 11/12",
    "12/13: 6/10 15/16",
    "18/19: 9/14 23/24",
    "27/28: 15/20 34/35",
    "41/42: 23/29 52/53",
};
constexpr std::array<std::string_view, 10> double_reduced_stages{
    "0/2: 0/2 0/2",
    "1/3: 0/3 0/4",
    "1/4: 0/4 1/5",
    "2/5: 0/4 3/6",
    "3/6: 1/5 4/7",
    "5/8: 2/7 6/9",
    "7/10: 3/8 8/12",
    "10/13: 5/10 12/16",
    "14/17: 7/12 18/22",
    "21/24: 11/17 26/30",
};
constexpr std::array<std::string_view, 10> multiple_normal_stages{
    "1/2: -1/2 -1/2 0/2 0/3 1/3 1/3 2/3",
    "2/3: -1/2 0/3 0/3 1/4 2/4 3/5 4/5",
    "3/4: -1/3 0/3 1/4 2/5 3/6 4/6 6/7",
    "5/6: -1/4 1/5 2/6 3/7 5/8 7/9 9/10",
    "7/8: 0/4 1/6 3/8 5/10 7/11 10/12 13/14",
    "10/11: 0/5 3/8 6/10 8/13 11/15 14/17 18/19",
    "14/15: 1/7 4/10 8/13 12/17 17/20 21/23 25/26",
    "21/22: 2/9 7/14 13/19 19/25 25/29 31/33 37/38",
    "30/31: 4/12 11/19 19/27 27/34 36/40 45/47 53/54",
    "44/45: 6/16 17/27 29/39 40/49 53/58 65/68 77/78",
};
constexpr std::array<std::string_view, 9> multiple_tightened_stages{
    "1/2: -1/2 -1/2 0/2 0/3 1/3 1/3 2/3",
    "2/3: -1/2 0/3 0/3 1/4 2/4 3/5 4/5",
    "3/4: -1/2 0/3 1/4 2/5 3/6 4/6 6/7",
    "5/6: -1/4 1/5 2/6 3/7 5/8 7/9 9/10",
    "8/9: 0/4 2/7 4/9 6/11 9/12 12/14 14/15",
    "12/13: 0/6 3/9 7/12 10/15 14/17 18/20 21/22",
    "18/19: 1/8 6/12 11/17 16/22 22/25 27/29 32/33",
    "27/28: 3/10 10/17 17/24 24/31 32/37 40/43 48/49",
    "41/42: 6/15 16/25 26/36 37/46 49/55 61/64 72/73",
};
constexpr std::array<std::string_view, 8> multiple_reduced_stages{
    "0/2: -1/2 -1/2 0/2 0/3 0/3 0/3 1/3",
    "1/3: -1/2 -1/3 0/3 0/4 0/4 1/5 1/5",
    "1/4: -1/3 -1/3 0/4 0/5 1/6 1/6 2/7",
    "2/5: -1/3 0/4 0/5 1/6 2/7 3/7 4/8",
    "3/6: -1/4 0/5 1/6 2/7 3/8 4/9 6/10",
    "5/8: -1/4 1/6 2/8 3/10 5/11 7/12 9/14",
    "7/10: 0/5 1/7 3/9 5/12 7/13 10/15 13/17",
    "10/13: 0/6 3/9 6/12 8/15 11/17 14/20 18/22",
};

struct Columns {  // from the first to the last; none when first > last
  int first;
  int last;
};
using ColumnsOfRows = std::array<Columns, 16>;
constexpr ColumnsOfRows double_normal_columns{{{1, 0}, {15, 25}, {14, 25}, {13, 25}, {12, 25}, {11, 25}, {10, 25}, {9, 25}, {8, 25}, {7, 25}, {6, 25}, {5, 25}, {4, 25}, {3, 25}, {2, 25}, {2, 25}}};
constexpr ColumnsOfRows double_tightened_columns{{{15, 17}, {15, 25}, {14, 25}, {13, 25}, {12, 25}, {11, 25}, {10, 25}, {9, 25}, {8, 25}, {7, 25}, {6, 25}, {5, 25}, {4, 25}, {3, 25}, {2, 25}, {2, 25}}};
constexpr ColumnsOfRows double_reduced_columns{{{1, 0}, {1, 0}, {14, 14}, {13, 23}, {12, 23}, {11, 23}, {10, 23}, {9, 23}, {8, 23}, {7, 23}, {6, 23}, {5, 23}, {4, 23}, {3, 23}, {2, 23}, {2, 23}}};
constexpr ColumnsOfRows multiple_normal_columns{{{1, 0}, {1, 0}, {14, 14}, {13, 23}, {12, 23}, {11, 23}, {10, 23}, {9, 23}, {8, 23}, {7, 23}, {6, 23}, {5, 23}, {4, 23}, {3, 23}, {2, 23}, {2, 23}}};
constexpr ColumnsOfRows multiple_tightened_columns{{{15, 15}, {15, 15}, {14, 15}, {13, 23}, {12, 23}, {11, 23}, {10, 23}, {9, 23}, {8, 23}, {7, 23}, {6, 23}, {5, 23}, {4, 23}, {3, 23}, {2, 23}, {2, 23}}};
constexpr ColumnsOfRows multiple_reduced_columns{{{1, 0}, {1, 0}, {1, 0}, {1, 0}, {12, 12}, {11, 19}, {10, 19}, {9, 19}, {8, 19}, {7, 19}, {6, 19}, {5, 19}, {4, 19}, {3, 19}, {2, 19}, {2, 19}}};
// clang-format on

}  // namespace jidoka::sampling
