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

Result<Site::Decided> Site::decide(const Actor&, AskPermit& request) {
  TRY_VOID(load_items({request.query.item}));
  produce::Permit permit = produce::permit({*model_, act_, production_, now_}, request.query);
  // "No" is safe to say at once. "Yes" waits until every fact that it may rest on is on disk.
  const bool rests_on_disk = !permit.allowed || (group_.commit.facts.empty() && facts_in_flight_ == 0);
  return Decided{[permit = std::move(permit)](std::uint64_t ledger_size) mutable {
                   permit.as_of = ledger_size;
                   return json::encode(permit);
                 },
                 rests_on_disk};
}

Result<Site::Decided> Site::decide(const Actor& actor, ForItem& request) {
  const auto input = std::visit([](auto& chosen) { return produce::ItemInput(chosen); }, request.input);
  TRY_VOID(load_items(produce::items_of(request.item, input)));
  TRY(produce::ProduceFact fact, produce::decide({*model_, act_, production_, now_}, request.item, input));
  std::visit([&](auto& body) { emit(actor.name, port::FactBody(std::move(body))); }, fact);
  return done(request.item.id);
}

}  // namespace jidoka::loop
