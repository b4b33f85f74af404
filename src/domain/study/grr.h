// Gage repeatability and reproducibility: how much of what is seen is the gauge and those who use it?
//
//   TRY(const GaugeReadings readings, gauge_readings(parts, appraisers, values));
//   TRY(const GaugeStudy study, study_crossed(readings, settings));   // every appraiser measures every part
//   TRY(const GaugeStudy study, study_nested(readings, settings));    // each appraiser has parts of their own
// AIAG Measurement Systems Analysis, 4th edition. ANOVA: parts and appraisers random, their interaction pooled with the
// repeatability when its p is above 0.25, negative components 0. Average and range: K1, K2, K3 from d2* computed
// (within_sigma.h). Study variation is 6σ, ndc = ⌊1.41·PV/GRR⌋. The manual's example of 10 × 3 × 3 checks it
// (grr_test.cc). Every part must have been measured equally often by everybody (nested: by its one appraiser), twice or
// more: a missing cell is refused with its part and appraiser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "json/describe.h"
#include "study/anova.h"
#include "study/gauge_result.h"

namespace jidoka::study {

// Readings by part and appraiser, in the order in which the names first appear.
struct GaugeReadings {
  std::vector<std::string> parts;
  std::vector<std::string> appraisers;
  std::vector<std::vector<std::vector<double>>> cells;  // [part][appraiser] → trials in order; empty where none
};

Result<GaugeReadings> gauge_readings(const std::vector<std::string>& parts, const std::vector<std::string>& appraisers,
                                     const std::vector<double>& values);

struct GaugeSettings {
  GaugeMethod method = GaugeMethod::anova;
  std::optional<double> tolerance;  // U − L
  double pooled_above = 0.25;       // p of the interaction from which it is pooled
};

Result<GaugeStudy> study_crossed(const GaugeReadings& readings, const GaugeSettings& settings);
Result<GaugeStudy> study_nested(const GaugeReadings& readings, const GaugeSettings& settings);  // by ANOVA

Result<void> check(const GaugeSettings& settings);
void add_means(GaugeStudy& study, const GaugeReadings& readings);

}  // namespace jidoka::study
