// Values in the order in which they were made, and how they were drawn: one by one, or in subgroups.
//
//   Subgroups::individuals(values)
//   Subgroups::in_sizes_of(values, 5)            a last one of two or more values may be smaller
//   Subgroups::by_label(values, {"1","1","2"…})   in the order in which the labels first appear
// A subgroup of one value among others says nothing of the spread within and is refused with its number.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace jidoka::study {

class Subgroups {
 public:
  static Subgroups individuals(std::vector<double> values);
  static Result<Subgroups> in_sizes_of(std::vector<double> values, std::size_t size);
  static Result<Subgroups> by_label(const std::vector<double>& values, const std::vector<std::string>& labels);

  bool are_individuals() const { return sizes_.empty(); }
  std::span<const double> values() const { return values_; }
  std::size_t count() const { return sizes_.empty() ? values_.size() : sizes_.size(); }
  std::size_t largest() const;
  bool are_of_one_size() const;

  template <class Change>
  Subgroups changed(Change change) const {  // each value by itself
    Subgroups out = *this;
    for (double& value : out.values_) value = change(value);
    return out;
  }

  template <class Visit>
  void each(Visit visit) const {  // visit(std::span<const double>), in order
    if (sizes_.empty())
      for (const double& value : values_) visit(std::span(&value, 1));
    std::size_t from = 0;
    for (const std::size_t size : sizes_) {
      visit(std::span(values_).subspan(from, size));
      from += size;
    }
  }

 private:
  std::vector<double> values_;
  std::vector<std::size_t> sizes_;  // empty: individuals
};

}  // namespace jidoka::study
