// What the charts of analysis.h are made of: one stage of a series, already grouped and brought to a scale at which no
// square overflows or vanishes, and the drafts of panels that a chart draws over it. Adding a chart is one row of
// `analysis_kinds()` and the function that drafts it; judging, stages, scale and words are the same for all.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/text.h"
#include "spc/analysis.h"

namespace jidoka::spc {

struct Subgroup {
  std::size_t n = 0;  // 0: nothing was measured, or it is not to be known
  double mean = 0;
  double range = 0;
  double deviation = 0;
  double median = 0;
  double low = 0;
  double high = 0;
  double size = 0;           // items or area behind a count
  bool is_excluded = false;  // drawn, but no part of limits, signals and runs
  bool is_baseline = false;  // limits come from it
};

struct AnalysisStage {
  const AnalysisSpec* spec = nullptr;
  std::vector<Subgroup> groups;
  std::vector<std::vector<double>> vectors;  // of several characteristics: by observation, whole rows only
  std::vector<std::size_t> row_begins;       // the first row of each subgroup, and the number of rows at the end
  std::optional<double> sigma, target;       // as the specification gives them, at the stage's scale

  double last_mean = 0;  // written by drafts: the centre of the process

  std::size_t baseline() const;
  std::size_t largest() const;  // values in a subgroup
  bool is_individual() const { return largest() <= 1; }
};

struct PanelDraft {
  std::string name;
  std::uint64_t first = 0;
  std::optional<double> sigma;
  bool has_runs = false;              // judged by all rules of the set; else by its limits alone
  double (*shown)(double) = nullptr;  // from what is judged to what is drawn
  bool has_scale = true;              // of the values themselves: goes back to their scale
  // By subgroup from `first` on. NaN: no point; an infinite limit: none on that side.
  std::vector<double> point, center, se, lower, upper;

  void add(double value, double middle, double error, double low, double high);
  void add_nothing();
};

using Drafts = std::vector<PanelDraft>;

enum class Needs : std::uint8_t { values, subgroups, single_values, counts, sized_counts, vectors, nominals };

struct AnalysisKind {
  AnalysisChart chart;
  Needs needs;
  Result<Drafts> (*draft)(AnalysisStage&);
  std::string_view name_en, name_zh;
};
std::span<const AnalysisKind> analysis_kinds();
const AnalysisKind& analysis_kind(AnalysisChart chart);

// estimate.cc
Result<double> grand_mean(const AnalysisStage& stage);
Result<double> estimate_sigma(const AnalysisStage& stage, SigmaEstimator usual);
std::vector<double> moving_ranges(const AnalysisStage& stage);  // from the second subgroup on; NaN: none
double mean_of(std::span<const double> values);                 // compensated; NaN is left out; 0 of nothing

// The functions of the rows, by file.
Result<Drafts> draft_xbar_r(AnalysisStage& stage);
Result<Drafts> draft_xbar_s(AnalysisStage& stage);
Result<Drafts> draft_i_mr(AnalysisStage& stage);
Result<Drafts> draft_median(AnalysisStage& stage);
Result<Drafts> draft_dnom(AnalysisStage& stage);
Result<Drafts> draft_p(AnalysisStage& stage);
Result<Drafts> draft_np(AnalysisStage& stage);
Result<Drafts> draft_c(AnalysisStage& stage);
Result<Drafts> draft_u(AnalysisStage& stage);
Result<Drafts> draft_laney_p(AnalysisStage& stage);
Result<Drafts> draft_laney_u(AnalysisStage& stage);
Result<Drafts> draft_cusum(AnalysisStage& stage);
Result<Drafts> draft_ewma(AnalysisStage& stage);
Result<Drafts> draft_moving_average(AnalysisStage& stage);
Result<Drafts> draft_t2(AnalysisStage& stage);
Result<Drafts> draft_mewma(AnalysisStage& stage);
Result<Drafts> draft_g(AnalysisStage& stage);
Result<Drafts> draft_t(AnalysisStage& stage);

}  // namespace jidoka::spc
