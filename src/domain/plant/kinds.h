// The table of document kinds: the word in `kind:`, the type, and its place in the Model. Adding a kind is one row here
// and one member of Model; parsing, composing, schemas and withdrawing walk the table.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "plant/model.h"

namespace jidoka::plant {

template <class T>
struct KindRow {
  using Type = T;
  std::string_view kind;
  ById<T> Model::* place;
  std::string_view en;
  std::string_view zh;
};

constexpr auto kind_rows = std::tuple{
    KindRow<Equipment>{"equipment", &Model::equipment, "equipment", "设备"},
    KindRow<Material>{"material", &Model::materials, "material", "物料"},
    KindRow<Operation>{"operation", &Model::operations, "operation", "工序"},
    KindRow<Role>{"role", &Model::roles, "role", "角色"},
    KindRow<Person>{"person", &Model::people, "person", "人员"},
    KindRow<Source>{"source", &Model::sources, "source", "数据源"},
    KindRow<Target>{"target", &Model::targets, "target", "目标系统"},
    KindRow<ControlPlan>{"control_plan", &Model::control_plans, "control plan", "控制计划"},
};

using Content = std::variant<Equipment, Material, Operation, Role, Person, Source, Target, ControlPlan>;

template <class Visit>
constexpr void for_each_kind(Visit&& visit) {
  std::apply([&](const auto&... row) { (visit(row), ...); }, kind_rows);
}

std::vector<std::string_view> kind_names();

}  // namespace jidoka::plant
