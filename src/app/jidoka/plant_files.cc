#include "jidoka/plant_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "plant/documents.h"

namespace jidoka::app {

namespace {

namespace fs = std::filesystem;

Error cannot_read(const fs::path& path, const std::string& why) {
  return make_error(Code::not_found, "unreadable",
                    {path.string() + " cannot be read: " + why + ".", "无法读取 " + path.string() + "：" + why + "。"});
}

bool is_plant_file(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

std::vector<fs::path> files_below(const fs::path& path, std::vector<Error>& errors) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return {path};
  std::vector<fs::path> files;
  fs::recursive_directory_iterator entry(path, failed);
  for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed))
    if (std::error_code ignored; entry->is_regular_file(ignored) && is_plant_file(entry->path()))
      files.push_back(entry->path());
  if (failed) errors.push_back(cannot_read(path, failed.message()));
  if (files.empty() && !failed)
    errors.push_back(make_error(Code::invalid, "no-plant-files",
                                {path.string() + " holds no .yaml file.", path.string() + " 中没有 .yaml 文件。"}));
  std::ranges::sort(files);
  return files;
}

}  // namespace

PlantFiles read_plant_files(const std::vector<std::string>& paths) {
  PlantFiles read;
  for (const std::string& path : paths)
    for (const fs::path& file : files_below(path, read.errors)) {
      std::ifstream stream(file, std::ios::binary);
      const std::string text((std::istreambuf_iterator<char>(stream)), {});
      if (!stream.is_open() || stream.bad()) {
        read.errors.push_back(cannot_read(file, std::make_error_code(std::errc::no_such_file_or_directory).message()));
        continue;
      }
      auto documents = json::parse_yaml(text, file.string());
      if (!documents) {
        read.errors.push_back(std::move(documents).error());
        continue;
      }
      std::ranges::move(*documents, std::back_inserter(read.documents));
    }
  return read;
}

Result<plant::Model> model_of(const std::vector<port::DocumentView>& in_force) {
  std::vector<json::Document> documents;
  for (const port::DocumentView& document : in_force) {
    if (!document.in_force) continue;
    TRY(json::Value value, json::parse(document.body.text));
    documents.push_back({"", std::move(value), {}});
  }
  auto checked = plant::check_documents(plant::Model{}, documents);
  if (checked) return std::move(checked->model);
  const Text first = plant::shown(checked.error().front());
  return fail(Code::corrupt, "plant-documents",
              {"The plant in force does not fit this program: " + first.en, "现行工厂文件与本程序不符：" + first.zh});
}

}  // namespace jidoka::app
