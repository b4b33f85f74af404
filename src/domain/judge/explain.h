// Verdicts in words. The same numbers, in English and in Chinese; measured values with at most six significant digits.
#pragma once

#include <string>

#include "core/text.h"
#include "judge/verdict.h"
#include "judge/watch.h"

namespace jidoka::judge {

// What people read for a UCUM code: Cel → °C, um → µm, 1 → nothing.
std::string uom_symbol(const std::string& ucum);
std::string in_words(double value, const std::string& ucum);

Text explain_specification(const Watch& watch, double value, Side side);
Text explain_signal(const Watch& watch, const Verdict& verdict);

}  // namespace jidoka::judge
