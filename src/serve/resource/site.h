// Site: everything the resources rest on, handed in by the program. The loop is behind functions, so that a test can
// stand in for it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "async/thread_pool.h"
#include "loop/loop.h"
#include "port/clock.h"
#include "port/feeds.h"
#include "port/reads.h"
#include "session/gate.h"

namespace jidoka::trial {
class Jobs;
}

namespace jidoka::resource {

class Hub;
class HealthWatch;

struct Site {
  port::Reads* reads = nullptr;
  port::Files* files = nullptr;
  port::Feeds* feeds = nullptr;  // none: nothing is connected to
  port::Clock* clock = nullptr;
  port::Random* random = nullptr;
  async::ThreadPool* pool = nullptr;     // for everything that may block
  async::ThreadPool* hashing = nullptr;  // for passwords alone, which are slow on purpose: nobody else waits for them
  session::Gate* gate = nullptr;
  Hub* hub = nullptr;
  HealthWatch* health = nullptr;  // none: nobody watches
  trial::Jobs* backtests = nullptr;
  std::function<bool(loop::Request, loop::Answer)> submit;
  std::function<std::shared_ptr<const sense::Catalogue>()> catalogue;
  std::function<plant::ModelPtr()> model;
  std::function<loop::Figures()> figures;
  std::function<std::string()> more_metrics;  // Prometheus text of the server and others; may be empty
  std::string web_folder;                     // the built pages; empty: none
  std::string version;
  Instant started;
  Duration day_offset;                        // of the plant's days from UTC: 8 h for UTC+8
  std::uint64_t inflated_bytes = 256u << 20;  // of a gzip body
};

// Fills the functions that lead to a loop, which must outlive the Site.
inline void connect(Site& site, loop::Loop& loop) {
  site.submit = [&loop](loop::Request request, loop::Answer answer) {
    return loop.submit(std::move(request), std::move(answer));
  };
  site.catalogue = [&loop] { return loop.catalogue(); };
  site.model = [&loop] { return loop.model(); };
  site.figures = [&loop] { return loop.figures(); };
}

}  // namespace jidoka::resource
