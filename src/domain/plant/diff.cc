#include "plant/diff.h"

#include <fmt/format.h>

#include <map>

namespace jidoka::plant {
namespace {

using List = std::vector<std::string>;
using boost::json::array;
using boost::json::object;

constexpr std::size_t longest_shown = 200;

std::string shown(const json::Value* value) {
  if (value == nullptr) return "—";
  std::string text = json::to_text(*value);
  if (text.size() <= longest_shown) return text;
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end) + "…";
}

void compare(const json::Value* before, const json::Value* after, const std::string& path, List& out);

std::string_view key_of(const object::const_iterator& row) { return {row->key().data(), row->key().size()}; }

void compare_objects(const object& before, const object& after, const std::string& path, List& out) {
  std::map<std::string_view, std::pair<const json::Value*, const json::Value*>> rows;
  for (auto row = before.begin(); row != before.end(); ++row) rows[key_of(row)].first = &row->value();
  for (auto row = after.begin(); row != after.end(); ++row) rows[key_of(row)].second = &row->value();
  for (const auto& [key, values] : rows)
    compare(values.first, values.second, path.empty() ? std::string(key) : fmt::format("{}.{}", path, key), out);
}

// The id of each element; empty when not every element has one of its own.
std::vector<std::string> ids_of(const array& list) {
  std::vector<std::string> ids;
  std::map<std::string_view, int> seen;
  for (const json::Value& element : list) {
    const json::Value* id = element.is_object() ? element.get_object().if_contains("id") : nullptr;
    if (id == nullptr || !id->is_string()) return {};
    ids.emplace_back(id->get_string().data(), id->get_string().size());
  }
  for (const std::string& id : ids)
    if (++seen[id] > 1) return {};
  return ids;
}

void compare_by_id(const array& before, const std::vector<std::string>& old_ids, const array& after,
                   const std::vector<std::string>& new_ids, const std::string& path, List& out) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < old_ids.size(); ++i) places[old_ids[i]] = i;
  std::size_t last = 0;
  bool is_in_order = true;
  for (std::size_t i = 0; i < new_ids.size(); ++i) {
    const auto place = places.find(new_ids[i]);
    const std::string at = fmt::format("{}[{}]", path, i);
    if (place == places.end()) {
      compare(nullptr, &after[i], at, out);
      continue;
    }
    is_in_order = is_in_order && place->second >= last;
    last = place->second;
    compare(&before[place->second], &after[i], at, out);
    places.erase(place);
  }
  for (const auto& gone : places) compare(&before[gone.second], nullptr, fmt::format("{}[{}]", path, gone.second), out);
  if (!is_in_order) out.push_back(fmt::format("{}: {} → {}", path, fmt::join(old_ids, ", "), fmt::join(new_ids, ", ")));
}

void compare_lists(const array& before, const array& after, const std::string& path, List& out) {
  const std::vector<std::string> old_ids = ids_of(before);
  const std::vector<std::string> new_ids = ids_of(after);
  if ((!old_ids.empty() || before.empty()) && (!new_ids.empty() || after.empty()))
    return compare_by_id(before, old_ids, after, new_ids, path, out);
  for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
    compare(i < before.size() ? &before[i] : nullptr, i < after.size() ? &after[i] : nullptr,
            fmt::format("{}[{}]", path, i), out);
}

void compare(const json::Value* before, const json::Value* after, const std::string& path, List& out) {
  if (before != nullptr && after != nullptr) {
    if (before->is_object() && after->is_object())
      return compare_objects(before->get_object(), after->get_object(), path, out);
    if (before->is_array() && after->is_array())
      return compare_lists(before->get_array(), after->get_array(), path, out);
  }
  const std::string old_text = shown(before);
  const std::string new_text = shown(after);
  const bool is_same = before != nullptr && after != nullptr && json::to_text(*before) == json::to_text(*after);
  if (!is_same)
    out.push_back(path.empty() ? fmt::format("{} → {}", old_text, new_text)
                               : fmt::format("{}: {} → {}", path, old_text, new_text));
}

}  // namespace

std::vector<std::string> differences(const json::Value& before, const json::Value& after) {
  List out;
  compare(&before, &after, "", out);
  return out;
}

Result<std::vector<std::string>> text_differences(std::string_view before, std::string_view after) {
  TRY(const json::Value old_value, json::parse(before));
  TRY(const json::Value new_value, json::parse(after));
  return differences(old_value, new_value);
}

}  // namespace jidoka::plant
