// How a stream or a source stands, in words.
#pragma once

#include "core/text.h"
#include "port/health_views.h"

namespace jidoka::resource {

Text stream_text(const sense::StreamHealth& health, sense::HealthState state, Instant now);
Text source_text(const port::SourceHealthView& source);

}  // namespace jidoka::resource
