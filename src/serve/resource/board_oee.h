// Today's overall equipment effectiveness of everything that runs operations, for the board. Adding it up reads every
// run of the day, so what was found is kept for some seconds.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "produce/effectiveness.h"
#include "resource/site.h"

namespace jidoka::resource {

struct EquipmentOee {
  std::string equipment;
  std::optional<double> availability, effectiveness, quality, oee;
  double planned_s = 0;
  double busy_s = 0;
  std::uint64_t good = 0;
  std::uint64_t made = 0;
  std::optional<Text> text;
};
constexpr auto describe(const EquipmentOee*) {
  using json::field;
  using View = EquipmentOee;
  return json::type<View>(
      "Oee", "Overall equipment effectiveness of today (ISO 22400-2)", field("equipment", &View::equipment),
      field("availability", &View::availability, "Actual production time / planned busy time"),
      field("effectiveness", &View::effectiveness, "Planned run time of what was made / actual production time"),
      field("quality", &View::quality, "Good units / units made"), field("oee", &View::oee, "The product of the three"),
      field("planned_s", &View::planned_s, "Planned busy time so far"),
      field("busy_s", &View::busy_s, "Of it, with a run under way"), field("good", &View::good),
      field("made", &View::made), field("text", &View::text, "Why a figure is absent"));
}

class OeeOfToday {
 public:
  // Runs since `day`; what was asked a moment ago is given again.
  Result<std::vector<EquipmentOee>> find(Site& site, Instant day, Instant now);

 private:
  std::mutex mutex_;
  Instant found_at_ = distant_past;
  Instant day_ = distant_past;
  plant::ModelPtr model_;
  std::vector<EquipmentOee> found_;
};

}  // namespace jidoka::resource
