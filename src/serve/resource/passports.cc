// The passport of a unit or lot: what it is, how and from what it was made, what was measured on it, what held it, and
// the ledger entry that proves the newest of this.
#include <algorithm>
#include <map>

#include "crypto/hash.h"
#include "ledger/note.h"
#include "resource/handlers.h"
#include "resource/watches.h"

namespace jidoka::resource {

enum class PassportResult : std::uint8_t { released, held, scrapped, in_process };
constexpr auto describe_enum(const PassportResult*) {
  return json::names<PassportResult>({{PassportResult::released, "released"},
                                      {PassportResult::held, "held"},
                                      {PassportResult::scrapped, "scrapped"},
                                      {PassportResult::in_process, "in_process"}});
}
struct PassportOperation {
  std::string operation;
  Text name;
  std::string equipment;
  std::optional<std::string> person;
  Instant at;
  std::optional<produce::RunResult> result;
};
constexpr auto describe(const PassportOperation*) {
  using json::field;
  using View = PassportOperation;
  return json::type<View>("PassportOperation", "A step that it went through", field("operation", &View::operation),
                          field("name", &View::name), field("equipment", &View::equipment),
                          field("person", &View::person), field("at", &View::at, "When it ended, or began"),
                          field("result", &View::result, "Absent while it runs"));
}
struct PassportMaterial {
  std::string material;
  Text name;
  std::string lot;
  std::optional<std::string> supplier;
  std::optional<Decimal> quantity;
  std::string uom;
};
constexpr auto describe(const PassportMaterial*) {
  using json::field;
  using View = PassportMaterial;
  return json::type<View>("PassportMaterial", "What went into it, at any depth", field("material", &View::material),
                          field("name", &View::name), field("lot", &View::lot, "The lot, or the serial of a unit"),
                          field("supplier", &View::supplier), field("quantity", &View::quantity),
                          field("uom", &View::uom));
}
struct PassportMeasurement {
  Text characteristic;
  double value = 0;
  std::string uom;
  std::optional<double> lower, upper;
  bool inside = true;
  Instant time;
};
constexpr auto describe(const PassportMeasurement*) {
  using json::field;
  using View = PassportMeasurement;
  return json::type<View>("PassportMeasurement", "A measurement with the specification in force",
                          field("characteristic", &View::characteristic), field("value", &View::value),
                          field("uom", &View::uom), field("lower", &View::lower), field("upper", &View::upper),
                          field("inside", &View::inside, "Of the specification; where there is none, true"),
                          field("time", &View::time));
}
struct PassportProof {
  std::uint64_t leaf_index = 0;
  std::uint64_t ledger_size = 0;
  std::string root;
};
constexpr auto describe(const PassportProof*) {
  using json::field;
  using View = PassportProof;
  return json::type<View>("PassportProof", "Where the newest fact about it stands in the ledger",
                          field("leaf_index", &View::leaf_index), field("ledger_size", &View::ledger_size),
                          field("root", &View::root, "Of the signed checkpoint of that size, hexadecimal"));
}
struct Passport {
  port::ItemView item;
  Text name;
  std::optional<Instant> made_at;
  PassportResult result = PassportResult::in_process;
  std::vector<PassportOperation> operations;
  std::vector<PassportMaterial> materials;
  std::vector<PassportMeasurement> measurements;
  std::vector<port::ItemHoldView> holds;
  std::optional<PassportProof> proof;
};
constexpr auto describe(const Passport*) {
  using json::field;
  return json::type<Passport>(
      "Passport", "What a unit or lot is, and how it came to be", field("item", &Passport::item),
      field("name", &Passport::name), field("made_at", &Passport::made_at, "When its last step ended"),
      field("result", &Passport::result,
            "released: every step of its routing passed and nothing holds it, or it came in and nothing holds it"),
      field("operations", &Passport::operations), field("materials", &Passport::materials, "At most 1000"),
      field("measurements", &Passport::measurements, "The newest 500"), field("holds", &Passport::holds),
      field("proof", &Passport::proof));
}

namespace {

constexpr std::size_t most_materials = 1'000;

template <class Things>
Text name_in(const Things& things, const std::string& id) {
  const auto* found = plant::find_in(things, id);
  return found == nullptr ? Text{id, id} : found->name;
}

// Done: the last run passed, and its operation leads to no other.
PassportResult result_of(const plant::Model& model, const port::ItemHistory& history) {
  if (history.item.state == produce::ItemState::scrapped) return PassportResult::scrapped;
  for (const port::ItemHoldView& hold : history.holds)
    if (hold.state == act::HoldState::active && !hold.released_for_this) return PassportResult::held;
  if (history.runs.empty())
    return history.item.kind == produce::ItemKind::lot ? PassportResult::released : PassportResult::in_process;
  const port::RunView& last = history.runs.back();
  if (last.result != produce::RunResult::pass) return PassportResult::in_process;
  const auto* operation = plant::find_in(model.operations, last.operation);
  return operation != nullptr && !operation->next.empty() && history.item.state == produce::ItemState::available
             ? PassportResult::in_process
             : PassportResult::released;
}

Result<std::vector<PassportMaterial>> materials_of(Site& site, const plant::Model& model, const produce::ItemRef& ref) {
  TRY(const auto trace, site.reads->trace(ref, false, most_materials));
  std::vector<PassportMaterial> out;
  if (!trace) return out;
  std::map<produce::ItemRef, const port::TraceNode*> nodes;
  for (const port::TraceNode& node : trace->nodes) nodes[{node.kind, node.id}] = &node;
  for (const port::TraceEdge& edge : trace->edges) {
    const auto node = nodes.find(edge.from);
    if (node == nodes.end()) continue;
    const port::TraceNode& part = *node->second;
    out.push_back(
        {part.material, name_in(model.materials, part.material), part.id, part.supplier, edge.quantity, edge.uom});
  }
  return out;
}

// Each with the line that judges its stream; a stream that none does stands under its own name.
Result<std::vector<PassportMeasurement>> measurements_of(Site& site, const port::ItemHistory& history) {
  std::map<std::string, std::vector<judge::WatchPtr>> watches;
  std::vector<PassportMeasurement> out;
  for (const port::MeasurementView& measured : history.measurements) {
    auto known = watches.find(measured.stream);
    if (known == watches.end()) {
      port::StreamView stream;
      stream.equipment = measured.equipment;
      stream.tag = measured.tag;
      stream.uom = measured.uom;
      TRY(auto found, watches_of(site, stream));
      known = watches.emplace(measured.stream, std::move(found)).first;
    }
    PassportMeasurement view{
        {measured.stream, measured.stream}, measured.value, measured.uom, {}, {}, true, measured.time};
    if (!known->second.empty()) {
      const judge::Watch& watch = *known->second.front();
      view.characteristic = watch.characteristic_name;
      view.lower = watch.lower;
      view.upper = watch.upper;
      view.inside = (!view.lower || view.value >= *view.lower) && (!view.upper || view.value <= *view.upper);
    }
    out.push_back(std::move(view));
  }
  return out;
}

// The checkpoint is read first: what is newer than it is not proven by it.
Result<std::optional<PassportProof>> proof_of(Site& site, const std::string& id) {
  TRY(const std::string note, site.reads->checkpoint());
  TRY(const std::string vkey, site.reads->public_key());
  TRY(const auto checkpoint, ledger::open_checkpoint(note, vkey));
  port::Page page;
  page.limit = 1;
  page.after = std::to_string(checkpoint.head.size);
  TRY(const auto newest, site.reads->search_ledger({{}, {}, id, {}, {}}, page));
  if (newest.items.empty()) return std::optional<PassportProof>();
  return std::optional(PassportProof{newest.items.front().index, checkpoint.head.size,
                                     crypto::to_hex(crypto::view(checkpoint.head.root))});
}

Result<Response> passport(Site& site, const produce::ItemRef& ref) {
  const bool is_unit = ref.kind == produce::ItemKind::unit;
  TRY(auto history, site.reads->item(ref));
  if (!history) return fail(not_found(is_unit ? "unit" : "lot", is_unit ? "产品" : "批次", ref.id));
  const plant::ModelPtr model = site.model();
  Passport view;
  view.item = history->item;
  view.name = name_in(model->materials, history->item.material);
  view.result = result_of(*model, *history);
  for (const port::RunView& run : history->runs) {
    view.operations.push_back({run.operation, name_in(model->operations, run.operation), run.equipment, run.person,
                               run.ended_at.value_or(run.started_at), run.result});
    if (run.ended_at) view.made_at = std::max(view.made_at.value_or(distant_past), *run.ended_at);
  }
  TRY(view.materials, materials_of(site, *model, ref));
  TRY(view.measurements, measurements_of(site, *history));
  view.holds = std::move(history->holds);
  TRY(view.proof, proof_of(site, ref.id));
  return ok(view);
}

}  // namespace

void add_passports(http::Router& router, Site& site) {
  using produce::ItemKind;
  for (const auto& [pattern, kind] :
       {std::pair<std::string_view, ItemKind>{"/api/v1/units/{serial}/passport", ItemKind::unit},
        {"/api/v1/lots/{lot}/passport", ItemKind::lot}})
    router.add(
        get(pattern, "read", "What it is, and how it came to be", &json::schema_of<Passport>,
            reading(site, [&site, kind](Request& request) { return passport(site, {kind, request.parameters[0]}); })));
}

}  // namespace jidoka::resource
