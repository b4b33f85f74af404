// The picture of a control chart over a series.
#include <algorithm>
#include <limits>

#include "jidoka/spc.h"
#include "spc/analysis_stage.h"

namespace jidoka::app {
namespace {

std::vector<double> numbers(const std::vector<std::optional<double>>& values) {
  std::vector<double> out;
  out.reserve(values.size());
  for (const auto& value : values) out.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  return out;
}

bool is_straight(const std::vector<std::optional<double>>& line) {
  return !line.empty() && line.front() && std::ranges::all_of(line, [&](const auto& at) { return at == line.front(); });
}

// A line that is the same everywhere stands across the panel with its label; else it is a series of steps.
void add_line(plot::Panel& panel, const std::vector<std::optional<double>>& line, const std::vector<double>& x,
              const char* label, plot::Style style) {
  if (std::ranges::none_of(line, [](const auto& at) { return at.has_value(); })) return;
  if (is_straight(line))
    panel.levels.push_back({.at = *line.front(), .label = label, .style = style});
  else
    panel.series.push_back({.name = label, .x = x, .y = numbers(line), .draw = plot::Draw::steps, .style = style});
}

}  // namespace

plot::Figure figure_of(const spc::Analysis& analysis, Language language) {
  const bool is_zh = language == Language::chinese;
  const spc::AnalysisKind& kind = spc::analysis_kind(analysis.chart);
  plot::Figure figure{.title = std::string(is_zh ? kind.name_zh : kind.name_en)};
  for (const spc::AnalysisPanel& from : analysis.panels) {
    plot::Panel& panel = figure.panels.emplace_back();
    panel.y_label = from.name;
    std::vector<double> x;
    for (std::size_t i = 0; i < from.points.size(); ++i) x.push_back(static_cast<double>(i + from.first));
    panel.series.push_back({.name = from.name, .x = x, .y = numbers(from.points), .draw = plot::Draw::line_and_dots});
    add_line(panel, from.center, x, "CL", plot::Style::centre);
    add_line(panel, from.lower, x, "LCL", plot::Style::control);
    add_line(panel, from.upper, x, "UCL", plot::Style::control);
    for (const spc::AnalysisSignal& signal : from.signals)
      panel.marked.push_back({x[signal.index], *from.points[signal.index], signal.rules.front()});
    for (const spc::Exclusion& excluded : analysis.exclusions)
      if (excluded.index >= from.first && excluded.index - from.first < from.points.size())
        if (const auto value = from.points[excluded.index - from.first])
          panel.hollow.push_back({static_cast<double>(excluded.index), *value, ""});
  }
  if (!figure.panels.empty()) figure.panels.back().x_label = is_zh ? "子组（从 0 起）" : "subgroup, from 0";
  return figure;
}

}  // namespace jidoka::app
