// A whole site from one seed: readings that come twice, late, in any order and in contradiction, production at random,
// holds, releases, new revisions of the plan, a disk that fails and a process that ends at any moment. The checkers
// know only what was asked, what was answered, and what stands in the ledger.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <random>

#include "json/decode.h"
#include "loop/site_driver_test.h"
#include "simulation/faulty_store.h"
#include "simulation/oracle.h"
#include "simulation/shop_floor.h"
#include "sqlite/open.h"
#include "sqlite/verify.h"

namespace jidoka::simulation {
namespace {

using loop::Asked;
using loop::SiteDriver;

struct Identity {
  std::string equipment, tag;
  std::int64_t time = 0;
  std::string unit;
  friend auto operator<=>(const Identity&, const Identity&) = default;
};
struct Sent {
  Identity identity;
  double value = 0;
};
struct Pending {
  Asked asked;
  std::vector<Sent> readings;
  std::optional<produce::ItemRef> permit;
  std::optional<std::pair<produce::ItemRef, produce::ItemRef>> edge;
  std::optional<std::string> key;
};

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed) : random_(seed), faults_(seed % 3 == 0 ? 0 : 10 + seed % 40) {
    const std::filesystem::path memory = "/dev/shm";
    const auto parent = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "jidoka-simulation-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open();
    driver_ = std::make_unique<SiteDriver>(*store_);
    clock_ = 1000;
    driver_->go_to(clock_);
    std::vector<std::string> documents = loop::small_plant();
    documents.push_back(loop::small_plan(revision_));
    do {
      make_sure_of_a_site();
      note({driver_->ask(loop::ApplyPlant{documents, {}, false, "start"}), {}, {}, {}, {}});
      commit(false);
    } while (driver_->site().model()->equipment.empty());
  }
  ~Simulation() {
    driver_.reset();
    store_.reset();
    reads_.reset();
    std::filesystem::remove_all(folder_);
  }

  void run(int steps) {
    for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
      act();
      if (driver_->site().is_broken() || chance(3)) commit(chance(2));
      if (chance(40)) restart(chance(2));
    }
    ended_ = true;
    store_->be_kind();
    commit(false);
    commit(false);
    check_readings();
    restart(true);
    check_at_the_end();
  }

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
  void note(Pending pending) { pending_.push_back(std::move(pending)); }

  void open() {
    // Small pages, and few readings beside them: packing goes on all the time, faults or not.
    auto site = sqlite::open(folder_, {.origin = "plant.example/jidoka",
                                       .now = SiteDriver::at(0),
                                       .limits = {.page_samples = 24, .retained_readings = 90, .streams_a_commit = 2}});
    ASSERT_TRUE(site) << site.error().text.en;
    store_ = std::make_unique<FaultyStore>(std::move(site->store), random_, faults_);
    reads_ = std::move(site->reads);
  }
  void make_sure_of_a_site() {
    while (!driver_->has_site()) driver_->recover();
  }

  // ---- what happens ----------------------------------------------------------------------------------------------

  void act() {
    clock_ += static_cast<std::int64_t>(below(6));
    driver_->go_to(clock_);
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
        return send_readings();
      case 3:
      case 4:
        return ask_permit(shop_.some_item());
      case 5:
        return place_or_release();
      case 6:
        return settle_something();
      case 7:
        if (chance(8)) return revise_plan();
        return driver_->site().tick();
      default:
        return produce();
    }
  }

  void send_readings() {
    sense::Intake intake = driver_->intake();
    Pending pending;
    for (std::uint64_t n = 1 + below(chance(4) ? 30 : 4); n > 0; --n) {
      Sent sent{{shop_.press(),
                 chance(6)   ? "humidity"
                 : chance(2) ? "melt_temp"
                             : "pressure",
                 shop_.recently().ns, chance(4) ? shop_.some_unit().id : ""},
                226.0 + 0.5 * static_cast<double>(below(excursion_ ? 30 : 15))};
      if (chance(30)) excursion_ = !excursion_;
      if (chance(4) && !sent_.empty()) {
        sent = sent_[below(sent_.size())];
        if (chance(4)) sent.value += 1;
      }
      if (sent.identity.tag == "pressure" && chance(20)) sent.value = 999;
      intake.add({sent.identity.equipment, sent.identity.tag, Instant{sent.identity.time}, sent.value, "",
                  sent.identity.unit, ""});
      sent_.push_back(sent);
      pending.readings.push_back(sent);
    }
    // New streams are decided after the known ones of their request.
    std::ranges::stable_partition(pending.readings, [&](const Sent& sent) {
      const auto* equipment = driver_->site().catalogue()->find(sent.identity.equipment);
      return equipment != nullptr && equipment->find(sent.identity.tag) != nullptr;
    });
    pending.asked = driver_->ask(loop::Ingest{std::move(intake).take()});
    note(std::move(pending));
  }

  void ask_permit(const produce::ItemRef& item) {
    Pending pending;
    pending.permit = item;
    pending.asked =
        driver_->ask(loop::AskPermit{{item, chance(2) ? "OP10" : "OP20", chance(2) ? shop_.press() : "ST-01"}});
    if (!loop::waits(pending.asked)) return check_permit(pending);
    note(std::move(pending));
  }

  void place_or_release() {
    const std::vector<std::string> active = oracle_.active_holds();
    if (active.empty() || chance(3)) {
      const produce::ItemRef item = shop_.some_item();
      act::Scope scope{
          item.kind == produce::ItemKind::unit ? act::ScopeKind::unit : act::ScopeKind::lot, item.id, {}, {}, {}};
      if (chance(3))
        scope = {act::ScopeKind::exposure, {}, shop_.press(), SiteDriver::at(clock_ - 50), SiteDriver::at(clock_ - 20)};
      Pending pending;
      pending.key = "hold-" + std::to_string(chance(3) ? keys_ : ++keys_);
      pending.asked = driver_->ask(loop::NewHold{{scope, "by hand"}}, pending.key);
      return note(std::move(pending));
    }
    act::ReleaseHold input{"measured again", {}, {}};
    const std::string& hold = active[below(active.size())];
    if (chance(2)) {
      produce::ItemRef item = shop_.some_item();
      for (int tries = 0; tries < 8 && !oracle_.holds_on(item).contains(hold); ++tries) item = shop_.some_item();
      input.item_kind = std::string(json::enum_name(item.kind));
      input.item = item.id;
    }
    note({driver_->ask(loop::ForHold{hold, input}), {}, {}, {}, {}});
  }

  void settle_something() {
    switch (below(4)) {
      case 0:
        return note({driver_->ask(loop::ForEquipment{shop_.press(), act::StopEquipment{"cleaning"}}), {}, {}, {}, {}});
      case 1:
        return note(
            {driver_->ask(loop::ForEquipment{shop_.press(), act::RestartEquipment{"clean again"}}), {}, {}, {}, {}});
      case 2:
        if (oracle_.quarantined() == 0) return;
        return note({driver_->ask(loop::SettleQuarantine{
                         "Q-" + std::to_string(1 + below(oracle_.quarantined())), "not needed", {}, true}),
                     {},
                     {},
                     {},
                     {}});
      default:
        if (oracle_.open_alarms().empty()) return;
        return note(
            {driver_->ask(loop::ForAlarm{*std::next(oracle_.open_alarms().begin(),
                                                    static_cast<std::int64_t>(below(oracle_.open_alarms().size()))),
                                         act::AcknowledgeAlarm{"seen"}}),
             {},
             {},
             {},
             {}});
    }
  }

  void revise_plan() {
    const char* charts[] = {"", R"("chart":{"type":"i-mr","rules":["we1"],"limits":{"mean":230,"sigma":1}},)"};
    note({driver_->ask(
              loop::ApplyPlant{{loop::small_plan(++revision_, 231.5 + static_cast<double>(below(4)), charts[below(2)])},
                               {},
                               false,
                               "better"}),
          {},
          {},
          {},
          {}});
  }

  void produce() {
    std::optional<Step> step = shop_.next();
    if (!step) return;
    Pending pending;
    pending.edge = std::move(step->edge);
    pending.asked = driver_->ask(std::move(step->request));
    note(std::move(pending));
  }

  // ---- commits and restarts ----------------------------------------------------------------------------------------

  void commit(bool with_more) {
    if (with_more)
      driver_->commit([&] {
        for (std::uint64_t n = below(4); n > 0 && !driver_->site().is_broken(); --n) act();
      });
    else
      driver_->commit();
    make_sure_of_a_site();
    read_the_ledger();
    settle();
  }

  // What was decided but waits for the next commit stays pending.
  void settle() {
    bool failed = false;
    std::vector<Pending> waiting;
    for (Pending& pending : pending_) {
      if (loop::waits(pending.asked))
        waiting.push_back(std::move(pending));
      else if (loop::is_done(pending.asked))
        check_answer(pending);
      else
        failed = failed || !pending.readings.empty();
    }
    pending_ = std::move(waiting);
    if (failed) learn_what_is_stored();
  }

  // Not when they escalate: an alarm that returned and came again may do so sooner after a restart.
  static std::string alarms_of(const act::State& acts) {
    std::string out;
    for (const auto& [id, alarm] : acts.alarms)
      out += id + " " + alarm.key + " " + std::string(json::enum_name(alarm.state)) + " " +
             std::to_string(alarm.count) + " " + to_string(alarm.last) + "\n";
    return out;
  }

  void restart(bool orderly) {
    if (orderly) {
      commit(false);
      if (!pending_.empty()) return;
    }
    const act::State acts = driver_->site().acts();
    std::vector<std::string> streams;
    for (sense::StreamNumber n = 1; n <= driver_->site().telemetry().count(); ++n)
      streams.push_back(driver_->site().telemetry().state_of(n, 0).state);
    const loop::ManualClock clock = driver_->clock;
    driver_.reset();
    store_.reset();
    reads_.reset();
    open();
    if (ended_) store_->be_kind();
    driver_ = std::make_unique<SiteDriver>(*store_);
    driver_->clock = clock;
    make_sure_of_a_site();
    read_the_ledger();
    if (!orderly) {
      pending_.clear();
      return learn_what_is_stored();
    }
    const act::State& back = driver_->site().acts();
    EXPECT_TRUE(back.holds == acts.holds && back.open_exposures == acts.open_exposures)
        << "holds differ after a restart";
    EXPECT_TRUE(back.last_release == acts.last_release && back.last_restart == acts.last_restart)
        << "releases or restarts differ after a restart";
    EXPECT_EQ(alarms_of(back), alarms_of(acts)) << "alarms differ after a restart";
    EXPECT_TRUE(back.stops == acts.stops && back.commands == acts.commands)
        << "stops or commands differ after a restart";
    EXPECT_TRUE(back.counters == acts.counters) << "counters differ after a restart";
    ASSERT_EQ(driver_->site().telemetry().count(), streams.size());
    for (std::size_t i = 0; i < streams.size(); ++i)
      EXPECT_EQ(driver_->site().telemetry().state_of(static_cast<sense::StreamNumber>(i + 1), 0).state == streams[i],
                true)
          << "stream " << i + 1 << " is judged differently after a restart";
    for (int i = 0; i < 5; ++i) ask_permit(shop_.some_item());
  }

  // ---- checkers ----------------------------------------------------------------------------------------------------

  void read_the_ledger() {
    const std::uint64_t size = driver_->site().ledger_size();
    ASSERT_EQ(*reads_->ledger_size(), size);
    while (oracle_.size() < size) {
      const auto entries = reads_->entries(oracle_.size(), 500);
      ASSERT_TRUE(entries && !entries->empty());
      for (const port::LedgerEntry& entry : *entries) {
        ASSERT_EQ(entry.index, oracle_.size());
        const auto fact = port::parse_leaf(entry.leaf.text);
        ASSERT_TRUE(fact) << entry.leaf.text;
        oracle_.take(*fact);
      }
    }
  }

  void check_answer(const Pending& pending) {
    if (!pending.readings.empty()) return check_ingested(pending);
    if (pending.permit) return check_permit(pending);
    if (pending.edge) {
      EXPECT_TRUE(oracle_.has_edge(pending.edge->first, pending.edge->second)) << loop::said(pending.asked);
    }
    if (pending.key) {
      const auto [known, is_new] = answered_.emplace(*pending.key, loop::said(pending.asked));
      EXPECT_EQ(known->second, loop::said(pending.asked)) << "the same key, another answer";
    }
  }

  static std::uint64_t number_after(const std::string& json, const std::string& name) {
    const std::size_t at = json.find("\"" + name + "\":");
    return at == std::string::npos ? 0 : std::strtoull(json.c_str() + at + name.size() + 3, nullptr, 10);
  }

  void check_ingested(const Pending& pending) {
    std::uint64_t accepted = 0, duplicates = 0, quarantined = 0;
    for (const Sent& sent : pending.readings) {
      const auto [known, is_new] = known_.emplace(sent.identity, sent.value);
      if (sent.identity.tag == "pressure" && sent.value > 250) {
        if (is_new) known_.erase(known);
        ++quarantined;
      } else if (is_new) {
        ++accepted;
      } else {
        ++(known->second == sent.value ? duplicates : quarantined);
      }
    }
    const std::string reply = loop::said(pending.asked);
    EXPECT_EQ(number_after(reply, "accepted"), accepted) << reply;
    EXPECT_EQ(number_after(reply, "duplicates"), duplicates) << reply;
    EXPECT_EQ(number_after(reply, "quarantined"), quarantined) << reply;
  }

  // Allowed: nothing that is on disk may hold it. Not allowed: every hold on disk is named.
  void check_permit(const Pending& pending) {
    const std::string reply = loop::said(pending.asked);
    const std::set<std::string> holds = oracle_.holds_on(*pending.permit);
    if (reply.find(R"("allowed":true)") != std::string::npos) {
      EXPECT_TRUE(holds.empty()) << pending.permit->id << " is held by " << *holds.begin()
                                 << " and was permitted: " << reply;
    } else if (reply.find(R"("allowed":false)") != std::string::npos && pending_.empty()) {
      for (const std::string& hold : holds)
        EXPECT_NE(reply.find("\"" + hold + "\""), std::string::npos) << hold << " is not told: " << reply;
    }
  }

  std::map<Identity, double> stored() {
    std::map<Identity, double> out;
    const auto streams = reads_->streams();
    for (const auto& view : *streams) {
      const auto samples =
          reads_->samples(view.equipment, view.tag, SiteDriver::at(-1'000'000), SiteDriver::at(100'000'000), 1'000'000);
      EXPECT_TRUE(samples);
      for (const auto& sample : *samples) {
        const bool is_new =
            out.emplace(Identity{view.equipment, view.tag, sample.time.ns, sample.unit.value_or("")}, sample.value)
                .second;
        EXPECT_TRUE(is_new) << view.equipment << "/" << view.tag << " is stored twice at " << to_string(sample.time);
      }
    }
    return out;
  }
  // After a failure the sender does not know; the disk does. What was acknowledged before must still be there.
  void learn_what_is_stored() {
    const auto now = stored();
    for (const auto& [identity, value] : known_) {
      const auto found = now.find(identity);
      EXPECT_TRUE(found != now.end() && found->second == value)
          << identity.equipment << "/" << identity.tag << " was acknowledged and is lost";
    }
    known_ = now;
  }
  void check_readings() {
    const auto now = stored();
    EXPECT_TRUE(now == known_) << now.size() << " are stored, " << known_.size() << " were acknowledged";
    EXPECT_EQ(oracle_.readings(), now.size()) << "recorded in the ledger";
  }

  void check_at_the_end() {
    EXPECT_TRUE(oracle_.circle().empty()) << "a genealogy goes in a circle";
    check_readings();
    driver_.reset();
    store_.reset();
    const auto verified = sqlite::verify(folder_);
    EXPECT_TRUE(verified) << verified.error().text.en;
    if (verified) {
      EXPECT_EQ(verified->leaves, oracle_.size());
      EXPECT_GT(verified->pages, 0u) << "nothing was packed, so packing was not tested";
    }
  }

  std::mt19937_64 random_;
  std::uint64_t faults_;
  bool ended_ = false;
  std::filesystem::path folder_;
  std::unique_ptr<FaultyStore> store_;
  std::unique_ptr<port::Reads> reads_;
  std::unique_ptr<SiteDriver> driver_;
  Oracle oracle_;
  std::int64_t clock_ = 0;
  ShopFloor shop_{random_, clock_};
  int revision_ = 1;
  int keys_ = 0;
  bool excursion_ = false;
  std::vector<Sent> sent_;
  std::vector<Pending> pending_;
  std::map<Identity, double> known_;
  std::map<std::string, std::string> answered_;
};

TEST(Simulation, nothing_answered_is_lost_or_doubled_and_nothing_held_moves_on) {
  const char* one = ::getenv("SIM_SEED");
  const char* many = ::getenv("SIM_SEEDS");
  const std::uint64_t first = one != nullptr ? std::strtoull(one, nullptr, 10) : 1;
  const std::uint64_t count = one != nullptr ? 1 : many != nullptr ? std::strtoull(many, nullptr, 10) : 100;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    SCOPED_TRACE("SIM_SEED=" + std::to_string(seed));
    Simulation(seed).run(200);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace jidoka::simulation
