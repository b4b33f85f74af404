// Reads that tell what a test put in; everything else is empty. For the tests of serve only.
#pragma once

#include <algorithm>
#include <map>
#include <new>
#include <string>
#include <vector>

#include "port/reads.h"

namespace jidoka::session {

class FakeReads : public port::Reads {
 public:
  std::map<std::string, port::FoundCredential, std::less<>> people;
  std::map<std::string, port::FoundToken, std::less<>> secrets;  // by SHA-256
  std::vector<port::StreamView> known_streams;
  std::vector<port::SampleView> known_samples;
  std::vector<port::HoldView> known_holds;
  std::vector<port::LedgerEntry> ledger;
  int look_ups = 0;
  bool throws = false;  // as a library does when memory runs out

  Result<std::uint64_t> ledger_size() override { return ledger.size(); }
  Result<std::vector<port::StreamView>> streams() override {
    if (throws) throw std::bad_alloc();
    return known_streams;
  }
  Result<std::optional<port::StreamView>> stream(std::string_view equipment, std::string_view tag) override {
    for (const auto& s : known_streams)
      if (s.equipment == equipment && s.tag == tag) return s;
    return std::nullopt;
  }
  Result<std::vector<port::SampleView>> samples(std::string_view, std::string_view, Instant from, Instant to,
                                                std::size_t limit) override {
    std::vector<port::SampleView> out;
    for (const auto& s : known_samples)
      if (s.time >= from && s.time <= to && out.size() < limit) out.push_back(s);
    return out;
  }
  Result<std::vector<port::SampleView>> latest_samples(std::string_view, std::string_view, std::size_t count) override {
    const std::size_t skipped = known_samples.size() - std::min(known_samples.size(), count);
    return std::vector(known_samples.begin() + static_cast<std::ptrdiff_t>(skipped), known_samples.end());
  }
  Result<std::uint64_t> each_block(std::string_view, std::string_view, Instant from, Instant to,
                                   const sense::TakeBlock& take) override {
    std::vector<std::int64_t> times;
    std::vector<double> values;
    for (const auto& s : known_samples)
      if (s.time >= from && s.time <= to) times.push_back(s.time.ns), values.push_back(s.value);
    if (!times.empty()) TRY_VOID(take({times, values, {}, {}}));
    return times.size();
  }
  // One bucket, of how many it counts.
  Result<std::vector<port::BucketView>> buckets(std::string_view, std::string_view, Instant from, Instant to,
                                                std::size_t) override {
    port::BucketView all{from, to};
    for (const auto& s : known_samples) all.count += s.time >= from && s.time < to ? 1 : 0;
    return std::vector<port::BucketView>{all};
  }
  Result<port::Listed<judge::Verdict>> verdicts(std::optional<std::string>, std::optional<std::string>,
                                                port::Page) override {
    return port::Listed<judge::Verdict>();
  }
  Result<std::vector<port::LearntLimits>> learnt_limits(std::string_view, std::string_view) override {
    return std::vector<port::LearntLimits>();
  }
  Result<std::uint64_t> held_units() override { return 0; }
  Result<port::ProductionView> production(Instant, Instant) override { return port::ProductionView(); }
  Result<std::vector<port::EquipmentRun>> runs_between(Instant, Instant, std::optional<std::string>,
                                                       std::size_t) override {
    return std::vector<port::EquipmentRun>();
  }
  Result<std::vector<port::HoldView>> exposures(std::string_view, Instant, Instant) override {
    return std::vector<port::HoldView>();
  }
  Result<port::Listed<port::HoldView>> holds(std::optional<act::HoldState>, port::Page) override {
    return port::Listed<port::HoldView>{known_holds, ""};
  }
  Result<std::optional<port::HoldView>> hold(std::string_view id) override {
    for (const auto& h : known_holds)
      if (h.id == id) return h;
    return std::nullopt;
  }
  Result<port::Listed<port::ItemView>> hold_items(std::string_view, port::Page) override {
    return port::Listed<port::ItemView>();
  }
  Result<port::Listed<port::AlarmView>> alarms(bool, port::Page) override { return port::Listed<port::AlarmView>(); }
  Result<std::optional<port::AlarmView>> alarm(std::string_view) override { return std::nullopt; }
  Result<std::vector<port::AlarmRate>> alarm_rates() override { return std::vector<port::AlarmRate>(); }
  Result<std::vector<Instant>> alarms_raised(Instant) override { return std::vector<Instant>(); }
  Result<std::vector<port::EquipmentStop>> stops() override { return std::vector<port::EquipmentStop>(); }
  Result<std::vector<port::EquipmentActivity>> activity() override { return std::vector<port::EquipmentActivity>(); }
  Result<port::Listed<port::CommandView>> commands(std::optional<std::string>, port::Page) override {
    return port::Listed<port::CommandView>();
  }
  Result<port::Listed<port::MessageView>> messages(const std::vector<std::string>&, port::Page) override {
    return port::Listed<port::MessageView>();
  }
  Result<port::Listed<port::QuarantineView>> quarantine(std::optional<std::string>, port::Page) override {
    return port::Listed<port::QuarantineView>();
  }
  Result<std::optional<port::QuarantineView>> quarantined(std::string_view) override { return std::nullopt; }
  Result<port::Listed<port::ItemView>> items(const port::ItemFilter&, port::Page) override {
    return port::Listed<port::ItemView>();
  }
  Result<std::optional<port::ItemHistory>> item(const produce::ItemRef&) override { return std::nullopt; }
  Result<std::optional<port::TraceView>> trace(const produce::ItemRef&, bool, std::size_t) override {
    return std::nullopt;
  }
  Result<std::vector<port::DocumentView>> documents() override { return std::vector<port::DocumentView>(); }
  Result<std::vector<port::DocumentView>> revisions(std::string_view, std::string_view) override {
    return std::vector<port::DocumentView>();
  }
  Result<std::optional<port::FoundCredential>> credential(std::string_view user) override {
    ++look_ups;
    const auto found = people.find(user);
    return found == people.end() ? std::nullopt : std::optional(found->second);
  }
  Result<std::optional<port::FoundToken>> token(std::string_view sha256) override {
    ++look_ups;
    const auto found = secrets.find(sha256);
    return found == secrets.end() ? std::nullopt : std::optional(found->second);
  }
  Result<std::vector<port::UserView>> users() override { return std::vector<port::UserView>(); }
  Result<std::vector<port::TokenView>> tokens() override { return std::vector<port::TokenView>(); }
  Result<std::vector<port::LedgerEntry>> entries(std::uint64_t from, std::uint32_t limit) override {
    std::vector<port::LedgerEntry> out;
    for (std::uint64_t i = from; i < ledger.size() && out.size() < limit; ++i) out.push_back(ledger[i]);
    return out;
  }
  Result<port::Listed<port::LedgerEntry>> search_ledger(const port::LedgerQuery&, port::Page) override {
    return port::Listed<port::LedgerEntry>();
  }
  Result<std::string> checkpoint() override { return std::string("jidoka\n0\n"); }
  Result<std::string> public_key() override { return std::string("key"); }
  Result<std::vector<std::string>> inclusion_proof(std::uint64_t, std::uint64_t) override {
    return std::vector<std::string>();
  }
  Result<std::vector<std::string>> consistency_proof(std::uint64_t, std::uint64_t) override {
    return std::vector<std::string>();
  }
  Result<std::string> tile(std::uint32_t, std::uint64_t, std::uint32_t) override { return std::string(); }
  Result<std::vector<port::Delivery>> next_deliveries() override { return std::vector<port::Delivery>(); }
};

class FakeClock : public port::Clock {
 public:
  Instant time{1'767'225'600'000'000'000};
  Instant now() override { return time; }
};

}  // namespace jidoka::session
