// Which points of a long series are drawn: every run of neighbours keeps its first, least, greatest and last finite
// point, and one that is not finite, so that extremes and gaps stay. In the order of the series; all of a short one.
#pragma once

#include <cstddef>
#include <vector>

namespace jidoka::plot {

std::vector<std::size_t> thinned(const std::vector<double>& y, std::size_t most);

}  // namespace jidoka::plot
