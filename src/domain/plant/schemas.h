// The published JSON Schemas (draft 2020-12) of the plant documents, one for each kind, made from the same descriptions
// that decode them. Editors complete and check plant files with them; GET /api/v1/schemas/{kind}.json serves them.
// They check form; what only the whole plant can tell is for plant/documents.h.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka::plant {

Result<std::string> schema_text(std::string_view kind);  // not_found for a kind that is not

}  // namespace jidoka::plant
