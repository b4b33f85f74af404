// Mistakes in plant documents as one problem+json: each with its place, all at once.
#pragma once

#include "http/message.h"
#include "plant/fault.h"

namespace jidoka::resource {

http::Response plant_faults(const plant::Faults& faults, const http::Request& request);

}  // namespace jidoka::resource
