#include "resource/hub.h"

#include <algorithm>
#include <chrono>

#include "json/encode.h"
#include "port/fact.h"

namespace jidoka::resource {

namespace {

constexpr auto gather_time = std::chrono::milliseconds(100);
constexpr std::size_t most_gathered = 2'000;  // of a stream in 100 ms; the newest are kept

std::string readings_text(const std::string& stream, const std::vector<std::int64_t>& times,
                          const std::vector<double>& values) {
  std::string text = "event: readings\ndata: {\"stream\":";
  json::append(text, stream);
  text += ",\"times\":";
  json::append(text, times);
  text += ",\"values\":";
  json::append(text, values);
  return text + "}\n\n";
}

}  // namespace

Topic topic_of(std::string_view name) {
  if (name.starts_with("alarm_")) return Topic::alarms;
  if (name.starts_with("hold_")) return Topic::holds;
  if (name.starts_with("equipment_") || name.starts_with("command_") || name == "message_sent") return Topic::equipment;
  if (name == "verdict_reached" || name == "limits_learnt") return Topic::verdicts;
  if (name.starts_with("run_") || name == "consumed" || name == "packed" || name == "shipped" || name == "scrapped" ||
      name == "lot_received")
    return Topic::units;
  if (name == "document_revised" || name == "stream_opened" || name.starts_with("reading_quarantined") ||
      name == "quarantine_settled")
    return Topic::plant;
  return Topic::other;
}

std::string event_text(std::uint64_t ledger_size, std::string_view fact_name, std::string_view leaf) {
  std::string text = "id: " + std::to_string(ledger_size) + "\nevent: ";
  text += fact_name;
  text += "\ndata: ";
  text += leaf;
  return text + "\n\n";
}

std::string Following::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(buffer_, {});
}

bool Following::is_reset() const {
  const std::lock_guard lock(mutex_);
  return is_reset_;
}

void Following::give(std::string_view text) {
  bool overflows = false;
  {
    const std::lock_guard lock(mutex_);
    if (is_reset_) return;
    overflows = buffer_.size() + text.size() > largest_buffer;
    if (!overflows) buffer_ += text;
  }
  if (overflows) return reset();
  wake_();
}

void Following::reset() {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(is_reset_, true)) return;
    buffer_ = "event: reset\ndata: {}\n\n";
  }
  wake_();
}

Hub::Hub() : thread_([this] { run(); }) {}

Hub::~Hub() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Hub::publish(const loop::Committed& committed) {
  {
    const std::lock_guard lock(mutex_);
    if (followers_.empty()) return;
    if (waiting_.size() >= most_waiting) {
      waiting_.clear();
      fell_behind_ = true;
    } else {
      waiting_.push_back(committed);
    }
  }
  changed_.notify_all();
}

void Hub::announce(Topic topic, std::string_view name, std::string_view data) {
  {
    const std::lock_guard lock(mutex_);
    if (followers_.empty() || announced_.size() >= most_waiting) return;
    announced_.emplace_back(topic, "event: " + std::string(name) + "\ndata: " + std::string(data) + "\n\n");
  }
  changed_.notify_all();
}

void Hub::add(std::shared_ptr<Following> following) {
  const std::lock_guard lock(mutex_);
  followers_.push_back(std::move(following));
}

void Hub::remove(const std::shared_ptr<Following>& following) {
  const std::lock_guard lock(mutex_);
  if (following->is_reset()) ++resets_;
  std::erase(followers_, following);
}

std::uint64_t Hub::followers() const {
  const std::lock_guard lock(mutex_);
  return followers_.size();
}

std::uint64_t Hub::resets() const {
  const std::lock_guard lock(mutex_);
  return resets_;
}

void Hub::flush() {
  std::unique_lock lock(mutex_);
  flushing_ = true;
  changed_.notify_all();
  drained_.wait(lock, [&] { return !flushing_; });
}

void Hub::run() {
  auto readings_due = std::chrono::steady_clock::now() + gather_time;
  std::unique_lock lock(mutex_);
  while (!closing_) {
    const auto has_work = [&] {
      return closing_ || flushing_ || fell_behind_ || !waiting_.empty() || !announced_.empty();
    };
    if (gathered_.empty())
      changed_.wait(lock, has_work);
    else
      changed_.wait_until(lock, readings_due, has_work);
    const std::deque<loop::Committed> work = std::exchange(waiting_, {});
    const auto announced = std::exchange(announced_, {});
    const std::vector<std::shared_ptr<Following>> followers = followers_;
    const bool fell_behind = std::exchange(fell_behind_, false);
    const bool flushing = flushing_;
    lock.unlock();
    if (fell_behind)
      for (const auto& follower : followers) follower->reset();
    const auto now = std::chrono::steady_clock::now();
    if (gathered_.empty()) readings_due = now + gather_time;
    for (const loop::Committed& committed : work) hand_out(committed, followers);
    for (const auto& [topic, text] : announced)
      for (const auto& follower : followers)
        if (follower->interest().topics.contains(topic)) follower->give(text);
    if (flushing || now >= readings_due) {
      hand_out_readings(followers);
      readings_due = now + gather_time;
    }
    lock.lock();
    if (flushing && waiting_.empty() && announced_.empty()) {
      flushing_ = false;
      drained_.notify_all();
    }
  }
}

void Hub::hand_out(const loop::Committed& committed, const std::vector<std::shared_ptr<Following>>& followers) {
  if (committed.facts != nullptr) {
    std::uint64_t leaf = committed.first_leaf;
    for (const port::Fact& fact : *committed.facts) {
      ++leaf;
      const std::string_view name = port::fact_name(fact.body);
      const Topic topic = topic_of(name);
      if (topic == Topic::other) continue;
      std::string text;
      for (const auto& follower : followers) {
        if (!follower->interest().topics.contains(topic)) continue;
        if (text.empty()) text = event_text(leaf, name, port::leaf_text(fact));
        follower->give(text);
      }
    }
  }
  if (committed.readings != nullptr) gather(*committed.readings, followers);
}

void Hub::gather(const sense::Columns& readings, const std::vector<std::shared_ptr<Following>>& followers) {
  std::set<sense::StreamNumber> wanted;
  for (const auto& follower : followers)
    for (const auto& [stream, name] : follower->interest().streams) wanted.insert(stream);
  if (wanted.empty()) return;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (!wanted.contains(readings.streams[i])) continue;
    Gathered& row = gathered_[readings.streams[i]];
    if (row.times.size() >= 2 * most_gathered) {
      row.times.erase(row.times.begin(), row.times.end() - static_cast<std::ptrdiff_t>(most_gathered));
      row.values.erase(row.values.begin(), row.values.end() - static_cast<std::ptrdiff_t>(most_gathered));
    }
    row.times.push_back(readings.times[i]);
    row.values.push_back(readings.values[i]);
  }
}

void Hub::hand_out_readings(const std::vector<std::shared_ptr<Following>>& followers) {
  for (const auto& [stream, row] : gathered_) {
    std::string text;
    for (const auto& follower : followers) {
      const auto name = follower->interest().streams.find(stream);
      if (name == follower->interest().streams.end()) continue;
      if (text.empty()) text = readings_text(name->second, row.times, row.values);
      follower->give(text);
    }
  }
  gathered_.clear();
}

}  // namespace jidoka::resource
