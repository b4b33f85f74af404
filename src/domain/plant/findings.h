// Where the checks of plant/checks.h put what they find. It knows the document that is being looked at, turns a path
// into a line and a column, and keeps quiet about what follows from a mistake that is known already.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/nearest_name.h"
#include "json/yaml.h"
#include "plant/fault.h"
#include "plant/model.h"

namespace jidoka::plant {

struct Noun {
  std::string_view en;
  std::string_view zh;
};

class Findings {
 public:
  // Documents whose text is at hand; others are shown by kind and id.
  void know(std::string_view kind, std::string_view id, const json::Document* origin);

  // The document that the following faults are about, and the part of it ("line 10.1") that stands before each text.
  void look_at(std::string_view kind, std::string_view id);
  void look_at_part(Text part) { part_ = std::move(part); }

  // Texts begin in lower case, as after a colon; without a part before them they begin a sentence.
  void fault(std::string path, std::string en, std::string zh);
  void advise(std::string path, std::string en, std::string zh);

  // Nothing wrong is known of this path, of what contains it or of what it contains.
  bool is_sound(std::string_view path) const { return is_sound(kind_, id_, path); }
  bool is_sound(std::string_view kind, std::string_view id, std::string_view path) const;
  bool is_full() const { return faults_.size() >= most; }
  const std::string& id() const { return id_; }
  Faults take_faults();
  Faults take_advice() { return std::move(advice_); }

  static constexpr std::size_t most = 200;  // more mistakes than that are not read one by one

 private:
  Fault make(std::string path, std::string en, std::string zh) const;

  std::map<std::pair<std::string, std::string>, const json::Document*> origins_;
  std::string kind_;
  std::string id_;
  const json::Document* origin_ = nullptr;
  Text part_;
  Faults faults_;
  Faults advice_;
  std::size_t untold_ = 0;
};

// " Did you mean …?", or the given remedy when no known name is near.
Text suggest(std::string_view written, const std::vector<std::string_view>& known, const Text& otherwise);

template <class Map>
std::vector<std::string_view> names_in(const Map& map) {
  std::vector<std::string_view> names;
  names.reserve(map.size());
  for (const auto& row : map) names.push_back(row.first);
  return names;
}

void missing_reference(Findings& findings, std::string path, std::string_view written,
                       const std::vector<std::string_view>& known, Noun noun);

// False, with a fault, when nothing in the map has that id.
template <class Map>
bool refer(Findings& findings, std::string path, const std::string& written, const Map& map, Noun noun) {
  if (map.find(written) != map.end()) return true;
  if (!findings.is_full()) missing_reference(findings, std::move(path), written, names_in(map), noun);
  return false;
}

// Ids stand in addresses, file names and line protocol: letters of any language, digits, and - _ . : +, at most 64
// bytes.
bool is_id(std::string_view text);
void check_id(Findings& findings, std::string path, std::string_view id);

// The circles of a graph, each once, beginning with its smallest name; at most 20 of them.
std::vector<std::vector<std::string>> circles(const std::map<std::string, std::vector<std::string>>& graph);
std::string arrows(const std::vector<std::string>& circle);  // A → B → A

}  // namespace jidoka::plant
