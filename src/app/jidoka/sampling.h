// What the commands of acceptance sampling share: the options that ask for a plan of a standard, and how a plan and its
// curve are shown to people.
#pragma once

#include <string>

#include "jidoka/command.h"
#include "sampling/answer.h"

namespace jidoka::app {

struct PlanWords {  // as they were typed
  std::string standard = "iso-2859-1";
  std::int64_t lot_size = 0;
  std::string level = "II";
  std::string aql;
  std::string severity = "normal";
  std::string type = "single";
  std::string sigma = "unknown";
};

void add_scheme_options(Options& options, PlanWords& words);  // standard, lot size, level, AQL
Result<sampling::PlanQuestion> question_of(const PlanWords& words);

void show_curve(Console& console, const sampling::Curve& curve);
std::string percent(double fraction);

}  // namespace jidoka::app
