#include "plant/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "json/encode.h"
#include "plant/check_broker.h"
#include "plant/checks.h"
#include "plant/not_yet.h"

namespace jidoka::plant {
namespace {

std::optional<std::string> text_in(const json::Value& document, std::string_view name) {
  const json::Value* found = document.get_object().if_contains({name.data(), name.size()});
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string(found->get_string().data(), found->get_string().size());
}

Noun noun_of(std::string_view kind) {
  Noun noun{"document", "文件"};
  for_each_kind([&](const auto& row) {
    if (row.kind == kind) noun = {row.en, row.zh};
  });
  return noun;
}

// Which kind the document says it is; empty, with a fault, when it does not say so clearly.
std::string kind_of(const json::Document& document, Findings& findings) {
  if (!document.value.is_object()) {
    findings.fault("", "a document must be an object that begins with `kind:`.", "文件内容应为以 kind: 开头的对象。");
    return {};
  }
  const std::vector<std::string_view> known = kind_names();
  const std::string list_en = fmt::format("{}", fmt::join(known, ", "));
  const std::string list_zh = fmt::format("{}", fmt::join(known, "、"));
  const auto kind = text_in(document.value, "kind");
  if (!kind) {
    findings.fault("kind", fmt::format("the document does not say what it is. Add `kind:` with one of {}.", list_en),
                   fmt::format("文件未说明类型。请添加 kind:，可选值为 {}。", list_zh));
    return {};
  }
  if (std::ranges::find(known, *kind) != known.end()) return *kind;
  const Text remedy = suggest(*kind, known, {" Known are: " + list_en + ".", "可用的有：" + list_zh + "。"});
  findings.fault("kind", fmt::format("there is no kind \"{}\".{}", kind->substr(0, 80), remedy.en),
                 fmt::format("没有名为“{}”的文件类型。{}", kind->substr(0, 80), remedy.zh));
  return {};
}

template <class T>
PlantDocument decode_document(const KindRow<T>& row, const json::Document& document, Findings& findings) {
  json::Value value = document.value;
  value.get_object().erase("kind");
  take_out_not_yet(row.kind, value, findings);
  json::Faults faults;
  T content = json::decode_into<T>(value, "", faults);
  for (Error& fault : faults) {
    findings.look_at_part(part_of(value, fault.field));
    findings.fault(std::move(fault.field), std::move(fault.text.en), std::move(fault.text.zh));
  }
  findings.look_at_part({});
  std::string id = content.id;
  return {std::string(row.kind), std::move(id), std::move(content), document};
}

// Documents with faults are typed too, as far as they go: what they name exists, and is not missed again later.
std::vector<PlantDocument> read(const std::vector<json::Document>& documents, Findings& findings) {
  std::vector<PlantDocument> out;
  out.reserve(documents.size());
  std::map<std::pair<std::string, std::string>, const json::Document*> first;
  for (const json::Document& document : documents) {
    findings.know("", "", &document);
    findings.look_at("", "");
    const std::string kind = kind_of(document, findings);
    if (kind.empty()) continue;
    const std::string id = text_in(document.value, "id").value_or("");
    const auto [place, is_first] = first.emplace(std::pair(kind, id), &document);
    findings.know(kind, id, &document);
    findings.look_at(kind, id);
    if (!is_first && !id.empty()) {
      const json::Document& other = *place->second;
      const json::Position at = other.position_of("id");
      const std::string where = other.file.empty() ? "" : fmt::format(" ({}:{})", other.file, at.line);
      const Noun noun = noun_of(kind);
      findings.fault("id",
                     fmt::format("\"{}\" is the id of another {}{}. Give one of them another id.", id, noun.en, where),
                     fmt::format("编号“{}”与另一个{}重复{}。请修改其中一个。", id, noun.zh, where));
      continue;
    }
    for_each_kind([&](const auto& row) {
      if (row.kind == kind) out.push_back(decode_document(row, document, findings));
    });
    if (findings.is_sound("id")) check_id(findings, "id", id);
  }
  return out;
}

void withdraw(Model& model, const Withdrawn& withdrawn, Findings& findings) {
  for (const auto& [kind, id] : withdrawn) {
    bool is_found = false;
    for_each_kind([&](const auto& row) {
      if (row.kind == kind) is_found = (model.*(row.place)).erase(id) > 0;
    });
    if (is_found) continue;
    findings.look_at(kind, id);
    const Noun noun = noun_of(kind);
    findings.fault("", fmt::format("there is no {} \"{}\" to withdraw.", noun.en, id),
                   fmt::format("没有名为“{}”的{}，无法撤销。", id, noun.zh));
  }
}

// Each document becomes the one of its kind and id. A withdrawn one that also comes anew stays.
Model overlay(const Model& current, const std::vector<PlantDocument>& documents, const Withdrawn& withdrawn,
              Findings& findings) {
  Model model = current;
  withdraw(model, withdrawn, findings);
  for (const PlantDocument& document : documents) {
    findings.know(document.kind, document.id, &document.origin);
    if (document.id.empty()) continue;  // reported as such; nothing can refer to it
    std::visit(
        [&](const auto& content) {
          using T = std::decay_t<decltype(content)>;
          (model.*(std::get<KindRow<T>>(kind_rows).place))[document.id] = content;
        },
        document.content);
  }
  return model;
}

void check_all(const Model& current, const Model& model, const OpenedStreams& opened, Findings& findings) {
  const StreamUnits units(current, opened);
  check_equipment(model, findings);
  check_products(model, findings);
  check_people(model, findings);
  check_sources(model, findings);
  check_targets(model, findings);
  check_client_ids(model, findings);
  check_units(model, units, findings);
  check_control_plans(model, units, findings);
  check_revisions(current, model, findings);
}

// By file, line and column; what stands at one place stays in the order in which it was found.
Faults in_reading_order(Faults faults) {
  std::vector<std::size_t> order(faults.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) {
    return std::tuple(std::string_view(faults[i].file), faults[i].line, faults[i].column, i);
  });
  Faults out;
  for (const std::size_t i : order) out.push_back(std::move(faults[i]));
  return out;
}

std::expected<Composed, Faults> finish(const Model& current, std::vector<PlantDocument> documents,
                                       const Withdrawn& withdrawn, const OpenedStreams& opened, Findings& findings) {
  Model model = overlay(current, documents, withdrawn, findings);
  check_all(current, model, opened, findings);
  Faults faults = findings.take_faults();
  if (!faults.empty()) {
    return std::unexpected(in_reading_order(std::move(faults)));
  }
  return Composed{std::move(model), std::move(documents), findings.take_advice()};
}

}  // namespace

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for_each_kind([&](const auto& row) { names.push_back(row.kind); });
  return names;
}

std::string PlantDocument::body() const {
  const std::string text = std::visit([](const auto& typed) { return json::encode(typed); }, content);
  return "{\"kind\":\"" + kind + "\"," + text.substr(1);
}

std::expected<std::vector<PlantDocument>, Faults> parse_documents(const std::vector<json::Document>& documents) {
  Findings findings;
  std::vector<PlantDocument> out = read(documents, findings);
  Faults faults = findings.take_faults();
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

std::expected<Composed, Faults> compose(const Model& current, std::vector<PlantDocument> documents,
                                        const Withdrawn& withdrawn, const OpenedStreams& opened) {
  Findings findings;
  return finish(current, std::move(documents), withdrawn, opened, findings);
}

std::expected<Composed, Faults> check_documents(const Model& current, const std::vector<json::Document>& documents,
                                                const Withdrawn& withdrawn, const OpenedStreams& opened) {
  Findings findings;
  std::vector<PlantDocument> read_documents = read(documents, findings);
  return finish(current, std::move(read_documents), withdrawn, opened, findings);
}

}  // namespace jidoka::plant
