// A small plant, and a Site driven step by step: ask, commit, fail, recover. Test only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loop/site.h"
#include "sense/intake.h"

namespace jidoka::loop {

class ManualClock final : public port::Clock {
 public:
  Instant now() override { return time; }
  Instant time{1'767'225'600'000'000'000};  // 2026-01-01
};

inline const Actor engineer{"chen.jing", {"quality_engineer"}};

// Two presses mould housings from resin, a station checks them; melt temperature is judged at every press.
inline std::vector<std::string> small_plant() {
  const std::string tags =
      R"("tags":{"melt_temp":{"uom":"Cel","range":[0,400]},"pressure":{"uom":"bar","range":[0,250]}})";
  return {
      R"({"kind":"equipment","id":"IM-01","name":{"en":"Press 1","zh":"1号机"},)" + tags + "}",
      R"({"kind":"equipment","id":"IM-02","name":{"en":"Press 2","zh":"2号机"},)" + tags + "}",
      R"({"kind":"equipment","id":"ST-01","name":{"en":"Check","zh":"检验台"}})",
      R"({"kind":"material","id":"RESIN","name":{"en":"Resin","zh":"树脂"},"uom":"g","tracked_by":"lot"})",
      R"({"kind":"material","id":"HOUSING","name":{"en":"Housing","zh":"壳体"}})",
      R"({"kind":"operation","id":"OP10","name":{"en":"Mould","zh":"注塑"},"at":["IM-01","IM-02"],"makes":"HOUSING",)"
      R"("consumes":[{"material":"RESIN","quantity":42,"uom":"g"}],"next":["OP20"]})",
      R"({"kind":"operation","id":"OP20","name":{"en":"Check","zh":"检验"},"at":["ST-01"]})",
      R"({"kind":"source","id":"gateway","from":"http","unknown":"catalogue"})"};
}
inline std::string small_plan(int revision, double upper = 233, const std::string& chart = "") {
  return R"({"kind":"control_plan","id":"CP","part":"HOUSING","revision":)" + std::to_string(revision) +
         R"(,"lines":[{"id":"10.1","operation":"OP10","characteristic":{"id":"melt_temperature","kind":"process"},)"
         R"("specification":{"target":230,"lower":227,"upper":)" +
         std::to_string(upper) + R"(,"uom":"Cel"},"readings":{"tag":"melt_temp"},)" + chart +
         R"("reactions":[{"when":"out_of_specification","do":[{"hold":{"scope":"exposure","since":"last_good"}},)"
         R"({"alarm":{"priority":"high"}}]}]}]})";
}

using Asked = std::shared_ptr<std::optional<Result<Reply>>>;

class SiteDriver {
 public:
  explicit SiteDriver(port::Store& store) : store_(&store) { recover(); }

  void use(port::Store& store) { store_ = &store; }
  // False when the store cannot be read; the Site is then gone.
  bool recover() {
    site_.reset();
    auto site = Site::recover(*store_, clock);
    if (site) site_ = std::move(*site);
    return site_ != nullptr;
  }
  Site& site() { return *site_; }
  bool has_site() const { return site_ != nullptr; }

  Asked ask(RequestBody body, std::optional<std::string> key = {}, const Actor& actor = engineer) {
    auto asked = std::make_shared<std::optional<Result<Reply>>>();
    site_->take({actor, std::move(key), std::move(body)}, [asked](Result<Reply> reply) {
      if (asked->has_value()) std::abort();  // answered twice
      *asked = std::move(reply);
    });
    return asked;
  }
  // Hands the open group to the store. When that fails, or the Site is broken, everyone is refused and it is recovered.
  // `meanwhile` is asked while the commit is on its way.
  bool commit(const std::function<void()>& meanwhile = {}) {
    if (site_->is_broken()) return give_up({});
    Group group = site_->close();
    if (meanwhile) meanwhile();
    Result<port::Receipt> receipt = port::Receipt{site_->ledger_size(), 0, {}};
    if (group.has_content()) receipt = store_->commit(std::move(group.commit));
    if (!receipt || site_->is_broken()) {
      if (receipt)
        for (Waiting& waiting : group.waiting) waiting.answer(Reply{std::move(waiting.reply)});
      return give_up(receipt ? std::vector<Waiting>{} : std::move(group.waiting));
    }
    site_->committed(*receipt);
    for (Waiting& waiting : group.waiting) waiting.answer(Reply{std::move(waiting.reply)});
    return true;
  }

  sense::Intake intake() { return {site_->catalogue(), "gateway", clock.time}; }
  Asked read(const std::string& tag, std::int64_t second, double value, const std::string& unit = "") {
    sense::Intake readings = intake();
    readings.add({"IM-01", tag, at(second), value, "", unit, ""});
    return ask(Ingest{std::move(readings).take()});
  }
  static Instant at(std::int64_t second) { return Instant{1'767'225'600'000'000'000} + seconds(second); }
  void go_to(std::int64_t second) { clock.time = at(second); }

  ManualClock clock;

 private:
  bool give_up(std::vector<Waiting> waiting) {
    for (Waiting& late : site_->take_waiting()) waiting.push_back(std::move(late));
    for (Waiting& refused : waiting)
      refused.answer(fail(Code::unavailable, "store-unavailable", {"Not confirmed.", "未确认。"}));
    recover();
    return false;
  }

  port::Store* store_;
  std::unique_ptr<Site> site_;
};

inline produce::ItemRef unit(std::string id) { return {produce::ItemKind::unit, std::move(id)}; }
inline produce::ItemRef lot(std::string id) { return {produce::ItemKind::lot, std::move(id)}; }
inline bool waits(const Asked& asked) { return !asked->has_value(); }
inline bool is_done(const Asked& asked) { return asked->has_value() && (*asked)->has_value(); }
inline std::string said(const Asked& asked) {
  if (waits(asked)) return "(waits)";
  return is_done(asked) ? (**asked)->json : (**asked).error().slug + ": " + (**asked).error().text.en;
}

}  // namespace jidoka::loop
