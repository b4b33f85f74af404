#include "produce/acts.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <tuple>
#include <utility>

#include "json/decode.h"
#include "json/encode.h"

namespace jidoka::produce {
namespace {

template <class Input>
struct Verb {
  using Type = Input;
  std::string_view word;
};
constexpr auto verbs =
    std::tuple{Verb<StartRun>{"start"}, Verb<CompleteRun>{"complete"}, Verb<Consume>{"consume"},   Verb<Pack>{"pack"},
               Verb<Ship>{"ship"},      Verb<Scrap>{"scrap"},          Verb<ReceiveLot>{"receive"}};

struct Head {  // what says which act it is
  std::string verb;
  ItemRef item;
};
constexpr auto describe(const Head*) {
  using json::field;
  return json::type<Head>("ActHead", "Which act on which item", field("do", &Head::verb), field("item", &Head::item));
}

Failure not_an_act() {
  return fail(Code::invalid, "not-an-act",
              {"An act is a JSON object on one line: {\"do\":\"start\",\"kind\":\"unit\",\"id\":…}.",
               "每行须为一个 JSON 对象：{\"do\":\"start\",\"kind\":\"unit\",\"id\":…}。"});
}

Failure unknown_verb() {
  return fail(Code::invalid, "unknown-act",
              {"do is start, complete, consume, pack, ship, scrap or receive.",
               "do 须为 start、complete、consume、pack、ship、scrap 或 receive。"},
              "do");
}

// Moves `name` out of one object into another, under a name of its own.
void move_field(boost::json::object& from, std::string_view name, boost::json::object& into, std::string_view as) {
  const auto found = from.find({name.data(), name.size()});
  if (found == from.end()) return;
  into[{as.data(), as.size()}] = std::move(found->value());
  from.erase(found);
}

template <class Input>
constexpr bool has_time = requires(Input input) { input.time; };

template <class Input>
Result<Act> read_as(ItemRef item, json::Value& value) {
  boost::json::object& fields = value.get_object();
  if constexpr (has_time<Input>)
    move_field(fields, "at", fields, "time");
  else
    fields.erase("at");
  TRY(Input input, json::decode<Input>(value));
  return Act{std::move(item), std::move(input)};
}

template <class T>
constexpr bool is_absent(const std::optional<T>& value) {
  return !value;
}
template <class T>
constexpr bool is_absent(const T&) {
  return false;
}

template <class Input>
void append_fields(std::string& out, const Input& input) {
  json::for_each_field<Input>([&](const auto& field) {
    const auto& member = input.*(field.member);
    if (is_absent(member)) return;
    if constexpr (requires { member.empty(); })
      if (member.empty()) return;
    out += ',';
    json::append_string(out, field.name == "time" ? "at" : field.name);
    out += ':';
    json::append(out, member);
  });
}

}  // namespace

Result<Act> read_act(std::string_view line) {
  TRY(json::Value value, json::parse(line));
  if (!value.is_object()) return not_an_act();
  boost::json::object& fields = value.get_object();
  json::Value head(boost::json::object{});
  boost::json::object item;
  move_field(fields, "do", head.get_object(), "do");
  move_field(fields, "kind", item, "kind");
  move_field(fields, "id", item, "id");
  head.get_object()["item"] = std::move(item);
  TRY(Head said, json::decode<Head>(head));
  std::optional<Result<Act>> read;
  std::apply(
      [&](const auto&... verb) {
        ((verb.word == said.verb
              ? void(read = read_as<typename std::remove_cvref_t<decltype(verb)>::Type>(std::move(said.item), value))
              : void()),
         ...);
      },
      verbs);
  return read ? std::move(*read) : unknown_verb();
}

Result<std::vector<Result<Act>>> read_acts(std::string_view lines) {
  std::vector<Result<Act>> acts;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (acts.size() == most_acts)
      return fail(Code::too_large, "too-many-acts",
                  {"A request holds at most 10 000 acts. Send the rest in further ones.",
                   "每个请求最多 10 000 条记录，其余请分次发送。"});
    acts.push_back(read_act(line));
  }
  return acts;
}

std::string write_act(const Act& act) {
  std::string out = "{\"do\":";
  const auto named = [&](const auto& verb) {
    const auto* input = std::get_if<typename std::remove_cvref_t<decltype(verb)>::Type>(&act.input);
    if (input == nullptr) return;
    json::append_string(out, verb.word);
    out += ",\"kind\":";
    json::append(out, act.item.kind);
    out += ",\"id\":";
    json::append_string(out, act.item.id);
    append_fields(out, *input);
  };
  std::apply([&](const auto&... verb) { (named(verb), ...); }, verbs);
  return out + "}";
}

}  // namespace jidoka::produce
