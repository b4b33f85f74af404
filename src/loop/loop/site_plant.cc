// How a Site takes plant documents: all of them or none, the difference first when it is only asked for.
#include <set>

#include "act/condition.h"
#include "act/react.h"
#include "json/decode.h"
#include "json/encode.h"
#include "loop/site.h"
#include "plant/diff.h"
#include "plant/documents.h"
#include "plant/permissions.h"

namespace jidoka::loop {
namespace {

Error faults_as_error(const plant::Faults& faults) {
  Text text;
  for (const plant::Fault& fault : faults) {
    const Text line = plant::shown(fault);
    text.en += (text.en.empty() ? "" : "\n") + line.en;
    text.zh += (text.zh.empty() ? "" : "\n") + line.zh;
  }
  return make_error(Code::invalid, "plant-faults", std::move(text), faults.front().path);
}

Error revision_is_used(const plant::ControlPlan& plan, std::int64_t next) {
  const std::string revision = std::to_string(next);
  return make_error(
      Code::invalid, "revision-used",
      {plan.id + " was withdrawn, and its revisions before " + revision + " are used. Set `revision: " + revision +
           "`.",
       "控制计划 " + plan.id + " 曾被撤销，" + revision + " 之前的版本已用过。请设为 revision: " + revision + "。"},
      "revision");
}

// Whoever may change the plant must not become more than he is by it.
Result<void> check_grants(const Actor& actor, const plant::Model& before, const plant::Model& after) {
  std::string lacking;
  for (const std::string& permission : plant::newly_granted(before, after))
    if (!plant::may(actor.roles, permission, before)) lacking += (lacking.empty() ? "" : ", ") + permission;
  if (lacking.empty()) return {};
  return fail(Code::forbidden, "grants-beyond-own",
              {"A role would get permissions that you do not have yourself: " + lacking + ". Ask an administrator.",
               "有角色将获得您本人没有的权限：" + lacking + "。请联系系统管理员。"},
              "may");
}

}  // namespace

Result<Site::Decided> Site::decide(const Actor& actor, ApplyPlant& request) {
  std::vector<json::Document> documents;
  for (const std::string& text : request.documents) {
    TRY(json::Value value, json::parse(text));
    documents.push_back({"", std::move(value), {}});
  }
  auto checked = plant::check_documents(*model_, documents, request.withdraw, telemetry_.opened());
  if (!checked) return fail(faults_as_error(checked.error()));
  TRY_VOID(check_grants(actor, *model_, checked->model));
  TRY_VOID(telemetry_.check_plans(checked->model));
  ApplyReply reply;
  std::vector<std::pair<DocumentChange, std::optional<std::string>>> changes;  // with the new body
  for (const plant::PlantDocument& document : checked->documents) {
    // As it will stand in the ledger: tables are made again from there, and must then be the same.
    TRY(const json::Value written, json::parse(document.body()));
    std::string body = json::to_text(written);
    const auto known = documents_.find({document.kind, document.id});
    DocumentChange change{document.kind, document.id, "added", 1, {}};
    if (known != documents_.end()) {
      if (known->second.body) {
        change.change = known->second.body == body ? "unchanged" : "changed";
        TRY(change.differences, plant::text_differences(*known->second.body, body));
      }
      change.revision = known->second.revision + (known->second.body == body ? 0 : 1);
    }
    if (const auto* plan = std::get_if<plant::ControlPlan>(&document.content)) {
      if (plan->revision < change.revision && change.change == "added")
        return fail(revision_is_used(*plan, change.revision));
      change.revision = plan->revision;
    }
    changes.emplace_back(std::move(change), std::move(body));
  }
  for (const auto& [kind, id] : request.withdraw)
    if (const auto known = documents_.find({kind, id}); known != documents_.end() && known->second.body)
      changes.emplace_back(DocumentChange{kind, id, "withdrawn", known->second.revision + 1, {}}, std::nullopt);
  for (const auto& [change, body] : changes) reply.changes.push_back(change);
  if (!request.dry_run) {
    for (auto& [change, body] : changes) {
      if (change.change == "unchanged") continue;
      documents_[{change.kind, change.id}] = {change.revision, body};
      emit(actor.name, port::DocumentRevised{change.kind, change.id, change.revision,
                                             body ? std::optional(json::Raw{std::move(*body)}) : std::nullopt});
      reply.applied = true;
    }
    if (reply.applied) {
      model_ = std::make_shared<plant::Model>(std::move(checked->model));
      TRY_VOID(lay_plans(actor.name));
    }
  }
  const bool rests_on_disk = !reply.applied && group_.commit.facts.empty() && facts_in_flight_ == 0;
  return Decided{[reply = std::move(reply)](std::uint64_t) { return json::encode(reply); }, rests_on_disk};
}

Result<void> Site::lay_plans(const std::string& by) {
  std::vector<port::StreamOpened> opened;
  telemetry_.name_units(*model_, opened);
  auto changed = telemetry_.lay_plans(*model_, opened);
  if (!changed) {
    broken_ = true;  // the model is in memory already
    return fail(std::move(changed).error());
  }
  end_conditions_no_longer_judged();
  for (port::StreamOpened& stream : opened) emit(by, std::move(stream));
  changed_states_.insert(changed->begin(), changed->end());
  catalogue_ = telemetry_.catalogue(*model_);
  return {};
}

// What was judged under a revision that is no longer in force, or at equipment that a line no longer looks at, is over:
// its exposures end now, its alarms return. What is still bad begins anew under the new revision, from its last good
// reading.
void Site::end_conditions_no_longer_judged() {
  std::set<std::string> judged;
  telemetry_.each_watch([&](const judge::Watch& watch) {
    judge::Verdict verdict;
    verdict.plan = watch.plan;
    verdict.line = watch.line;
    verdict.equipment = watch.equipment;
    for (const auto kind : {judge::VerdictKind::out_of_specification, judge::VerdictKind::signal}) {
      verdict.kind = kind;
      judged.insert(act::condition_of(verdict));
    }
  });
  std::set<std::string> over;
  for (const auto& [condition, alarm] : act_.alarm_of_key)
    if (!judged.contains(condition)) over.insert(condition);
  for (const auto& [condition, holds] : act_.open_exposures)
    if (!judged.contains(condition)) over.insert(condition);
  for (const std::string& condition : over) emit("jidoka", act::return_to_normal(act_, condition, now_));
}

}  // namespace jidoka::loop
