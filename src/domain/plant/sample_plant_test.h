// A small plant in which one thing at a time is made wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plant/documents.h"

namespace jidoka::plant::sample {

// One file "plant.yaml"; the control plan stands last.
std::string text();
// The same with one place rewritten; the place must occur exactly once.
std::string with(std::string_view place, std::string_view rewritten);

std::vector<json::Document> documents(std::string_view yaml);
std::expected<Composed, Faults> check(std::string_view yaml);

// What a person reads, in English, after checking that the Chinese is there and is Chinese.
std::vector<std::string> mistakes(std::string_view yaml);
std::vector<std::string> advice(std::string_view yaml);
// The only mistake once a place is rewritten, without file and position; several are joined by a line break.
std::string mistake_with(std::string_view place, std::string_view rewritten);
std::string advice_with(std::string_view place, std::string_view rewritten);

}  // namespace jidoka::plant::sample
