#include "sampling/answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "sampling/attribute_plan.h"
#include "sampling/letters.h"
#include "sampling/variables.h"
#include "sampling/words.h"
#include "sampling/z19.h"

namespace jidoka::sampling {

namespace {

std::string_view name_of(Level level) { return json::enum_name(level); }

Text origin_of(const PlanAnswer& answer) {
  Text text{fmt::format("A lot of {} at level {} has the code letter {}.", answer.lot_size, name_of(answer.level),
                        answer.code_letter),
            fmt::format("批量 {}、检验水平 {}，样本量字码为 {}。", answer.lot_size, name_of(answer.level),
                        answer.code_letter)};
  if (answer.plan_letter == answer.code_letter) return text;
  if (answer.plan_letter == "-") {
    text.en += " Reduced inspection takes its own sample of 30 for it.";
    text.zh += "放宽检验对应的样本量为 30。";
  } else if (answer.standard == Standard::z1_9 && answer.severity == Severity::reduced) {
    text.en += fmt::format(" Reduced inspection takes the sample of letter {} for it.", answer.plan_letter);
    text.zh += fmt::format("放宽检验采用字码 {} 的样本量。", answer.plan_letter);
  } else {
    text.en += fmt::format(" At AQL {} the arrow leads to letter {}.", answer.aql, answer.plan_letter);
    text.zh += fmt::format("在 AQL {} 处箭头指向字码 {}。", answer.aql, answer.plan_letter);
  }
  return text;
}

void note_full_inspection(PlanAnswer& answer, std::int64_t total) {
  if (total < answer.lot_size) return;
  answer.full_inspection = true;
  answer.notes.push_back(
      {fmt::format("The plan asks for {} units and the lot has {}: inspect the whole lot.", total, answer.lot_size),
       fmt::format("方案需抽取 {} 件，而批量为 {}：应对整批进行全数检验。", total, answer.lot_size)});
}

void note_type(PlanAnswer& answer, PlanType asked) {
  if (answer.type == asked) return;
  answer.notes.push_back(
      {fmt::format("For this letter and AQL the table of {} plans refers to the {} plan, which is given here.",
                   json::enum_name(asked), json::enum_name(answer.type)),
       fmt::format("对该字码和 AQL，标准的{}方案表指向{}方案，此处给出后者。",
                   asked == PlanType::two_samples ? "二次抽样" : "多次抽样",
                   answer.type == PlanType::one_sample ? "一次抽样" : "二次抽样")});
}

Result<void> by_attributes(PlanAnswer& answer, const PlanQuestion& question) {
  const char letter = code_letter(question.lot_size, question.level);
  TRY(const AttributePlan plan,
      attribute_plan(question.standard, question.type, question.severity, letter, question.aql));
  const bool counts_faults = counts_nonconformities(question.aql);
  answer.code_letter = letter;
  answer.plan_letter = plan.letter;
  answer.type = plan.type;
  answer.stages = plan.stages;
  note_type(answer, question.type);
  const std::int64_t total = total_size(plan.stages);
  note_full_inspection(answer, total);
  answer.words = answer.full_inspection ? words_of_whole_lot(question.lot_size, plan.stages.back(), counts_faults)
                                        : words_of(plan.stages, counts_faults);
  answer.model = counts_faults ? Model::poisson : Model::binomial;
  if (answer.full_inspection) return {};
  const auto outcome_at = [&](double p) { return outcome_of(plan.stages, {*answer.model, p, question.lot_size}); };
  answer.accept_at_aql = outcome_at(aql_of(question.aql)).accept;
  answer.oc = curve_of(outcome_at, counts_faults ? 100 : 1);
  return {};
}

Result<void> by_variables(PlanAnswer& answer, const PlanQuestion& question) {
  TRY(const char letter, variables_letter(question.lot_size, question.level));
  TRY(const VariablesPlan plan, z19_plan(question.sigma, question.severity, letter, question.aql));
  answer.type = PlanType::one_sample;
  answer.code_letter = letter;
  answer.plan_letter = plan.letter;
  answer.sample_size = plan.sample_size;
  answer.k = plan.k;
  answer.m = plan.m;
  answer.sigma = question.sigma;
  answer.words = words_of_variables(question.sigma, plan.sample_size, plan.k);
  note_full_inspection(answer, plan.sample_size);
  if (answer.full_inspection)
    answer.words = {"Measure every unit of the lot; each that is outside the specification is nonconforming.",
                    "逐件测量整批；超出规格的即为不合格品。"};
  else if (question.sigma == Sigma::unknown)
    answer.notes.push_back(
        {"k is computed from the noncentral t distribution; it agrees with the printed constants to "
         "0.01.",
         "k 由非中心 t 分布计算得出，与标准印刷值相差不超过 0.01。"});
  if (answer.full_inspection) return {};
  const auto outcome_at = [&](double p) {
    return outcome_by_variables(question.sigma, plan.sample_size, plan.k, p, question.lot_size);
  };
  answer.accept_at_aql = outcome_at(aql_of(question.aql)).accept;
  answer.oc = curve_of(outcome_at, 1);
  return {};
}

}  // namespace

Result<PlanAnswer> answer_of(const PlanQuestion& question) {
  TRY_VOID(check_lot_size(question.lot_size));
  PlanAnswer answer;
  answer.standard = question.standard;
  answer.lot_size = question.lot_size;
  answer.level = question.level;
  answer.aql = aql_names.at(static_cast<std::size_t>(question.aql));
  answer.severity = question.severity;
  TRY_VOID(question.standard == Standard::z1_9 ? by_variables(answer, question) : by_attributes(answer, question));
  answer.origin = origin_of(answer);
  return answer;
}

plot::Figure figure_of(const Curve& curve, const Text& title, bool is_chinese) {
  const auto say = [&](std::string_view en, std::string_view zh) { return std::string(is_chinese ? zh : en); };
  plot::Figure figure;
  figure.title = is_chinese ? title.zh : title.en;
  plot::Series oc;
  plot::Series aoq;
  plot::Series asn;
  for (const CurvePoint& point : curve.points) {
    for (plot::Series* series : {&oc, &aoq, &asn}) series->x.push_back(point.p);
    oc.y.push_back(point.accept);
    if (point.aoq) aoq.y.push_back(*point.aoq);
    asn.y.push_back(point.asn);
  }
  const auto panel = [&](std::string name, const plot::Series& series, int height) -> plot::Panel& {
    plot::Panel& made = figure.panels.emplace_back();
    made.title = std::move(name);
    made.x_label = say("quality p", "质量水平 p");
    made.height = height;
    made.series.push_back(series);
    return made;
  };
  plot::Panel& first = panel(say("Chance of acceptance (OC)", "接收概率（OC 曲线）"), oc, 340);
  first.y_range = {0, 1};
  for (const auto& [p, label] : {std::pair{curve.p95, "95 %"}, {curve.p50, "50 %"}, {curve.p10, "10 %"}})
    if (p)
      first.uprights.push_back(
          {.at = *p, .label = fmt::format("{} · {:.3g}", label, *p), .style = plot::Style::zone, .dashed = true});
  if (aoq.y.size() == aoq.x.size() && !aoq.y.empty()) {
    plot::Panel& second = panel(say("Average outgoing quality (AOQ)", "平均检出质量（AOQ）"), aoq, 240);
    if (curve.aoql)
      second.levels.push_back({.at = curve.aoql->aoq,
                               .label = fmt::format("AOQL {:.3g}", curve.aoql->aoq),
                               .style = plot::Style::control,
                               .dashed = true});
  }
  const auto [least, most] = std::ranges::minmax(asn.y);
  if (most > least) panel(say("Average sample number (ASN)", "平均样本量（ASN）"), asn, 220);
  return figure;
}

}  // namespace jidoka::sampling
