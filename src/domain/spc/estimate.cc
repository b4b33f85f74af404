// Where the limits of an analysis come from: the mean and the sigma of its baseline.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "spc/analysis_stage.h"
#include "spc/constants.h"

namespace jidoka::spc {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Neumaier (1974): a sum that loses nothing to the order of its terms.
class Sum {
 public:
  void add(double value) {
    const double next = sum_ + value;
    lost_ += std::abs(sum_) >= std::abs(value) ? (sum_ - next) + value : (value - next) + sum_;
    sum_ = next;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

// Constants take milliseconds for a size that is new, and a series may have a million subgroups of one size.
class Remembered {
 public:
  explicit Remembered(double (*constant)(int)) : constant_(constant) {}
  double operator()(std::size_t n) {
    const auto [found, is_new] = known_.try_emplace(n, 0.0);
    if (is_new) found->second = constant_(static_cast<int>(n));
    return found->second;
  }

 private:
  double (*constant_)(int);
  std::map<std::size_t, double> known_;
};

Failure needs_pairs() {
  return fail(Code::invalid, "no-spread",
              {"No subgroup of the baseline has two values or more, so nothing tells how much they vary. Use i-mr for "
               "single values.",
               "用于计算控制限的子组都不足两个值，无法估计波动。单值请用 i-mr 图。"},
              "size");
}

// The mean of one statistic over the baseline's subgroups of two and more.
template <class Statistic>
Result<double> mean_over_pairs(const AnalysisStage& stage, Statistic statistic) {
  Sum sum;
  std::size_t count = 0;
  for (const Subgroup& group : stage.groups)
    if (group.is_baseline && group.n >= 2) {
      sum.add(statistic(group));
      ++count;
    }
  if (count == 0) return needs_pairs();
  return sum.value() / static_cast<double>(count);
}

// qcc's UWAVE-R: for subgroups of one size it is R̄/d2.
Result<double> from_ranges(const AnalysisStage& stage) {
  Remembered d2_of(d2);
  return mean_over_pairs(stage, [&](const Subgroup& group) { return group.range / d2_of(group.n); });
}

Result<double> from_deviations(const AnalysisStage& stage) {
  Remembered c4_of(c4);
  return mean_over_pairs(
      stage, [&](const Subgroup& group) { return group.deviation / (stage.spec->unbiased ? c4_of(group.n) : 1); });
}

// √(Σ(n−1)s² / Σ(n−1)), and c4 of that many degrees of freedom (Burr 1969).
Result<double> pooled(const AnalysisStage& stage) {
  Sum squares;
  double freedom = 0;
  for (const Subgroup& group : stage.groups)
    if (group.is_baseline && group.n >= 2) {
      const auto of_group = static_cast<double>(group.n - 1);
      squares.add(of_group * group.deviation * group.deviation);
      freedom += of_group;
    }
  if (freedom == 0) return needs_pairs();
  const double biased = std::sqrt(squares.value() / freedom);
  return stage.spec->unbiased ? biased / c4(static_cast<int>(freedom) + 1) : biased;
}

// Of subgroup means; of single values these are the moving ranges of I-MR. The median's constant is √2·Φ⁻¹(¾), the
// median of |N(0, 2)| (Clifford 1959).
Result<double> from_moving_ranges(const AnalysisStage& stage, bool by_median) {
  const std::vector<double> ranges = moving_ranges(stage);
  std::vector<double> used;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const bool is_used = stage.groups[i + 1].is_baseline && !std::isnan(ranges[i]);
    if (is_used) used.push_back(ranges[i]);
  }
  if (used.empty())
    return fail(
        Code::invalid, "too-few-points",
        {"A moving range needs two neighbouring points in the baseline.", "移动极差至少需要基准段内相邻的两个点。"},
        "value");
  if (!by_median) return mean_of(used) / d2(2);
  const auto middle = used.begin() + static_cast<std::ptrdiff_t>(used.size() / 2);
  std::nth_element(used.begin(), middle, used.end());
  double median = *middle;
  if (used.size() % 2 == 0) median = (median + *std::max_element(used.begin(), middle)) / 2;
  constexpr double median_constant = 0.95387255240894;
  return median / median_constant;
}

// The standard deviation of all values, whatever their subgroups: within and between added up (Chan et al. 1979).
Result<double> overall(const AnalysisStage& stage) {
  double mean = 0;
  double squares = 0;
  double count = 0;
  for (const Subgroup& group : stage.groups) {
    if (!group.is_baseline) continue;
    const auto n = static_cast<double>(group.n);
    const double off = group.mean - mean;
    squares += (n - 1) * group.deviation * group.deviation + off * off * count * n / (count + n);
    mean += off * n / (count + n);
    count += n;
  }
  if (count < 2)
    return fail(Code::invalid, "too-few-points",
                {"A standard deviation needs two values or more in the baseline.", "标准差至少需要基准段内的两个值。"},
                "value");
  const double biased = std::sqrt(squares / (count - 1));
  return stage.spec->unbiased ? biased / c4(static_cast<int>(count)) : biased;
}

Failure no_variation() {
  return fail(
      Code::invalid, "no-variation",
      {"The values of the baseline do not differ, so there are no control limits. Either the gauge is too coarse "
       "to see the variation, or these are not measured values; a known sigma may be given instead.",
       "用于计算控制限的数据没有任何差异，无法得出控制限。可能是量具分辨力不足，或者并非实测值；也可以直接给出已知的 "
       "sigma。"},
      "value");
}

}  // namespace

double mean_of(std::span<const double> values) {
  Sum sum;
  std::size_t count = 0;
  for (double value : values)
    if (!std::isnan(value)) {
      sum.add(value);
      ++count;
    }
  return count == 0 ? 0 : sum.value() / static_cast<double>(count);
}

std::vector<double> moving_ranges(const AnalysisStage& stage) {
  std::vector<double> ranges;
  const Subgroup* before = nullptr;
  for (const Subgroup& group : stage.groups) {
    if (group.n == 0) {
      ranges.push_back(none);
      continue;
    }
    const bool has_both = before != nullptr && !before->is_excluded && !group.is_excluded;
    ranges.push_back(has_both ? std::abs(group.mean - before->mean) : none);
    before = &group;
  }
  if (!ranges.empty()) ranges.erase(ranges.begin());
  return ranges;
}

// Σn·x̄ / Σn (Montgomery, 6.3.2, for subgroups of several sizes), about the first mean so that digits are not lost.
Result<double> grand_mean(const AnalysisStage& stage) {
  if (stage.target) return *stage.target;
  const Subgroup* first = nullptr;
  Sum sum;
  Sum weights;
  double low = 0;
  double high = 0;
  for (const Subgroup& group : stage.groups) {
    if (!group.is_baseline) continue;
    if (first == nullptr) {
      first = &group;
      low = high = group.mean;
    }
    low = std::min(low, group.mean);
    high = std::max(high, group.mean);
    sum.add(static_cast<double>(group.n) * (group.mean - first->mean));
    weights.add(static_cast<double>(group.n));
  }
  if (first == nullptr)
    return fail(Code::invalid, "no-baseline",
                {"No subgroup is left from which limits could come. Exclude fewer, or give a longer phase 1.",
                 "没有可用于计算控制限的子组。请减少剔除的子组，或延长第一阶段。"},
                "phase1");
  return std::clamp(first->mean + sum.value() / weights.value(), low, high);
}

Result<double> estimate_sigma(const AnalysisStage& stage, SigmaEstimator usual) {
  if (stage.sigma) return *stage.sigma;
  const SigmaEstimator chosen = stage.spec->estimator == SigmaEstimator::automatic ? usual : stage.spec->estimator;
  Result<double> sigma = 0.0;
  switch (chosen) {
    case SigmaEstimator::r_bar:
      sigma = from_ranges(stage);
      break;
    case SigmaEstimator::s_bar:
      sigma = from_deviations(stage);
      break;
    case SigmaEstimator::pooled:
      sigma = pooled(stage);
      break;
    case SigmaEstimator::mr_bar:
      sigma = from_moving_ranges(stage, false);
      break;
    case SigmaEstimator::median_mr:
      sigma = from_moving_ranges(stage, true);
      break;
    case SigmaEstimator::overall:
    case SigmaEstimator::automatic:
      sigma = overall(stage);
      break;
  }
  if (sigma && !(*sigma > 0)) return no_variation();
  return sigma;
}

}  // namespace jidoka::spc
