#include "twin/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/uom.h"

namespace jidoka::twin {
namespace {

template <class Rows, class Name>
Index index_of(const Rows& rows, std::string_view wanted, Name name) {
  for (Index at = 0; at < rows.size(); ++at)
    if (rows[at].*name == wanted) return at;
  return none;
}

Failure unknown(const std::string& where, const std::string& name) {
  return fail(Code::invalid, "twin-unknown-name",
              {fmt::format("{} names {}, which the plant does not have in that place.", where, name),
               fmt::format("{} 引用了 {}，而工厂在此处没有它。", where, name)},
              where);
}

// Builds a Layout step by step; each step rests on those before it.
class Builder {
 public:
  Builder(const plant::Model& model, const Parameters& parameters) : model_(model) { out_.parameters = parameters; }

  Result<Layout> build() {
    TRY_VOID(add_operations());
    TRY_VOID(add_variables());
    TRY_VOID(order_variables());
    add_streams();
    TRY_VOID(add_disturbances());
    TRY_VOID(check_names());
    for (const OperationPlan& operation : out_.operations)
      for (const Defect& defect : operation.pace.defects) add_defect(defect.code);
    for (const VariablePlan& variable : out_.variables)
      if (variable.how.fails) add_defect(*variable.how.fails);
    return std::move(out_);
  }

 private:
  Result<void> add_operations();
  Result<void> add_consumption(const plant::Operation& operation, OperationPlan& plan);
  Result<void> add_variables();
  void add_specifications();
  Result<void> order_variables();
  void add_streams();
  Result<void> add_disturbances();
  Result<void> check_names() const;
  Result<Index> material(const std::string& id);
  Result<Index> factor(const std::string& name);
  void add_defect(const std::string& code) {
    if (std::ranges::find(out_.defects, code) == out_.defects.end()) out_.defects.push_back(code);
  }

  const plant::Model& model_;
  Layout out_;
  std::map<std::string, Index, std::less<>> factors_{{"wear", wear_factor}};
};

// Those that no operation of this plant makes come in lots; what is made here goes on under its own serial.
Result<void> Builder::add_consumption(const plant::Operation& operation, OperationPlan& plan) {
  for (const plant::Consumption& part : operation.consumes) {
    const plant::Material* known = plant::find_in(model_.materials, part.material);
    if (known == nullptr) return unknown("operation " + operation.id, part.material);
    if (known->tracked_by == plant::Tracking::unit) continue;
    TRY(const Uom from, parse_uom(part.uom));
    TRY(const Uom to, parse_uom(known->uom));
    TRY(const UomConversion convert, conversion(from, to));
    ConsumptionPlan uses;
    TRY(uses.material, material(part.material));
    uses.amount = convert(to_double(part.quantity));
    TRY(uses.quantity,
        convert.is_identity() ? Result<Decimal>(part.quantity) : parse_decimal(fmt::format("{:.6f}", uses.amount)));
    plan.consumes.push_back(uses);
  }
  return {};
}

Result<Index> Builder::material(const std::string& id) {
  if (const Index known = index_of(out_.materials, id, &MaterialPlan::id); known != none) return known;
  const plant::Material& source = model_.materials.find(id)->second;
  const auto supply = out_.parameters.materials.find(id);
  const Supply how = supply == out_.parameters.materials.end() ? Supply{} : supply->second;
  if (how.lot <= 0) return unknown("materials." + id + ".lot", fmt::format("{}", how.lot));
  MaterialPlan plan{id, source.uom, how.prefix.empty() ? id + "-" : how.prefix, source.supplier.value_or(""),
                    {}, how.lot};
  TRY(plan.lot, parse_decimal(fmt::format("{:.6f}", how.lot)));
  out_.materials.push_back(std::move(plan));
  return static_cast<Index>(out_.materials.size() - 1);
}

Result<void> Builder::add_operations() {
  for (const auto& [id, operation] : model_.operations) {
    OperationPlan plan;
    plan.id = id;
    if (const auto pace = out_.parameters.operations.find(id); pace != out_.parameters.operations.end())
      plan.pace = pace->second;
    if (plan.pace.takes.ns <= 0 || plan.pace.spread.ns < 0 || plan.pace.spread >= plan.pace.takes ||
        plan.pace.buffer < 1)
      return fail(Code::invalid, "twin-pace",
                  {id + ": a run takes some time, its spread is less than that, and the buffer holds at least one.",
                   id + "：每次加工须有时长，波动须小于时长，缓冲至少容纳一件。"},
                  "operations." + id);
    TRY_VOID(add_consumption(operation, plan));
    plan.is_first = plant::previous_operations(model_, id).empty();
    for (const std::string& at : operation.at) {
      if (index_of(out_.equipment, at, &EquipmentPlan::id) != none)
        return fail(Code::unsupported, "twin-shared-equipment",
                    {at + " runs more than one operation, which the twin does not simulate.",
                     at + " 承担多道工序，孪生暂不支持这种情形。"},
                    "operations." + id);
      EquipmentPlan equipment;
      equipment.id = at;
      equipment.operation = static_cast<Index>(out_.operations.size());
      if (const auto how = out_.parameters.equipment.find(at); how != out_.parameters.equipment.end())
        equipment.how = how->second;
      plan.at.push_back(static_cast<Index>(out_.equipment.size()));
      out_.equipment.push_back(std::move(equipment));
    }
    out_.operations.push_back(std::move(plan));
  }
  for (OperationPlan& plan : out_.operations)
    for (const std::string& next : model_.operations.find(plan.id)->second.next) {
      const Index found = index_of(out_.operations, next, &OperationPlan::id);
      if (found == none) return unknown("operation " + plan.id, next);
      plan.next.push_back(found);
    }
  if (std::ranges::none_of(out_.operations, &OperationPlan::is_first))
    return fail(Code::invalid, "twin-no-beginning",
                {"No operation begins the routing, so nothing can be made.", "没有首道工序，无法开始生产。"});
  return {};
}

void Builder::add_specifications() {
  for (const auto& [id, plan] : model_.control_plans)
    for (const plant::ControlPlanLine& line : plan.lines) {
      const Index found = index_of(out_.variables, plant::tag_of(line), &VariablePlan::tag);
      if (found == none) continue;
      VariablePlan& variable = out_.variables[found];
      if (line.specification) {
        variable.lower = line.specification->lower.value_or(variable.lower);
        variable.upper = line.specification->upper.value_or(variable.upper);
        if (!variable.how.mean) variable.mean = line.specification->target.value_or(variable.mean);
      }
      if (line.chart && line.chart->limits.mean && !variable.how.mean) variable.mean = *line.chart->limits.mean;
      if (line.sample.every) {
        variable.is_sampled = true;
        variable.sample_size = line.sample.size;
        variable.sample_every = line.sample.every->ns;
      }
      for (const plant::Reaction& reaction : line.reactions)
        for (const plant::Action& action : reaction.actions)
          variable.stops |= reaction.when == plant::When::out_of_specification && action.stop.has_value();
    }
}

Result<Index> Builder::factor(const std::string& name) {
  if (const auto known = factors_.find(name); known != factors_.end()) return known->second;
  if (out_.factors == most_factors)
    return fail(Code::too_large, "twin-factors",
                {fmt::format("A twin has at most {} causes: tags, wear and conditions.", most_factors),
                 fmt::format("孪生最多有 {} 个影响因素（变量、磨损和条件）。", most_factors)});
  const Index made = static_cast<Index>(out_.factors++);
  factors_.emplace(name, made);
  return made;
}

Result<void> Builder::add_variables() {
  std::set<std::string> tags;
  for (const EquipmentPlan& equipment : out_.equipment)
    for (const auto& [tag, what] : model_.equipment.find(equipment.id)->second.tags) tags.insert(tag);
  for (const std::string& tag : tags) {
    const auto how = out_.parameters.variables.find(tag);
    VariablePlan variable;
    variable.tag = tag;
    if (how != out_.parameters.variables.end()) variable.how = how->second;
    variable.mean = variable.how.mean.value_or(0);
    TRY(variable.factor, factor(tag));
    out_.variables.push_back(std::move(variable));
  }
  for (const auto& [name, disturbance] : out_.parameters.disturbances)
    if (!disturbance.condition.empty()) TRY_VOID(factor(disturbance.condition));
  for (VariablePlan& variable : out_.variables)
    for (const Follows& follows : variable.how.follows) {
      const auto cause = factors_.find(follows.of);
      if (cause == factors_.end()) return unknown("variables." + variable.tag + ".follows", follows.of);
      variable.effects.push_back({cause->second, follows.by, follows.beyond});
    }
  add_specifications();
  return {};
}

// Causes first.
Result<void> Builder::order_variables() {
  std::vector<VariablePlan> ordered;
  while (!out_.variables.empty()) {
    const auto ready = std::ranges::find_if(out_.variables, [&](const VariablePlan& variable) {
      return std::ranges::none_of(variable.effects, [&](const Effect& effect) {
        return std::ranges::find(out_.variables, effect.factor, &VariablePlan::factor) != out_.variables.end();
      });
    });
    if (ready == out_.variables.end())
      return fail(Code::invalid, "twin-circle",
                  {"The values of " + out_.variables.front().tag + " follow themselves, in a circle.",
                   out_.variables.front().tag + " 的取值循环依赖自身。"},
                  "variables." + out_.variables.front().tag);
    ordered.push_back(std::move(*ready));
    out_.variables.erase(ready);
  }
  out_.variables = std::move(ordered);
  return {};
}

void Builder::add_streams() {
  for (Index at = 0; at < out_.equipment.size(); ++at) {
    EquipmentPlan& equipment = out_.equipment[at];
    const auto& tags = model_.equipment.find(equipment.id)->second.tags;
    for (Index variable = 0; variable < out_.variables.size(); ++variable) {
      const auto tag = tags.find(out_.variables[variable].tag);
      if (tag == tags.end()) continue;
      const StreamPlan stream{at, variable, tag->second.precision.value_or(0),
                              tag->second.every ? tag->second.every->ns : 0};
      const auto number = static_cast<Index>(out_.streams.size());
      out_.streams.push_back(stream);
      (stream.every > 0 ? equipment.continuous : equipment.on_units).push_back(number);
      if (stream.every > 0)
        equipment.every = equipment.every == 0 ? stream.every : std::min(equipment.every, stream.every);
    }
  }
}

Result<void> Builder::add_disturbances() {
  for (const auto& [name, how] : out_.parameters.disturbances) {
    const std::string where = "disturbances." + name;
    DisturbancePlan plan{name, how};
    if (how.equipment) {
      plan.equipment = out_.find_equipment(*how.equipment);
      if (plan.equipment == none) return unknown(where, *how.equipment);
    }
    if (how.material) {
      plan.material = index_of(out_.materials, *how.material, &MaterialPlan::id);
      if (plan.material == none) return unknown(where, *how.material);
    }
    for (Index at = 0; how.tag && at < out_.streams.size(); ++at)
      if (out_.streams[at].equipment == plan.equipment && out_.variables[out_.streams[at].variable].tag == *how.tag)
        plan.stream = at;
    if (how.tag && plan.stream == none) return unknown(where, *how.tag);
    if (!how.condition.empty()) plan.factor = factors_.find(how.condition)->second;
    const bool needs_stream = how.kind == Wrong::drift || how.kind == Wrong::stuck || how.kind == Wrong::bias;
    const bool needs_factor = how.kind == Wrong::lot || how.kind == Wrong::skip;
    if ((needs_stream && plan.stream == none) || (needs_factor && plan.factor == none) ||
        (how.kind == Wrong::lot ? plan.material : plan.equipment) == none)
      return fail(
          Code::invalid, "twin-disturbance",
          {where + " must say where: equipment, with drift, stuck and bias a tag, with lot a material, and with "
                   "lot and skip a condition.",
           where + " 须说明位置：设备；drift、stuck、bias 还须变量；lot 须物料；lot 和 skip 还须 condition。"},
          where);
    out_.disturbances.push_back(std::move(plan));
  }
  return {};
}

// A misspelt name would be a parameter without effect.
Result<void> Builder::check_names() const {
  for (const auto& [id, pace] : out_.parameters.operations)
    if (!model_.operations.contains(id)) return unknown("operations", id);
  for (const auto& [id, machine] : out_.parameters.equipment)
    if (out_.find_equipment(id) == none) return unknown("equipment", id);
  for (const auto& [tag, variable] : out_.parameters.variables)
    if (index_of(out_.variables, tag, &VariablePlan::tag) == none) return unknown("variables", tag);
  for (const auto& [id, supply] : out_.parameters.materials)
    if (index_of(out_.materials, id, &MaterialPlan::id) == none) return unknown("materials", id);
  for (const Incident& incident : out_.parameters.past)
    if (out_.find_disturbance(incident.disturbance) == none) return unknown("past", incident.disturbance);
  if (out_.parameters.packing.box < 1 || out_.parameters.packing.boxes < 1 || out_.parameters.packing.customers.empty())
    return fail(Code::invalid, "twin-packing",
                {"A box holds at least one unit, a shipment at least one box, and somebody receives it.",
                 "每箱至少一件，每次发运至少一箱，并须有客户。"},
                "packing");
  return {};
}

}  // namespace

Result<Layout> Layout::create(const plant::Model& model, const Parameters& parameters) {
  return Builder(model, parameters).build();
}

Index Layout::find_equipment(std::string_view id) const { return index_of(equipment, id, &EquipmentPlan::id); }
Index Layout::find_disturbance(std::string_view name) const {
  return index_of(disturbances, name, &DisturbancePlan::name);
}
Index Layout::defect(std::string_view code) const {
  const auto found = std::ranges::find(defects, code);
  return found == defects.end() ? none : static_cast<Index>(found - defects.begin());
}

}  // namespace jidoka::twin
