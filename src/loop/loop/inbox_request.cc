#include "loop/inbox_request.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "json/decode.h"
#include "json/encode.h"

namespace jidoka::loop {

struct NamedDocument {
  std::string kind;
  std::string id;
};
constexpr auto describe(const NamedDocument*) {
  return json::type<NamedDocument>("NamedDocument", "A plant document by its kind and id",
                                   json::field("kind", &NamedDocument::kind), json::field("id", &NamedDocument::id));
}
struct InboxPlant {
  std::vector<json::Raw> documents;
  std::vector<NamedDocument> withdraw;
  bool dry_run = false;
  std::string reason;
};
constexpr auto describe(const InboxPlant*) {
  using json::defaulted;
  return json::type<InboxPlant>("apply_plant", "Plant documents to put in force",
                                defaulted("documents", &InboxPlant::documents),
                                defaulted("withdraw", &InboxPlant::withdraw),
                                defaulted("dry_run", &InboxPlant::dry_run), defaulted("reason", &InboxPlant::reason));
}
constexpr auto describe(const SaveUser*) {
  using json::field;
  return json::type<SaveUser>(
      "save_user", "Create or change a user; what is absent stays", field("name", &SaveUser::name),
      field("display", &SaveUser::display), field("roles", &SaveUser::roles), field("language", &SaveUser::language),
      field("active", &SaveUser::active), field("phc", &SaveUser::phc, "The password, hashed already"));
}
constexpr auto describe(const CreateToken*) {
  using json::field;
  return json::type<CreateToken>("create_token", "Create an API token", field("user", &CreateToken::user),
                                 field("name", &CreateToken::name), field("role", &CreateToken::role),
                                 field("secret_sha256", &CreateToken::secret_sha256),
                                 field("expires", &CreateToken::expires));
}

struct InboxRefusal {
  std::string code;
  std::string slug;
  Text text;
  std::string field;
};
constexpr auto describe(const InboxRefusal*) {
  using json::field;
  return json::type<InboxRefusal>("InboxRefusal", "Why a request was refused", field("code", &InboxRefusal::code),
                                  field("slug", &InboxRefusal::slug), field("text", &InboxRefusal::text),
                                  field("field", &InboxRefusal::field));
}
struct InboxAnswer {
  std::optional<json::Raw> reply;
  std::optional<InboxRefusal> refusal;
};
constexpr auto describe(const InboxAnswer*) {
  return json::type<InboxAnswer>("InboxAnswer", "What became of a request in the inbox",
                                 json::field("reply", &InboxAnswer::reply),
                                 json::field("refusal", &InboxAnswer::refusal));
}

namespace {

Failure not_for_the_inbox(std::string_view what) {
  return fail(Code::unsupported, "inbox-request",
              {std::string(what) + " does not go through the inbox; create_token, save_user and apply_plant do.",
               std::string(what) + " 不能通过收件箱提交；仅支持 create_token、save_user 和 apply_plant。"},
              "request");
}

template <class T>
std::string with_name(const T& value) {
  std::string fields = json::encode(value);
  return R"({"request":")" + std::string(json::description<T>().name) + "\"," + fields.substr(1);
}

Code code_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Code::internal); ++i)
    if (code_name(static_cast<Code>(i)) == name) return static_cast<Code>(i);
  return Code::internal;
}

ApplyPlant plant_of(InboxPlant&& sent) {
  ApplyPlant apply;
  for (json::Raw& document : sent.documents) apply.documents.push_back(std::move(document.text));
  for (NamedDocument& gone : sent.withdraw) apply.withdraw.emplace_back(std::move(gone.kind), std::move(gone.id));
  apply.dry_run = sent.dry_run;
  apply.reason = std::move(sent.reason);
  return apply;
}

}  // namespace

Result<RequestBody> parse_inbox_request(std::string_view text) {
  TRY(json::Value value, json::parse(text));
  auto* object = value.if_object();
  const auto* named = object == nullptr ? nullptr : object->if_contains("request");
  if (named == nullptr || !named->is_string()) return not_for_the_inbox("A request without a name");
  const std::string name(named->get_string());
  object->erase("request");
  if (name == "create_token") return json::decode<CreateToken>(value);
  if (name == "save_user") return json::decode<SaveUser>(value);
  if (name != "apply_plant") return not_for_the_inbox(name);
  TRY(InboxPlant sent, json::decode<InboxPlant>(value));
  return plant_of(std::move(sent));
}

Result<std::string> encode_inbox_request(const RequestBody& body) {
  if (const auto* token = std::get_if<CreateToken>(&body)) return with_name(*token);
  if (const auto* user = std::get_if<SaveUser>(&body)) return with_name(*user);
  const auto* apply = std::get_if<ApplyPlant>(&body);
  if (apply == nullptr) return not_for_the_inbox("This request");
  InboxPlant sent;
  for (const std::string& document : apply->documents) sent.documents.push_back({document});
  for (const auto& [kind, id] : apply->withdraw) sent.withdraw.push_back({kind, id});
  sent.dry_run = apply->dry_run;
  sent.reason = apply->reason;
  return with_name(sent);
}

std::string encode_inbox_reply(std::string_view reply_json) {
  return json::encode(InboxAnswer{json::Raw{std::string(reply_json)}, std::nullopt});
}

std::string encode_inbox_refusal(const Error& error) {
  return json::encode(
      InboxAnswer{std::nullopt, InboxRefusal{std::string(code_name(error.code)), error.slug, error.text, error.field}});
}

Result<std::string> parse_inbox_reply(std::string_view text) {
  TRY(InboxAnswer answer, json::decode<InboxAnswer>(text));
  if (answer.refusal)
    return fail(code_named(answer.refusal->code), std::move(answer.refusal->slug), std::move(answer.refusal->text),
                std::move(answer.refusal->field));
  if (answer.reply) return std::move(answer.reply->text);
  return fail(Code::corrupt, "inbox-answer",
              {"The answer in the store's inbox holds neither a reply nor a refusal.",
               "数据库收件箱中的答复既不是结果，也不是拒绝。"});
}

}  // namespace jidoka::loop
