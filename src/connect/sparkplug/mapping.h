// From the names of Sparkplug to those of the plant: the templates of a source's reading map.
//
//   {group} {node} {device} {metric}        as they stand in the topic and in the birth; {device} of a node is its node
//   {metric_dotted} {metric_last}           Mould/Melt temp as Mould.Melt temp, and as Melt temp
//   {Part/Serial}                           what this metric of the same device, or else of its node, said at the time
//                                           of the reading; only in unit and lot
// Without a map the equipment is the device, or the node where there is none, and the tag is the metric as it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "plant/connection.h"

namespace jidoka::sparkplug {

struct Place {  // where a metric lives
  std::string_view group;
  std::string_view node;
  std::string_view device;  // empty: the node itself
};

class Template {
 public:
  // Metrics may be named only where `may_name_metrics`.
  static Result<Template> create(std::string_view pattern, bool may_name_metrics);

  std::string fill(const Place& place, std::string_view metric) const;
  // With what the named metrics said, in the order of `metrics`. Nothing: one of them said nothing.
  std::optional<std::string> fill(const Place& place, std::string_view metric,
                                  const std::vector<std::string>& said) const;
  const std::vector<std::string>& metrics() const { return metrics_; }

 private:
  enum class Kind : std::uint8_t { literal, group, node, device, metric, metric_dotted, metric_last, said };
  struct Part {
    Kind kind = Kind::literal;
    std::string text;
  };
  std::vector<Part> parts_;
  std::vector<std::string> metrics_;
};

struct Mapping {
  Template equipment;
  Template tag;
  std::optional<Template> uom;
  std::optional<Template> unit;
  std::optional<Template> lot;

  // Refused: a name that is none of the above; value and time, which Sparkplug says itself.
  static Result<Mapping> create(const std::optional<plant::ReadingMap>& map);
};

}  // namespace jidoka::sparkplug
