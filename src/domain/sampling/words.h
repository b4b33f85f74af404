// A plan in the words of the shop floor, in both languages.
#pragma once

#include <cstdint>

#include "core/text.h"
#include "sampling/scheme.h"

namespace jidoka::sampling {

Text words_of(const Stages& stages, bool counts_nonconformities);
// When the samples are as large as the lot.
Text words_of_whole_lot(std::int64_t lot_size, const Stage& last, bool counts_nonconformities);
Text words_of_variables(Sigma sigma, std::int64_t n, double k);

}  // namespace jidoka::sampling
