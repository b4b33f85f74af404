// Group: what will share one commit. Requests are decided into it one by one; when the commit before it is on disk the
// group is closed, committed, and only then are its answers given.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loop/loop.h"
#include "plant/model.h"
#include "port/store.h"
#include "sense/catalogue.h"

namespace jidoka::loop {

// Writes the reply once the ledger size that it reflects is known.
using WriteReply = std::move_only_function<std::string(std::uint64_t ledger_size)>;

struct Waiting {
  Answer answer;
  WriteReply write;
  std::string idempotency_key;  // empty: none
  std::string fingerprint;      // of what was asked with it
  std::string inbox_id;         // empty: not from the inbox
  std::string reply;            // set by close()
};

struct Group {
  port::Commit commit;
  std::vector<Waiting> waiting;
  std::uint64_t batch = 0;                         // number of its readings' batch; 0 when it has none
  std::shared_ptr<const sense::Columns> readings;  // those of the commit, for who needs them after it; none: null
  std::vector<Arrived> arrivals;                   // that brought its readings, or tried to
  // As they are with it: to be published once it is on disk, before its answers are given.
  std::shared_ptr<const sense::Catalogue> catalogue;
  plant::ModelPtr model;

  bool is_empty() const { return waiting.empty() && !has_content(); }
  bool has_content() const {
    return !commit.facts.empty() || commit.readings.size() != 0 || !commit.states.empty() || !commit.replies.empty() ||
           !commit.settled_inbox.empty();
  }
};

}  // namespace jidoka::loop
