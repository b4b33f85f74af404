// The checks of a whole plant, one function for each group of documents. Each looks at every document of the model, so
// that a withdrawn document is missed by whoever still names it.
#pragma once

#include "plant/findings.h"
#include "plant/model.h"
#include "plant/opened.h"

namespace jidoka::plant {

void check_equipment(const Model& model, Findings& findings);
void check_products(const Model& model, Findings& findings);
void check_people(const Model& model, Findings& findings);
void check_sources(const Model& model, Findings& findings);
void check_targets(const Model& model, Findings& findings);
void check_control_plans(const Model& model, const StreamUnits& units, Findings& findings);
// Tags against what the site has recorded already (opened.cc).
void check_units(const Model& model, const StreamUnits& units, Findings& findings);

// The parts of a control plan line that need no other document (check_line.cc) and those that do (check_reactions.cc).
void check_specification(const ControlPlanLine& line, const std::string& path, Findings& findings);
void check_chart(const ControlPlanLine& line, const std::string& path, Findings& findings);
void check_reactions(const Model& model, const ControlPlan& plan, const ControlPlanLine& line, const std::string& path,
                     Findings& findings);
// A changed plan needs a new revision: verdicts name the revision they were made under.
void check_revisions(const Model& before, const Model& after, Findings& findings);

}  // namespace jidoka::plant
