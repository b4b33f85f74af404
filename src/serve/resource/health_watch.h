// HealthWatch: follows what is committed and keeps, for each source and stream, whether its readings come as they
// should (sense/health.h). It has a thread of its own and never makes the loop wait: a commit is only queued, and when
// more wait than it can follow the oldest are left out.
//
// A change of state is told live (topic health) once; nothing of it goes to the ledger (docs/decisions/0013). What a
// restart must not forget (which source brought what, and when) is kept in a small file beside the store.
#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "loop/loop.h"
#include "port/clock.h"
#include "port/feeds.h"
#include "port/health_views.h"
#include "port/reads.h"
#include "sense/health.h"

namespace jidoka::resource {

class Hub;

class HealthWatch {
 public:
  struct Options {
    port::Reads* reads = nullptr;
    port::Clock* clock = nullptr;
    Hub* hub = nullptr;                                            // none: nobody is told
    std::function<port::Feeds*()> feeds = [] { return nullptr; };  // of sources that we connect to; may give none
    std::string file;                                              // what outlives a restart; empty: nothing does
  };
  explicit HealthWatch(Options options);
  ~HealthWatch();
  HealthWatch(const HealthWatch&) = delete;
  HealthWatch& operator=(const HealthWatch&) = delete;

  // Begins to watch: the streams and the plant come from the loop, which is asked for them until stop().
  void start(std::function<std::shared_ptr<const sense::Catalogue>()> catalogue,
             std::function<plant::ModelPtr()> model);
  void stop();
  void follow(const loop::Committed& committed);  // never waits

  std::vector<port::SourceHealthView> sources();  // declared ones, and those that sent something, by id
  std::optional<port::SourceHealthView> source(const std::string& id);
  std::vector<port::StreamHealthView> streams_of(const std::string& source);
  // By stream, for lists of them; and one.
  std::map<std::string, port::StreamHealthView> streams();
  std::optional<port::StreamHealthView> stream(const std::string& id);
  std::string metrics();  // Prometheus text

  // Takes everything that waits and looks at the clock once: what the thread does by itself every second.
  void look();

 private:
  static constexpr std::size_t most_waiting = 1024;
  static constexpr std::size_t seconds_counted = 60;
  struct Stream {
    std::string equipment;
    std::string tag;
    sense::StreamHealth health;
    std::optional<std::string> source;
    sense::HealthState told = sense::HealthState::never;
    bool is_touched = false;
    std::string id() const { return equipment + "/" + tag; }
  };
  struct Source {
    std::uint64_t readings = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t quarantined = 0;
    std::optional<Instant> last_arrival;
    std::array<std::uint64_t, seconds_counted> by_second{};
    std::int64_t newest_second = 0;
    std::optional<port::SourceState> told;
    std::shared_ptr<const std::vector<port::Away>> away;  // as its streams know it
    std::vector<port::AwayView> away_shown;
    void count(Instant at, std::uint64_t readings);
    std::uint64_t in_last_minute(Instant now) const;
  };
  struct OfStreams {  // what the streams of a source add up to
    std::uint64_t count = 0, faulty = 0, watched = 0, silent = 0, late = 0;
    std::optional<Instant> newest;
    std::optional<Duration> skew;
    std::array<bool, sense::health_states> has{};  // by HealthState
  };

  void run();
  void take(const loop::Committed& committed);
  void learn_streams();
  void learn_who_is_away();
  void seed();
  void remember();
  void restore();
  void tell(Instant now);
  std::map<std::string, OfStreams> add_up(Instant now) const;
  port::StreamHealthView view_of(const Stream& stream, Instant now) const;
  port::SourceHealthView view_of(const std::string& id, const OfStreams& streams,
                                 const std::optional<port::ConnectionView>& connection, Instant now) const;
  std::vector<port::SourceHealthView> source_views(Instant now);

  Options options_;
  std::function<std::shared_ptr<const sense::Catalogue>()> catalogue_;
  std::function<plant::ModelPtr()> model_of_;

  std::mutex waiting_mutex_;
  std::condition_variable changed_;
  std::deque<loop::Committed> waiting_;
  bool closing_ = false;

  std::mutex mutex_;  // everything below
  std::shared_ptr<const sense::Catalogue> known_;
  plant::ModelPtr model_;
  std::vector<Stream> streams_;  // by number - 1
  std::map<std::string, std::size_t> by_id_;
  std::map<std::string, Source> sources_;
  std::map<std::string, std::string> remembered_;  // source of a stream, of the run before
  std::vector<std::size_t> touched_;
  std::set<std::size_t> away_;  // streams, by number - 1
  bool has_new_streams_ = false;
  Instant next_memory_ = distant_past;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace jidoka::resource
