#include "study/anova.h"

#include <algorithm>
#include <cmath>

#include "study/moments.h"
#include "study/probability.h"

namespace jidoka::study {

AnovaRow anova_row(std::string source, std::uint64_t df, double squares) {
  AnovaRow row{std::move(source), df, squares, std::nullopt, std::nullopt, std::nullopt};
  if (df > 0) row.mean_square = squares / static_cast<double>(df);
  return row;
}

void compare(AnovaRow& row, const AnovaRow& against) {
  if (!row.mean_square || !against.mean_square || *against.mean_square <= 0) return;
  row.f = *row.mean_square / *against.mean_square;
  row.p = f_above(*row.f, static_cast<double>(row.df), static_cast<double>(against.df));
}

Result<OneWay> one_way_anova(const std::vector<std::vector<double>>& groups) {
  OneWay out;
  long double sum_of_means = 0;
  long double within = 0;
  double sizes_squared = 0;
  std::vector<Moments> moments;
  for (const auto& group : groups) {
    TRY_VOID(check_numbers(group, 1));
    moments.push_back(moments_of(group));
    out.n += group.size();
    sum_of_means += moments.back().mean * static_cast<long double>(group.size());
    within += moments.back().squares;
    sizes_squared += static_cast<double>(group.size()) * static_cast<double>(group.size());
  }
  out.groups = groups.size();
  if (groups.size() < 2 || out.n <= groups.size())
    return fail(Code::invalid, "too-few-groups",
                {"An analysis of variance needs two groups, and one of them two values.",
                 "方差分析至少需要两组，且至少一组有两个值。"},
                "group");
  const long double mean = sum_of_means / static_cast<long double>(out.n);
  long double between = 0;
  for (const Moments& group : moments) {
    const long double off = group.mean - mean;
    between += off * off * static_cast<long double>(group.n);
  }
  const auto n = static_cast<double>(out.n);
  out.df_between = static_cast<double>(out.groups - 1);
  out.df_within = static_cast<double>(out.n - out.groups);
  out.squares_between = static_cast<double>(between);
  out.squares_within = static_cast<double>(within);
  out.mean_square_between = out.squares_between / out.df_between;
  out.mean_square_within = out.squares_within / out.df_within;
  out.residual_sigma = std::sqrt(out.mean_square_within);
  if (between + within > 0) out.r_squared = static_cast<double>(between / (between + within));
  if (out.mean_square_within > 0) {
    out.f = out.mean_square_between / out.mean_square_within;
    out.p = f_above(*out.f, out.df_between, out.df_within);
  }
  out.common_size = (n - sizes_squared / n) / out.df_between;
  out.variance_between = std::max(0.0, (out.mean_square_between - out.mean_square_within) / out.common_size);
  return out;
}

}  // namespace jidoka::study
