#include "resource/equipment.h"

#include <algorithm>
#include <map>

#include "resource/handlers.h"

namespace jidoka::resource {

Duration silence_allowed(const plant::Equipment& equipment) {
  std::optional<Duration> longest;
  for (const auto& [id, tag] : equipment.tags)
    if (tag.every && (!longest || *tag.every > *longest)) longest = *tag.every;
  return longest ? std::max(*longest * 3, minutes(1)) : minutes(5);
}

namespace {

EquipmentConnection connection_of(const EquipmentView& view, const plant::Equipment& equipment, Instant now) {
  if (equipment.tags.empty() && view.streams.empty()) return EquipmentConnection::none;
  EquipmentConnection best = EquipmentConnection::not_connected;
  for (const port::StreamView& stream : view.streams) {
    if (!stream.last_time) continue;
    if (stream.health && stream.health->state == sense::HealthState::not_connected) continue;
    const bool is_watched = stream.health && stream.health->every_s;
    const Instant heard =
        stream.health ? stream.health->last_arrival_at.value_or(*stream.last_time) : *stream.last_time;
    const bool is_silent =
        is_watched ? stream.health->state == sense::HealthState::silent : now - heard > silence_allowed(equipment);
    if (!is_silent) return EquipmentConnection::connected;
    best = EquipmentConnection::silent;
  }
  return best;
}

void judge_state(EquipmentView& view) {
  std::optional<Instant> newest;
  for (const auto& stream : view.streams)
    if (stream.last_time && (!newest || *stream.last_time > *newest)) newest = stream.last_time;
  if (view.stop) {
    view.state = EquipmentState::stopped;
    view.since = view.stop->stopped_at;
  } else if (view.activity && !view.activity->ended_at) {
    view.state = EquipmentState::running;
    view.since = view.activity->started_at;
  } else if (view.connection == EquipmentConnection::not_connected) {
    view.state = EquipmentState::not_connected;
  } else if (view.connection == EquipmentConnection::silent) {
    view.state = EquipmentState::no_data;
    view.since = newest;
  } else {
    view.state = EquipmentState::idle;
    if (view.activity) view.since = view.activity->ended_at;
  }
}

// Every row of a list, page by page.
template <class T, class Ask>
Result<std::vector<T>> all_of(Ask ask) {
  std::vector<T> all;
  port::Page page;
  page.limit = 1000;
  do {
    TRY(auto part, ask(page));
    std::ranges::move(part.items, std::back_inserter(all));
    page.after = std::move(part.next);
  } while (!page.after.empty() && all.size() < 100'000);
  return all;
}

template <class Input>
Write for_equipment() {
  return [](Request& request) -> Result<loop::RequestBody> {
    TRY(Input input, body_of<Input>(request));
    return loop::ForEquipment{request.parameters[0], std::move(input)};
  };
}

}  // namespace

Result<std::vector<EquipmentView>> all_equipment(Site& site) {
  const plant::ModelPtr model = site.model();
  std::map<std::string, EquipmentView> views;
  for (const auto& [id, equipment] : model->equipment) {
    EquipmentView& view = views[id];
    view.id = id;
    view.name = equipment.name;
    view.level = equipment.level;
    view.in = equipment.in;
  }
  const auto place = [&](const std::string& id) {
    const auto found = views.find(id);
    return found == views.end() ? nullptr : &found->second;
  };
  TRY(auto streams, site.reads->streams());
  add_health(site, streams);
  for (auto& stream : streams)
    if (EquipmentView* view = place(stream.equipment)) view->streams.push_back(std::move(stream));
  TRY(auto stops, site.reads->stops());
  for (auto& stop : stops)
    if (EquipmentView* view = place(stop.equipment)) view->stop = std::move(stop);
  TRY(auto activity, site.reads->activity());
  for (auto& run : activity)
    if (EquipmentView* view = place(run.equipment)) view->activity = std::move(run);
  TRY(const auto alarms,
      all_of<port::AlarmView>([&](const port::Page& page) { return site.reads->alarms(true, page); }));
  for (const auto& alarm : alarms)
    if (EquipmentView* view = place(alarm.equipment)) ++view->alarms;
  TRY(const auto holds,
      all_of<port::HoldView>([&](const port::Page& page) { return site.reads->holds(act::HoldState::active, page); }));
  for (const auto& hold : holds)
    if (hold.scope.equipment)
      if (EquipmentView* view = place(*hold.scope.equipment)) ++view->holds;
  const Instant now = site.clock->now();
  std::vector<EquipmentView> out;
  for (auto& [id, view] : views) {
    view.connection = connection_of(view, model->equipment.find(id)->second, now);
    judge_state(view);
    out.push_back(std::move(view));
  }
  return out;
}

void add_equipment(http::Router& router, Site& site) {
  router.add(get("/api/v1/equipment", "read", "All equipment as it is now", &items_schema<EquipmentView>,
                 reading(site, [&site](Request&) -> Result<Response> {
                   TRY(const auto all, all_equipment(site));
                   return items(all);
                 })));
  router.add(get("/api/v1/equipment/{id}", "read", "A piece of equipment as it is now", &json::schema_of<EquipmentView>,
                 reading(site, [&site](Request& request) -> Result<Response> {
                   TRY(const auto all, all_equipment(site));
                   for (const auto& view : all)
                     if (view.id == request.parameters[0]) return ok(view);
                   return fail(not_found("equipment", "设备", request.parameters[0]));
                 })));
  router.add(post("/api/v1/equipment/{id}/stop", "equipment.stop", "Stop by hand", &json::schema_of<act::StopEquipment>,
                  &json::schema_of<loop::Done>, writing(site, for_equipment<act::StopEquipment>())));
  router.add(post("/api/v1/equipment/{id}/restart", "equipment.restart", "Let it run again",
                  &json::schema_of<act::RestartEquipment>, &json::schema_of<loop::Done>,
                  writing(site, for_equipment<act::RestartEquipment>())));
}

}  // namespace jidoka::resource
