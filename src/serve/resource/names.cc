// What ids are called, so that pages can show names: small, and asked for once.
#include <map>

#include "resource/handlers.h"

namespace jidoka::resource {

struct NamesView {
  std::map<std::string, Text> users;
  std::map<std::string, Text> equipment;
  std::map<std::string, Text> operations;
  std::map<std::string, Text> materials;
};
constexpr auto describe(const NamesView*) {
  using json::field;
  return json::type<NamesView>("Names", "What users, equipment, operations and materials are called, by id",
                               field("users", &NamesView::users, "Who signs in, and the plant's people"),
                               field("equipment", &NamesView::equipment), field("operations", &NamesView::operations),
                               field("materials", &NamesView::materials));
}

namespace {

template <class Things>
void take_names(std::map<std::string, Text>& into, const Things& things) {
  for (const auto& [id, thing] : things) into[id] = thing.name;
}

Result<Response> names(Site& site) {
  const plant::ModelPtr model = site.model();
  NamesView view;
  take_names(view.users, model->people);
  take_names(view.equipment, model->equipment);
  take_names(view.operations, model->operations);
  take_names(view.materials, model->materials);
  TRY(const auto users, site.reads->users());
  for (const port::UserView& user : users) view.users[user.name] = user.display;
  return ok(view);
}

}  // namespace

void add_names(http::Router& router, Site& site) {
  router.add(get("/api/v1/names", "read", "What ids are called", &json::schema_of<NamesView>,
                 reading(site, [&site](Request&) { return names(site); })));
}

}  // namespace jidoka::resource
