// SiteDoor: what apply, import and verdicts ask of a site, the same by its store (--store) and over the network
// (--server).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "jidoka/command.h"
#include "jidoka/store_url.h"
#include "loop/request.h"
#include "port/clock.h"
#include "port/reads.h"
#include "sense/intake.h"

namespace jidoka::app {

struct ImportedReading {
  std::string equipment, tag;
  Instant time;
  double value = 0;
  std::string uom, unit, lot;
};
// One request's worth of readings, in the order of the file.
struct ImportedBatch {
  struct Wrong {  // a cell that is no reading; it goes to quarantine
    Error error;
    sense::RawReading reading;
  };
  std::vector<std::variant<ImportedReading, Wrong>> readings;
  std::string source;
};

struct VerdictFilter {
  std::optional<std::string> equipment;
  std::optional<std::string> tag;
};

class SiteDoor {
 public:
  virtual ~SiteDoor() = default;
  virtual Result<std::vector<port::DocumentView>> documents() = 0;
  virtual Result<std::vector<port::StreamView>> streams() = 0;
  virtual Result<loop::ApplyReply> apply(const loop::ApplyPlant& change) = 0;
  virtual Result<loop::IngestReply> take(const ImportedBatch& batch) = 0;
  // Acts of production, one a line (produce/acts.h).
  virtual Result<loop::ProductionReply> produce(const std::string& acts) = 0;
  virtual Result<port::Listed<judge::Verdict>> verdicts(const VerdictFilter& filter, const port::Page& page) = 0;
};

// --store and, with PostgreSQL, --folder.
struct StoreChoice {
  std::string store = "sqlite:./jidoka-data";
  std::string folder = "./jidoka-data";
  Result<StoreUrl> url() const { return parse_store_url(store, folder); }
};
void add_store_options(Options options, StoreChoice& choice);
// The store, or --server instead.
struct SiteChoice {
  StoreChoice store;
  std::string server;
};
void add_site_options(Options options, SiteChoice& choice);
Result<std::unique_ptr<SiteDoor>> open_door(const SiteChoice& choice);
// The same, but never a new store.
Result<std::unique_ptr<SiteDoor>> open_existing(const SiteChoice& choice);
// For what changes nothing: beside a running server too, without a loop of its own.
Result<std::unique_ptr<SiteDoor>> open_door_to_read(const SiteChoice& choice);

}  // namespace jidoka::app
