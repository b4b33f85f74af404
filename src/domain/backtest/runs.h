// What ran where and when, as far as a back-test needs it: which unit or lot a reading was about, and how many would
// have been held. A run [start, end) and an exposure [from, to) touch when they share an instant (act/hold_index.h).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "act/hold_index.h"
#include "act/react.h"
#include "core/instant.h"

namespace jidoka::backtest {

struct Run {
  std::string item;
  bool is_lot = false;
  act::RunSpan span;
};

struct Span {  // [from, to)
  Instant from = distant_past;
  Instant to = distant_future;
  friend bool operator==(const Span&, const Span&) = default;
};
// Exposed spans of each equipment.
using Exposures = std::map<std::string, std::vector<Span>, std::less<>>;

struct HeldItems {
  std::set<std::string> units;
  std::set<std::string> lots;
};

class Runs {
 public:
  void add(std::string_view equipment, Run run);
  // After the last add() and before the first question.
  void sort();

  // The only unit and the only lot that ran there then; of several nobody knows which it was.
  act::RunningItems running(std::string_view equipment, Instant time) const;
  // Adds what ran within the exposures.
  void add_exposed(const Exposures& exposures, HeldItems& held) const;

 private:
  struct AtEquipment {
    std::vector<Run> runs;  // by start
    std::vector<Run> open;  // without an end
    Duration longest;
  };
  std::map<std::string, AtEquipment, std::less<>> at_;
};

}  // namespace jidoka::backtest
