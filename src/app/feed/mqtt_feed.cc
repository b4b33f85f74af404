#include "feed/mqtt_feed.h"

#include <algorithm>
#include <utility>

#include "feed/broker.h"
#include "log/log.h"

namespace jidoka::feed {

namespace {

constexpr Duration pause_when_full = milliseconds(20);
constexpr Duration pause_without_store = milliseconds(500);
constexpr std::size_t most_gathered = 50'000;  // readings and refusals that wait; then nothing more is read

std::size_t size_of(const sense::Batch& batch) {
  return batch.columns.size() + batch.unknown.size() + batch.refusals.size();
}

}  // namespace

MqttFeed::MqttFeed(mqtt::Network& network, std::string source, std::unique_ptr<Reader> reader, LoopDoor door,
                   port::Clock& clock)
    : source_(std::move(source)),
      filters_(reader->filters()),
      reader_(std::move(reader)),
      door_(std::move(door)),
      clock_(clock),
      client_(network, *this) {}

Result<std::unique_ptr<MqttFeed>> MqttFeed::start(mqtt::Network& network, const plant::Source& source, LoopDoor door,
                                                  port::Clock& clock, std::vector<std::string> no_longer) {
  TRY(auto reader, reader_of(source));
  TRY(mqtt::Options options, options_of(source.broker.value_or(plant::Broker{}), source.id, clock));
  std::unique_ptr<MqttFeed> feed(new MqttFeed(network, source.id, std::move(reader), std::move(door), clock));
  for (const std::string& filter : feed->filters_) options.subscriptions.push_back({filter, 1});
  if (feed->reader_->wants_clean_session()) {
    options.connect.clean = true;
    options.connect.session_expiry_s = 0;
  }
  options.will = [to_feed = feed->client_.to_owner(), &clock] {
    const MqttFeed* there = to_feed.find();
    return there != nullptr ? there->reader_->will(clock.now()) : std::optional<mqtt::Will>();
  };
  options.no_longer = std::move(no_longer);
  feed->client_.start(std::move(options), *feed);
  feed->client_.to_owner().post([](MqttFeed& there) { there.tick(); });
  return feed;
}

port::ConnectionView MqttFeed::connection() const {
  port::ConnectionView view = view_of(client_->status(), client_->options().address());
  const std::lock_guard lock(mutex_);
  if (trouble_)
    view.error = trouble_;
  else if (!view.error)
    view.error = complaint_;
  view.away = away_;
  return view;
}

Result<void> MqttFeed::remap(const plant::Source& source) {
  TRY(auto reader, reader_of(source));
  client_.on_network([&] {
    reader_ = std::move(reader);
    if (client_->status().link == mqtt::Status::Link::connected) reader_->connected(clock_.now());
    publish_outgoing();
  });
  return {};
}

void MqttFeed::on_connected(bool session_present) {
  log::info("mqtt", "connected",
            {{"source", source_},
             {"broker", client_ ? client_->options().address() : ""},
             {"session", session_present ? "kept" : "new"}});
  reader_->connected(clock_.now());
  client_.to_owner().post([](MqttFeed& feed) { feed.publish_outgoing(); });  // after the client knows it
}
void MqttFeed::on_disconnected(const Text& why) {
  log::warning("mqtt", "not connected", {{"source", source_}, {"why", why.en}});
  reader_->disconnected(clock_.now());
}

void MqttFeed::tick() {
  if (!reader_->ticks()) return;
  reader_->tick(clock_.now());
  {
    const std::lock_guard lock(mutex_);
    complaint_ = reader_->complaint();
    away_ = reader_->away();
  }
  publish_outgoing();
  client_.to_owner().post_after(seconds(1), [](MqttFeed& feed) { feed.tick(); });
}

void MqttFeed::publish_outgoing() {
  if (!client_) return;
  for (mqtt::Outgoing& message : reader_->take_outgoing())
    client_->publish(std::move(message), [source = source_](const Result<void>& done) {
      if (!done) log::warning("mqtt", "not published", {{"source", source}, {"why", done.error().text.en}});
    });
}

void MqttFeed::on_messages(std::span<const mqtt::Message> messages) {
  const Instant now = clock_.now();
  messages_.fetch_add(messages.size(), std::memory_order_relaxed);
  std::size_t left = messages.size();
  for (const mqtt::Message& message : messages) {
    --left;
    if (message.retained && !reader_->takes_retained(message.topic))
      take_kept(message, now);
    else
      take(message, now, left < port::most_arrivals);
  }
  publish_outgoing();
  send();
  hold_back_when_full();
}

// The Intake of the last bundle, unless that one has been closed already, or is of another kind.
sense::Intake& MqttFeed::gathering(Instant now, bool is_repeated) {
  if (waiting_.empty() || !waiting_.back().intake || waiting_.back().is_repeated != is_repeated) {
    Bundle& bundle = waiting_.emplace_back();
    bundle.is_repeated = is_repeated;
    bundle.intake.emplace(door_.catalogue(), source_, now);
  }
  return *waiting_.back().intake;
}

// Of many messages at once only the last are kept for people to see.
void MqttFeed::take(const mqtt::Message& message, Instant now, bool is_noted) {
  sense::Intake& intake = gathering(now, message.duplicate);
  const std::size_t refused_before = intake.so_far().refusals.size();
  const mapping::Applied applied = reader_->apply(message, now, intake);
  if (message.token != 0) waiting_.back().tokens.push_back(message.token);
  if (is_noted) note(message, now, applied, refused_before, intake.so_far());
}

void MqttFeed::take_kept(const mqtt::Message& message, Instant now) {
  sense::Intake intake(door_.catalogue(), source_, now);
  const mapping::Applied applied = reader_->apply(message, now, intake);
  Bundle bundle;
  if (message.token != 0) bundle.tokens.push_back(message.token);
  if (applied.readings > 0 && !applied.says_time) {
    const Text why{
        "The broker had kept this message (retained), and it says no time: nobody knows how old it is, so it "
        "was passed over.",
        "这是服务器保留的消息（retained），且未注明时间，无法判断新旧，因此未采用。"};
    arrivals_->add({now, message.topic, message.payload, message.size, 0, 0, &why});
    bundle.batch.source = source_;
    bundle.batch.received_at = now;
  } else {
    note(message, now, applied, 0, intake.so_far());
    bundle.batch = std::move(intake).take();
  }
  bundle.batch.is_kept = true;
  waiting_.push_back(std::move(bundle));
}

void MqttFeed::note(const mqtt::Message& message, Instant now, const mapping::Applied& applied,
                    std::size_t refused_before, const sense::Batch& batch) {
  const std::size_t refused = batch.refusals.size() - refused_before;
  // What the mapping could read, less what the plant did not take of it.
  const std::uint64_t by_plant = refused - std::min<std::size_t>(refused, applied.refusals);
  const Text* text = refused > 0 ? &batch.refusals.back().text : reader_->trouble();
  arrivals_->add(
      {now, message.topic, reader_->shown(message), message.size, applied.readings - by_plant, refused, text});
}

// The front bundle to the loop; one that holds nothing rests on nothing.
void MqttFeed::send() {
  while (!waiting_.empty() && !waiting_.front().is_under_way) {
    Bundle& bundle = waiting_.front();
    if (bundle.intake) {
      bundle.batch = std::move(*bundle.intake).take();
      bundle.intake.reset();
    }
    if (size_of(bundle.batch) > 0) return submit(bundle);
    if (client_) client_->acknowledge(std::move(bundle.tokens));
    waiting_.pop_front();
  }
}

void MqttFeed::submit(Bundle& bundle) {
  bundle.is_under_way = true;
  loop::Request request{{"source:" + source_, {}}, std::nullopt, loop::Ingest{bundle.batch, bundle.is_repeated}};
  auto on_answer = [to_feed = client_.to_owner()](Result<loop::Reply> reply) {
    to_feed.post([reply = std::move(reply)](MqttFeed& feed) { feed.answered(reply); });
  };
  if (door_.submit(std::move(request), std::move(on_answer))) return;
  bundle.is_under_way = false;
  client_.to_owner().post_after(pause_when_full, [](MqttFeed& feed) { feed.send(); });
}

void MqttFeed::answered(const Result<loop::Reply>& reply) {
  if (waiting_.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    trouble_.reset();
    if (!reply) trouble_ = reply.error().text;
  }
  Bundle& bundle = waiting_.front();
  if (!reply) {
    log::warning("mqtt", "not recorded yet", {{"source", source_}, {"why", reply.error().text.en}});
    bundle.is_under_way = false;
    client_.to_owner().post_after(pause_without_store, [](MqttFeed& feed) { feed.send(); });
    return;
  }
  if (client_) client_->acknowledge(std::move(bundle.tokens));
  waiting_.pop_front();
  hold_back_when_full();
  send();
}

void MqttFeed::hold_back_when_full() {
  std::size_t gathered = 0;
  for (const Bundle& bundle : waiting_)
    gathered += bundle.intake ? size_of(bundle.intake->so_far()) : size_of(bundle.batch);
  if (!client_) return;
  if (!is_holding_back_ && gathered > most_gathered) {
    is_holding_back_ = true;
    client_->pause();
  } else if (is_holding_back_ && gathered < most_gathered / 2) {
    is_holding_back_ = false;
    client_->resume();
  }
}

}  // namespace jidoka::feed
