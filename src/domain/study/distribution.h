// A distribution with its parameters: the answer of a fit, and what percentiles and fractions beyond limits come from.
//
//   Distribution d{Shape::weibull, {2.1, 74.0}};   d.quantile(0.99865), d.above(80.0)
// Adding one is an enumerator, a row of `shapes` and a case in each of the four functions. ISO 22514-2 gives the places
// where they belong: Rayleigh for position, folded normal for flatness and run-out, half normal for what only grows.
// A Johnson distribution is normal after γ + η·g((x − ξ)/λ): g is asinh (SU), log x/(1−x) (SB) or log (SL; λ = 1)
// (Johnson 1949). Box-Cox is normal after (xᵝ − 1)/β (Box & Cox 1964).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/describe.h"

namespace jidoka::study {

enum class Shape : std::uint8_t {
  normal,
  lognormal,
  weibull,
  gamma,
  folded_normal,
  half_normal,
  rayleigh,
  box_cox,
  johnson_su,
  johnson_sb,
  johnson_sl,
};

struct ShapeRow {
  Shape shape;
  std::string_view id;
  std::string_view name_en, name_zh;
  std::array<std::string_view, 4> parameters;  // those that it has, in order
  double lowest;                               // its values are above this (folded and half normal: or on it)
};
constexpr double everywhere = -1;  // `lowest` of those that take any number

inline constexpr std::array<ShapeRow, 11> shapes = {{
    {Shape::normal, "normal", "normal", "正态分布", {"mean", "sigma"}, everywhere},
    {Shape::lognormal, "lognormal", "lognormal", "对数正态分布", {"log_mean", "log_sigma"}, 0},
    {Shape::weibull, "weibull", "Weibull", "威布尔分布", {"shape", "scale"}, 0},
    {Shape::gamma, "gamma", "gamma", "伽马分布", {"shape", "scale"}, 0},
    {Shape::folded_normal, "folded-normal", "folded normal", "折叠正态分布", {"mean", "sigma"}, 0},
    {Shape::half_normal, "half-normal", "half normal", "半正态分布", {"sigma"}, 0},
    {Shape::rayleigh, "rayleigh", "Rayleigh", "瑞利分布", {"sigma"}, 0},
    {Shape::box_cox, "box-cox", "Box-Cox", "Box-Cox 变换", {"lambda", "mean", "sigma"}, 0},
    {Shape::johnson_su, "johnson-su", "Johnson SU", "Johnson SU 分布", {"gamma", "eta", "xi", "lambda"}, everywhere},
    {Shape::johnson_sb, "johnson-sb", "Johnson SB", "Johnson SB 分布", {"gamma", "eta", "xi", "lambda"}, everywhere},
    {Shape::johnson_sl, "johnson-sl", "Johnson SL", "Johnson SL 分布", {"gamma", "eta", "xi"}, everywhere},
}};
inline const ShapeRow& shape_row(Shape shape) { return shapes[static_cast<std::size_t>(shape)]; }

constexpr auto describe_enum(const Shape*) {
  json::Names<Shape, shapes.size()> names{};
  for (std::size_t i = 0; i < shapes.size(); ++i) names.rows[i] = {shapes[i].shape, shapes[i].id};
  return names;
}

struct Distribution {
  Shape shape = Shape::normal;
  std::array<double, 4> parameters{};

  double below(double x) const;  // P(X ≤ x)
  double above(double x) const;  // its own computation, so that a fraction of 1e-12 is right
  double quantile(double probability) const;
  double log_density(double x) const;

  // Of the shapes that are normal after a transformation (normal, lognormal, Box-Cox, Johnson): the standard normal
  // value of x; NaN outside the support.
  double z_of(double x) const;
  double from_z(double z) const;
  bool is_transformed_normal() const;
};

}  // namespace jidoka::study
