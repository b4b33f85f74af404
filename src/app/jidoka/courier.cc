#include "jidoka/courier.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "jidoka/local_site.h"
#include "log/log.h"

namespace jidoka::app {

namespace {

constexpr auto between_rounds = std::chrono::milliseconds(500);
constexpr std::size_t most_at_once = 64;
constexpr Duration longest_pause = minutes(5);

Duration pause_after(std::int64_t attempts) {
  Duration pause = seconds(1);
  for (std::int64_t i = 1; i < attempts && pause < longest_pause; ++i) pause = pause + pause;
  return std::min(pause, longest_pause);
}

Result<webhook::Target> webhook_of(const plant::Target& declared) {
  webhook::Target target;
  TRY(target.endpoint, webhook::parse_endpoint(declared.url));
  if (declared.secret_env) {
    const char* secret = std::getenv(declared.secret_env->c_str());
    if (secret == nullptr || *secret == '\0')
      return fail(Code::unavailable, "secret-missing",
                  {"The environment variable " + *declared.secret_env + " with the secret of target " + declared.id +
                       " is not set.",
                   "未设置目标系统 " + declared.id + " 的密钥环境变量 " + *declared.secret_env + "。"});
    target.secret = secret;
  }
  return target;
}

webhook::Delivered not_sent(const Error& why) {
  return {why.code == Code::unavailable ? webhook::Outcome::retry : webhook::Outcome::fail, why.text};
}

// To where the target of the plant in force is; what the environment lacks may come, what the plant lacks does not.
webhook::Delivered send(const plant::Model& model, feed::Feeds& feeds, const port::Delivery& delivery, Instant now) {
  const plant::Target* declared = plant::find_in(model.targets, delivery.target);
  if (declared == nullptr)
    return not_sent(make_error(Code::not_found, "target-unknown",
                               {"The plant has no target " + delivery.target + " any more.",
                                "工厂模型中已没有目标系统 " + delivery.target + "。"}));
  if (declared->to == "mqtt" || declared->to == "sparkplug") return feeds.deliver(*declared, delivery);
  const auto target = webhook_of(*declared);
  if (!target) return not_sent(target.error());
  return webhook::deliver(*target, {delivery.command, delivery.body}, now);
}

// What is recorded of a command is one text for readers of either language.
std::string in_both(const Text& text) { return text.en == text.zh ? text.en : text.en + " · " + text.zh; }

}  // namespace

Courier::Courier(Doors doors)
    : doors_(std::move(doors)),
      pool_(std::make_unique<async::ThreadPool>("courier", async::PoolSize{.threads = 4, .waiting = most_at_once})) {}

Courier::~Courier() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  pool_.reset();
}

void Courier::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!closing_) {
      lock.unlock();
      round();
      lock.lock();
      changed_.wait_for(lock, between_rounds, [this] { return closing_; });
    }
  });
}

void Courier::round() {
  const auto waiting = doors_.next();
  if (!waiting) return log::warning("courier", "the outbox cannot be read", {{"why", waiting.error().text.en}});
  forget_others(*waiting);
  for (const port::Delivery& delivery : *waiting)
    if (begin(delivery) && !pool_->try_submit([this, delivery] { attempt(delivery); })) finished(delivery, false);
}

// False when it is not due, or when its target has one under way.
bool Courier::begin(const port::Delivery& delivery) {
  const std::lock_guard lock(mutex_);
  if (under_way_.contains(delivery.target)) return false;
  Attempts& attempts = attempts_[delivery.id];
  if (attempts.made > 0 && attempts.next > doors_.now()) return false;
  attempts.under_way = true;
  return under_way_.insert(delivery.target).second;
}

// What is no longer in the outbox is over.
void Courier::forget_others(const std::vector<port::Delivery>& waiting) {
  const std::lock_guard lock(mutex_);
  std::erase_if(attempts_, [&](const auto& entry) {
    return !entry.second.under_way && std::ranges::find(waiting, entry.first, &port::Delivery::id) == waiting.end();
  });
}

void Courier::wait_until_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return under_way_.empty(); });
}

void Courier::attempt(const port::Delivery& delivery) {
  std::int64_t attempts = 1;
  {
    const std::lock_guard lock(mutex_);
    attempts += attempts_[delivery.id].made;
  }
  const webhook::Delivered sent = doors_.deliver(delivery);
  const bool is_over = sent.outcome != webhook::Outcome::retry || attempts >= most_attempts;
  log::info("courier", is_over ? "settled" : "will try again",
            {{"delivery", delivery.command},
             {"target", delivery.target},
             {"attempt", std::to_string(attempts)},
             {"detail", sent.detail.en}});
  if (is_over)
    doors_.settle({delivery.command, sent.outcome == webhook::Outcome::delivered, attempts, in_both(sent.detail)});
  finished(delivery, true);
}

void Courier::finished(const port::Delivery& delivery, bool was_made) {
  {
    const std::lock_guard lock(mutex_);
    Attempts& attempts = attempts_[delivery.id];
    attempts.under_way = false;
    if (was_made) attempts.next = doors_.now() + pause_after(++attempts.made);
    under_way_.erase(delivery.target);
  }
  changed_.notify_all();
}

std::unique_ptr<Courier> courier_of(port::Reads& reads, loop::Loop& loop, port::Clock& clock, feed::Feeds& feeds) {
  return std::make_unique<Courier>(Courier::Doors{
      .next = [&reads] { return reads.next_deliveries(); },
      .now = [&clock] { return clock.now(); },
      .deliver = [&loop, &clock,
                  &feeds](const port::Delivery& delivery) { return send(*loop.model(), feeds, delivery, clock.now()); },
      .settle =
          [&loop](loop::SettleDelivery settled) {
            const auto recorded = ask_loop(loop, {{"jidoka", {"admin"}}, std::nullopt, std::move(settled)});
            if (!recorded) log::warning("courier", "not recorded yet", {{"why", recorded.error().text.en}});
          }});
}

}  // namespace jidoka::app
