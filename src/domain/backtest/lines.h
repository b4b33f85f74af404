// Which lines a back-test compares: every line of the plans that a draft changes, over each of its streams, with the
// line of the plan in force that judges the same. A line is the same by plan and line id, else by stream and
// characteristic; what has no counterpart stands alone.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "backtest/comparison.h"
#include "backtest/result.h"
#include "judge/watch.h"
#include "plant/model.h"

namespace jidoka::backtest {

struct Learnt {  // by a chart of a line, live
  double mean = 0;
  double sigma = 0;
};
// What a revision ("CP-A@3") of a line has learnt on a stream ("IM-01/melt_temp").
using FindLearnt =
    std::function<std::optional<Learnt>(const std::string& stream, const std::string& plan, const std::string& line)>;

struct ToCompare {
  const plant::Model* draft = nullptr;
  const plant::Model* active = nullptr;  // may be without any plan
  std::set<std::string> plans;           // ids
  std::vector<judge::OpenStream> streams;
  FindLearnt learnt;
};

struct LinePair {
  judge::OpenStream stream;
  std::optional<Revision> draft;
  std::optional<Revision> active;
};

// In order of stream and line. A chart that learns and has learnt live is given those limits, on both sides when both
// have the same chart: so it would go on under the new revision too. Refused: plans none of whose lines judges one of
// the streams.
Result<std::vector<LinePair>> lines_to_compare(const ToCompare& wanted);

// `readings`: each sample once, however many lines judged it.
Report report_of(std::set<std::string> plans, std::vector<Compared> lines, std::uint64_t readings);

}  // namespace jidoka::backtest
