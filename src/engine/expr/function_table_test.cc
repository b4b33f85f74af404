#include "expr/function_table.h"

#include <gtest/gtest.h>

#include <array>

#include "expr/function_list.h"

namespace jidoka::expr {
namespace {

TEST(FunctionTable, every_row_says_what_it_does_in_both_languages) {
  EXPECT_GT(listed_functions().size(), 100u);
  for (const ListedFunction& row : listed_functions()) {
    EXPECT_FALSE(row.about.en.empty()) << row.signature;
    EXPECT_NE(row.about.en, row.about.zh) << row.signature;
  }
}

// Whatever kinds it is given, a function answers with a value of the type that its row says, or with an error.
TEST(FunctionTable, every_function_keeps_its_signature) {
  Arena kept;
  std::array<Value, 2> items{of_int(1), of_int(2)};
  std::array<MapEntry, 1> entries{{{of_string("k"), of_int(1)}}};
  const Point point{Instant{1'000'000'000}, 2.0};
  const Series series{{&point, 1}};
  const std::array samples{Value{},
                           of_bool(true),
                           of_int(-3),
                           of_uint(3),
                           of_double(2.5),
                           of_string("12 %s"),
                           of_text(Kind::bytes, "\xff"),
                           of_list(items),
                           make_map(kept, entries),
                           of_timestamp(0, 5),
                           of_duration(1'500'000'000),
                           of_text(Kind::type, "int"),
                           of_series(&series)};
  const Windows windows{Instant{2'000'000'000}};
  Arena arena;
  std::size_t answered = 0;
  for (const Function& function : functions().all())
    for (std::size_t n = 0; n < samples.size() * samples.size() * samples.size(); ++n) {
      const std::array all{samples[n % 13], samples[n / 13 % 13], samples[n / 169]};
      for (std::size_t count = 1; count <= all.size(); ++count) {
        if (count < 3 && n >= (count == 1 ? 13u : 169u)) continue;
        std::int64_t budget = 10'000;
        Call call{arena, budget, &windows, function.name};
        const Value out = run_function(function, call, std::span(all).first(count));
        if (out.is_error()) continue;
        ++answered;
        bool is_one_of_its_types = false;
        for (const Overload& overload : function.overloads)
          is_one_of_its_types =
              is_one_of_its_types || overload.result.form != Type::Form::kind || overload.result.kind == out.kind;
        EXPECT_TRUE(is_one_of_its_types) << function.name << " gave " << kind_name(out.kind);
      }
      arena.clear();
    }
  EXPECT_GT(answered, 100u);
}

}  // namespace
}  // namespace jidoka::expr
