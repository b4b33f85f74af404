#include "produce/checks.h"

#include <algorithm>

#include "act/checks.h"
#include "produce/genealogy.h"

namespace jidoka::produce {

Result<Instant> time_or_now(const std::optional<Instant>& time, Instant now) {
  const Instant chosen = time.value_or(now);
  if (chosen <= now) return chosen;
  return fail(Code::invalid, "time-in-the-future",
              {"The time " + to_string(chosen) + " lies in the future; it is " + to_string(now) + ".",
               "时间 " + to_string(chosen) + " 晚于现在（" + to_string(now) + "）。"},
              "time");
}

Result<void> check_item(const ItemRef& item) {
  return act::check_id(item.id, item.kind == ItemKind::unit ? "unit" : "lot");
}

Result<const Item*> known_item(const Site& site, const ItemRef& item) {
  if (const Item* found = site.state.find(item)) return found;
  PermitReason reason = unknown_item(item);
  return fail(Code::not_found, "unknown-item", std::move(reason.text));
}

Result<void> check_is_held(const Site& site, const std::string& hold, const ItemRef& item) {
  const HoldingAnswer answer = holdings_on(site.state, site.acts, item);
  if (std::ranges::any_of(answer.holdings, [&](const Holding& on) { return on.hold == hold; })) return {};
  const Text name = words(item);
  return fail(Code::conflict, "not-held",
              {"Hold " + hold + " does not hold " + name.en + ", so there is nothing to release.",
               "冻结 " + hold + " 不涉及" + name.zh + "，无需放行。"},
              "item");
}

Result<void> check_kind(const Site& site, const ItemRef& item, std::string_view material) {
  auto reason = wrong_kind(site, item, material);
  if (!reason) return {};
  return fail(Code::conflict, "wrong-kind", std::move(reason->text), "material");
}

Result<void> refuse_for(const Reasons& reasons) {
  if (reasons.empty()) return {};
  Text text;
  for (const PermitReason& reason : reasons) {
    if (!text.en.empty()) text.en += ' ';
    text.en += reason.text.en;
    if (reason.text.en.empty() || reason.text.en.back() != '.') text.en += '.';
    text.zh += reason.text.zh;
    if (!reason.text.zh.ends_with("。")) text.zh += "。";
  }
  return fail(Code::conflict, "not-permitted", std::move(text));
}

}  // namespace jidoka::produce
