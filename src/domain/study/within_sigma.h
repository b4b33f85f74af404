// The standard deviation inside subgroups, the part of the variation that is there at any one time, and how well it is
// known: its effective degrees of freedom, from which every interval on Cp and Cpk follows.
//
//   range          mean of Rᵢ / d2(nᵢ)          df by Patnaik's chi approximation of its coefficient of variation
//   s              mean of sᵢ / c4(nᵢ)          the same
//   pooled         √(Σ(nᵢ−1)sᵢ² / Σ(nᵢ−1))      df = Σ(nᵢ−1)
//   moving_range   mean |xᵢ₊₁ − xᵢ| / d2(2)     the same, with the covariance of overlapping ranges (Nabeya 1951)
// Sources: ISO 22514-2, ISO 7870-2, Patnaik 1950. By default what the chart of that size uses: moving range, range up
// to eight values, s from nine.
#pragma once

#include <cstdint>
#include <optional>

#include "core/result.h"
#include "json/describe.h"
#include "study/subgroups.h"

namespace jidoka::study {

enum class SigmaMethod : std::uint8_t { range, s, pooled, moving_range };
constexpr auto describe_enum(const SigmaMethod*) {
  return json::names<SigmaMethod>({{SigmaMethod::range, "range"},
                                   {SigmaMethod::s, "s"},
                                   {SigmaMethod::pooled, "pooled"},
                                   {SigmaMethod::moving_range, "moving-range"}});
}

struct WithinSigma {
  SigmaMethod method = SigmaMethod::moving_range;
  double sigma = 0;
  double df = 0;
};

Result<WithinSigma> sigma_within(const Subgroups& subgroups, std::optional<SigmaMethod> method);

// The ν of which χ_ν/√ν varies as much, relative to its mean: ½/CV² and a little (Patnaik 1950).
double effective_df(double squared_coefficient_of_variation);

// d2*(size, count): what a mean of `count` ranges of `size` values is divided by so that its square is unbiased (Duncan
// 1955; AIAG MSA 4th ed., appendix C): √(d2² + d3²/count), computed. Beyond 15 ranges AIAG takes d2 itself.
double d2_star(int size, std::uint64_t count);

}  // namespace jidoka::study
