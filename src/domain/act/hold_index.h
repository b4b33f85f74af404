// HoldIndex: which active holds match a unit, a lot, or a run at a piece of equipment. A permit asks this for every
// item of a genealogy, so each question costs O(log n + answers) with n holds on the equipment.
//
// An exposure [from, to) matches a run [start, end) when they share an instant: start < to and from < end. A run that
// began and ended in the same instant counts as that instant. What is absent reaches without end: no `from` means
// since ever, no `to` or no `end` means still going on.
//
// Exposures of one equipment are kept by `from`, with a tree of the latest `to` above them. Holds come in order of
// time, so adding is an append; one that comes late costs O(n).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "act/facts.h"
#include "core/instant.h"

namespace jidoka::act {

struct RunSpan {
  Instant start;
  std::optional<Instant> end;  // absent: still running
};

// The one definition of "exposed", which the index answers quickly.
bool overlaps(const Scope& exposure, const RunSpan& run);

class HoldIndex {
 public:
  void add(const std::string& hold, const Scope& scope);
  void close(const std::string& hold, const Scope& scope, Instant to);
  void remove(const std::string& hold, const Scope& scope);  // the scope as it was added or closed

  // Each appends the holds that match.
  void match_unit(std::string_view serial, std::vector<std::string>& out) const;
  void match_lot(std::string_view lot, std::vector<std::string>& out) const;
  void match_run(std::string_view equipment, const RunSpan& run, std::vector<std::string>& out) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class T>
  using ByText = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  class Exposures {
   public:
    void add(const std::string& hold, Instant from, Instant to);
    void set_end(const std::string& hold, Instant from, Instant to);
    void remove(const std::string& hold, Instant from);
    void match(Instant start, Instant end, std::vector<std::string>& out) const;
    bool empty() const { return rows_.empty(); }

   private:
    struct Row {
      Instant from;
      std::string hold;
    };
    std::size_t find(const std::string& hold, Instant from) const;
    void put(std::size_t row, Instant to);
    void rebuild(std::vector<Instant> ends);
    void collect(std::size_t node, std::size_t first, std::size_t width, std::size_t limit, Instant start,
                 std::vector<std::string>& out) const;

    std::vector<Row> rows_;      // by from
    std::vector<Instant> tree_;  // [1] is the root; leaf of row i is [width_ + i]; the latest `to` below
    std::size_t width_ = 0;      // leaves, a power of two
  };

  static Instant from_of(const Scope& scope) { return scope.from.value_or(distant_past); }
  static Instant to_of(const Scope& scope) { return scope.to.value_or(distant_future); }

  ByText<std::vector<std::string>> units_;
  ByText<std::vector<std::string>> lots_;
  ByText<Exposures> exposures_;
};

}  // namespace jidoka::act
