// The demo's plant and its parameters, and somebody who writes down what a twin says. Test only.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/assert.h"
#include "json/yaml.h"
#include "plant/documents.h"
#include "twin/twin.h"
#include "twin/words.h"

namespace jidoka::twin {

inline std::string text_of_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline plant::Model demo_model(const std::string& examples) {
  std::vector<json::Document> documents;
  for (const auto& entry : std::filesystem::directory_iterator(examples + "/demo-plant")) {
    auto read = json::parse_yaml(text_of_file(entry.path()), entry.path().string());
    ASSERT(read);
    documents.insert(documents.end(), read->begin(), read->end());
  }
  auto checked = plant::check_documents({}, documents);
  ASSERT(checked);
  return std::move(checked->model);
}
inline Parameters demo_parameters(const std::string& examples) {
  const std::string file = examples + "/twin/pump-line.yaml";
  auto parameters = parse_parameters(text_of_file(file), file);
  ASSERT(parameters);
  return std::move(*parameters);
}

constexpr Instant monday{1'767'571'200'000'000'000};  // 2026-01-05, a Monday

class Recorder final : public Outside {
 public:
  Answer take(const Act& act) override {
    acts.push_back(act);
    if (act.is_mislabelled) return Answer::refused;
    return decide ? decide(act) : Answer::done;
  }
  void take(const Reading& reading) override {
    if (keeps_readings) readings.push_back(reading);
  }
  bool may_run_again(Index equipment) override { return lets_run && lets_run(equipment); }

  std::vector<Act> acts;
  std::vector<Reading> readings;
  bool keeps_readings = true;
  std::function<Answer(const Act&)> decide;
  std::function<bool(Index)> lets_run;
};

}  // namespace jidoka::twin
