#include "resource/watches.h"

#include "spc/chart.h"

namespace jidoka::resource {

Result<std::vector<judge::WatchPtr>> watches_of(Site& site, const port::StreamView& stream) {
  const auto catalogue = site.catalogue();
  const auto* equipment = catalogue->find(stream.equipment);
  const auto* entry = equipment == nullptr ? nullptr : equipment->find(stream.tag);
  return judge::watches(*site.model(),
                        {{entry == nullptr ? 0 : entry->number, stream.equipment, stream.tag, stream.uom}});
}

std::optional<spc::LimitSource> source_in_force(const judge::Watch& watch,
                                                const std::vector<port::LearntLimits>& learnt) {
  if (watch.chart->limits.mean && watch.chart->limits.sigma) return watch.chart->limits;
  for (const port::LearntLimits& found : learnt)
    if (found.plan == watch.plan && found.line == watch.line)
      return spc::LimitSource{found.mean, found.sigma, std::nullopt};
  return std::nullopt;
}

std::optional<spc::Panels> panels_of(const judge::Watch& watch, const std::vector<port::LearntLimits>& learnt) {
  const auto source = source_in_force(watch, learnt);
  if (!source) return std::nullopt;
  spc::ChartSpec spec = *watch.chart;
  spec.limits = *source;
  const auto chart = spc::Chart::create(spec);
  if (!chart || chart->limits() == nullptr) return std::nullopt;
  return *chart->limits();
}

}  // namespace jidoka::resource
