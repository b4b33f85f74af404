// Material on its way: lots come in, parts go into products, products into boxes, boxes to customers.
#include <algorithm>

#include "act/checks.h"
#include "produce/checks.h"
#include "produce/decide.h"
#include "produce/genealogy.h"

namespace jidoka::produce {
namespace {

void add_running(const Item& item, Reasons& reasons) {
  if (const Run* run = open_run(item))
    reasons.push_back({"already_running",
                       {item.ref.id + " is still running " + run->operation + " at " + run->equipment + ".",
                        item.ref.id + " 仍在 " + run->equipment + " 进行 " + run->operation + "。"},
                       std::nullopt,
                       std::nullopt});
}

// What keeps an item from moving on as it is.
void add_all(const Site& site, const Item& item, Instant at, Reasons& reasons) {
  add_holds(site, item.ref, at, reasons);
  add_state(item, reasons);
  add_running(item, reasons);
  add_failed(item, {}, reasons);
}

Result<void> check_no_circle(const Site& site, const ItemRef& from, const ItemRef& into) {
  if (from != into && !may_contain(site.state, from, into)) return {};
  return fail(Code::conflict, "genealogy-circle",
              {words(into).en + " is part of " + words(from).en + " already, so it cannot contain it.",
               words(into).zh + " 已是 " + words(from).zh + " 的组成部分，不能反过来包含它。"});
}

Failure wrong_uom(const std::string& given, const std::string& expected) {
  return fail(Code::invalid, "uom-mismatch",
              {"The quantity is in " + given + ", but this is counted in " + expected + ".",
               "数量单位是 " + given + "，而该物料以 " + expected + " 计量。"},
              "uom");
}

// Six decimals and twelve digits before them: what every store keeps exactly.
Result<void> check_quantity(const Decimal& quantity) {
  std::int64_t digits = quantity.digits;
  int decimals = quantity.scale;
  for (; decimals > 6 && digits % 10 == 0; --decimals) digits /= 10;
  if (quantity > Decimal{0, 0} && quantity < Decimal{1'000'000'000'000, 0} && decimals <= 6) return {};
  return fail(Code::invalid, "quantity",
              {"A quantity is above zero, below 1 000 000 000 000, and has at most six decimals.",
               "数量须大于 0、小于 1 000 000 000 000，且最多六位小数。"},
              "quantity");
}

// The operation that runs on `into` at this equipment, which must say that it uses this material when it says what it
// uses.
Result<void> check_use(const Site& site, const Item& into, const Item& from, const Consume& input) {
  const Run* run = open_run(into);
  if (run == nullptr || run->operation != input.operation || run->equipment != input.equipment)
    return fail(Code::conflict, "not-running",
                {into.ref.id + " does not run " + input.operation + " at " + input.equipment + ". Start it first.",
                 into.ref.id + " 没有在 " + input.equipment + " 进行 " + input.operation + "，请先开工。"});
  const plant::Operation* operation = plant::find_in(site.model.operations, input.operation);
  if (operation == nullptr || operation->consumes.empty()) return {};
  const bool named = std::ranges::any_of(
      operation->consumes, [&](const plant::Consumption& part) { return part.material == from.material; });
  if (named) return {};
  return fail(Code::conflict, "wrong-material",
              {operation->id + " does not use " + from.material + " (" + from.ref.id + ").",
               operation->id + " 不使用物料 " + from.material + "（" + from.ref.id + "）。"},
              "from");
}

Result<Decimal> quantity_of(const Item& from, const Consume& input) {
  const Decimal quantity = input.quantity.value_or(Decimal{1, 0});
  TRY_VOID(check_quantity(quantity));
  if (from.ref.kind == ItemKind::unit && quantity != Decimal{1, 0})
    return fail(Code::invalid, "quantity", {"A unit goes in once: quantity 1.", "产品只能整件装入，数量为 1。"},
                "quantity");
  if (!from.quantity) return quantity;
  TRY(const Decimal left, subtract(*from.quantity, quantity));
  if (left >= Decimal{0, 0}) return quantity;
  return fail(Code::conflict, "not-enough",
              {"Lot " + from.ref.id + " has " + to_string(*from.quantity) + " " + from.uom + " left, less than " +
                   to_string(quantity) + ".",
               "批次 " + from.ref.id + " 仅剩 " + to_string(*from.quantity) + " " + from.uom + "，不足 " +
                   to_string(quantity) + "。"},
              "quantity");
}

}  // namespace

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const Consume& input) {
  TRY_VOID(check_item(ref));
  TRY_VOID(check_item(input.from));
  TRY(const Instant time, time_or_now(input.time, site.now));
  TRY(const Item* into, known_item(site, ref));
  TRY(const Item* from, known_item(site, input.from));
  TRY_VOID(check_use(site, *into, *from, input));
  TRY_VOID(check_no_circle(site, input.from, ref));
  Reasons reasons;
  add_stop(site, input.equipment, time, reasons);
  add_holds(site, ref, time, reasons);
  add_state(*into, reasons);
  add_all(site, *from, time, reasons);
  TRY_VOID(refuse_for(reasons));
  const std::string own = from->uom.empty() ? "1" : from->uom;
  if (input.uom && *input.uom != own) return wrong_uom(*input.uom, own);
  TRY(const Decimal quantity, quantity_of(*from, input));
  return Consumed{input.from, ref, quantity, own, input.operation, input.equipment, time};
}

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const ReceiveLot& input) {
  TRY_VOID(check_item(ref));
  if (ref.kind != ItemKind::lot)
    return fail(Code::invalid, "not-a-lot",
                {"Only lots are received; units begin with an operation.", "只有批次可以收货；产品从首道工序开始。"});
  const plant::Material* material = plant::find_in(site.model.materials, input.material);
  if (material == nullptr)
    return fail(Code::invalid, "unknown-material",
                {"The plant has no material " + input.material + ".", "工厂没有物料 " + input.material + "。"},
                "material");
  TRY_VOID(check_kind(site, ref, input.material));
  TRY_VOID(check_quantity(input.quantity));
  if (input.uom && *input.uom != material->uom) return wrong_uom(*input.uom, material->uom);
  if (input.supplier) TRY_VOID(act::check_id(*input.supplier, "supplier"));
  if (input.supplier_lot) TRY_VOID(act::check_id(*input.supplier_lot, "supplier_lot"));
  if (input.location) TRY_VOID(act::check_id(*input.location, "location"));
  if (site.state.find(ref) != nullptr || site.state.is_missing(ref))
    return fail(Code::conflict, "lot-exists", {"Lot " + ref.id + " exists already.", "批次 " + ref.id + " 已存在。"});
  return LotReceived{ref.id,
                     input.material,
                     input.quantity,
                     material->uom,
                     input.supplier ? input.supplier : material->supplier,
                     input.supplier_lot,
                     input.location};
}

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const Pack& input) {
  const ItemRef into{ItemKind::lot, input.into};
  TRY_VOID(check_item(ref));
  TRY_VOID(act::check_id(input.into, "into"));
  TRY(const Instant time, time_or_now(input.time, site.now));
  TRY(const Item* item, known_item(site, ref));
  const Item* box = site.state.find(into);
  if (box != nullptr && !box->material.empty())
    return fail(Code::conflict, "not-a-box",
                {"Lot " + input.into + " is " + box->material + ", not a box.",
                 "批次 " + input.into + " 是物料 " + box->material + "，不是包装箱。"},
                "into");
  TRY_VOID(check_no_circle(site, ref, into));
  Reasons reasons;
  add_all(site, *item, site.now, reasons);
  add_unfinished(site, *item, reasons);
  if (box != nullptr) add_state(*box, reasons);
  add_holds(site, into, site.now, reasons);
  TRY_VOID(refuse_for(reasons));
  return Packed{ref, into, time};
}

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const Ship& input) {
  TRY_VOID(check_item(ref));
  TRY_VOID(act::check_id(input.to, "to"));
  TRY(const Instant time, time_or_now(input.time, site.now));
  TRY(const Item* item, known_item(site, ref));
  Reasons reasons;
  add_all(site, *item, site.now, reasons);
  add_unfinished(site, *item, reasons);
  TRY_VOID(refuse_for(reasons));
  return Shipped{ref, input.to, time};
}

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const Scrap& input) {
  TRY_VOID(check_item(ref));
  TRY_VOID(act::check_reason(input.reason));
  TRY(const Instant time, time_or_now(input.time, site.now));
  TRY(const Item* item, known_item(site, ref));
  Reasons reasons;
  if (item->state != ItemState::packed) add_state(*item, reasons);  // held or boxed, waste is waste
  TRY_VOID(refuse_for(reasons));
  if (const Run* run = open_run(*item); run != nullptr && time < run->started)
    return fail(Code::invalid, "time-order",
                {"It cannot be scrapped before its run started, at " + to_string(run->started) + ".",
                 "报废时间不能早于开工时间 " + to_string(run->started) + "。"},
                "time");
  return Scrapped{ref, input.reason, time};
}

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const ItemInput& input) {
  return std::visit([&](const auto& chosen) { return decide(site, ref, chosen); }, input);
}

std::vector<ItemRef> items_of(const ItemRef& ref, const ItemInput& input) {
  std::vector<ItemRef> out{ref};
  if (const auto* consume = std::get_if<Consume>(&input)) out.push_back(consume->from);
  if (const auto* pack = std::get_if<Pack>(&input)) out.push_back({ItemKind::lot, pack->into});
  return out;
}

}  // namespace jidoka::produce
