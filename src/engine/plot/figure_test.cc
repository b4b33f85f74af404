#include "plot/figure.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>

namespace jidoka::plot {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

void expect_well_formed(const std::string& picture) {
  std::istringstream in(picture);
  boost::property_tree::ptree tree;
  EXPECT_NO_THROW(boost::property_tree::read_xml(in, tree)) << picture.substr(0, 400);
  EXPECT_EQ(tree.count("svg"), 1U);
  for (const char* word : {"nan", "inf", "NaN"}) EXPECT_THAT(picture, Not(HasSubstr(std::string(word) + " "))) << word;
  for (const char* word : {"\"nan", "\"-nan", "\"inf", "\"-inf", " nan", " -nan", " inf", " -inf", ">nan", ">inf"})
    EXPECT_THAT(picture, Not(HasSubstr(word))) << word;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

Figure of(std::vector<double> y, Draw draw = Draw::line) {
  Figure figure;
  figure.panels.emplace_back().series.push_back({.y = std::move(y), .draw = draw});
  return figure;
}

TEST(Figure, ShowsEverythingOfAChart) {
  Figure figure{.title = "环径 Ring diameter", .note = "n = 5"};
  Panel& panel = figure.panels.emplace_back();
  panel.title = "X̄";
  panel.x_label = "subgroup";
  panel.y_label = "mm";
  panel.bands.push_back({.low = {73.9, 73.9, 73.9}, .high = {74.1, 74.1, 74.1}, .style = Style::zone});
  panel.series.push_back({.name = "mean", .y = {74.01, 74.00, 74.05}, .draw = Draw::line_and_dots});
  panel.series.push_back({.name = "upper", .y = {74.03, 74.04, 74.03}, .draw = Draw::steps, .style = Style::control});
  panel.levels.push_back({.at = 74.0, .label = "CL 74.000", .style = Style::centre});
  panel.uprights.push_back({.at = 1.5, .label = "phase 2", .style = Style::zone, .dashed = true});
  panel.marked.push_back({.x = 2, .y = 74.05, .text = "1, 5"});
  panel.hollow.push_back({.x = 0, .y = 74.01});
  figure.panels.emplace_back().series.push_back({.y = {1, 2, 3}, .draw = Draw::bars});

  const std::string picture = svg(figure);
  expect_well_formed(picture);
  EXPECT_THAT(picture, HasSubstr("环径 Ring diameter"));
  EXPECT_THAT(picture, HasSubstr("CL 74.000"));
  EXPECT_THAT(picture, HasSubstr(">1, 5<"));
  EXPECT_EQ(count_of(picture, "<circle class=\"jp-dot"), 3U);
  EXPECT_EQ(count_of(picture, "<rect class=\"jp-bar"), 3U);
  EXPECT_EQ(count_of(picture, "<circle class=\"jp-hollow"), 1U);
  EXPECT_EQ(count_of(picture, "<circle class=\"jp-mark"), 1U);
  EXPECT_EQ(picture, svg(figure));
}

TEST(Figure, EscapesEveryTextAndReplacesWhatXmlForbids) {
  Figure figure{.title = "<b> & \"quotes\" 'too' \x01 \xFF end"};
  Panel& panel = figure.panels.emplace_back();
  panel.title = "</svg>";
  panel.x_label = "a<b";
  panel.levels.push_back({.at = 1, .label = "x > y", .style = Style::control});
  const std::string picture = svg(figure);
  expect_well_formed(picture);
  EXPECT_THAT(picture, HasSubstr("&lt;b&gt; &amp; &quot;quotes&quot; &#39;too&#39; \xEF\xBF\xBD \xEF\xBF\xBD end"));
  EXPECT_THAT(picture, HasSubstr("&lt;/svg&gt;"));
  EXPECT_EQ(count_of(picture, "</svg>"), 1U);
}

TEST(Figure, LeavesAGapWhereAValueIsNotFinite) {
  const std::string picture = svg(of({1, 2, nan, 3, infinity, -infinity, 4, 5}));
  expect_well_formed(picture);
  const std::size_t at = picture.find("jp-line jp-data");
  ASSERT_NE(at, std::string::npos);
  const std::string path = picture.substr(at, picture.find("/>", at) - at);
  EXPECT_EQ(count_of(path, "M"), 3U) << path;  // 1–2, 3, 4–5
  EXPECT_EQ(count_of(path, "L"), 2U) << path;
}

TEST(Figure, DrawsNothingOfNothing) {
  expect_well_formed(svg(Figure{}));
  expect_well_formed(svg(of({})));
  expect_well_formed(svg(of({nan, nan})));
  Figure figure = of({1, 2});
  figure.panels[0].levels.push_back({.at = nan, .label = "none", .style = Style::control});
  figure.panels[0].uprights.push_back({.at = infinity, .label = "none", .style = Style::control});
  figure.panels[0].marked.push_back({.x = nan, .y = 1, .text = "none"});
  figure.panels[0].hollow.push_back({.x = 1, .y = infinity, .text = "none"});
  const std::string picture = svg(figure);
  expect_well_formed(picture);
  EXPECT_THAT(picture, Not(HasSubstr("none<")));
}

TEST(Figure, HoldsAtTheEdgesOfADouble) {
  constexpr double most = std::numeric_limits<double>::max();
  constexpr double least = std::numeric_limits<double>::denorm_min();
  for (const auto& y : std::vector<std::vector<double>>{{-most, most},
                                                        {most, most},
                                                        {least, 2 * least},
                                                        {0, 0},
                                                        {1e300, 2e300},
                                                        {1e-300, 2e-300},
                                                        {1e8, 1e8 + 1e-7},
                                                        {-5, -5}})
    for (const Draw draw : {Draw::line, Draw::dots, Draw::steps, Draw::bars}) expect_well_formed(svg(of(y, draw)));
  Figure figure = of({1, 2, 3});
  figure.panels[0].x_range = {5, 5};
  figure.panels[0].y_range = {nan, 1};
  figure.width = -3;
  figure.panels[0].height = 1 << 30;
  expect_well_formed(svg(figure));
}

TEST(Figure, ThinsALongSeriesAndKeepsItsExtremes) {
  std::vector<double> y(1'000'000);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = std::sin(static_cast<double>(i) / 1000);
  y[345'678] = 9;
  y[654'321] = -9;
  Figure figure = of(y);
  figure.panels[0].levels.push_back({.at = 0, .label = "0", .style = Style::centre});
  const std::string picture = svg(figure);
  EXPECT_LT(picture.size(), 100'000U);
  EXPECT_LE(count_of(picture, "L"), most_points + 10);
  // The scale reaches ±9 with 6 % of air, so the two extremes stand at 0.06 / 1.12 of the height from either end.
  const double height = 260 - 28 - 44;
  const double top = 8 + 28;
  const auto drawn_at = [&](double share) { return fmt::format(" {:.1f}", top + (1 - share) * height); };
  EXPECT_THAT(picture, HasSubstr(drawn_at(1.06 / 1.12)));
  EXPECT_THAT(picture, HasSubstr(drawn_at(0.06 / 1.12)));
}

TEST(Figure, DrawsNoMoreSpotsThanCanBeSeen) {
  Figure figure = of({0, 1});
  for (std::size_t i = 0; i < 3 * most_spots; ++i) figure.panels[0].marked.push_back({.x = 0.5, .y = 0.5, .text = "1"});
  EXPECT_EQ(count_of(svg(figure), "<circle class=\"jp-mark"), most_spots);
}

}  // namespace

}  // namespace jidoka::plot
