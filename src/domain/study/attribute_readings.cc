#include <fmt/format.h>

#include <map>

#include "core/assert.h"
#include "study/attribute_study.h"

namespace jidoka::study {

namespace {

class Names {
 public:
  std::size_t place_of(const std::string& name) {
    const auto [place, is_new] = places_.try_emplace(name, list_.size());
    if (is_new) list_.push_back(name);
    return place->second;
  }
  std::vector<std::string> take() { return std::move(list_); }
  std::size_t size() const { return list_.size(); }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<std::string> list_;
};

Failure two_references(const std::string& part) {
  return fail(Code::invalid, "two-references",
              {"Part " + part + " has two different reference values.", "零件 " + part + " 有两个不同的参考值。"},
              "reference");
}

Result<void> check_balance(const AttributeReadings& readings) {
  if (readings.parts.size() < 2)
    return fail(Code::invalid, "too-few-parts",
                {"An agreement study needs two parts or more.", "一致性研究至少需要两个零件。"}, "part");
  const std::size_t wanted = readings.ratings.front().front().size();
  for (std::size_t p = 0; p < readings.parts.size(); ++p)
    for (std::size_t a = 0; a < readings.appraisers.size(); ++a)
      if (const std::size_t got = readings.ratings[p][a].size(); got != wanted || got == 0)
        return fail(Code::invalid, "missing-cell",
                    {fmt::format("{} rated part {} {} times, the first part was rated {} times; all need the same.",
                                 readings.appraisers[a], readings.parts[p], got, wanted),
                     fmt::format("{} 对零件 {} 评价了 {} 次，第一个零件为 {} 次；次数必须相同。",
                                 readings.appraisers[a], readings.parts[p], got, wanted)},
                    "rating");
  return {};
}

}  // namespace

Result<AttributeReadings> attribute_readings(const std::vector<std::string>& parts,
                                             const std::vector<std::string>& appraisers,
                                             const std::vector<std::string>& ratings,
                                             const std::vector<std::string>& references) {
  ASSERT(parts.size() == ratings.size() && appraisers.size() == ratings.size());
  ASSERT(references.empty() || references.size() == ratings.size());
  constexpr std::size_t most_ratings = 100'000;
  constexpr std::size_t most_categories = 100;
  constexpr std::size_t most_appraisers = 100;
  if (ratings.empty() || ratings.size() > most_ratings)
    return fail(Code::invalid, "bad-size",
                {"An agreement study has between one and 100 000 ratings.", "一致性研究应有 1 至 100 000 个评价。"},
                "rating");
  AttributeReadings out;
  Names part_names;
  Names appraiser_names;
  Names categories;
  for (const std::string& appraiser : appraisers) appraiser_names.place_of(appraiser);
  if (appraiser_names.size() > most_appraisers)
    return fail(Code::invalid, "too-many-appraisers",
                {"An agreement study has at most 100 appraisers.", "一致性研究最多 100 名评价人。"}, "appraiser");
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    const std::size_t part = part_names.place_of(parts[i]);
    const bool is_new = part == out.ratings.size();
    if (is_new) out.ratings.emplace_back(appraiser_names.size());
    out.ratings[part][appraiser_names.place_of(appraisers[i])].push_back(categories.place_of(ratings[i]));
    if (references.empty()) continue;
    const std::size_t reference = categories.place_of(references[i]);
    if (is_new)
      out.references.push_back(reference);
    else if (out.references[part] != reference)
      return two_references(parts[i]);
  }
  if (categories.size() > most_categories)
    return fail(Code::invalid, "too-many-categories",
                {"There are more than 100 categories. Are these measurements? Then make a gauge R&R study.",
                 "类别超过 100 个。如果是测量值，请做量具重复性与再现性研究。"},
                "rating");
  out.parts = part_names.take();
  out.appraisers = appraiser_names.take();
  out.categories = categories.take();
  TRY_VOID(check_balance(out));
  return out;
}

}  // namespace jidoka::study
