// What `jidoka spc` and the pages share of a control chart over a series: which observations belong together, and the
// figure that shows an Analysis.
#pragma once

#include <string>
#include <vector>

#include "jidoka/console.h"
#include "plot/figure.h"
#include "spc/analysis.h"

namespace jidoka::app {

// Observations with the same word belong together, wherever they stand; subgroups are in the order in which their words
// first appear. Brings the columns into that order and says where each subgroup begins.
std::vector<std::size_t> gather_subgroups(const std::vector<std::string>& words,
                                          const std::vector<std::vector<double>*>& columns);

plot::Figure figure_of(const spc::Analysis& analysis, Language language);

}  // namespace jidoka::app
