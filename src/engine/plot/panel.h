// The picture of one panel, placed in a figure: its own scales, its axes, and what is drawn inside.
#pragma once

#include <string>

#include "plot/figure.h"

namespace jidoka::plot {

struct Place {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

constexpr double margin_left = 70;
constexpr double margin_right = 90;  // for the labels of reference lines
constexpr double margin_top = 28;
constexpr double margin_bottom = 44;

void append_panel(std::string& out, const Panel& panel, Place whole, int number);

}  // namespace jidoka::plot
