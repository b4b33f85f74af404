// A stream's recorded samples for charts, with how many of the stream stand before them: subgroups are counted from the
// stream's first sample, so a chart over a part of it begins where a whole subgroup does.
#pragma once

#include <optional>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "port/views.h"
#include "resource/site.h"

namespace jidoka::resource {

struct Samples {
  std::uint64_t first = 0;  // how many of the stream come before them
  std::vector<port::SampleView> list;
};

// The newest `wanted`, up to `to`.
Result<Samples> samples_for(Site& site, const port::StreamView& stream, std::optional<Instant> to,
                            std::uint64_t wanted);
// Those of [from, to); refused (too_large) when there are more than `most`.
Result<Samples> samples_between(Site& site, const port::StreamView& stream, Instant from, Instant to,
                                std::uint64_t most);
void begin_with_subgroup(Samples& samples, std::uint64_t size);  // leaves out the rest of one that began before

}  // namespace jidoka::resource
