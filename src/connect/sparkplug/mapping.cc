#include "sparkplug/mapping.h"

#include <algorithm>
#include <array>
#include <utility>

namespace jidoka::sparkplug {

namespace {

Failure bad_template(std::string_view pattern, std::string_view name) {
  const std::string shown(pattern.substr(0, 200)), named(name.substr(0, 100));
  return fail(Code::invalid, "reading-map",
              {"The template \"" + shown + "\" names {" + named +
                   "}, which Sparkplug does not have here. Use {group}, {node}, {device}, {metric}, {metric_dotted} or "
                   "{metric_last}; unit and lot may also name a metric.",
               "模板“" + shown + "”中的 {" + named +
                   "} 在 Sparkplug 中不可用。请使用 {group}、{node}、{device}、{metric}、{metric_dotted} 或 "
                   "{metric_last}；unit 和 lot 还可以引用指标名。"},
              "reading");
}

}  // namespace

Result<Template> Template::create(std::string_view pattern, bool may_name_metrics) {
  static constexpr std::array<std::pair<std::string_view, Kind>, 6> names = {{{"group", Kind::group},
                                                                              {"node", Kind::node},
                                                                              {"device", Kind::device},
                                                                              {"metric", Kind::metric},
                                                                              {"metric_dotted", Kind::metric_dotted},
                                                                              {"metric_last", Kind::metric_last}}};
  Template out;
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::size_t open = rest.find('{');
    if (open != 0) out.parts_.push_back({Kind::literal, std::string(rest.substr(0, open))});
    if (open == std::string_view::npos) break;
    const std::size_t close = rest.find('}', open);
    if (close == std::string_view::npos) return bad_template(pattern, rest.substr(open + 1));
    std::string_view name = rest.substr(open + 1, close - open - 1);
    if (may_name_metrics && name.ends_with('?')) name.remove_suffix(1);  // what was not said is left out anyway
    const auto* known = std::ranges::find(names, name, &std::pair<std::string_view, Kind>::first);
    if (known != names.end()) {
      out.parts_.push_back({known->second, {}});
    } else if (may_name_metrics && !name.empty()) {
      out.parts_.push_back({Kind::said, {}});
      out.metrics_.emplace_back(name);
    } else {
      return bad_template(pattern, name);
    }
    rest.remove_prefix(close + 1);
  }
  return out;
}

std::string Template::fill(const Place& place, std::string_view metric) const {
  return fill(place, metric, {}).value_or(std::string());
}

std::optional<std::string> Template::fill(const Place& place, std::string_view metric,
                                          const std::vector<std::string>& said) const {
  std::string out;
  std::size_t next = 0;
  for (const Part& part : parts_) {
    switch (part.kind) {
      case Kind::literal:
        out += part.text;
        break;
      case Kind::group:
        out += place.group;
        break;
      case Kind::node:
        out += place.node;
        break;
      case Kind::device:
        out += place.device.empty() ? place.node : place.device;
        break;
      case Kind::metric:
        out += metric;
        break;
      case Kind::metric_dotted: {
        const std::size_t from = out.size();
        out += metric;
        std::replace(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(), '/', '.');
        break;
      }
      case Kind::metric_last:
        out += metric.substr(metric.rfind('/') + 1);
        break;  // npos + 1 is 0
      case Kind::said:
        if (next >= said.size() || said[next].empty()) return std::nullopt;
        out += said[next++];
        break;
    }
  }
  return out;
}

Result<Mapping> Mapping::create(const std::optional<plant::ReadingMap>& map) {
  Mapping out;
  if (!map) {
    TRY(out.equipment, Template::create("{device}", false));
    TRY(out.tag, Template::create("{metric}", false));
    return out;
  }
  if (map->value || map->time)
    return fail(Code::invalid, "reading-map",
                {"Sparkplug says value and time itself. Remove `value` and `time` from the map.",
                 "Sparkplug 自带数值和时间。请从映射中删除 value 和 time。"},
                "reading");
  TRY(out.equipment, Template::create(map->equipment, false));
  TRY(out.tag, Template::create(map->tag, false));
  if (map->uom) {
    TRY(out.uom, Template::create(*map->uom, false));
  }
  if (map->unit) {
    TRY(out.unit, Template::create(*map->unit, true));
  }
  if (map->lot) {
    TRY(out.lot, Template::create(*map->lot, true));
  }
  return out;
}

}  // namespace jidoka::sparkplug
