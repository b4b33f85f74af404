#include "resource/health_watch.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "json/encode.h"
#include "log/log.h"
#include "resource/health_memory.h"
#include "resource/health_text.h"
#include "resource/hub.h"

namespace jidoka::resource {
namespace {

using sense::HealthState;

constexpr auto look_every = std::chrono::seconds(1);
constexpr Duration remembered_every = minutes(1);
constexpr std::int64_t counted = 60;    // seconds, of a source
constexpr std::size_t most_told = 500;  // changes of streams in one look; the rest is told with the next

std::optional<std::int64_t> in_ms(std::optional<Duration> span) {
  return span ? std::optional(span->ns / 1'000'000) : std::nullopt;
}

}  // namespace

void HealthWatch::Source::count(Instant at, std::uint64_t more) {
  readings += more;
  const std::int64_t second = at.ns / seconds(1).ns;
  for (std::int64_t past = std::max(newest_second + 1, second - counted + 1); past <= second; ++past)
    by_second[static_cast<std::size_t>(past) % seconds_counted] = 0;
  newest_second = std::max(newest_second, second);
  if (second > newest_second - counted) by_second[static_cast<std::size_t>(second) % seconds_counted] += more;
}

std::uint64_t HealthWatch::Source::in_last_minute(Instant now) const {
  const std::int64_t second = now.ns / seconds(1).ns;
  std::uint64_t sum = 0;
  for (std::int64_t past = second - counted + 1; past <= std::min(second, newest_second); ++past)
    if (past > newest_second - counted) sum += by_second[static_cast<std::size_t>(past) % seconds_counted];
  return sum;
}

HealthWatch::HealthWatch(Options options) : options_(std::move(options)) {}

HealthWatch::~HealthWatch() { stop(); }

void HealthWatch::stop() {
  {
    const std::lock_guard lock(waiting_mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  if (!thread_.joinable()) return;
  thread_.join();
  const std::lock_guard lock(mutex_);
  remember();
}

void HealthWatch::start(std::function<std::shared_ptr<const sense::Catalogue>()> catalogue,
                        std::function<plant::ModelPtr()> model) {
  {
    const std::lock_guard lock(mutex_);
    catalogue_ = std::move(catalogue);
    model_of_ = std::move(model);
    restore();
    learn_streams();
    seed();
    const Instant now = options_.clock->now();
    for (Stream& stream : streams_) stream.told = stream.health.state(now);
    next_memory_ = now + remembered_every;
  }
  thread_ = std::thread([this] { run(); });
  pthread_setname_np(thread_.native_handle(), "health");
}

void HealthWatch::follow(const loop::Committed& committed) {
  if (committed.arrivals == nullptr || committed.arrivals->empty()) return;
  const std::lock_guard lock(waiting_mutex_);
  if (waiting_.size() == most_waiting) waiting_.pop_front();
  waiting_.push_back(committed);
}

void HealthWatch::run() {
  std::unique_lock lock(waiting_mutex_);
  while (!changed_.wait_for(lock, look_every, [&] { return closing_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

void HealthWatch::look() {
  std::deque<loop::Committed> work;
  {
    const std::lock_guard lock(waiting_mutex_);
    work.swap(waiting_);
  }
  const std::lock_guard lock(mutex_);
  learn_streams();
  for (const loop::Committed& committed : work) take(committed);
  learn_who_is_away();
  const Instant now = options_.clock->now();
  tell(now);
  if (now < next_memory_) return;
  next_memory_ = now + remembered_every;
  remember();
}

// The streams of the catalogue, with the rules of the plant that is in force.
void HealthWatch::learn_streams() {
  const auto catalogue = catalogue_();
  const auto model = model_of_();
  if (catalogue == known_ && model == model_) return;
  known_ = catalogue;
  model_ = model;
  catalogue->for_each([&](const sense::EquipmentEntry& equipment, const sense::StreamEntry& entry) {
    if (streams_.size() < entry.number) streams_.resize(entry.number);
    Stream& stream = streams_[entry.number - 1];
    if (stream.equipment.empty()) {
      has_new_streams_ = true;
      stream.equipment = equipment.id;
      stream.tag = entry.tag;
      by_id_[stream.id()] = entry.number - 1;
      if (const auto known = remembered_.find(stream.id()); known != remembered_.end()) stream.source = known->second;
    }
  });
  for (Stream& stream : streams_) {
    sense::HealthRules rules;
    if (const auto* equipment = plant::find_in(model_->equipment, stream.equipment))
      if (const auto tag = equipment->tags.find(stream.tag); tag != equipment->tags.end()) {
        rules.every = tag->second.every;
        rules.stuck_after = tag->second.stuck_after;
      }
    if (stream.source)
      if (const auto* source = plant::find_in(model_->sources, *stream.source))
        rules.silent_after = source->silent_after;
    stream.health.set_rules(rules);
  }
}

// Of sources that tell when somebody goes. The streams of those who went are not connected, the others are.
void HealthWatch::learn_who_is_away() {
  port::Feeds* feeds = options_.feeds();
  if (feeds == nullptr) return;
  const auto connections = feeds->connections();
  bool is_news = std::exchange(has_new_streams_, false);
  for (const auto& [id, connection] : connections) {
    if (connection.away == nullptr && !sources_.contains(id)) continue;
    is_news |= sources_[id].away != connection.away;
    sources_[id].away = connection.away;
  }
  for (auto& [id, source] : sources_) {
    if (source.away == nullptr || connections.contains(id)) continue;
    source.away.reset();
    is_news = true;
  }
  if (!is_news) return;
  for (const std::size_t at : std::exchange(away_, {})) streams_[at].health.connect();
  for (auto& [id, source] : sources_) {
    source.away_shown.clear();
    if (source.away == nullptr) continue;
    for (const port::Away& each : *source.away) {
      port::AwayView shown{each.name, each.since, 0};
      for (const std::string& stream : each.streams) {
        const auto found = by_id_.find(stream);
        if (found == by_id_.end() || streams_[found->second].source != id) continue;
        streams_[found->second].health.disconnect(each.since);
        away_.insert(found->second);
        ++shown.streams;
      }
      if (source.away_shown.size() < port::most_away_shown) source.away_shown.push_back(std::move(shown));
    }
  }
}

// What is recorded says how far each stream had come.
void HealthWatch::seed() {
  const auto recorded = options_.reads->streams();
  if (!recorded) return log::warning("health", "the streams cannot be read", {{"why", recorded.error().text.en}});
  for (const port::StreamView& view : *recorded)
    if (const auto found = by_id_.find(view.id); found != by_id_.end() && view.last_time)
      streams_[found->second].health.begin(*view.last_time);
}

void HealthWatch::take(const loop::Committed& committed) {
  const sense::Columns& columns = *committed.readings;
  for (const loop::Arrived& arrived : *committed.arrivals) {
    Source& source = sources_[arrived.source];
    source.count(arrived.at, arrived.end - arrived.begin);
    source.duplicates += arrived.duplicates;
    source.quarantined += arrived.quarantined;
    source.last_arrival = std::max(source.last_arrival.value_or(distant_past), arrived.at);
    touched_.clear();
    for (std::size_t i = arrived.begin; i < arrived.end; ++i) {
      const std::size_t at = columns.streams[i] - 1;
      if (at >= streams_.size()) continue;  // opened since: the catalogue names it with the next look
      Stream& stream = streams_[at];
      if (!stream.is_touched) {
        stream.is_touched = true;
        touched_.push_back(at);
      }
      stream.health.take(columns.times[i], columns.values[i], arrived.at.ns);
    }
    for (const std::size_t at : touched_) {
      Stream& stream = streams_[at];
      stream.is_touched = false;
      stream.health.end_arrival(arrived.at);
      if (arrived.source.empty() || stream.source == arrived.source) continue;
      stream.source = arrived.source;
      sense::HealthRules rules = stream.health.rules();
      const auto* document = plant::find_in(model_->sources, arrived.source);
      rules.silent_after = document == nullptr ? std::nullopt : document->silent_after;
      stream.health.set_rules(rules);
    }
  }
}

void HealthWatch::tell(Instant now) {
  std::size_t told = 0;
  for (Stream& stream : streams_) {
    const HealthState state = stream.health.state(now);
    if (state == stream.told || ++told > most_told) continue;
    stream.told = state;
    if (options_.hub != nullptr)
      options_.hub->announce(Topic::health, "stream_health_changed", json::encode(view_of(stream, now)));
  }
  for (const port::SourceHealthView& view : source_views(now)) {
    Source& source = sources_[view.id];
    const bool is_news = source.told && *source.told != view.state;
    source.told = view.state;
    if (is_news && options_.hub != nullptr) options_.hub->announce(Topic::health, "source_changed", json::encode(view));
  }
}

port::StreamHealthView HealthWatch::view_of(const Stream& stream, Instant now) const {
  const sense::StreamHealth& health = stream.health;
  port::StreamHealthView view;
  view.id = stream.id();
  view.equipment = stream.equipment;
  view.tag = stream.tag;
  view.source = stream.source;
  view.state = health.state(now);
  view.text = stream_text(health, view.state, now);
  view.since = health.since(view.state);
  if (health.has_data()) view.last_time = health.newest();
  view.last_arrival_at = health.last_arrival();
  if (health.rules().every) view.every_s = static_cast<double>(health.rules().every->ns) / 1e9;
  view.gaps = health.gaps(now);
  view.late = health.late();
  view.clock_skew_ms = in_ms(health.skew());
  return view;
}

std::map<std::string, HealthWatch::OfStreams> HealthWatch::add_up(Instant now) const {
  std::map<std::string, OfStreams> all;
  for (const Stream& stream : streams_) {
    if (!stream.source) continue;
    OfStreams& sum = all[*stream.source];
    const HealthState state = stream.health.state(now);
    ++sum.count;
    if (state != HealthState::ok && state != HealthState::never) ++sum.faulty;
    const bool is_away = state == HealthState::not_connected;
    if (stream.health.rules().silence() || is_away) ++sum.watched;
    if (state == HealthState::silent || is_away) ++sum.silent;
    sum.late += stream.health.late();
    sum.has[static_cast<std::size_t>(state)] = true;
    if (stream.health.has_data()) sum.newest = std::max(sum.newest.value_or(distant_past), stream.health.newest());
    const auto skew = stream.health.skew();
    if (skew && (!sum.skew || std::abs(skew->ns) > std::abs(sum.skew->ns))) sum.skew = skew;
  }
  return all;
}

port::SourceHealthView HealthWatch::view_of(const std::string& id, const OfStreams& streams,
                                            const std::optional<port::ConnectionView>& connection, Instant now) const {
  port::SourceHealthView view;
  view.id = id;
  const auto* document = plant::find_in(model_->sources, id);
  view.from = document == nullptr ? "http" : document->from;
  view.connection = connection;
  bool has_come = false;
  if (const auto found = sources_.find(id); found != sources_.end()) {
    const Source& source = found->second;
    view.away = source.away_shown;
    view.last_arrival_at = source.last_arrival;
    view.readings = source.readings;
    view.per_minute = source.in_last_minute(now);
    view.duplicates = source.duplicates;
    view.quarantined = source.quarantined;
    has_come = source.last_arrival.has_value();
  }
  view.newest_time = streams.newest;
  view.late = streams.late;
  view.clock_skew_ms = in_ms(streams.skew);
  view.streams = streams.count;
  view.faulty_streams = streams.faulty;
  for (const HealthState fault :
       {HealthState::not_connected, HealthState::gappy, HealthState::stuck, HealthState::clock_skew, HealthState::late})
    if (streams.has[static_cast<std::size_t>(fault)]) view.faults.push_back(fault);
  const auto silent_after = document == nullptr ? std::nullopt : document->silent_after;
  const bool is_silent = silent_after ? has_come && now - *view.last_arrival_at > *silent_after
                                      : streams.watched > 0 && streams.silent == streams.watched;
  if (connection && connection->state != port::Link::connected)
    view.state = port::SourceState::not_connected;
  else if (!has_come)
    view.state = port::SourceState::never;
  else
    view.state = is_silent ? port::SourceState::silent : port::SourceState::connected;
  view.text = source_text(view);
  return view;
}

std::vector<port::SourceHealthView> HealthWatch::source_views(Instant now) {
  std::map<std::string, port::ConnectionView> connections;
  if (port::Feeds* feeds = options_.feeds()) connections = feeds->connections();
  const auto sums = add_up(now);
  std::map<std::string, const OfStreams*> ids;
  const OfStreams none;
  for (const auto& [id, document] : model_->sources) ids[id] = &none;
  for (const auto& [id, source] : sources_)
    if (!id.empty()) ids[id] = &none;
  for (const auto& [id, sum] : sums) ids[id] = &sum;
  std::vector<port::SourceHealthView> out;
  for (const auto& [id, sum] : ids) {
    const auto connection = connections.find(id);
    out.push_back(
        view_of(id, *sum, connection == connections.end() ? std::nullopt : std::optional(connection->second), now));
  }
  return out;
}

std::vector<port::SourceHealthView> HealthWatch::sources() {
  look();
  const std::lock_guard lock(mutex_);
  return source_views(options_.clock->now());
}

std::optional<port::SourceHealthView> HealthWatch::source(const std::string& id) {
  for (port::SourceHealthView& view : sources())
    if (view.id == id) return std::move(view);
  return std::nullopt;
}

std::vector<port::StreamHealthView> HealthWatch::streams_of(const std::string& source) {
  const std::lock_guard lock(mutex_);
  const Instant now = options_.clock->now();
  std::vector<port::StreamHealthView> out;
  for (const Stream& stream : streams_)
    if (stream.source == source) out.push_back(view_of(stream, now));
  std::ranges::sort(out, {}, &port::StreamHealthView::id);
  return out;
}

std::map<std::string, port::StreamHealthView> HealthWatch::streams() {
  look();
  const std::lock_guard lock(mutex_);
  const Instant now = options_.clock->now();
  std::map<std::string, port::StreamHealthView> out;
  for (const Stream& stream : streams_) out[stream.id()] = view_of(stream, now);
  return out;
}

std::optional<port::StreamHealthView> HealthWatch::stream(const std::string& id) {
  look();
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return view_of(streams_[found->second], options_.clock->now());
}

}  // namespace jidoka::resource
