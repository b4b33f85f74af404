#include "sql/ledger_terms.h"

#include <algorithm>
#include <type_traits>

#include "sql/ledger_rows.h"

namespace jidoka::sql {
namespace {

constexpr std::string_view bulk_facts[] = {"readings_recorded", "page_packed", "lot_received", "run_started",
                                           "run_completed",     "consumed",    "packed",       "shipped",
                                           "scrapped"};

using Subjects = std::vector<std::string>;

// What a fact is about. A verdict's stream and what a hold covers are found from the thing itself.
Subjects subjects_of(const port::DocumentRevised& body) { return {body.id, body.kind + "/" + body.id}; }
Subjects subjects_of(const port::StreamOpened& body) { return {body.equipment + "/" + body.tag, body.equipment}; }
Subjects subjects_of(const port::ReadingQuarantined& body) { return {body.id, body.source}; }
Subjects subjects_of(const port::QuarantineSettled& body) { return {body.id}; }
Subjects subjects_of(const port::ReadingsRecorded&) { return {}; }
Subjects subjects_of(const port::PagePacked&) { return {}; }
Subjects subjects_of(const port::VerdictReached& body) {
  Subjects out{body.verdict.id, body.verdict.equipment};
  if (body.verdict.unit) out.push_back(*body.verdict.unit);
  if (body.verdict.lot) out.push_back(*body.verdict.lot);
  return out;
}
Subjects subjects_of(const port::LimitsLearnt& body) { return {body.stream}; }
Subjects subjects_of(const act::HoldPlaced& body) {
  Subjects out{body.id};
  if (body.scope.id) out.push_back(*body.scope.id);
  if (body.scope.equipment) out.push_back(*body.scope.equipment);
  return out;
}
Subjects subjects_of(const act::HoldItemReleased& body) { return {body.id, body.item}; }
Subjects subjects_of(const act::AlarmRaised& body) { return {body.id, body.equipment}; }
Subjects subjects_of(const act::EquipmentStopped& body) { return {body.equipment}; }
Subjects subjects_of(const act::EquipmentRestarted& body) { return {body.equipment}; }
Subjects subjects_of(const act::CommandQueued& body) { return {body.id, body.equipment}; }
Subjects subjects_of(const produce::LotReceived& body) { return {body.lot}; }
Subjects subjects_of(const produce::Consumed& body) { return {body.from.id, body.into.id}; }
Subjects subjects_of(const produce::Packed& body) { return {body.item.id, body.into.id}; }
Subjects subjects_of(const port::UserSaved& body) { return {body.name}; }
Subjects subjects_of(const port::TokenCreated& body) { return {body.id, body.user}; }
template <class Body>
Subjects subjects_of(const Body& body) {
  if constexpr (requires { body.item.id; })
    return {body.item.id};
  else
    return {body.id};
}

}  // namespace

std::string subject_term(std::string_view subject) { return "subject/" + std::string(subject); }

std::optional<std::string> fact_term(std::string_view fact_name) {
  if (std::ranges::find(bulk_facts, fact_name) != std::end(bulk_facts)) return std::nullopt;
  return "fact/" + std::string(fact_name);
}

std::optional<std::string> actor_term(std::string_view by) {
  if (by == "jidoka" || by.starts_with("token:")) return std::nullopt;
  return "by/" + std::string(by);
}

std::vector<std::string> ledger_terms(const port::FactBody& body, std::string_view by) {
  std::vector<std::string> terms;
  for (const std::string& subject : std::visit([](const auto& each) { return subjects_of(each); }, body))
    if (!subject.empty()) terms.push_back(subject_term(subject));
  if (auto term = fact_term(port::fact_name(body))) terms.push_back(std::move(*term));
  if (auto term = actor_term(by)) terms.push_back(std::move(*term));
  std::ranges::sort(terms);
  terms.erase(std::ranges::unique(terms).begin(), terms.end());
  return terms;
}

Outcome project_fact(const Projected& fact, const port::FactBody& body) {
  TRY_VOID(std::visit([&](const auto& each) { return project(fact, each); }, body));
  for (const std::string& term : ledger_terms(body, fact.by))
    TRY_VOID(run(fact.db, "insert into ledger_terms(term, leaf) values($1, $2)", term, fact.leaf));
  return {};
}

Result<void> fill_ledger_terms(Database& db) {
  TRY(const ledger::Head head, stored_head(db));
  constexpr std::uint64_t at_once = 10'000;  // leaves in memory
  for (std::uint64_t from = 0; from < head.size; from += at_once) {
    std::vector<std::pair<std::string, std::uint64_t>> rows;
    TRY_VOID(for_each_leaf(db, from, from + at_once, [&](std::uint64_t index, const std::string& leaf) -> Result<void> {
      TRY(const port::Fact fact, port::parse_leaf(leaf));
      for (std::string& term : ledger_terms(fact.body, fact.by)) rows.emplace_back(std::move(term), index);
      return {};
    }));
    for (const auto& [term, leaf] : rows)
      TRY_VOID(run(db, "insert into ledger_terms(term, leaf) values($1, $2)", term, leaf));
  }
  return {};
}

}  // namespace jidoka::sql
