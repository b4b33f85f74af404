// What the ledger says, read in the plainest way: who is held, who went into whom. It shares no code with the loop's
// own answers: every hold is compared with every node of a tree, one by one.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "port/fact.h"
#include "trace/genealogy.h"

namespace jidoka::simulation {

class Oracle {
 public:
  void take(const port::Fact& fact);

  std::set<std::string> holds_on(const produce::ItemRef& item) const;
  std::vector<std::string> active_holds() const;
  bool has_edge(const produce::ItemRef& from, const produce::ItemRef& into) const;
  std::vector<produce::ItemRef> circle() const { return genealogy_.find_circle(); }
  std::uint64_t size() const { return size_; }
  std::uint64_t readings() const { return readings_; }
  std::uint64_t quarantined() const { return quarantined_; }
  const std::set<std::string>& open_alarms() const { return alarms_; }

 private:
  struct Run {
    std::string equipment;
    Instant start;
    std::optional<Instant> end;
  };
  struct Hold {
    act::Scope scope;
    std::set<std::string> released;
  };
  bool covers(const Hold& hold, const produce::ItemRef& item) const;
  bool matches(const act::Scope& scope, const produce::ItemRef& item) const;

  std::map<std::string, Hold> holds_;
  std::map<produce::ItemRef, std::vector<Run>> runs_;
  std::map<produce::ItemRef, std::set<produce::ItemRef>> parts_;
  trace::Genealogy genealogy_;
  std::set<std::string> alarms_;
  std::uint64_t size_ = 0, readings_ = 0, quarantined_ = 0;
};

}  // namespace jidoka::simulation
