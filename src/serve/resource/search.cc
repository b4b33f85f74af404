#include <algorithm>

#include "http/escape.h"
#include "resource/handlers.h"

namespace jidoka::resource {

struct Hit {
  std::string kind;
  std::string id;
  Text title;
  std::string href;
};
constexpr auto describe(const Hit*) {
  using json::field;
  return json::type<Hit>("Hit", "Something found",
                         field("kind", &Hit::kind, "unit, lot, equipment, stream, hold, alarm or document"),
                         field("id", &Hit::id), field("title", &Hit::title), field("href", &Hit::href, "Its page"));
}

namespace {

constexpr std::size_t most_hits = 20;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return out;
}

class Search {
 public:
  Search(Site& site, std::string_view text) : site_(site), text_(text), wanted_(lower(text)) {}

  Result<Response> run() {
    TRY_VOID(by_id());
    find_equipment();
    TRY_VOID(find_streams());
    TRY_VOID(find_items());
    find_documents();
    return items(hits_);
  }

 private:
  bool matches(std::string_view text) const { return lower(text).find(wanted_) != std::string::npos; }
  bool matches(const Text& text) const { return matches(text.en) || matches(text.zh); }
  void add(std::string kind, std::string id, Text title, std::string href) {
    if (hits_.size() < most_hits) hits_.push_back({std::move(kind), std::move(id), std::move(title), std::move(href)});
  }

  Result<void> by_id() {
    TRY(const auto hold, site_.reads->hold(text_));
    if (hold) add("hold", hold->id, hold->reason, "/holds/" + http::escaped(hold->id));
    TRY(const auto alarm, site_.reads->alarm(text_));
    if (alarm) add("alarm", alarm->id, alarm->because.text, "/alarms/" + http::escaped(alarm->id));
    return {};
  }

  void find_equipment() {
    for (const auto& [id, equipment] : site_.model()->equipment)
      if (matches(id) || matches(equipment.name))
        add("equipment", id, equipment.name, "/equipment/" + http::escaped(id));
  }

  Result<void> find_streams() {
    TRY(const auto streams, site_.reads->streams());
    for (const auto& stream : streams)
      if (matches(stream.id))
        add("stream", stream.id, same_text(stream.id),
            "/streams/" + http::escaped(stream.equipment) + "/" + http::escaped(stream.tag));
    return {};
  }

  Result<void> find_items() {
    port::ItemFilter filter;
    filter.text = text_;
    port::Page page;
    page.limit = most_hits;
    TRY(const auto found, site_.reads->items(filter, page));
    for (const auto& item : found.items) {
      const std::string kind(json::enum_name(item.kind));
      add(kind, item.id, same_text(item.id + " · " + item.material), "/" + kind + "s/" + http::escaped(item.id));
    }
    return {};
  }

  void find_documents() {
    for (const auto& [id, plan] : site_.model()->control_plans)
      if (matches(id) || matches(plan.part))
        add("document", id, {"Control plan " + id, "控制计划 " + id}, "/plant/control_plan/" + http::escaped(id));
  }

  Site& site_;
  std::string text_;
  std::string wanted_;
  std::vector<Hit> hits_;
};

}  // namespace

void add_search(http::Router& router, Site& site) {
  router.add(with(get("/api/v1/search", "read", "Anything by a part of its name, at most 20", &items_schema<Hit>,
                      reading(site,
                              [&site](Request& request) -> Result<Response> {
                                const std::string text = text_of(request, "q").value_or("");
                                if (text.empty() || text.size() > 200) return items(std::vector<Hit>());
                                return Search(site, text).run();
                              })),
                  {{"q", "Part of a serial, lot, name or id", R"({"type":"string"})", true}}));
}

}  // namespace jidoka::resource
