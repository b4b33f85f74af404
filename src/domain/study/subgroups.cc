#include "study/subgroups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/assert.h"

namespace jidoka::study {

namespace {

Failure alone(const std::string& name) {
  return fail(Code::invalid, "subgroup-of-one",
              {"Subgroup " + name + " has one value; two or more are needed to see the spread within.",
               "子组 " + name + " 只有一个值；至少需要两个值才能看出组内变差。"},
              "subgroup");
}

}  // namespace

Subgroups Subgroups::individuals(std::vector<double> values) {
  Subgroups out;
  out.values_ = std::move(values);
  return out;
}

Result<Subgroups> Subgroups::in_sizes_of(std::vector<double> values, std::size_t size) {
  if (size == 0)
    return fail(Code::invalid, "bad-size", {"A subgroup has at least one value.", "子组至少有一个值。"}, "size");
  Subgroups out = individuals(std::move(values));
  if (size == 1) return out;
  for (std::size_t from = 0; from < out.values_.size(); from += size) {
    out.sizes_.push_back(std::min(size, out.values_.size() - from));
    if (out.sizes_.back() == 1) return alone(fmt::format("{}", out.sizes_.size()));
  }
  return out;
}

Result<Subgroups> Subgroups::by_label(const std::vector<double>& values, const std::vector<std::string>& labels) {
  ASSERT(values.size() == labels.size());
  std::map<std::string_view, std::size_t> places;
  std::vector<std::vector<double>> groups;
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto [place, is_new] = places.try_emplace(labels[i], groups.size());
    if (is_new) {
      groups.emplace_back();
      names.emplace_back(labels[i]);
    }
    groups[place->second].push_back(values[i]);
  }
  if (groups.size() == values.size()) return individuals(values);  // every label once: one by one
  Subgroups out;
  out.values_.reserve(values.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].size() == 1) return alone(std::string(names[i]));
    out.sizes_.push_back(groups[i].size());
    out.values_.insert(out.values_.end(), groups[i].begin(), groups[i].end());
  }
  return out;
}

std::size_t Subgroups::largest() const { return sizes_.empty() ? 1 : std::ranges::max(sizes_); }

bool Subgroups::are_of_one_size() const {
  return sizes_.empty() || std::ranges::adjacent_find(sizes_, std::ranges::not_equal_to()) == sizes_.end();
}

}  // namespace jidoka::study
