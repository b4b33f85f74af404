#include "study/figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace jidoka::study {

namespace {

using plot::Draw;
using plot::Panel;
using plot::Style;

class Words {
 public:
  explicit Words(bool is_chinese) : is_chinese_(is_chinese) {}
  std::string operator()(const char* en, const char* zh) const { return is_chinese_ ? zh : en; }
  std::string operator()(const Text& text) const { return is_chinese_ ? text.zh : text.en; }

 private:
  bool is_chinese_;
};

Panel histogram_panel(const Capability& study, const Words& say) {
  Panel panel;
  panel.title = say("Histogram and fitted distribution", "直方图与拟合分布");
  panel.y_label = say("values", "个数");
  plot::Series bars{.name = say("values", "数据"), .draw = Draw::bars};
  const Histogram& histogram = study.histogram;
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    bars.x.push_back(histogram.from + (static_cast<double>(i) + 0.5) * histogram.width);
    bars.y.push_back(static_cast<double>(histogram.counts[i]));
  }
  const ShapeRow& shape = shape_row(study.distribution);
  plot::Series curve{.name = say({std::string(shape.name_en), std::string(shape.name_zh)}), .style = Style::second};
  for (const CurvePoint& point : histogram.curve) {
    curve.x.push_back(point.x);
    curve.y.push_back(point.count);
  }
  panel.series = {bars, curve};
  const auto upright = [&](std::optional<double> at, std::string label, Style style) {
    if (at) panel.uprights.push_back({.at = *at, .label = std::move(label), .style = style});
  };
  upright(study.specification.lower, say("LSL", "规格下限"), Style::specification);
  upright(study.specification.target, say("target", "目标"), Style::centre);
  upright(study.specification.upper, say("USL", "规格上限"), Style::specification);
  double low = histogram.curve.empty() ? histogram.from : histogram.curve.front().x;
  double high = histogram.curve.empty() ? histogram.from : histogram.curve.back().x;
  for (const auto& limit : {study.specification.lower, study.specification.upper}) {
    low = std::min(low, limit.value_or(low));
    high = std::max(high, limit.value_or(high));
  }
  const double air = (high - low) / 16;  // for the names of the limits
  panel.x_range = {low - air, high + air};
  return panel;
}

Panel probability_panel(const Capability& study, const Words& say) {
  Panel panel;
  panel.title = say("Probability plot: on the line when the distribution fits", "概率图：分布合适时各点落在直线上");
  panel.x_label = say("expected of the distribution", "分布的期望值");
  panel.y_label = say("value", "实际值");
  plot::Series points{.draw = Draw::dots};
  plot::Series line{.style = Style::centre};
  for (const ProbabilityPoint& point : study.probability_plot) {
    points.x.push_back(point.expected);
    points.y.push_back(point.value);
  }
  if (!points.x.empty()) line.x = line.y = {points.x.front(), points.x.back()};
  panel.series = {line, points};
  return panel;
}

std::string indices_line(const Capability& study) {
  std::string out;
  const auto add = [&](const char* name, const std::optional<double>& index) {
    if (index) out += fmt::format("{}{} {:.3f}", out.empty() ? "" : "   ", name, *index);
  };
  add("Cp", study.cp);
  add("Cpk", study.cpk);
  add("Pp", study.pp);
  add("Ppk", study.ppk);
  return fmt::format("n {}   {}", study.n, out);
}

// One line for each appraiser over the parts; lines that cross are an interaction.
Panel by_part_panel(const GaugeStudy& study, const Words& say, double PartAppraiserMean::* what, std::string title) {
  Panel panel;
  panel.title = std::move(title);
  panel.x_label = say("part, in order", "零件（按顺序）");
  std::vector<std::string> parts;
  std::vector<std::string> appraisers;
  for (const PartAppraiserMean& mean : study.means) {
    if (std::ranges::find(parts, mean.part) == parts.end()) parts.push_back(mean.part);
    if (std::ranges::find(appraisers, mean.appraiser) == appraisers.end()) appraisers.push_back(mean.appraiser);
  }
  bool is_second = false;
  for (const std::string& appraiser : appraisers) {
    plot::Series line{.name = appraiser, .draw = Draw::line_and_dots};
    line.style = is_second ? Style::second : Style::data;
    line.dashed = panel.series.size() > 1;
    is_second = !is_second;
    for (const PartAppraiserMean& mean : study.means) {
      if (mean.appraiser != appraiser) continue;
      line.x.push_back(static_cast<double>(std::ranges::find(parts, mean.part) - parts.begin()) + 1);
      line.y.push_back(mean.*what);
    }
    panel.series.push_back(std::move(line));
  }
  return panel;
}

Panel components_panel(const GaugeStudy& study, const Words& say) {
  Panel panel;
  panel.title = say("1 gage R&R   2 repeatability   3 reproducibility   4 part to part",
                    "1 量具 R&R   2 重复性   3 再现性   4 零件间");
  panel.y_label = say("% of study variation", "% 研究变差");
  const BySource& by = study.percent_study_variation;
  panel.series.push_back({.x = {1, 2, 3, 4},
                          .y = {by.total_grr, by.repeatability, by.reproducibility, by.part_to_part},
                          .draw = Draw::bars});
  panel.levels.push_back({.at = 10, .label = "10 %", .style = Style::centre, .dashed = true});
  panel.levels.push_back({.at = 30, .label = "30 %", .style = Style::control, .dashed = true});
  panel.x_range = {0.3, 4.7};
  panel.y_range = {0, 100};
  return panel;
}

}  // namespace

plot::Figure figure_of(const Capability& study, bool is_chinese) {
  const Words say(is_chinese);
  plot::Figure figure{.title = say("Process capability", "过程能力"), .note = say(verdict_text(study))};
  figure.panels = {histogram_panel(study, say), probability_panel(study, say)};
  figure.panels.front().x_label = indices_line(study);
  return figure;
}

plot::Figure figure_of(const GaugeStudy& study, bool is_chinese) {
  const Words say(is_chinese);
  plot::Figure figure{.title = say("Gage repeatability and reproducibility", "量具重复性与再现性"),
                      .note = fmt::format("GRR {:.1f} %   ndc {}", study.percent_study_variation.total_grr, study.ndc)};
  figure.panels = {
      components_panel(study, say),
      by_part_panel(study, say, &PartAppraiserMean::mean, say("Means of each part by appraiser", "各评价人的零件均值")),
      by_part_panel(study, say, &PartAppraiserMean::range, say("Ranges of the trials", "重复测量的极差"))};
  return figure;
}

}  // namespace jidoka::study
