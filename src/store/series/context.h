// What a sample was measured on: the unit and the lot, as the small dictionary that a page or a batch carries. Sample i
// refers to dictionary[contexts[i] - 1]; 0 is no context.
//
// Entries are written as what they share with the one before (serial numbers mostly differ in their last digits).
#pragma once

#include <string>
#include <vector>

#include "series/bytes.h"

namespace jidoka::series {

struct Context {
  std::string unit;
  std::string lot;

  friend bool operator==(const Context&, const Context&) = default;
};

void append_dictionary(std::string& out, const std::vector<Context>& dictionary);
// False when the bytes are not what append_dictionary writes, or hold more than most entries.
bool take_dictionary(Reader& in, std::size_t most, std::vector<Context>& dictionary);

}  // namespace jidoka::series
