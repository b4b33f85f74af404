// A back-test as a table for people: the draft beside what is in force, line by line, and where they differ.
#pragma once

#include "backtest/result.h"
#include "jidoka/console.h"

namespace jidoka::app {

void print(Console& console, const backtest::Report& report);

}  // namespace jidoka::app
