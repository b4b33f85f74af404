// Roots and peaks of smooth functions of one number, by Boost.Math (TOMS 748 and Brent), without exceptions.
#pragma once

#include <functional>
#include <optional>

namespace jidoka::study {

using Function = std::function<double(double)>;

// Where the function crosses 0 between two places; nothing when both have one sign or are no numbers.
std::optional<double> root_between(const Function& function, double low, double high);
// Where it is highest; the function must have one peak in between.
double peak_between(const Function& function, double low, double high);

}  // namespace jidoka::study
