// Who works here, in which roles, and what a role may do. The built-in roles are in plant/permissions.h; a role
// document adds one of the plant's own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text.h"
#include "json/describe.h"

namespace jidoka::plant {

struct Role {
  std::string id;
  Text name;
  std::vector<std::string> may;  // permissions; see plant/permissions.h
};
constexpr auto describe(const Role*) {
  using json::defaulted, json::field;
  return json::type<Role>("Role", "What a person answers for and may do", field("id", &Role::id, "shift_leader"),
                          field("name", &Role::name),
                          defaulted("may", &Role::may, "Permissions, such as holds.place or alarms.*"));
}

struct Person {
  std::string id;
  Text name;
  std::vector<std::string> roles;
  std::optional<std::string> badge;
};
constexpr auto describe(const Person*) {
  using json::defaulted, json::field;
  return json::type<Person>("Person", "Somebody who works here", field("id", &Person::id), field("name", &Person::name),
                            defaulted("roles", &Person::roles),
                            field("badge", &Person::badge, "What the card reader says"));
}

}  // namespace jidoka::plant
