#include "judge/watch.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/uom.h"

namespace jidoka::judge {
namespace {

using StreamKey = std::pair<std::string, std::string>;

std::optional<double> converted(const std::optional<double>& value, const UomConversion& convert) {
  if (!value) return std::nullopt;
  return convert(*value);
}

Result<spc::ChartSpec> chart_of(const plant::ControlPlanLine& line, const UomConversion& convert) {
  const plant::Chart& chart = *line.chart;
  spc::ChartSpec spec;
  spec.type = chart.type;
  spec.subgroup_size = static_cast<std::uint16_t>(line.sample.size);
  spec.rules = chart.rules;
  spec.tuning = plant::tuning_of(chart);
  // Counts and shares of items are what they are in any unit of measure.
  const UomConversion of_values = spc::is_of_counts(chart.type) ? UomConversion{} : convert;
  spec.limits.mean = converted(chart.limits.mean, of_values);
  if (chart.limits.sigma) spec.limits.sigma = *chart.limits.sigma * of_values.factor;
  if (chart.limits.learn) spec.limits.learn = static_cast<std::uint32_t>(*chart.limits.learn);
  TRY_VOID(spc::check(spec));
  return spec;
}

Result<WatchPtr> watch_of(const plant::Model& model, const plant::ControlPlan& plan, const plant::ControlPlanLine& line,
                          const OpenStream& stream) {
  auto watch = std::make_shared<Watch>();
  watch->stream = stream.number;
  watch->equipment = stream.equipment;
  watch->tag = stream.tag;
  watch->uom = stream.uom;
  const auto* equipment = plant::find_in(model.equipment, stream.equipment);
  watch->equipment_name = equipment == nullptr ? same_text(stream.equipment) : equipment->name;
  watch->characteristic_name = line.characteristic.name.value_or(same_text(line.characteristic.id));
  watch->plan_id = plan.id;
  watch->plan = plan.id + "@" + std::to_string(plan.revision);
  watch->line = line.id;
  watch->mode = plan.mode;
  watch->reactions = line.reactions;
  UomConversion convert;
  if (line.specification) {
    TRY(const Uom from, parse_uom(line.specification->uom));
    TRY(const Uom to, parse_uom(stream.uom));
    TRY(convert, conversion(from, to));
    watch->lower = converted(line.specification->lower, convert);
    watch->target = converted(line.specification->target, convert);
    watch->upper = converted(line.specification->upper, convert);
    watch->deadband = line.specification->deadband.value_or(0) * convert.factor;
  }
  if (line.chart) {
    TRY(watch->chart, chart_of(line, convert));
  }
  return watch;
}

}  // namespace

Result<std::vector<WatchPtr>> watches(const plant::Model& model, const std::vector<OpenStream>& streams) {
  std::map<StreamKey, const OpenStream*> open;
  for (const OpenStream& stream : streams) open[{stream.equipment, stream.tag}] = &stream;
  std::vector<WatchPtr> found;
  for (const auto& [id, plan] : model.control_plans)
    for (const plant::ControlPlanLine& line : plan.lines)
      for (const std::string& equipment : plant::equipment_of(model, line)) {
        const auto stream = open.find({equipment, plant::tag_of(line)});
        if (stream == open.end()) continue;
        TRY(WatchPtr watch, watch_of(model, plan, line, *stream->second));
        found.push_back(std::move(watch));
      }
  std::ranges::stable_sort(found, {}, [](const WatchPtr& watch) { return watch->stream; });
  return found;
}

}  // namespace jidoka::judge
