// From text to a consistent plant. Documents are parsed into typed ones, laid over the current Model, and the whole is
// checked; every mistake is reported at once, with file, line and column, and with its remedy in both languages.
//
//   TRY(auto files, json::parse_yaml(text, "plans/housing.yaml"));
//   auto checked = check_documents(current, files);            // or, in two steps, parse_documents and compose
//   if (!checked) for (const Fault& fault : checked.error()) print(shown(fault));
//   else publish(checked->model);
//
// What the language promises and this version does not run yet is a mistake too, never ignored.
#pragma once

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "json/yaml.h"
#include "plant/fault.h"
#include "plant/kinds.h"
#include "plant/model.h"
#include "plant/opened.h"

namespace jidoka::plant {

struct PlantDocument {
  std::string kind;
  std::string id;
  Content content;
  json::Document origin;  // what was written, with positions

  // Canonical JSON with `kind` in front and every default filled in; parse_documents takes it back.
  std::string body() const;
};

using Withdrawn = std::vector<std::pair<std::string, std::string>>;  // kind, id

struct Composed {
  Model model;
  std::vector<PlantDocument> documents;  // the typed changes
  Faults advice;                         // what works, but could be better
};

std::expected<std::vector<PlantDocument>, Faults> parse_documents(const std::vector<json::Document>& documents);

// The current plant with the documents added or replaced and others withdrawn, at a site that has opened these streams.
std::expected<Composed, Faults> compose(const Model& current, std::vector<PlantDocument> documents,
                                        const Withdrawn& withdrawn = {}, const OpenedStreams& opened = {});

// Both steps; documents that do not parse are left out of nothing: mistakes of both steps come back together.
std::expected<Composed, Faults> check_documents(const Model& current, const std::vector<json::Document>& documents,
                                                const Withdrawn& withdrawn = {}, const OpenedStreams& opened = {});

}  // namespace jidoka::plant
