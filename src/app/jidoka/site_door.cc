#include "jidoka/site_door.h"

#include <CLI/App.hpp>

#include "http/escape.h"
#include "jidoka/api_client.h"
#include "jidoka/local_site.h"
#include "jidoka/system.h"

namespace jidoka::app {

// Lists as the API gives them.
struct DocumentList {
  std::vector<port::DocumentView> items;
  std::optional<std::string> next;
};
constexpr auto describe(const DocumentList*) {
  return json::type<DocumentList>("DocumentList", "", json::field("items", &DocumentList::items),
                                  json::field("next", &DocumentList::next));
}
struct StreamList {
  std::vector<port::StreamView> items;
  std::optional<std::string> next;
};
constexpr auto describe(const StreamList*) {
  return json::type<StreamList>("StreamList", "", json::field("items", &StreamList::items),
                                json::field("next", &StreamList::next));
}
struct VerdictList {
  std::vector<judge::Verdict> items;
  std::optional<std::string> next;
};
constexpr auto describe(const VerdictList*) {
  return json::type<VerdictList>("VerdictList", "", json::field("items", &VerdictList::items),
                                 json::field("next", &VerdictList::next));
}
struct SentDocument {
  std::string kind;
  std::string id;
};
constexpr auto describe(const SentDocument*) {
  return json::type<SentDocument>("SentDocument", "", json::field("kind", &SentDocument::kind),
                                  json::field("id", &SentDocument::id));
}
struct SentPlant {
  std::vector<json::Raw> documents;
  std::vector<SentDocument> withdraw;
  std::string reason;
};
constexpr auto describe(const SentPlant*) {
  return json::type<SentPlant>("SentPlant", "", json::field("documents", &SentPlant::documents),
                               json::field("withdraw", &SentPlant::withdraw),
                               json::field("reason", &SentPlant::reason));
}
// A reading as the API takes it; what could not be read goes as it is, with the reason why it is set aside.
struct SetAside {
  std::string field, en, zh;
};
constexpr auto describe(const SetAside*) {
  using json::field;
  return json::type<SetAside>("SetAside", "", field("field", &SetAside::field), field("en", &SetAside::en),
                              field("zh", &SetAside::zh));
}
struct SentReading {
  std::string equipment, tag;
  json::Raw time, value;
  std::optional<std::string> uom, unit, lot;
  std::optional<SetAside> set_aside;
};
constexpr auto describe(const SentReading*) {
  using json::field;
  return json::type<SentReading>(
      "SentReading", "", field("equipment", &SentReading::equipment), field("tag", &SentReading::tag),
      field("time", &SentReading::time), field("value", &SentReading::value), field("uom", &SentReading::uom),
      field("unit", &SentReading::unit), field("lot", &SentReading::lot), field("set_aside", &SentReading::set_aside));
}

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

class StoreDoor final : public SiteDoor {
 public:
  static Result<std::unique_ptr<SiteDoor>> open(const StoreUrl& url) {
    auto door = std::make_unique<StoreDoor>();
    TRY(door->site_, LocalSite::open(url, door->clock_, door->random_));
    return door;
  }
  Result<std::vector<port::DocumentView>> documents() override { return site_->reads().documents(); }
  Result<std::vector<port::StreamView>> streams() override { return site_->reads().streams(); }
  Result<loop::ApplyReply> apply(const loop::ApplyPlant& change) override {
    return site_->ask<loop::ApplyReply>(change);
  }
  Result<port::Listed<judge::Verdict>> verdicts(const VerdictFilter& filter, const port::Page& page) override {
    return site_->reads().verdicts(filter.equipment, filter.tag, page);
  }
  Result<loop::IngestReply> take(const ImportedBatch& batch) override {
    if (site_->loop() == nullptr) return in_use();
    sense::Intake intake(site_->loop()->catalogue(), batch.source, clock_.now());
    for (const auto& one : batch.readings) {
      if (const auto* wrong = std::get_if<ImportedBatch::Wrong>(&one))
        intake.refuse("malformed", wrong->error.field, wrong->error.text, wrong->reading);
      else if (const auto* reading = std::get_if<ImportedReading>(&one))
        intake.add({reading->equipment, reading->tag, reading->time, reading->value, reading->uom, reading->unit,
                    reading->lot});
    }
    return site_->ask<loop::IngestReply>(loop::Ingest{std::move(intake).take()});
  }
  Result<loop::ProductionReply> produce(const std::string& acts) override {
    if (site_->loop() == nullptr) return in_use();
    TRY(auto read, produce::read_acts(acts));
    return site_->ask<loop::ProductionReply>(loop::Produce{std::move(read)});
  }

 private:
  static Failure in_use() {
    return fail(Code::conflict, "store-in-use",
                {"A running server has this store open. Import through it: --server URL, with JIDOKA_TOKEN.",
                 "运行中的服务器正在使用该数据库。请通过服务器导入：--server URL，并设置 JIDOKA_TOKEN。"});
  }

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<LocalSite> site_;
};

class ReadingDoor final : public SiteDoor {
 public:
  explicit ReadingDoor(OpenStore store) : store_(std::move(store)) {}
  Result<std::vector<port::DocumentView>> documents() override { return store_.reads->documents(); }
  Result<std::vector<port::StreamView>> streams() override { return store_.reads->streams(); }
  Result<loop::ApplyReply> apply(const loop::ApplyPlant&) override { return only_reads(); }
  Result<loop::IngestReply> take(const ImportedBatch&) override { return only_reads(); }
  Result<loop::ProductionReply> produce(const std::string&) override { return only_reads(); }
  Result<port::Listed<judge::Verdict>> verdicts(const VerdictFilter& filter, const port::Page& page) override {
    return store_.reads->verdicts(filter.equipment, filter.tag, page);
  }

 private:
  static Failure only_reads() {
    return fail(Code::internal, "only-reads", {"This command only reads.", "该命令只能读取。"});
  }
  OpenStore store_;
};

class ServerDoor final : public SiteDoor {
 public:
  explicit ServerDoor(ApiClient api) : api_(std::move(api)) {}
  Result<std::vector<port::DocumentView>> documents() override {
    TRY(DocumentList list, api_.get<DocumentList>("/api/v1/plant"));
    return std::move(list.items);
  }
  Result<std::vector<port::StreamView>> streams() override {
    TRY(StreamList list, api_.get<StreamList>("/api/v1/streams"));
    return std::move(list.items);
  }
  Result<loop::ApplyReply> apply(const loop::ApplyPlant& change) override {
    SentPlant sent{{}, {}, change.reason};
    for (const std::string& document : change.documents) sent.documents.push_back({document});
    for (const auto& [kind, id] : change.withdraw) sent.withdraw.push_back({kind, id});
    return api_.post<loop::ApplyReply>(std::string("/api/v1/plant/apply") + (change.dry_run ? "?dry_run=true" : ""),
                                       sent);
  }
  Result<port::Listed<judge::Verdict>> verdicts(const VerdictFilter& filter, const port::Page& page) override {
    std::string path = "/api/v1/verdicts?limit=" + std::to_string(page.limit);
    if (!page.after.empty()) path += "&after=" + http::escaped(page.after);
    if (filter.equipment) path += "&equipment=" + http::escaped(*filter.equipment);
    if (filter.tag) path += "&tag=" + http::escaped(*filter.tag);
    TRY(VerdictList list, api_.get<VerdictList>(path));
    return port::Listed<judge::Verdict>{std::move(list.items), list.next.value_or("")};
  }
  Result<loop::IngestReply> take(const ImportedBatch& batch) override {
    std::vector<SentReading> sent;
    sent.reserve(batch.readings.size());
    for (const auto& one : batch.readings) {
      if (const auto* wrong = std::get_if<ImportedBatch::Wrong>(&one)) {
        const sense::RawReading& raw = wrong->reading;
        sent.push_back({raw.equipment,
                        raw.tag,
                        {json::encode(raw.time)},
                        {json::encode(raw.value)},
                        unless_empty(raw.uom),
                        unless_empty(raw.unit),
                        unless_empty(raw.lot),
                        SetAside{wrong->error.field, wrong->error.text.en, wrong->error.text.zh}});
      } else if (const auto* reading = std::get_if<ImportedReading>(&one)) {
        sent.push_back({reading->equipment,
                        reading->tag,
                        {json::encode(reading->time)},
                        {json::encode(reading->value)},
                        unless_empty(reading->uom),
                        unless_empty(reading->unit),
                        unless_empty(reading->lot),
                        std::nullopt});
      }
    }
    return api_.post<loop::IngestReply>("/api/v1/readings?source=" + http::escaped(batch.source), sent,
                                        Patience::five_minutes);
  }
  // Acts that were recorded already are refused as such, so the same lines may arrive twice.
  Result<loop::ProductionReply> produce(const std::string& acts) override {
    return api_.post_text<loop::ProductionReply>("/api/v1/production", "application/x-ndjson", acts,
                                                 Patience::five_minutes);
  }

 private:
  ApiClient api_;
};

Result<std::unique_ptr<SiteDoor>> open_server(const SiteChoice& choice) {
  TRY(ApiClient api, ApiClient::connect_to(choice.server));
  return std::make_unique<ServerDoor>(std::move(api));
}

}  // namespace

void add_store_options(Options options, StoreChoice& choice) {
  CLI::App& app = options.app();
  app.add_option("--store", choice.store,
                 options.help({"Where the site is kept: sqlite:FOLDER or postgresql://USER@HOST/DATABASE",
                               "站点数据的位置：sqlite:目录 或 postgresql://用户@主机/数据库"}))
      ->capture_default_str();
  app.add_option("--folder", choice.folder,
                 options.help({"With PostgreSQL: folder of the signing key and files",
                               "使用 PostgreSQL 时：签名密钥和文件所在目录"}))
      ->capture_default_str();
}

void add_site_options(Options options, SiteChoice& choice) {
  add_store_options(options, choice.store);
  options.app()
      .add_option("--server", choice.server,
                  options.help({"Address of a running server instead; the token is in JIDOKA_TOKEN",
                                "改为通过运行中的服务器地址；令牌放在环境变量 JIDOKA_TOKEN 中"}))
      ->excludes("--store");
}

Result<std::unique_ptr<SiteDoor>> open_door(const SiteChoice& choice) {
  if (!choice.server.empty()) return open_server(choice);
  TRY(const StoreUrl url, choice.store.url());
  return StoreDoor::open(url);
}

Result<std::unique_ptr<SiteDoor>> open_existing(const SiteChoice& choice) {
  if (choice.server.empty()) {
    TRY(const StoreUrl url, choice.store.url());
    TRY_VOID(must_exist(url));
  }
  return open_door(choice);
}

Result<std::unique_ptr<SiteDoor>> open_door_to_read(const SiteChoice& choice) {
  if (!choice.server.empty()) return open_server(choice);
  TRY(const StoreUrl url, choice.store.url());
  TRY(OpenStore store, open_reads_only(url));
  return std::make_unique<ReadingDoor>(std::move(store));
}

}  // namespace jidoka::app
