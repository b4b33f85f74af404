#include "jidoka/study_file.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace jidoka::app {

namespace {

Failure unnamed(const char* option) {
  return fail(Code::invalid, "option-missing",
              {std::string("Name a column of the file with --") + option + ".",
               std::string("请用 --") + option + " 指定文件中的一列。"},
              option);
}

}  // namespace

void add_study_options(Options& options, StudyFile& file) {
  CLI::App& app = options.app();
  app.add_option("FILE", file.file, options.help({"CSV file; - is standard input", "CSV 文件；- 表示标准输入"}))
      ->capture_default_str();
  app.add_option("--value", file.value, options.help({"The column of measured values", "测量值所在的列"}));
  app.add_flag("--json", file.is_json, options.help({"The whole result as JSON", "以 JSON 输出全部结果"}));
}

void add_picture_option(Options& options, StudyFile& file) {
  options.app().add_option("--svg", file.svg, options.help({"Draw the picture to this file", "将图形写入该文件"}));
}

void add_subgroup_options(Options& options, SubgroupWords& words) {
  CLI::App& app = options.app();
  CLI::Option* subgroup = app.add_option("--subgroup", words.subgroup,
                                         options.help({"The column that names the subgroup", "子组编号所在的列"}));
  app.add_option("--size", words.size, options.help({"Values in a subgroup, in order", "每个子组的值数（按顺序）"}))
      ->excludes(subgroup);
}

Result<study::Subgroups> subgroups_of(const Columns& columns, const std::string& value, const SubgroupWords& words) {
  TRY(std::vector<double> values, numbers_named(columns, value, "value"));
  if (!words.subgroup.empty()) {
    TRY(const std::vector<std::string> labels, words_of(columns, words.subgroup));
    return study::Subgroups::by_label(values, labels);
  }
  const std::int64_t size = words.size.value_or(1);
  if (size < 1)
    return fail(Code::invalid, "bad-size", {"A subgroup has 1 value or more.", "每个子组至少含 1 个值。"}, "size");
  return study::Subgroups::in_sizes_of(std::move(values), static_cast<std::size_t>(size));
}

Result<std::vector<std::string>> words_named(const Columns& columns, const std::string& column, const char* option) {
  if (column.empty()) return unnamed(option);
  return words_of(columns, column);
}

Result<std::vector<double>> numbers_named(const Columns& columns, const std::string& column, const char* option) {
  if (column.empty()) return unnamed(option);
  return numbers_of(columns, column, Missing::refused);
}

}  // namespace jidoka::app
