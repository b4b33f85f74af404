// A statistical plot as data, and its picture as SVG text: panels above one another, each with series, reference lines,
// marked and hollow points. Pure: the same figure gives the same bytes.
//
//   Figure figure{.title = "Ring diameter"};
//   Panel& panel = figure.panels.emplace_back();
//   panel.y_label = "mm";
//   panel.series.push_back({.name = "mean", .y = {74.01, 74.00, 74.02}, .draw = Draw::line_and_dots});
//   panel.levels.push_back({.at = 74.001, .label = "CL", .style = Style::centre});
//   panel.marked.push_back({.x = 2, .y = 74.02, .text = "1"});
//   write_file("rings.svg", svg(figure));
//
// Where a value is not finite there is a gap, never a "nan" in the picture; without x the index from 0 is x. A series
// of more than `most_points` is thinned to what a screen can show: the first, least, greatest and last of every run of
// neighbours, so no extreme is lost. Colours are those of the web pages, on white; in print they get darker.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jidoka::plot {

enum class Draw : std::uint8_t { line, dots, line_and_dots, steps, bars };

// What a line means decides how it looks: data, then what data is compared with.
enum class Style : std::uint8_t { data, second, centre, control, specification, zone };

struct Series {
  std::string name = {};       // in the legend, when a panel has more than one name
  std::vector<double> x = {};  // empty: 0, 1, 2 …; otherwise as long as y, ascending
  std::vector<double> y = {};
  Draw draw = Draw::line;
  Style style = Style::data;
  bool dashed = false;
};

struct Band {  // the area between low and high
  std::vector<double> x = {};
  std::vector<double> low = {};
  std::vector<double> high = {};
  Style style = Style::data;
};

struct Level {  // a straight reference line across the panel; horizontal or vertical by the list it stands in
  double at = 0;
  std::string label = {};
  Style style = Style::control;
  bool dashed = false;
};

struct Spot {
  double x = 0;
  double y = 0;
  std::string text = {};  // such as the number of the rule that fired
};

struct Panel {
  std::string title = {};
  std::string x_label = {};
  std::string y_label = {};
  std::vector<Band> bands = {};
  std::vector<Series> series = {};
  std::vector<Level> levels = {};    // horizontal, at a y
  std::vector<Level> uprights = {};  // vertical, at an x
  std::vector<Spot> marked = {};     // signals
  std::vector<Spot> hollow = {};     // excluded points
  std::optional<std::pair<double, double>> x_range = {};
  std::optional<std::pair<double, double>> y_range = {};
  int height = 260;
};

struct Figure {
  std::string title = {};
  std::string note = {};  // one line below
  std::vector<Panel> panels = {};
  int width = 960;
};

constexpr std::size_t most_points = 4000;  // of one series, before it is thinned
constexpr std::size_t most_spots = 2000;   // marked or hollow points of one panel that are drawn

std::string svg(const Figure& figure);

}  // namespace jidoka::plot
