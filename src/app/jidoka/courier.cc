#include "jidoka/courier.h"

#include <chrono>
#include <cstdlib>

#include "jidoka/local_site.h"
#include "log/log.h"

namespace jidoka::app {

namespace {

constexpr auto pause = std::chrono::milliseconds(500);
constexpr std::uint32_t most_at_once = 64;

Result<webhook::Target> target_in(const plant::Model& model, const std::string& id) {
  const plant::Target* declared = plant::find_in(model.targets, id);
  if (declared == nullptr)
    return fail(Code::not_found, "target-unknown",
                {"The plant has no target " + id + " any more.", "工厂模型中已没有目标系统 " + id + "。"});
  webhook::Target target;
  TRY(target.endpoint, webhook::parse_endpoint(declared->url));
  if (declared->secret_env) {
    const char* secret = std::getenv(declared->secret_env->c_str());
    if (secret == nullptr || *secret == '\0')
      return fail(
          Code::unavailable, "secret-missing",
          {"The environment variable " + *declared->secret_env + " with the secret of target " + id + " is not set.",
           "未设置目标系统 " + id + " 的密钥环境变量 " + *declared->secret_env + "。"});
    target.secret = secret;
  }
  return target;
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
      changed_.wait_for(lock, pause, [this] { return closing_; });
    }
  });
}

void Courier::round() {
  auto due = doors_.due();
  if (!due) return log::warning("courier", "the outbox cannot be read", {{"why", due.error().text.en}});
  for (port::Delivery& delivery : *due) {
    {
      const std::lock_guard lock(mutex_);
      if (!under_way_.insert(delivery.target).second) continue;
    }
    const std::string target = delivery.target;
    if (!pool_->try_submit([this, delivery = std::move(delivery)] { attempt(delivery); })) finished(target);
  }
}

void Courier::wait_until_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return under_way_.empty(); });
}

void Courier::attempt(const port::Delivery& delivery) {
  const std::int64_t attempts = delivery.attempts + 1;
  const auto target = doors_.target(delivery.target);
  webhook::Delivered sent;
  if (target)
    sent = doors_.deliver(*target, {delivery.command, delivery.body});
  else
    sent = {target.error().code == Code::unavailable ? webhook::Outcome::retry : webhook::Outcome::fail,
            target.error().text};
  const bool is_over = sent.outcome != webhook::Outcome::retry || attempts >= most_attempts;
  log::info("courier", is_over ? "settled" : "will try again",
            {{"delivery", delivery.command},
             {"target", delivery.target},
             {"attempt", std::to_string(attempts)},
             {"detail", sent.detail.en}});
  if (is_over)
    doors_.settle({delivery.command, sent.outcome == webhook::Outcome::delivered, attempts, in_both(sent.detail)});
  finished(delivery.target);
}

void Courier::finished(const std::string& target) {
  {
    const std::lock_guard lock(mutex_);
    under_way_.erase(target);
  }
  changed_.notify_all();
}

std::unique_ptr<Courier> courier_of(port::Reads& reads, loop::Loop& loop, port::Clock& clock) {
  return std::make_unique<Courier>(Courier::Doors{
      .due = [&reads, &clock] { return reads.due_deliveries(clock.now(), most_at_once); },
      .target = [&loop](const std::string& id) { return target_in(*loop.model(), id); },
      .deliver = [&clock](const webhook::Target& target,
                          const webhook::Parcel& parcel) { return webhook::deliver(target, parcel, clock.now()); },
      .settle =
          [&loop](loop::SettleDelivery settled) {
            const auto recorded = ask_loop(loop, {{"jidoka", {"admin"}}, std::nullopt, std::move(settled)});
            if (!recorded) log::warning("courier", "not recorded yet", {{"why", recorded.error().text.en}});
          }});
}

}  // namespace jidoka::app
