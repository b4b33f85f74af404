// Readings as JSON, straight into sense::Intake:
//
//   [{"equipment":"IM-01","tag":"melt_temp","time":"2026-01-01T08:00:00Z","value":231.2,"unit":"SN-0042"}, …]
// or the same objects one a line (NDJSON), or a single object. Fields: equipment, tag, value; time (RFC 3339 or integer
// nanoseconds since 1970; absent: when it was received); uom, unit, lot. A sender that could not read something itself
// hands it in as it stands and says why: set_aside {field, en, zh}; it goes to quarantine with that reason.
//
// A document that is not JSON is refused whole, with the reading and byte where it went wrong: nothing of it is taken.
// A reading of the wrong shape (a field that is missing, unknown, twice, or of the wrong type) goes to quarantine, and
// the others are taken. NaN and infinities are no JSON; a number beyond a double is refused like a wrong type.
#pragma once

#include <string>

#include "core/instant.h"
#include "core/result.h"
#include "sense/intake.h"

namespace jidoka::reading_json {

enum class Form { document, lines };  // one JSON text, or one a line

// `body` grows a little at its end for the parser. The Intake comes back as a Batch, or is thrown away with the Error.
Result<sense::Batch> decode(std::string& body, Form form, sense::Intake intake, Instant received_at);

}  // namespace jidoka::reading_json
