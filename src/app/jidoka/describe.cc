#include <CLI/App.hpp>
#include <memory>

#include "jidoka/printed_table.h"
#include "jidoka/study_file.h"
#include "study/summary.h"

namespace jidoka::app {

namespace {

void show(Console& console, const study::Summary& found) {
  PrintedTable table;
  const auto line = [&](const Text& name, std::optional<double> value) {
    table.add({console.say(name), figure(value)});
  };
  table.add({console.say({"n", "个数 n"}), std::to_string(found.n)});
  line({"mean", "均值"}, found.mean);
  line({"sigma", "标准差"}, found.sigma);
  line({"standard error", "均值标准误"}, found.standard_error);
  line({"autocorrelation of lag 1", "一阶自相关"}, found.autocorrelation_1);
  line({"min", "最小值"}, found.min);
  line({"lower quartile", "下四分位数"}, found.lower_quartile);
  line({"median", "中位数"}, found.median);
  line({"upper quartile", "上四分位数"}, found.upper_quartile);
  line({"max", "最大值"}, found.max);
  line({"range", "极差"}, found.range);
  line({"skewness", "偏度"}, found.skewness);
  line({"kurtosis (excess)", "超额峰度"}, found.kurtosis);
  table.print(console.out);
}

Result<int> summarise(Console& console, const StudyFile& file) {
  TRY(const Columns columns, load_columns(file.file, console.in));
  TRY(const std::vector<double> values, numbers_named(columns, file.value, "value"));
  TRY(const study::Summary found, study::summarise(values));
  return give(console, file, found, show);
}

}  // namespace

Run describe_command(Options options) {
  auto file = std::make_shared<StudyFile>();
  add_study_options(options, *file);
  return [file](Console& console) { return summarise(console, *file); };
}

}  // namespace jidoka::app
