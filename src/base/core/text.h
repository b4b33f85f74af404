// What people read, in both languages of the product. Every message that can reach a screen is a Text.
#pragma once

#include <string>

namespace jidoka {

struct Text {
  std::string en;
  std::string zh;

  friend bool operator==(const Text&, const Text&) = default;
};

// A name that is the same in both languages, such as an identifier.
inline Text same_text(const std::string& name) { return {name, name}; }

}  // namespace jidoka
