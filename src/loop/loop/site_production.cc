// How a Site answers production: permits, runs, consumption, packing, shipping. The items that a decision looks at are
// loaded into memory first.
#include "json/encode.h"
#include "loop/site.h"
#include "produce/decide.h"
#include "produce/genealogy.h"
#include "produce/permit.h"

namespace jidoka::loop {

// Level by level up the genealogy, until nothing is missing.
Result<void> Site::load_items(const std::vector<produce::ItemRef>& items) {
  for (const produce::ItemRef& item : items) {
    std::size_t loaded = 0;
    for (auto missing = produce::missing_ancestors(production_, item); !missing.empty() && loaded < produce::tree_limit;
         missing = produce::missing_ancestors(production_, item)) {
      for (const produce::ItemRef& ref : missing) {
        TRY(auto found, store_->load_item(ref));
        if (found)
          produce::remember(production_, std::move(*found));
        else
          produce::remember_absent(production_, ref);
      }
      loaded += missing.size();
    }
  }
  return {};
}

// "No" is safe to say at once. "Yes" waits until every fact that it may rest on is on disk, and is asked again of all
// that shares the commit: a hold that came after it, in the same commit, counts.
Result<Site::Decided> Site::decide(const Actor&, AskPermit& request) {
  TRY_VOID(load_items({request.query.item}));
  const auto write = [this, query = std::move(request.query)](std::uint64_t ledger_size) {
    produce::Permit permit = produce::permit({*model_, act_, production_, now_}, query);
    permit.as_of = ledger_size;
    return std::pair(permit.allowed, json::encode(permit));
  };
  const bool allowed = write(ledger_size_).first;
  return Decided{[write](std::uint64_t ledger_size) { return write(ledger_size).second; },
                 !allowed || (group_.commit.facts.empty() && facts_in_flight_ == 0)};
}

Result<Site::Decided> Site::decide(const Actor& actor, ForItem& request) {
  const auto input = std::visit([](auto& chosen) { return produce::ItemInput(chosen); }, request.input);
  TRY_VOID(act(actor.name, request.item, input));
  return done(request.item.id);
}

Result<void> Site::act(const std::string& by, const produce::ItemRef& item, const produce::ItemInput& input) {
  TRY_VOID(load_items(produce::items_of(item, input)));
  TRY(produce::ProduceFact fact, produce::decide({*model_, act_, production_, now_}, item, input));
  std::visit([&](auto& body) { emit(by, port::FactBody(std::move(body))); }, fact);
  return {};
}

// Each for itself: one that is refused changes nothing, and those after it are decided on what is there.
Result<Site::Decided> Site::decide(const Actor& actor, Produce& request) {
  ProductionReply reply;
  for (std::uint64_t index = 0; Result<produce::Act> & one : request.acts) {
    const Result<void> done = one ? act(actor.name, one->item, one->input) : Failure(std::move(one).error());
    if (done)
      ++reply.accepted;
    else
      reply.refused.push_back({index, done.error().slug, done.error().text});
    ++index;
  }
  const bool nothing_done = reply.accepted == 0;
  return Decided{[text = json::encode(reply)](std::uint64_t) { return text; }, nothing_done};
}

}  // namespace jidoka::loop
