#include "plot/panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>

#include "plot/scale.h"
#include "plot/text.h"
#include "plot/thin.h"

namespace jidoka::plot {

namespace {

constexpr std::array<std::string_view, 6> class_of{"jp-data",    "jp-second",        "jp-centre",
                                                   "jp-control", "jp-specification", "jp-zone"};

std::string_view class_name(Style style) { return class_of[static_cast<std::size_t>(style)]; }
std::string_view dashed(bool is) { return is ? " jp-dash" : ""; }

double x_of(const std::vector<double>& x, std::size_t i) { return i < x.size() ? x[i] : static_cast<double>(i); }

class Range {  // of what is finite
 public:
  void take(double value) {
    if (!std::isfinite(value)) return;
    low_ = std::min(low_, value);
    high_ = std::max(high_, value);
  }
  bool empty() const { return low_ > high_; }
  // With a little air, as a part of the width.
  Scale scale(double air) const {
    if (empty()) return {0, 1};
    const double pad = (high_ / 2 - low_ / 2) * 2 * air;
    const Scale padded(low_ - pad, high_ + pad);
    return std::isfinite(padded.low()) && std::isfinite(padded.high()) ? padded : Scale(low_, high_);
  }

 private:
  double low_ = std::numeric_limits<double>::infinity();
  double high_ = -std::numeric_limits<double>::infinity();
};

bool is_given(const std::optional<std::pair<double, double>>& range) {
  return range && std::isfinite(range->first) && std::isfinite(range->second);
}

Scale x_scale(const Panel& panel) {
  if (is_given(panel.x_range)) return {panel.x_range->first, panel.x_range->second};
  Range range;
  for (const Series& series : panel.series)
    for (std::size_t i = 0; i < series.y.size(); ++i) range.take(x_of(series.x, i));
  for (const Band& band : panel.bands)
    for (std::size_t i = 0; i < band.low.size(); ++i) range.take(x_of(band.x, i));
  for (const Level& level : panel.uprights) range.take(level.at);
  return range.scale(0.02);
}

Scale y_scale(const Panel& panel) {
  if (is_given(panel.y_range)) return {panel.y_range->first, panel.y_range->second};
  Range range;
  for (const Series& series : panel.series) {
    for (const double y : series.y) range.take(y);
    if (series.draw == Draw::bars) range.take(0);
  }
  for (const Band& band : panel.bands) {
    for (const double y : band.low) range.take(y);
    for (const double y : band.high) range.take(y);
  }
  for (const Level& level : panel.levels) range.take(level.at);
  for (const Spot& spot : panel.marked) range.take(spot.y);
  for (const Spot& spot : panel.hollow) range.take(spot.y);
  return range.scale(0.06);
}

class Drawing {
 public:
  Drawing(std::string& out, const Panel& panel, Place whole, int number)
      : out_(out),
        panel_(panel),
        place_{whole.left + margin_left, whole.top + margin_top, whole.width - margin_left - margin_right,
               whole.height - margin_top - margin_bottom},
        x_(x_scale(panel)),
        y_(y_scale(panel)),
        number_(number) {}

  void run() {
    axes();
    write(
        "<clipPath id=\"jp-clip-{0}\"><rect x=\"{1:.1f}\" y=\"{2:.1f}\" width=\"{3:.1f}\" "
        "height=\"{4:.1f}\"/></clipPath>\n",
        number_, place_.left, place_.top, place_.width, place_.height);
    write("<g clip-path=\"url(#jp-clip-{})\">\n", number_);
    for (const Band& band : panel_.bands) draw_band(band);
    for (const Level& level : panel_.levels) draw_level(level);
    for (const Level& level : panel_.uprights) draw_upright(level);
    for (const Series& series : panel_.series) draw_series(series);
    out_ += "</g>\n";
    spots();
    level_labels();
    legend();
  }

 private:
  template <class... Parts>
  void write(fmt::format_string<Parts...> form, Parts&&... parts) {
    fmt::format_to(std::back_inserter(out_), form, std::forward<Parts>(parts)...);
  }
  void text(double x, double y, std::string_view anchor, std::string_view kind, std::string_view words) {
    if (!words.empty())
      write("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n", x, y, anchor, kind,
            escaped(words));
  }

  // Far outside is far enough: a browser draws nothing sensible with coordinates of 1e300.
  double at_x(double value) const { return place_.left + std::clamp(x_.share(value), -9.0, 10.0) * place_.width; }
  double at_y(double value) const { return place_.top + (1 - std::clamp(y_.share(value), -9.0, 10.0)) * place_.height; }
  double right() const { return place_.left + place_.width; }
  double bottom() const { return place_.top + place_.height; }
  bool is_inside(const Spot& spot) const {
    if (!std::isfinite(spot.x) || !std::isfinite(spot.y)) return false;
    const double across = x_.share(spot.x);
    const double up = y_.share(spot.y);
    return across >= 0 && across <= 1 && up >= 0 && up <= 1;
  }

  void axes() {
    for (const Tick& tick : ticks_of(y_, std::max(2, static_cast<int>(place_.height / 45)))) {
      write("<path class=\"jp-grid\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>\n", place_.left, at_y(tick.at), right());
      text(place_.left - 7, at_y(tick.at) + 4, "end", "jp-tick", tick.label);
    }
    for (const Tick& tick : ticks_of(x_, std::max(2, static_cast<int>(place_.width / 95)))) {
      write("<path class=\"jp-axis\" d=\"M{:.1f} {:.1f}v4\"/>\n", at_x(tick.at), bottom());
      text(at_x(tick.at), bottom() + 17, "middle", "jp-tick", tick.label);
    }
    write("<path class=\"jp-axis\" d=\"M{0:.1f} {1:.1f}V{2:.1f}H{3:.1f}\"/>\n", place_.left, place_.top, bottom(),
          right());
    text(place_.left, place_.top - 10, "start", "jp-panel-title", panel_.title);
    text(place_.left + place_.width / 2, bottom() + 35, "middle", "jp-label", panel_.x_label);
    const double middle = place_.top + place_.height / 2;
    const double side = place_.left - margin_left + 15;
    if (!panel_.y_label.empty())
      write(
          "<text transform=\"translate({:.1f} {:.1f}) rotate(-90)\" text-anchor=\"middle\" "
          "class=\"jp-label\">{}</text>\n",
          side, middle, escaped(panel_.y_label));
  }

  void draw_band(const Band& band) {
    std::string there;
    std::string back;
    const auto close = [&] {
      if (!there.empty()) write("<path class=\"jp-band {}\" d=\"{}{}Z\"/>\n", class_name(band.style), there, back);
      there.clear();
      back.clear();
    };
    const std::size_t count = std::min(band.low.size(), band.high.size());
    const std::size_t stride = count / most_points + 1;
    for (std::size_t i = 0; i < count; i += stride) {
      const double x = x_of(band.x, i);
      if (!std::isfinite(x) || !std::isfinite(band.low[i]) || !std::isfinite(band.high[i])) {
        close();
        continue;
      }
      there += fmt::format("{}{:.1f} {:.1f}", there.empty() ? 'M' : 'L', at_x(x), at_y(band.high[i]));
      back.insert(0, fmt::format("L{:.1f} {:.1f}", at_x(x), at_y(band.low[i])));
    }
    close();
  }

  void draw_level(const Level& level) {
    if (!std::isfinite(level.at)) return;
    write("<path class=\"jp-line {}{}\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>\n", class_name(level.style), dashed(level.dashed),
          place_.left, at_y(level.at), right());
  }
  void draw_upright(const Level& level) {
    if (!std::isfinite(level.at)) return;
    write("<path class=\"jp-line {}{}\" d=\"M{:.1f} {:.1f}V{:.1f}\"/>\n", class_name(level.style), dashed(level.dashed),
          at_x(level.at), place_.top, bottom());
    text(at_x(level.at) + 4, place_.top + 12, "start", "jp-tick jp-halo", level.label);
  }

  void draw_series(const Series& series) {
    const std::vector<std::size_t> kept = thinned(series.y, most_points);
    if (series.draw == Draw::bars) return draw_bars(series, kept);
    if (series.draw != Draw::dots) draw_line(series, kept);
    if (series.draw == Draw::dots || series.draw == Draw::line_and_dots) draw_dots(series, kept);
  }

  void draw_line(const Series& series, const std::vector<std::size_t>& kept) {
    std::string path;
    bool is_pen_down = false;
    for (const std::size_t i : kept) {
      const double x = x_of(series.x, i);
      if (!std::isfinite(x) || !std::isfinite(series.y[i])) {
        is_pen_down = false;
        continue;
      }
      const double to_x = at_x(x);
      const double to_y = at_y(series.y[i]);
      if (!is_pen_down)
        path += fmt::format("M{:.1f} {:.1f}", to_x, to_y);
      else if (series.draw == Draw::steps)
        path += fmt::format("H{:.1f}V{:.1f}", to_x, to_y);
      else
        path += fmt::format("L{:.1f} {:.1f}", to_x, to_y);
      is_pen_down = true;
    }
    if (!path.empty())
      write("<path class=\"jp-line {}{}\" d=\"{}\"/>\n", class_name(series.style), dashed(series.dashed), path);
  }

  void draw_dots(const Series& series, const std::vector<std::size_t>& kept) {
    const double radius = kept.size() > 500 ? 1.2 : kept.size() > 120 ? 1.9 : 2.8;
    for (const std::size_t i : kept)
      if (std::isfinite(x_of(series.x, i)) && std::isfinite(series.y[i]))
        write("<circle class=\"jp-dot {}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"/>\n", class_name(series.style),
              at_x(x_of(series.x, i)), at_y(series.y[i]), radius);
  }

  void draw_bars(const Series& series, const std::vector<std::size_t>& kept) {
    const double count = static_cast<double>(std::max<std::size_t>(series.y.size(), 1));
    double width = place_.width / count;
    if (series.y.size() > 1) width = std::abs(at_x(x_of(series.x, 1)) - at_x(x_of(series.x, 0)));
    width = std::clamp(width * 0.94, 0.5, place_.width / 4);
    const double floor = std::clamp(at_y(0), place_.top, bottom());
    for (const std::size_t i : kept) {
      const double x = x_of(series.x, i);
      if (!std::isfinite(x) || !std::isfinite(series.y[i])) continue;
      const double top = at_y(series.y[i]);
      write("<rect class=\"jp-bar {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{:.1f}\"/>\n",
            class_name(series.style), at_x(x) - width / 2, std::min(top, floor), width, std::abs(top - floor));
    }
  }

  void spots() {
    std::size_t drawn = 0;
    for (const Spot& spot : panel_.hollow)
      if (is_inside(spot) && ++drawn <= most_spots) {
        write("<circle class=\"jp-hollow\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.6\"/>\n", at_x(spot.x), at_y(spot.y));
        text(at_x(spot.x), at_y(spot.y) - 8, "middle", "jp-tick", spot.text);
      }
    drawn = 0;
    for (const Spot& spot : panel_.marked)
      if (is_inside(spot) && ++drawn <= most_spots) {
        write("<circle class=\"jp-mark\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"/>\n", at_x(spot.x), at_y(spot.y));
        text(at_x(spot.x), at_y(spot.y) - 8, "middle", "jp-mark-text", spot.text);
      }
  }

  // To the right of the panel, moved apart where lines are close; in the order of the lines.
  void level_labels() {
    std::vector<const Level*> shown;
    for (const Level& level : panel_.levels)
      if (std::isfinite(level.at) && !level.label.empty()) shown.push_back(&level);
    std::ranges::sort(shown, [](const Level* a, const Level* b) { return a->at > b->at; });
    constexpr double apart = 13;
    double above = place_.top - apart;
    for (const Level* level : shown) {
      const double at = at_y(level->at);
      if (at < place_.top - 1 || at > bottom() + 1) continue;
      above = std::max(at + 4, above + apart);
      const std::string kind = fmt::format("jp-tick jp-text {}", class_name(level->style));
      text(right() + 6, above, "start", kind, level->label);
    }
  }

  void legend() {
    std::vector<const Series*> named;
    for (const Series& series : panel_.series)
      if (!series.name.empty()) named.push_back(&series);
    if (named.size() < 2) return;
    constexpr double width_of_letter = 7;
    double end = right();
    for (auto it = named.rbegin(); it != named.rend(); ++it) {
      std::size_t letters = 0;  // a Chinese character takes three bytes and two letters' width
      for (const char c : (*it)->name) letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
      letters += ((*it)->name.size() - letters) / 2;
      text(end, place_.top - 10, "end", "jp-tick", (*it)->name);
      end -= static_cast<double>(letters) * width_of_letter + 24;
      write("<path class=\"jp-line {}{}\" d=\"M{:.1f} {:.1f}h18\"/>\n", class_name((*it)->style), dashed((*it)->dashed),
            end, place_.top - 14);
      end -= 14;
    }
  }

  std::string& out_;
  const Panel& panel_;
  Place place_;
  Scale x_;
  Scale y_;
  int number_;
};

}  // namespace

void append_panel(std::string& out, const Panel& panel, Place whole, int number) {
  Drawing(out, panel, whole, number).run();
}

}  // namespace jidoka::plot
