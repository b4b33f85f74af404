// What the language has words for and this version does not run. Such a word is a mistake with a remedy, never ignored.
// It is looked for before a document is decoded, and taken out, so that the rest of the document is still checked.
#pragma once

#include <string_view>

#include "json/decode.h"
#include "plant/findings.h"

namespace jidoka::plant {

void take_out_not_yet(std::string_view kind, json::Value& document, Findings& findings);

// "line 10.1" for a path inside lines[i] of a control plan, else empty.
Text part_of(const json::Value& document, std::string_view path);

}  // namespace jidoka::plant
