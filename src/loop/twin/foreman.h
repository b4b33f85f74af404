// Foreman: who runs a twin when no server does, for histories. He does what the control plan says of a reading that is
// out of specification and stops its equipment, and lets it run again when it is repaired; a wrong label is noticed.
// Everything is passed on to whoever writes it down.
#pragma once

#include <functional>
#include <vector>

#include "twin/twin.h"

namespace jidoka::twin {

struct Scribe {
  std::function<void(const Act&)> act;  // either may be empty
  std::function<void(const Reading&)> reading;
};

class Foreman final : public Outside {
 public:
  explicit Foreman(const Layout& layout, Scribe scribe = {});
  void run(Twin& twin, Instant until);

  Answer take(const Act& act) override;
  void take(const Reading& reading) override;
  bool may_run_again(Index equipment) override;

 private:
  const Layout& layout_;
  Scribe scribe_;
  Twin* twin_ = nullptr;
  std::vector<Instant> repaired_;  // by equipment
};

// A plant with a past: it lived so long before `until`, with the incidents of its parameters, and goes on from there.
// The same arguments give the same plant to the last unit, so a history that was written once can be continued later.
void live_through(Twin& twin, const Layout& layout, Foreman& foreman, Instant until);

}  // namespace jidoka::twin
