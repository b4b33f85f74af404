// Site: the state of one site and everything that changes it, on one thread. It decides requests into the open Group;
// the caller closes the group, commits it, and says committed(). It knows no thread and no clock but the one it is
// given, so a test can drive a whole site step by step.
//
//   TRY(auto site, Site::recover(store, clock));
//   site->take(request, answer);            // any number of times
//   Group group = site->close();            // store.commit(group.commit), then answer group.waiting
//   site->committed(receipt);
// When a commit fails, or is_broken(), the Site is thrown away and recovered: half-truths are never served.
// What it answers at once is a refusal; an "allowed" or a "done" waits for the commit that it rests on.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "act/react.h"
#include "act/state.h"
#include "judge/again.h"
#include "loop/group.h"
#include "loop/loop.h"
#include "loop/telemetry.h"
#include "plant/model.h"
#include "port/clock.h"
#include "port/store.h"
#include "produce/state.h"

namespace jidoka::loop {

class Site {
 public:
  static Result<std::unique_ptr<Site>> recover(port::Store& store, port::Clock& clock);

  void take(Request request, Answer answer);
  // What time brings: escalations, shelves that end, requests in the store's inbox.
  void tick();

  const Group& open_group() const { return group_; }
  Group close();
  void committed(const port::Receipt& receipt);
  bool is_broken() const { return broken_; }
  // So many items are in memory that it should be given a moment with everything on disk, to let the idle ones go.
  bool wants_rest() const { return items_in_memory() > items_kept_; }
  std::size_t items_in_memory() const { return production_.items.size() + production_.absent.size(); }

  // As they are on disk: whoever decodes by a stream's number must be able to rely on it.
  std::shared_ptr<const sense::Catalogue> catalogue() const { return durable_catalogue_; }
  plant::ModelPtr model() const { return durable_model_; }
  const act::State& acts() const { return act_; }
  const Telemetry& telemetry() const { return telemetry_; }
  std::uint64_t ledger_size() const { return ledger_size_; }
  // Since the site was recovered; the loop adds them up.
  struct Counts {
    std::uint64_t accepted = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t verdicts = 0;
    std::uint64_t requests = 0;
  };
  Counts total(const Counts& before) const;  // with those of Sites before it
  // The waiting of the open group, when it will never be closed.
  std::vector<Waiting> take_waiting() { return std::exchange(group_.waiting, {}); }

 private:
  Site(port::Store& store, port::Clock& clock);
  Result<void> load(const port::Recovered& recovered);

  // One decision for each kind of request: facts into the group, and how to write the reply, which waits for the commit
  // unless it rests on nothing that is still on its way.
  struct Decided {
    WriteReply write;
    bool rests_on_disk = false;
  };
  Result<Decided> decide(const Actor& actor, Ingest& ingest);
  Result<Decided> decide(const Actor& actor, ApplyPlant& apply);
  Result<Decided> decide(const Actor& actor, AskPermit& ask);
  Result<Decided> decide(const Actor& actor, ForItem& request);
  Result<Decided> decide(const Actor& actor, Produce& request);
  Result<Decided> decide(const Actor& actor, ForHold& request);
  Result<Decided> decide(const Actor& actor, NewHold& request);
  Result<Decided> decide(const Actor& actor, ForAlarm& request);
  Result<Decided> decide(const Actor& actor, ForEquipment& request);
  Result<Decided> decide(const Actor& actor, SettleQuarantine& request);
  Result<Decided> decide(const Actor& actor, SettleDelivery& request);
  Result<Decided> decide(const Actor& actor, ForCommand& request);
  Result<Decided> answer_late(const Actor& actor, const ForCommand& request);
  Result<Decided> decide(const Actor& actor, SaveUser& request);
  Result<Decided> decide(const Actor& actor, CreateToken& request);
  Result<Decided> decide(const Actor& actor, RevokeToken& request);

  // Facts: applied to memory at once, on disk with the group.
  void emit(const std::string& by, port::FactBody body);
  void emit(const std::string& by, std::vector<act::ActFact> facts);
  void apply(const port::Fact& fact);

  Result<IngestReply> ingest(const std::string& by, sense::Batch& batch, bool is_repeated);
  void catalogue_unknown(const std::string& by, sense::Batch& batch);
  Result<std::uint64_t> leave_out_known(sense::Batch& batch);
  std::string quarantine(const std::string& by, const std::string& source, sense::Refusal refusal);
  void react(judge::Monitor& monitor, judge::Finding finding, const judge::TakenSample& sample,
             const sense::Context& context);
  void reach_verdict(const judge::Watch& watch, judge::Verdict verdict);
  act::RunningItems running_at(const plant::ControlPlanLine& line, const judge::Verdict& verdict) const;
  void go_on(judge::Verdict verdict, const judge::Watch& watch, bool begins);
  struct Lifted {  // when a hold of a condition was released, and its equipment restarted
    Instant release = distant_past;
    Instant restart = distant_past;
  };
  Lifted lifted_of(const std::string& condition, const std::string& equipment) const;
  Result<void> known_alarm(const std::string& id) const;
  Result<void> check_news(const sense::Batch& batch);
  Result<sense::Batch> read_again(const sense::RawReading& raw, const std::string& source);
  void judge_late(const judge::Monitor& monitor, judge::Verdict verdict);
  Result<std::vector<judge::RecordedSample>> samples_around(const judge::Monitor& monitor, Instant from,
                                                            Instant to) const;
  Result<void> judge_late_again();
  Result<void> act(const std::string& by, const produce::ItemRef& item, const produce::ItemInput& input);
  Result<void> load_items(const std::vector<produce::ItemRef>& items);
  Result<void> lay_plans(const std::string& by);
  void end_conditions_no_longer_judged();
  void answer_inbox(const port::InboxRequest& request);
  Decided done(std::string id);
  Result<std::optional<std::string>> find_reply(const std::string& key);
  void refuse_request(Answer answer, const std::string& inbox_id, Error error);
  void take(Request request, Answer answer, const std::string& inbox_id);
  void let_items_go();
  std::string next_id(const std::string& prefix) { return prefix + "-" + std::to_string(++counters_[prefix]); }

  port::Store* store_;
  port::Clock* clock_;
  Instant now_;
  bool broken_ = false;

  plant::ModelPtr model_;
  struct Newest {
    std::int64_t revision = 1;
    std::optional<std::string> body;  // absent: withdrawn, and its next revision counts on
  };
  std::map<std::pair<std::string, std::string>, Newest> documents_;  // by kind and id
  std::shared_ptr<const sense::Catalogue> catalogue_;
  plant::ModelPtr durable_model_;
  std::shared_ptr<const sense::Catalogue> durable_catalogue_;
  Telemetry telemetry_;
  act::State act_;
  static constexpr std::size_t most_items = 50'000;
  produce::State production_;
  std::size_t items_kept_ = most_items;
  std::map<std::string, port::UserSaved> users_;
  std::map<std::string, port::TokenCreated> tokens_;
  std::map<std::string, std::uint64_t> counters_;

  std::unordered_map<std::string, std::string> replies_;  // by idempotency key
  std::deque<std::string> reply_order_;
  bool replies_forgotten_ = false;  // the store knows more of them
  std::set<std::string> in_progress_;
  std::set<std::string> inbox_taken_;

  Group group_;
  struct Late {  // what came late of a batch, for one chart: time and context of each reading
    const judge::Monitor* monitor = nullptr;
    std::set<std::pair<std::int64_t, std::uint32_t>> identities;
  };
  std::map<std::tuple<sense::StreamNumber, std::string, std::string>, Late> late_;  // by stream, plan and line
  std::set<sense::StreamNumber> wanted_states_;                                     // by the store, to pack them
  std::set<sense::StreamNumber> changed_states_;  // by new control plans: a restart could not make them again
  std::shared_ptr<const sense::Columns> in_flight_;
  std::uint64_t ledger_size_ = 0;
  std::uint64_t next_batch_ = 1;
  bool commit_in_flight_ = false;
  act::ActFacts acts_in_group_;  // take effect when they are durable
  act::ActFacts acts_in_flight_;
  std::size_t facts_in_flight_ = 0;
  std::vector<std::pair<std::string, std::string>> replies_in_flight_;
  plant::ModelPtr model_in_flight_;
  std::shared_ptr<const sense::Catalogue> catalogue_in_flight_;
  std::map<std::string, Lifted> answered_;  // by condition: what a verdict has followed already
  static constexpr std::size_t most_overdue = 10'000;
  std::map<std::string, std::string> overdue_;  // commands that timed out in this run, and their targets
  std::set<std::string> answered_late_;         // whose answer is on its way or on disk
  std::set<std::string> settling_;              // quarantined readings whose settlement is on its way or done
  Instant runs_known_since_;                    // of runs that ended before, some are only in the store
  Counts counts_;
};

}  // namespace jidoka::loop
