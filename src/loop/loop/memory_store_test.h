// A store in memory, made of nothing but the facts and readings that it was given, which fails when it is told to.
// Test only.
#pragma once

#include <algorithm>
#include <atomic>
#include <charconv>
#include <functional>
#include <map>
#include <mutex>

#include "act/state.h"
#include "port/store.h"
#include "produce/state.h"

namespace jidoka::loop {

inline Failure store_failure() { return fail(Code::unavailable, "disk", {"The disk is full.", "磁盘已满。"}); }

class MemoryStore final : public port::Store {
 public:
  // How many of the next calls fail; a lost acknowledgement is a commit that was made and reported as failed.
  std::atomic<int> failing_commits = 0;
  std::atomic<int> lost_acknowledgements = 0;
  std::atomic<int> failing_reads = 0;
  std::atomic<int> failing_recoveries = 0;
  std::atomic<std::size_t> samples_loaded = 0;
  std::function<void()> before_commit;
  std::vector<port::InboxRequest> inbox_requests;

  Result<port::Recovered> recover() override {
    const std::scoped_lock lock(mutex_);
    if (failing_recoveries > 0 && failing_recoveries-- > 0) return store_failure();
    port::Recovered out;
    out.ledger_size = facts_.size();
    out.next_batch = batches_.size() + 1;
    std::map<std::pair<std::string, std::string>, port::DocumentRevised> documents;
    for (const port::Fact& fact : facts_) {
      std::visit([&](const auto& body) { collect(body, fact, out); }, fact.body);
      if (const auto* document = std::get_if<port::DocumentRevised>(&fact.body))
        documents[{document->kind, document->id}] = *document;
    }
    for (auto& [key, document] : documents) out.documents.push_back(std::move(document));
    for (const auto& [stream, state] : states_) out.states.push_back(state);
    for (const auto& [key, reply] : replies_)
      if (out.replies.size() < port::most_recovered_replies) out.replies.push_back({key, reply});
    for (const auto& [prefix, highest] : counters_) out.counters.emplace_back(prefix, highest);
    for (const auto& [equipment, items] : items_.running)
      out.running.insert(out.running.end(), items.begin(), items.end());
    return out;
  }

  Result<void> replay(const TakeBatch& take) override {
    for (std::size_t i = 0; i < batches_.size(); ++i) TRY_VOID(take(i + 1, batches_[i]));
    return {};
  }

  Result<port::Receipt> commit(port::Commit commit) override {
    if (before_commit) before_commit();
    const std::scoped_lock lock(mutex_);
    if (failing_commits > 0 && failing_commits-- > 0) return store_failure();
    std::uint64_t batch = 0;
    if (commit.readings.size() != 0) {
      batches_.push_back(commit.readings);
      batch = batches_.size();
      commit.facts.push_back({commit.at, "jidoka", port::ReadingsRecorded{batch, commit.readings.size(), ""}});
    }
    for (port::Fact& fact : commit.facts) {
      std::visit([&](const auto& body) { project(body); }, fact.body);
      facts_.push_back(std::move(fact));
    }
    for (port::StreamState& state : commit.states) states_[state.stream] = std::move(state);
    for (port::IdempotentReply& reply : commit.replies) replies_[reply.key] = reply.reply;
    for (const std::string& id : commit.settled_inbox)
      std::erase_if(inbox_requests, [&](const port::InboxRequest& request) { return request.id == id; });
    ++commits_;
    if (lost_acknowledgements > 0 && lost_acknowledgements-- > 0) return store_failure();
    return port::Receipt{facts_.size(), batch, {}};
  }

  Result<std::optional<produce::Item>> load_item(const produce::ItemRef& ref) override {
    const std::scoped_lock lock(mutex_);
    if (failing_reads > 0 && failing_reads-- > 0) return store_failure();
    const produce::Item* item = items_.find(ref);
    return item == nullptr ? std::nullopt : std::optional(*item);
  }
  Result<std::vector<port::StoredSample>> load_samples(sense::StreamNumber stream, Instant from, Instant to) override {
    return samples_where(stream, [&](std::int64_t time) { return time >= from.ns && time <= to.ns; });
  }
  Result<std::vector<port::StoredSample>> load_samples_at(sense::StreamNumber stream,
                                                          std::span<const std::int64_t> times) override {
    return samples_where(stream, [&](std::int64_t time) { return std::ranges::binary_search(times, time); });
  }
  Result<std::optional<std::string>> load_reply(const std::string& key) override {
    const std::scoped_lock lock(mutex_);
    if (failing_reads > 0 && failing_reads-- > 0) return store_failure();
    const auto found = replies_.find(key);
    return found == replies_.end() ? std::nullopt : std::optional(found->second);
  }
  Result<std::vector<sense::Refusal>> load_open_quarantine(const std::string& source, std::size_t most) override {
    const std::scoped_lock lock(mutex_);
    std::map<std::string, sense::Refusal> open;
    for (const port::Fact& fact : facts_) {
      if (const auto* put = std::get_if<port::ReadingQuarantined>(&fact.body); put && put->source == source)
        open[put->id] = put->refusal;
      if (const auto* settled = std::get_if<port::QuarantineSettled>(&fact.body)) open.erase(settled->id);
    }
    std::vector<sense::Refusal> found;
    for (auto& [id, refusal] : open)
      if (found.size() < most) found.push_back(std::move(refusal));
    return found;
  }
  Result<std::optional<std::string>> load_timed_out(const std::string& command) override {
    const std::scoped_lock lock(mutex_);
    std::string target;
    bool is_over = false;
    for (const port::Fact& fact : facts_) {
      if (const auto* queued = std::get_if<act::CommandQueued>(&fact.body); queued && queued->id == command)
        target = queued->target;
      if (const auto* late = std::get_if<act::CommandTimedOut>(&fact.body); late && late->id == command) is_over = true;
      if (const auto* answer = std::get_if<act::CommandAnswered>(&fact.body); answer && answer->id == command)
        is_over = false;
    }
    return is_over ? std::optional(target) : std::nullopt;
  }
  Result<std::optional<port::QuarantinedReading>> load_quarantined(const std::string& id) override {
    const std::scoped_lock lock(mutex_);
    std::optional<port::QuarantinedReading> found;
    for (const port::Fact& fact : facts_) {
      if (const auto* put = std::get_if<port::ReadingQuarantined>(&fact.body); put && put->id == id)
        found = {put->source, true};
      if (const auto* settled = std::get_if<port::QuarantineSettled>(&fact.body); settled && settled->id == id)
        found->open = false;
    }
    return found;
  }
  Result<bool> has_alarm(const std::string& id) override {
    const std::scoped_lock lock(mutex_);
    return std::ranges::any_of(facts_, [&](const port::Fact& fact) {
      const auto* raised = std::get_if<act::AlarmRaised>(&fact.body);
      return raised != nullptr && raised->id == id;
    });
  }
  Result<std::vector<port::InboxRequest>> inbox() override {
    const std::scoped_lock lock(mutex_);
    return inbox_requests;
  }

  const std::vector<port::Fact>& facts() const { return facts_; }
  const std::map<std::string, std::string>& replies() const { return replies_; }
  const std::map<sense::StreamNumber, port::StreamState>& states() const { return states_; }
  int commits() const { return commits_; }
  std::size_t readings() const {
    std::size_t count = 0;
    for (const sense::Columns& batch : batches_) count += batch.size();
    return count;
  }
  template <class Body>
  std::vector<Body> all() const {
    std::vector<Body> out;
    for (const port::Fact& fact : facts_)
      if (const auto* body = std::get_if<Body>(&fact.body)) out.push_back(*body);
    return out;
  }

 private:
  Result<std::vector<port::StoredSample>> samples_where(sense::StreamNumber stream,
                                                        const std::function<bool(std::int64_t)>& is_asked) {
    const std::scoped_lock lock(mutex_);
    if (failing_reads > 0 && failing_reads-- > 0) return store_failure();
    std::vector<port::StoredSample> out;
    for (const sense::Columns& batch : batches_)
      for (std::size_t i = 0; i < batch.size(); ++i) {
        const Instant time{batch.times[i]};
        if (batch.streams[i] != stream || !is_asked(time.ns)) continue;
        out.push_back(
            {time, batch.values[i], batch.contexts.empty() ? sense::Context{} : batch.dictionary[batch.contexts[i]]});
      }
    std::ranges::stable_sort(out, {}, &port::StoredSample::time);
    samples_loaded += out.size();
    return out;
  }
  template <class Body>
  static void collect(const Body& body, const port::Fact& fact, port::Recovered& out) {
    if constexpr (std::is_constructible_v<act::ActFact, const Body&>) out.acts.push_back(fact);
    if constexpr (std::is_same_v<Body, port::StreamOpened>) {
      out.streams.resize(std::max<std::size_t>(out.streams.size(), body.stream));
      out.streams[body.stream - 1] = body;
    }
    if constexpr (std::is_same_v<Body, port::TokenCreated>) out.tokens.push_back(body);
    if constexpr (std::is_same_v<Body, port::TokenRevoked>)
      std::erase_if(out.tokens, [&](const port::TokenCreated& token) { return token.id == body.id; });
    if constexpr (std::is_same_v<Body, port::UserSaved>) {
      std::erase_if(out.users, [&](const port::UserSaved& user) { return user.name == body.name; });
      out.users.push_back(body);
    }
  }
  template <class Body>
  void project(const Body& body) {
    if constexpr (std::is_constructible_v<produce::ProduceFact, const Body&>) produce::apply(items_, body);
    if constexpr (std::is_same_v<Body, port::VerdictReached>) count(body.verdict.id);
    if constexpr (std::is_same_v<Body, act::HoldPlaced> || std::is_same_v<Body, act::AlarmRaised> ||
                  std::is_same_v<Body, act::CommandQueued> || std::is_same_v<Body, act::MessageSent> ||
                  std::is_same_v<Body, port::ReadingQuarantined> || std::is_same_v<Body, port::TokenCreated>)
      count(body.id);
  }
  void count(const std::string& id) {
    std::uint64_t number = 0;
    std::from_chars(id.data() + 2, id.data() + id.size(), number);
    std::uint64_t& highest = counters_[id.substr(0, 1)];
    highest = std::max(highest, number);
  }

  mutable std::mutex mutex_;
  std::vector<port::Fact> facts_;
  std::vector<sense::Columns> batches_;
  std::map<sense::StreamNumber, port::StreamState> states_;
  std::map<std::string, std::string> replies_;
  std::map<std::string, std::uint64_t> counters_;
  produce::State items_;
  int commits_ = 0;
};

}  // namespace jidoka::loop
