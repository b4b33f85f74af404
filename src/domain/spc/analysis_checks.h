// What an analysis refuses before it computes anything: parameters that no chart can have, values that are no
// measurements, counts that are not whole, and subgroups that do not fit the chart. Each refusal says which value, and
// what would be right.
#pragma once

#include "core/result.h"
#include "spc/analysis_stage.h"

namespace jidoka::spc {

Result<void> check_spec(const AnalysisSpec& spec);
Result<void> check_data(const AnalysisSpec& spec, const AnalysisData& data, Needs needs);
Result<void> check_groups(const AnalysisSpec& spec, const AnalysisStage& stage, const AnalysisKind& kind);

}  // namespace jidoka::spc
