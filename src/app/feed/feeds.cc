#include "feed/feeds.h"

#include <chrono>
#include <utility>

#include "feed/broker.h"
#include "feed/reader.h"
#include "json/encode.h"
#include "log/log.h"

namespace jidoka::feed {

namespace {

constexpr auto between_looks = std::chrono::milliseconds(500);

// Whether the broker knows us as before: then its session is ours, with what waits in it.
bool is_same_session(const plant::Source& a, const plant::Source& b) {
  return a.broker->url == b.broker->url && plant::client_id_of(*a.broker, a.id) == plant::client_id_of(*b.broker, b.id);
}

bool is_same_connection(const plant::Source& a, const plant::Source& b) {
  return json::encode(*a.broker) == json::encode(*b.broker) && a.from == b.from &&
         (a.match ? a.match->topic : "") == (b.match ? b.match->topic : "");
}

std::vector<std::string> filters_of(const plant::Source& source) {
  const auto reader = reader_of(source);
  return reader ? (*reader)->filters() : std::vector<std::string>();
}

bool comes_from_a_broker(const plant::Source& source) {
  return source.broker && (source.from == "sparkplug" || (source.from == "mqtt" && source.match && source.reading));
}

}  // namespace

Feeds::Feeds(mqtt::Network& network, loop::Loop& loop, port::Clock& clock)
    : network_(network), loop_(loop), clock_(clock) {}

Feeds::~Feeds() {
  {
    const std::lock_guard lock(closing_mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Feeds::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(closing_mutex_);
    while (!is_closing_) {
      lock.unlock();
      const plant::ModelPtr model = loop_.model();
      if (model != followed_ || has_failed_) follow(*model);
      followed_ = model;
      lock.lock();
      changed_.wait_for(lock, between_looks, [this] { return is_closing_; });
    }
  });
}

LoopDoor Feeds::door() {
  return {[this](loop::Request request, loop::Answer answer) {
            return loop_.submit(std::move(request), std::move(answer));
          },
          [this] { return loop_.catalogue(); }};
}

void Feeds::follow(const plant::Model& model) {
  has_failed_ = false;
  std::vector<std::shared_ptr<void>> ended;  // outside the lock: saying goodbye takes a moment
  {
    const std::lock_guard lock(mutex_);
    for (auto row = feeds_.begin(); row != feeds_.end();) {
      const plant::Source* source = plant::find_in(model.sources, row->first);
      const bool is_ours = source != nullptr && comes_from_a_broker(*source);
      if (!is_ours && row->second.connection) row->second.connection->forget_session();
      if (!is_ours) ended.push_back(std::move(row->second.connection));
      row = is_ours ? std::next(row) : feeds_.erase(row);
    }
    for (auto row = targets_.begin(); row != targets_.end();) {
      const plant::Target* target = plant::find_in(model.targets, row->first);
      const bool is_ours = target != nullptr && (target->to == "mqtt" || target->to == "sparkplug");
      if (!is_ours) ended.push_back(std::move(row->second.connection));
      row = is_ours ? std::next(row) : targets_.erase(row);
    }
  }
  ended.clear();
  for (const auto& [id, source] : model.sources)
    if (comes_from_a_broker(source)) follow_source(source);
  for (const auto& [id, target] : model.targets)
    if ((target.to == "mqtt" || target.to == "sparkplug") && target.broker && target.topic) follow_target(target);
}

void Feeds::follow_source(const plant::Source& source) {
  std::string text = json::encode(source);
  KeptFeed before;
  {
    const std::lock_guard lock(mutex_);
    KeptFeed& kept = feeds_[source.id];
    if (kept.text == text && kept.connection) return;
    before = kept;
    kept.text = text;
    kept.document = source;
  }
  std::vector<std::string> no_longer;
  if (before.connection) {
    if (is_same_connection(before.document, source)) {
      const auto remapped = before.connection->remap(source);
      if (!remapped) log::warning("mqtt", "mapping", {{"source", source.id}, {"why", remapped.error().text.en}});
      return;
    }
    if (!is_same_session(before.document, source))
      before.connection->forget_session();
    else if (auto filters = filters_of(before.document); filters != filters_of(source))
      no_longer = std::move(filters);
    {
      const std::lock_guard lock(mutex_);
      feeds_[source.id].connection.reset();
    }
    before.connection.reset();
  }
  start_feed(source, std::move(no_longer));
}

void Feeds::start_feed(const plant::Source& source, std::vector<std::string> no_longer) {
  auto started = MqttFeed::start(network_, source, door(), clock_, std::move(no_longer));
  const std::lock_guard lock(mutex_);
  KeptFeed& kept = feeds_[source.id];
  kept.why_not.reset();
  if (started) {
    kept.connection = std::move(*started);
    return;
  }
  kept.why_not = started.error().text;
  has_failed_ = true;
}

void Feeds::follow_target(const plant::Target& target) {
  std::string text = json::encode(target);
  {
    const std::lock_guard lock(mutex_);
    if (const KeptTarget& kept = targets_[target.id]; kept.text == text && kept.connection) return;
  }
  std::shared_ptr<MqttTarget> before;
  {
    const std::lock_guard lock(mutex_);
    before = std::exchange(targets_[target.id].connection, nullptr);
  }
  before.reset();
  auto started = MqttTarget::start(network_, target, door(), clock_);
  const std::lock_guard lock(mutex_);
  KeptTarget& kept = targets_[target.id];
  kept = {target, std::move(text), nullptr, std::nullopt};
  if (started) {
    kept.connection = std::move(*started);
    return;
  }
  kept.why_not = started.error().text;
  has_failed_ = true;
}

std::map<std::string, port::ConnectionView> Feeds::connections() {
  const std::lock_guard lock(mutex_);
  std::map<std::string, port::ConnectionView> out;
  for (const auto& [id, kept] : feeds_) {
    if (kept.connection)
      out[id] = kept.connection->connection();
    else if (kept.document.broker)
      out[id] = cannot_connect(*kept.document.broker, kept.why_not.value_or(Text{"not connected yet", "尚未连接"}));
  }
  return out;
}

std::vector<port::ArrivalView> Feeds::arrivals(std::string_view source) {
  const std::lock_guard lock(mutex_);
  const auto found = feeds_.find(source);
  if (found == feeds_.end() || !found->second.connection) return {};
  return found->second.connection->arrivals();
}

Result<port::TriedMessage> Feeds::try_mapping(const plant::Source& source, std::string_view topic,
                                              std::string_view payload) {
  TRY(const auto reader, reader_of(source));
  const auto catalogue = loop_.catalogue();
  sense::Intake intake(catalogue, source.id, clock_.now());
  const mapping::Applied applied =
      reader->apply({.topic = topic, .payload = payload, .size = payload.size()}, clock_.now(), intake);
  port::TriedMessage out;
  out.matched = applied.matched;
  if (const Text* trouble = reader->trouble()) out.text = *trouble;
  for (auto& [name, value] : reader->last_fields()) out.fields.push_back({std::move(name), std::move(value)});
  sense::Batch batch = std::move(intake).take();
  const sense::Columns& columns = batch.columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const sense::Context context =
        columns.contexts.empty() ? sense::Context{} : columns.dictionary[columns.contexts[i]];
    const auto name = catalogue->name_of(columns.streams[i]);
    out.readings.push_back({std::string(name.equipment), std::string(name.tag), to_string(Instant{columns.times[i]}),
                            json::encode(columns.values[i]), std::string(name.uom), context.unit, context.lot});
  }
  for (const sense::NewStreamReading& reading : batch.unknown)
    out.readings.push_back({reading.equipment, reading.tag, to_string(Instant{reading.time}),
                            json::encode(reading.value), reading.uom, reading.context.unit, reading.context.lot});
  // The document that is tried says what becomes of streams that nobody has declared, not the one in force.
  for (sense::Refusal& refusal : batch.refusals)
    if (refusal.code == "unknown_stream" && source.unknown == plant::UnknownStream::catalogue)
      out.readings.push_back(std::move(refusal.reading));
    else
      out.refusals.push_back(std::move(refusal));
  if (!applied.matched)
    out.text = Text{"The topic is not one of the source's.", "该主题不属于此数据源。"};
  else if (payload.empty())
    out.text = Text{"An empty message says nothing; a broker uses it to forget a retained one.",
                    "空消息不含任何内容；服务器用它清除保留消息。"};
  return out;
}

webhook::Delivered Feeds::deliver(const plant::Target& target, const port::Delivery& delivery) {
  std::shared_ptr<MqttTarget> connection;
  std::optional<Text> why_not;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = targets_.find(target.id); found != targets_.end()) {
      connection = found->second.connection;
      why_not = found->second.why_not;
    }
  }
  if (connection) return connection->deliver(delivery);
  return {webhook::Outcome::retry, why_not.value_or(Text{"not connected yet", "尚未连接"})};
}

}  // namespace jidoka::feed
