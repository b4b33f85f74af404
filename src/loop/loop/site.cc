#include "loop/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "act/alarms.h"
#include "act/commands.h"
#include "core/assert.h"
#include "json/decode.h"
#include "json/encode.h"
#include "loop/inbox_request.h"
#include "plant/documents.h"

namespace jidoka::loop {
namespace {

// A reply is kept behind the fingerprint of what was asked, with a line break between.
Result<Reply> repeated(const std::string& kept, const Request& request) {
  const std::size_t end = kept.find('\n');
  if (end == std::string::npos) return Reply{kept};
  if (std::string_view(kept).substr(0, end) == request.fingerprint) return Reply{kept.substr(end + 1)};
  return fail(Code::conflict, "idempotency-key-reused",
              {"This Idempotency-Key was used for another request already. Use a new key for each request.",
               "此 Idempotency-Key 已用于另一个请求。每个请求请使用新的键。"},
              "Idempotency-Key");
}

}  // namespace

Site::Site(port::Store& store, port::Clock& clock)
    : store_(&store),
      clock_(&clock),
      now_(clock.now()),
      model_(std::make_shared<plant::Model>()),
      telemetry_(store),
      runs_known_since_(now_) {}

Result<std::unique_ptr<Site>> Site::recover(port::Store& store, port::Clock& clock) {
  std::unique_ptr<Site> site(new Site(store, clock));
  TRY(const port::Recovered recovered, store.recover());
  TRY_VOID(site->load(recovered));
  TRY_VOID(store.replay(
      [&](std::uint64_t batch, const sense::Columns& columns) { return site->telemetry_.replay(batch, columns); }));
  return site;
}

Result<void> Site::load(const port::Recovered& recovered) {
  ledger_size_ = recovered.ledger_size;
  if (ledger_size_ == 0) runs_known_since_ = distant_past;
  next_batch_ = recovered.next_batch;
  for (const auto& [prefix, highest] : recovered.counters) {
    act::set_counter(act_, prefix, highest);
    counters_[prefix] = highest;
  }
  for (const port::UserSaved& user : recovered.users) users_[user.name] = user;
  for (const port::TokenCreated& token : recovered.tokens) tokens_[token.id] = token;
  for (const port::IdempotentReply& reply : recovered.replies) {
    replies_[reply.key] = reply.reply;
    reply_order_.push_back(reply.key);
  }
  replies_forgotten_ = recovered.replies.size() >= port::most_recovered_replies;
  std::vector<json::Document> documents;
  for (const port::DocumentRevised& document : recovered.documents) {
    documents_[{document.kind, document.id}] = {document.revision, std::nullopt};
    if (!document.body) continue;
    documents_[{document.kind, document.id}].body = document.body->text;
    TRY(json::Value value, json::parse(document.body->text));
    documents.push_back({"", std::move(value), {}});
  }
  auto checked = plant::check_documents(plant::Model{}, documents);
  if (!checked)
    return fail(Code::corrupt, "plant-documents",
                {"The plant in the store does not fit this program: " + plant::shown(checked.error().front()).en,
                 "数据库中的工厂模型与本程序不符：" + plant::shown(checked.error().front()).zh});
  model_ = std::make_shared<plant::Model>(std::move(checked->model));
  for (const port::StreamOpened& stream : recovered.streams) TRY_VOID(telemetry_.restore(stream));
  std::vector<port::StreamOpened> opened;
  TRY_VOID(telemetry_.lay_plans(*model_, opened));
  if (!opened.empty()) {  // streams are opened in the commit that declares them
    const std::string name = opened.front().equipment + "/" + opened.front().tag;
    return fail(Code::corrupt, "store-corrupt",
                {"Table streams has no row for " + name +
                     ", which the plant declares. Stop, keep the store, and restore the last backup.",
                 "数据表 streams 中没有工厂模型声明的 " + name + "。请停机、保留数据并恢复最近的备份。"});
  }
  for (const port::StreamState& state : recovered.states) TRY_VOID(telemetry_.restore(state));
  for (const port::Fact& fact : recovered.acts)
    std::visit(
        [&](const auto& body) {
          if constexpr (std::is_constructible_v<act::ActFact, decltype(body)>)
            act::replay(act_, body, fact.at, fact.by);
        },
        fact.body);
  for (const produce::ItemRef& running : recovered.running) {
    TRY(auto item, store_->load_item(running));
    if (item) produce::remember(production_, std::move(*item));
  }
  durable_model_ = model_;
  durable_catalogue_ = catalogue_ = telemetry_.catalogue(*model_);
  return {};
}

void Site::take(Request request, Answer answer) { take(std::move(request), std::move(answer), ""); }

void Site::take(Request request, Answer answer, const std::string& inbox_id) {
  now_ = clock_->now();
  ++counts_.requests;
  std::string key;
  if (request.idempotency_key) {
    key = request.actor.name + "\n" + *request.idempotency_key;
    const auto known = find_reply(key);
    if (!known) return answer(fail(known.error()));
    if (*known) return answer(repeated(**known, request));
    if (in_progress_.contains(key))
      return answer(fail(Code::conflict, "request-in-progress",
                         {"The same request (Idempotency-Key) is still being worked on. Ask again in a moment.",
                          "相同的请求（Idempotency-Key）正在处理中，请稍后再试。"}));
  }
  auto decided = std::visit([&](auto& body) { return decide(request.actor, body); }, request.body);
  if (!decided) return refuse_request(std::move(answer), inbox_id, std::move(decided).error());
  if (decided->rests_on_disk && inbox_id.empty()) return answer(Reply{decided->write(ledger_size_)});
  if (!key.empty()) in_progress_.insert(key);
  group_.waiting.push_back(
      {std::move(answer), std::move(decided->write), std::move(key), std::move(request.fingerprint), inbox_id, {}});
}

// The newest are in memory; who repeats one that is older is rare, and the store remembers it for a day.
Result<std::optional<std::string>> Site::find_reply(const std::string& key) {
  if (const auto known = replies_.find(key); known != replies_.end()) return std::optional(known->second);
  if (!replies_forgotten_ || in_progress_.contains(key)) return std::optional<std::string>();
  return store_->load_reply(key);
}

// A refusal needs no disk, except the inbox's, which is answered through the store.
void Site::refuse_request(Answer answer, const std::string& inbox_id, Error error) {
  if (inbox_id.empty()) return answer(fail(std::move(error)));
  group_.commit.replies.push_back({"inbox:" + inbox_id, encode_inbox_refusal(error)});
  group_.commit.settled_inbox.push_back(inbox_id);
}

void Site::tick() {
  now_ = clock_->now();
  if (const auto due = act::next_due(act_); due && *due <= now_) emit("jidoka", act::escalate(act_, now_));
  if (const auto due = act::next_unanswered(act_); due && *due <= now_) {
    if (overdue_.size() > most_overdue) overdue_.clear();  // the store knows them by now
    act::ActFacts facts = act::time_out_commands(act_, now_);
    for (const act::ActFact& fact : facts)
      if (const auto* late = std::get_if<act::CommandTimedOut>(&fact))
        overdue_[late->id] = act_.commands.find(late->id)->second.target;
    emit("jidoka", std::move(facts));
  }
  auto inbox = store_->inbox();
  if (!inbox) return;  // the next commit will say what is wrong with the store
  for (const port::InboxRequest& request : *inbox)
    if (inbox_taken_.insert(request.id).second) answer_inbox(request);
}

void Site::answer_inbox(const port::InboxRequest& request) {
  auto body = parse_inbox_request(request.body);
  const auto ignore = [](Result<Reply>) {};
  if (!body) return refuse_request(ignore, request.id, std::move(body).error());
  take(Request{{"command line", {"admin"}}, std::nullopt, std::move(*body)}, ignore, request.id);
}

Group Site::close() {
  ASSERT(!commit_in_flight_);
  now_ = clock_->now();
  emit("jidoka", act::flush_repeats(act_));
  Group closed = std::move(group_);
  group_ = Group{};
  port::Commit& commit = closed.commit;
  commit.at = now_;
  if (commit.readings.size() != 0) closed.batch = next_batch_++;
  for (const sense::StreamNumber stream : wanted_states_)
    commit.states.push_back(telemetry_.state_of(stream, next_batch_ - 1));
  for (const sense::StreamNumber stream : changed_states_)
    if (!wanted_states_.contains(stream)) commit.states.push_back(telemetry_.state_of(stream, next_batch_ - 1, false));
  wanted_states_.clear();
  changed_states_.clear();
  const std::uint64_t size = ledger_size_ + commit.facts.size();
  for (Waiting& waiting : closed.waiting) {
    waiting.reply = waiting.write(size);
    if (!waiting.idempotency_key.empty()) {
      const std::string kept = waiting.fingerprint + '\n' + waiting.reply;
      commit.replies.push_back({waiting.idempotency_key, kept});
      replies_in_flight_.emplace_back(waiting.idempotency_key, kept);
    }
    if (!waiting.inbox_id.empty()) {
      commit.replies.push_back({"inbox:" + waiting.inbox_id, encode_inbox_reply(waiting.reply)});
      commit.settled_inbox.push_back(waiting.inbox_id);
    }
  }
  acts_in_flight_ = std::exchange(acts_in_group_, {});
  facts_in_flight_ = commit.facts.size();
  closed.model = model_in_flight_ = model_;
  closed.catalogue = catalogue_in_flight_ = catalogue_;
  closed.readings = in_flight_ =
      commit.readings.size() == 0 ? nullptr : std::make_shared<const sense::Columns>(commit.readings);
  commit_in_flight_ = true;
  return closed;
}

void Site::committed(const port::Receipt& receipt) {
  ASSERT(commit_in_flight_);
  commit_in_flight_ = false;
  ledger_size_ = receipt.ledger_size;
  for (const act::ActFact& fact : acts_in_flight_) act::made_durable(act_, fact);
  acts_in_flight_.clear();
  facts_in_flight_ = 0;
  in_flight_.reset();
  durable_model_ = std::move(model_in_flight_);
  durable_catalogue_ = std::move(catalogue_in_flight_);
  wanted_states_.insert(receipt.wanted_states.begin(), receipt.wanted_states.end());
  for (auto& [key, reply] : replies_in_flight_) {
    in_progress_.erase(key);
    reply_order_.push_back(key);
    replies_[std::move(key)] = std::move(reply);
  }
  replies_in_flight_.clear();
  while (reply_order_.size() > port::most_recovered_replies) {
    replies_.erase(reply_order_.front());
    reply_order_.pop_front();
    replies_forgotten_ = true;
  }
  let_items_go();
}

Site::Counts Site::total(const Counts& before) const {
  return {before.accepted + counts_.accepted, before.duplicates + counts_.duplicates,
          before.quarantined + counts_.quarantined, before.verdicts + counts_.verdicts,
          before.requests + counts_.requests};
}

// Items whose facts are all on disk can be loaded again when they are asked for.
void Site::let_items_go() {
  if (!wants_rest() || !group_.is_empty()) return;
  std::vector<produce::ItemRef> idle;
  for (const auto& [ref, item] : production_.items)
    if (produce::open_run(item) == nullptr) idle.push_back(ref);
  for (const produce::ItemRef& ref : idle) produce::forget(production_, ref);
  if (!idle.empty()) runs_known_since_ = now_;
  production_.absent.clear();
  items_kept_ = std::max(most_items, 2 * production_.items.size());  // those that run now stay
}

void Site::emit(const std::string& by, port::FactBody body) {
  std::visit(
      [&](const auto& fact) {
        if constexpr (std::is_constructible_v<act::ActFact, decltype(fact)>) {
          act::apply(act_, fact, now_, by);
          acts_in_group_.push_back(fact);
        } else if constexpr (std::is_constructible_v<produce::ProduceFact, decltype(fact)>) {
          produce::apply(production_, fact);
        }
      },
      body);
  group_.commit.facts.push_back({now_, by, std::move(body)});
}

void Site::emit(const std::string& by, std::vector<act::ActFact> facts) {
  for (act::ActFact& fact : facts) std::visit([&](auto& body) { emit(by, port::FactBody(std::move(body))); }, fact);
}

Site::Decided Site::done(std::string id) {
  return {[id = std::move(id)](std::uint64_t ledger_size) { return json::encode(Done{id, ledger_size}); }, false};
}

}  // namespace jidoka::loop
