#include "port/fact.h"

#include <array>
#include <utility>

#include "json/decode.h"
#include "json/encode.h"

namespace jidoka::port {
namespace {

using json::Value;

using Decoder = Result<FactBody> (*)(const Value&);

template <class Body>
Result<FactBody> decode_body(const Value& data) {
  TRY(Body body, json::decode<Body>(data));
  return FactBody(std::move(body));
}

struct Row {
  std::string_view name;
  Decoder decode;
};

// One row for each alternative of FactBody, so that a new kind of fact needs no change here.
template <std::size_t... I>
constexpr std::array<Row, sizeof...(I)> make_rows(std::index_sequence<I...>) {
  return {{{json::description<std::variant_alternative_t<I, FactBody>>().name,
            &decode_body<std::variant_alternative_t<I, FactBody>>}...}};
}
constexpr auto rows = make_rows(std::make_index_sequence<std::variant_size_v<FactBody>>());

constexpr bool names_are_unique() {
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = i + 1; j < rows.size(); ++j)
      if (rows[i].name == rows[j].name) return false;
  return true;
}
static_assert(names_are_unique());

Failure corrupt_leaf(const std::string& en, const std::string& zh, std::string field = {}) {
  return fail(Code::corrupt, "leaf-unreadable", {"Ledger leaf: " + en, "账本叶子：" + zh}, std::move(field));
}

// The member as text; nothing when it is absent or of another type.
const std::string* text_member(const boost::json::object& object, std::string_view name, std::string& holder) {
  const Value* found = object.if_contains({name.data(), name.size()});
  if (found == nullptr || !found->is_string()) return nullptr;
  holder.assign(found->get_string().data(), found->get_string().size());
  return &holder;
}

}  // namespace

std::string leaf_text(const Fact& fact) {
  std::string out = R"({"fact":)";
  json::append(out, fact_name(fact.body));
  out += R"(,"at":)";
  json::append(out, fact.at);
  out += R"(,"by":)";
  json::append(out, fact.by);
  out += R"(,"data":)";
  std::visit([&](const auto& body) { json::append(out, body); }, fact.body);
  out += '}';
  return out;
}

std::string_view fact_name(const FactBody& body) { return rows[body.index()].name; }

Result<Fact> parse_leaf(std::string_view text) {
  TRY(const Value value, json::parse(text));
  if (!value.is_object()) return corrupt_leaf("an object is expected", "应为对象");
  const auto& object = value.get_object();
  std::string name;
  std::string at;
  Fact fact;
  const Value* data = object.if_contains("data");
  if (object.size() != 4 || data == nullptr || text_member(object, "fact", name) == nullptr ||
      text_member(object, "at", at) == nullptr || text_member(object, "by", fact.by) == nullptr)
    return corrupt_leaf("it must have exactly fact, at, by and data", "必须且只能有 fact、at、by 和 data");
  TRY(fact.at, parse_instant(at));
  for (const Row& row : rows) {
    if (row.name != name) continue;
    TRY(fact.body, row.decode(*data));
    return fact;
  }
  return corrupt_leaf("no fact is called '" + name + "'", "没有名为“" + name + "”的事实", "fact");
}

}  // namespace jidoka::port
