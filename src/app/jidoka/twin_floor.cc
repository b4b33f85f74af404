#include "jidoka/twin_floor.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <ctime>
#include <ostream>
#include <string_view>
#include <thread>
#include <utility>

#include "http/escape.h"
#include "loop/request.h"
#include "twin/words.h"

namespace jidoka::app {

namespace {

constexpr std::size_t remembered_words = 10'000;
constexpr auto pause_of_a_lost_server = std::chrono::seconds(1);

std::string clock_of_the_wall() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 16> out{};
  return {out.data(), std::strftime(out.data(), out.size(), "%H:%M:%S", &local)};
}

constexpr std::array<std::string_view, 7> steps{"start", "complete", "consume", "receive", "pack", "ship", "scrap"};

std::string path_of(const produce::Act& act) {
  const std::string_view noun = act.item.kind == produce::ItemKind::unit ? "units" : "lots";
  return fmt::format("/api/v1/{}/{}/{}", noun, http::escaped(act.item.id), steps.at(act.input.index()));
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == '=') out += '\\';
    out += c;
  }
}

Text joined(const std::vector<produce::PermitReason>& reasons) {
  Text out;
  for (const produce::PermitReason& reason : reasons) {
    out.en += (out.en.empty() ? "" : "; ") + reason.text.en;
    out.zh += (out.zh.empty() ? "" : "；") + reason.text.zh;
  }
  return out;
}

}  // namespace

TwinFloor::TwinFloor(const twin::Layout& layout, ApiClient api, TimeMap time, Sources sources, Console& console)
    : layout_(layout), api_(std::move(api)), time_(time), sources_(std::move(sources)), console_(console) {}

void TwinFloor::say(const Text& text) {
  console_.out << clock_of_the_wall() << "  " << console_.say(text) << std::endl;
}

void TwinFloor::say_once(const std::string& about, const Text& text) {
  if (said_.size() > remembered_words) said_.clear();
  if (said_.insert(about + text.en).second) say(text);
}

// Only a server that does not answer counts; what it refuses is an answer.
void TwinFloor::note(const Error& error) {
  if (error.code != Code::unavailable && error.code != Code::timed_out && error.code != Code::busy) return;
  if (failures_++ == 0) say(error.text);
  std::this_thread::sleep_for(pause_of_a_lost_server);
}

Result<void> TwinFloor::post(const produce::Act& act) {
  const auto done =
      std::visit([&](const auto& input) { return api_.post<loop::Done>(path_of(act), input); }, act.input);
  if (done) {
    failures_ = 0;
    return {};
  }
  note(done.error());
  return fail(done.error());
}

TwinFloor::Why TwinFloor::permit(const std::string& serial, const std::string& operation,
                                 const std::string& equipment) {
  const auto permit =
      api_.get<produce::Permit>(fmt::format("/api/v1/units/{}/permit?operation={}&equipment={}", http::escaped(serial),
                                            http::escaped(operation), http::escaped(equipment)));
  Why why;
  if (!permit) {
    note(permit.error());
    why.stopped = true;  // nobody says that it may run
    why.words = permit.error().text;
    return why;
  }
  failures_ = 0;
  why.allowed = permit->allowed;
  why.words = joined(permit->reasons);
  for (const produce::PermitReason& reason : permit->reasons) {
    why.stopped |= reason.code == "equipment_stopped";
    why.held |= reason.code == "held";
    why.gone |= reason.code == "scrapped" || reason.code == "shipped" || reason.code == "packed" ||
                reason.code == "already_completed";
  }
  return why;
}

twin::Answer TwinFloor::start(const twin::Act& act, const produce::Act& told) {
  const std::string& operation = layout_.operations[act.operation].id;
  const std::string& equipment = layout_.equipment[act.equipment].id;
  const std::string& serial = told.item.id;
  const Why why = permit(serial, operation, equipment);
  if (why.allowed) return post(told) ? twin::Answer::done : twin::Answer::refused;
  if (why.stopped) {
    say_once(equipment, {equipment + " does not start: " + why.words.en, equipment + " 不得开工：" + why.words.zh});
    return twin::Answer::stopped;
  }
  if (why.gone) return twin::Answer::gone;
  say_once(serial, {fmt::format("{} may not go to {}: {}", serial, operation, why.words.en),
                    fmt::format("{} 不得进入 {}：{}", serial, operation, why.words.zh)});
  return why.held ? twin::Answer::held : twin::Answer::refused;
}

twin::Answer TwinFloor::pack(const twin::Act& act, const produce::Act& told) {
  const Result<void> done = post(told);
  if (done) return twin::Answer::done;
  const std::string& serial = told.item.id;
  say_once(serial, {fmt::format("{} may not be packed: {}", serial, done.error().text.en),
                    fmt::format("{} 不得装箱：{}", serial, done.error().text.zh)});
  if (act.is_mislabelled) return twin::Answer::refused;
  const twin::OperationPlan& last = layout_.operations.back();
  const Why why = permit(serial, last.id, layout_.equipment[last.at.front()].id);
  return why.held                                             ? twin::Answer::held
         : why.words.en.find("scrapped") != std::string::npos ? twin::Answer::gone
                                                              : twin::Answer::refused;
}

twin::Answer TwinFloor::take(const twin::Act& act) {
  const produce::Act told = twin::act_of(layout_, act, time_.world_of(act.at));
  switch (act.verb) {
    case twin::Verb::start:
      return start(act, told);
    case twin::Verb::pack:
      return pack(act, told);
    case twin::Verb::complete:
      if (!stations_.empty()) flush();
      return post(told) ? twin::Answer::done : twin::Answer::gone;
    case twin::Verb::consume: {
      const Result<void> done = post(told);
      if (done) return twin::Answer::done;
      const std::string lot = twin::lot_of(layout_, act.material, act.lot);
      say_once(lot, {fmt::format("nothing of {} may be used: {}", lot, done.error().text.en),
                     fmt::format("不得使用 {}：{}", lot, done.error().text.zh)});
      return twin::Answer::held;
    }
    case twin::Verb::ship: {
      const Result<void> done = post(told);
      const Text box{told.item.id, told.item.id};
      if (done)
        say({box.en + " is on its way to " + layout_.parameters.packing.customers[act.customer],
             box.zh + " 已发往 " + layout_.parameters.packing.customers[act.customer]});
      else
        say_once(box.en,
                 {box.en + " may not leave: " + done.error().text.en, box.zh + " 不得发运：" + done.error().text.zh});
      return done ? twin::Answer::done : twin::Answer::held;
    }
    case twin::Verb::receive:
    case twin::Verb::scrap:
      return post(told) ? twin::Answer::done : twin::Answer::refused;
  }
  return twin::Answer::refused;
}

void TwinFloor::take(const twin::Reading& reading) {
  const Instant at = time_.world_of(reading.at);
  const bool of_process = reading.unit == 0;
  if (of_process && send_process_) return send_process_(reading, at);
  std::string& out = of_process ? process_ : stations_;
  append_escaped(out, twin::equipment_of(layout_, reading));
  if (!of_process) {
    out += ",unit=";
    append_escaped(out, twin::serial_of(layout_, reading.unit));
  }
  out += ' ';
  append_escaped(out, twin::tag_of(layout_, reading));
  out += '=' + twin::value_of(layout_, reading) + ' ' + std::to_string(at.ns) + '\n';
}

void TwinFloor::flush() {
  for (const auto& [lines, source] :
       {std::pair(&process_, &sources_.process), std::pair(&stations_, &sources_.stations)}) {
    if (lines->empty()) continue;
    const Result<void> sent =
        api_.send_text("/api/v2/write?precision=ns&source=" + http::escaped(*source), "text/plain", *lines);
    if (!sent) {
      note(sent.error());
      const bool may_work_later = sent.error().code == Code::unavailable || sent.error().code == Code::busy;
      if (may_work_later) continue;
      say(sent.error().text);
    }
    lines->clear();
  }
}

bool TwinFloor::is_stopped(twin::Index equipment) {
  const twin::EquipmentPlan& plan = layout_.equipment[equipment];
  return permit(twin::serial_of(layout_, 0), layout_.operations[plan.operation].id, plan.id).stopped;
}

bool TwinFloor::may_run_again(twin::Index equipment) {
  if (is_stopped(equipment)) return false;
  const std::string& id = layout_.equipment[equipment].id;
  said_.clear();
  say({id + " runs again", id + " 恢复运行"});
  return true;
}

// Best effort: the server waits for it only so long, and then says so to people.
void TwinFloor::acknowledge(const TwinCommand& command, const TwinAnswer& answer) {
  const act::AcknowledgeCommand input{answer.accepted, answer.detail};
  if (const auto sent = api_.post<loop::Done>("/api/v1/commands/" + http::escaped(command.id) + "/acknowledge", input);
      !sent)
    note(sent.error());
}

}  // namespace jidoka::app
