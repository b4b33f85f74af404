#include "port/fact.h"

#include <gtest/gtest.h>

#include <random>

#include "json/decode.h"
#include "json/encode.h"

namespace jidoka::port {
namespace {

// Fills any described type with arbitrary values, field by field, from its description.
class Filler {
 public:
  explicit Filler(std::uint64_t seed) : random_(seed) {}

  template <json::Described T>
  void fill(T& out) {
    json::for_each_field<T>([&](const auto& f) { fill(out.*(f.member)); });
  }
  template <json::NamedEnum E>
  void fill(E& out) {
    const auto rows = describe_enum(static_cast<const E*>(nullptr)).rows;
    out = rows[below(rows.size())].first;
  }
  void fill(bool& out) { out = below(2) == 1; }
  void fill(double& out) { out = std::uniform_real_distribution<double>(-1e9, 1e9)(random_); }
  void fill(std::string& out) {
    static constexpr std::string_view pieces[] = {"a",  "IM-01", "\"", "\\", "\n",  "熔体温度",
                                                  "°C", " ",     "\t", "/",  "\x01"};
    out.clear();
    for (std::size_t n = below(6); n > 0; --n) out += pieces[below(std::size(pieces))];
  }
  void fill(Instant& out) { out.ns = static_cast<std::int64_t>(below(4'000'000'000'000'000'000ULL)); }
  void fill(Duration& out) { out.ns = static_cast<std::int64_t>(below(1'000'000'000'000'000ULL)); }
  void fill(Decimal& out) {
    out.digits = static_cast<std::int64_t>(below(2'000'000'000'000ULL)) - 1'000'000'000'000;
    out.scale = static_cast<std::uint8_t>(below(7));
  }
  void fill(Text& out) { fill(out.en), fill(out.zh); }
  // Raw texts enter through json::to_text, so they are canonical: keys sorted, never a lone null.
  void fill(json::Raw& out) { out.text = below(2) == 0 ? "[]" : R"({"of":["a",1],"set_point":231.5})"; }
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  void fill(T& out) {
    out = static_cast<T>(below(1'000'000));
  }
  template <class T>
  void fill(std::optional<T>& out) {
    out.reset();
    if (below(2) == 0) fill(out.emplace());
  }
  template <class T>
  void fill(std::vector<T>& out) {
    out.resize(below(4));
    for (T& element : out) fill(element);
  }
  template <class T>
  void fill(std::map<std::string, T>& out) {
    out.clear();
    for (std::size_t n = below(4); n > 0; --n) {
      std::string key;
      fill(key);
      fill(out[key]);
    }
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  std::mt19937_64 random_;
};

template <std::size_t I = 0>
void every_alternative_survives(Filler& filler) {
  if constexpr (I < std::variant_size_v<FactBody>) {
    Fact fact;
    filler.fill(fact.at);
    filler.fill(fact.by);
    std::variant_alternative_t<I, FactBody> body;
    filler.fill(body);
    fact.body = std::move(body);
    const std::string text = leaf_text(fact);
    const auto read = parse_leaf(text);
    ASSERT_TRUE(read.has_value()) << read.error().text.en << "\n" << text;
    EXPECT_EQ(read->body.index(), I);
    EXPECT_EQ(read->at, fact.at);
    EXPECT_EQ(read->by, fact.by);
    EXPECT_EQ(leaf_text(*read), text);
    every_alternative_survives<I + 1>(filler);
  }
}

TEST(Fact, every_kind_survives_text_and_back_identically) {
  Filler filler(1);
  for (int i = 0; i < 300; ++i) every_alternative_survives(filler);
}

TEST(Fact, a_leaf_says_what_when_and_by_whom) {
  const Fact fact{*parse_instant("2026-01-01T08:14:00Z"), "quality", act::HoldReleased{"H-17", "re-measured"}};
  EXPECT_EQ(
      leaf_text(fact),
      R"({"fact":"hold_released","at":"2026-01-01T08:14:00Z","by":"quality","data":{"id":"H-17","reason":"re-measured"}})");
  EXPECT_EQ(fact_name(fact.body), "hold_released");
}

TEST(Fact, a_leaf_that_is_not_ours_is_refused) {
  for (const char* text :
       {"", "[]", "{}", R"({"fact":"hold_released","at":"2026-01-01T08:14:00Z","by":"q"})",
        R"({"fact":"hold_lifted","at":"2026-01-01T08:14:00Z","by":"q","data":{"id":"H-1","reason":"r"}})",
        R"({"fact":"hold_released","at":"yesterday","by":"q","data":{"id":"H-1","reason":"r"}})",
        R"({"fact":"hold_released","at":"2026-01-01T08:14:00Z","by":"q","data":{"id":"H-1"}})",
        R"({"fact":"hold_released","at":"2026-01-01T08:14:00Z","by":"q","data":{"id":"H-1","reason":"r","x":1}})",
        R"({"fact":"hold_released","at":"2026-01-01T08:14:00Z","by":"q","data":{"id":"H-1","reason":"r"},"x":1})"})
    EXPECT_FALSE(parse_leaf(text).has_value()) << text;
}

}  // namespace
}  // namespace jidoka::port
