#include "spc/matrix.h"

#include <cmath>
#include <utility>

namespace jidoka::spc {

// Of correlations, so that characteristics of very different size do not spoil each other. A correlation within 1e-12
// of ±1, or of several together, leaves no digits in the distance.
Result<Covariance> Covariance::create(std::vector<double> matrix, std::size_t rows) {
  const Failure dependent =
      fail(Code::invalid, "dependent-characteristics",
           {"The characteristics depend on each other: one of them follows from the rest, or does not vary in the "
            "baseline. Leave one out, or take more observations than characteristics.",
            "各特性之间线性相关：其中某个特性可由其余特性推出，或在基准段内没有波动。请去掉一个特性，或使观测数多于特性"
            "数。"},
           "value");
  std::vector<double> scale(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    scale[i] = std::sqrt(matrix[i * rows + i]);
    if (!(scale[i] > 0)) return dependent;
  }
  std::vector<double> factor(rows * rows);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = i == j ? 1 : matrix[i * rows + j] / (scale[i] * scale[j]);
      for (std::size_t k = 0; k < j; ++k) sum -= factor[i * rows + k] * factor[j * rows + k];
      if (i != j) {
        factor[i * rows + j] = sum / factor[j * rows + j];
        continue;
      }
      if (!(sum > 1e-12)) return dependent;
      factor[i * rows + i] = std::sqrt(sum);
    }
  return Covariance(std::move(factor), std::move(scale), rows);
}

// |L⁻¹ (off/s)|², with the covariance s·L·Lᵀ·s.
double Covariance::distance(std::span<const double> off) const {
  std::vector<double> solved(rows_);
  double sum = 0;
  for (std::size_t i = 0; i < rows_; ++i) {
    double value = off[i] / scale_[i];
    for (std::size_t k = 0; k < i; ++k) value -= factor_[i * rows_ + k] * solved[k];
    solved[i] = value / factor_[i * rows_ + i];
    sum += solved[i] * solved[i];
  }
  return sum;
}

std::vector<double> solve(std::vector<double> matrix, std::vector<double> right) {
  const std::size_t n = right.size();
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t best = column;
    for (std::size_t row = column + 1; row < n; ++row)
      if (std::abs(matrix[row * n + column]) > std::abs(matrix[best * n + column])) best = row;
    if (best != column) {
      for (std::size_t k = column; k < n; ++k) std::swap(matrix[best * n + k], matrix[column * n + k]);
      std::swap(right[best], right[column]);
    }
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = matrix[row * n + column] / matrix[column * n + column];
      if (factor == 0) continue;
      for (std::size_t k = column; k < n; ++k) matrix[row * n + k] -= factor * matrix[column * n + k];
      right[row] -= factor * right[column];
    }
  }
  for (std::size_t row = n; row-- > 0;) {
    for (std::size_t k = row + 1; k < n; ++k) right[row] -= matrix[row * n + k] * right[k];
    right[row] /= matrix[row * n + row];
  }
  return right;
}

}  // namespace jidoka::spc
