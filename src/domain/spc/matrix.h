// A covariance and what a control chart asks of it: the squared distance of a vector from the centre, in units of that
// covariance. Small and dense: as many rows as characteristics measured together.
//
//   TRY(const Covariance covariance, Covariance::create(sums, p));   // refuses one that is not positive definite
//   covariance.distance(off)                                         // offᵀ Σ⁻¹ off
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result.h"

namespace jidoka::spc {

class Covariance {
 public:
  static Result<Covariance> create(std::vector<double> matrix, std::size_t rows);  // row by row, symmetric
  double distance(std::span<const double> off) const;
  std::size_t rows() const { return rows_; }

 private:
  Covariance(std::vector<double> factor, std::vector<double> scale, std::size_t rows)
      : factor_(std::move(factor)), scale_(std::move(scale)), rows_(rows) {}

  std::vector<double> factor_;  // Cholesky's lower triangle of the correlation
  std::vector<double> scale_;   // standard deviations
  std::size_t rows_;
};

// Solves A x = b, row by row, by elimination with row exchange; the matrix must not be singular.
std::vector<double> solve(std::vector<double> matrix, std::vector<double> right);

}  // namespace jidoka::spc
