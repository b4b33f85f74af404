// What the commands of studies share: the file and its columns, subgroups, and where results go.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "jidoka/columns.h"
#include "jidoka/command.h"
#include "json/encode.h"
#include "study/subgroups.h"

namespace jidoka::app {

struct StudyFile {
  std::string file = "-";
  std::string value;
  bool is_json = false;
  std::string svg;
};
void add_study_options(Options& options, StudyFile& file);
void add_picture_option(Options& options, StudyFile& file);

struct SubgroupWords {
  std::string subgroup;
  std::optional<std::int64_t> size;
};
void add_subgroup_options(Options& options, SubgroupWords& words);
Result<study::Subgroups> subgroups_of(const Columns& columns, const std::string& value, const SubgroupWords& words);

// An option of the command line that names a column; an empty one is refused with what would be right.
Result<std::vector<std::string>> words_named(const Columns& columns, const std::string& column, const char* option);
Result<std::vector<double>> numbers_named(const Columns& columns, const std::string& column, const char* option);

template <class Study, class Show>
int give(Console& console, const StudyFile& file, const Study& study, Show show) {
  if (file.is_json)
    console.out << json::encode(study) << '\n';
  else
    show(console, study);
  return done;
}

}  // namespace jidoka::app
