#include "plant/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace jidoka::plant {
namespace {

bool is_within(std::string_view path, std::string_view whole) {
  if (whole.empty() || path == whole) return true;
  return path.starts_with(whole) && (path[whole.size()] == '.' || path[whole.size()] == '[');
}

std::string sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text;
}

}  // namespace

Text shown(const Fault& fault) {
  std::string place;
  if (!fault.file.empty())
    place = fmt::format("{}:{}:{}  ", fault.file, fault.line, fault.column);
  else if (!fault.kind.empty())
    place = fault.id.empty() ? fault.kind + "  " : fmt::format("{} {}  ", fault.kind, fault.id);
  return {place + fault.text.en, place + fault.text.zh};
}

void Findings::know(std::string_view kind, std::string_view id, const json::Document* origin) {
  origins_[{std::string(kind), std::string(id)}] = origin;
}

void Findings::look_at(std::string_view kind, std::string_view id) {
  kind_ = kind;
  id_ = id;
  part_ = {};
  const auto found = origins_.find({kind_, id_});
  origin_ = found == origins_.end() ? nullptr : found->second;
}

Fault Findings::make(std::string path, std::string en, std::string zh) const {
  Fault out{kind_, id_, {}, 0, 0, std::move(path), {}};
  if (origin_ != nullptr && !origin_->file.empty()) {
    const json::Position at = origin_->position_of(out.path);
    out.file = origin_->file;
    out.line = at.line;
    out.column = at.column;
  }
  if (part_.en.empty())
    out.text = {sentence(std::move(en)), std::move(zh)};
  else
    out.text = {part_.en + ": " + en, part_.zh + "：" + zh};
  return out;
}

void Findings::fault(std::string path, std::string en, std::string zh) {
  if (is_full())
    ++untold_;
  else
    faults_.push_back(make(std::move(path), std::move(en), std::move(zh)));
}

void Findings::advise(std::string path, std::string en, std::string zh) {
  if (advice_.size() < most) advice_.push_back(make(std::move(path), std::move(en), std::move(zh)));
}

bool Findings::is_sound(std::string_view kind, std::string_view id, std::string_view path) const {
  return std::ranges::none_of(faults_, [&](const Fault& fault) {
    return fault.kind == kind && fault.id == id && (is_within(path, fault.path) || is_within(fault.path, path));
  });
}

Faults Findings::take_faults() {
  if (untold_ > 0)
    faults_.push_back({{},
                       {},
                       {},
                       0,
                       0,
                       {},
                       {fmt::format("There are {} more mistakes. Correct these first.", untold_),
                        fmt::format("另有 {} 处错误，请先改正以上各处。", untold_)}});
  return std::move(faults_);
}

Text suggest(std::string_view written, const std::vector<std::string_view>& known, const Text& otherwise) {
  const std::string nearest(json::nearest_name(written, known));
  if (nearest.empty()) return otherwise;
  return {" Did you mean \"" + nearest + "\"?", "是否应为“" + nearest + "”？"};
}

void missing_reference(Findings& findings, std::string path, std::string_view written,
                       const std::vector<std::string_view>& known, Noun noun) {
  if (!findings.is_sound(path)) return;
  const Text remedy =
      suggest(written, known, {" Add a document for it, or name one that exists.", "请补充该文件，或改用已有的名称。"});
  findings.fault(std::move(path), fmt::format("there is no {} \"{}\".{}", noun.en, written, remedy.en),
                 fmt::format("没有名为“{}”的{}。{}", written, noun.zh, remedy.zh));
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  if (text == "." || text == "..") return false;  // they mean something else in an address
  return std::ranges::all_of(text, [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view("-_.:+").find(c) != std::string_view::npos;
  });
}

void check_id(Findings& findings, std::string path, std::string_view id) {
  if (is_id(id) || !findings.is_sound(path)) return;
  findings.fault(
      std::move(path),
      fmt::format("\"{}\" cannot be an id. Use 1 to 64 letters, digits and - _ . : +, without spaces.",
                  id.substr(0, 80)),
      fmt::format("“{}”不能作为编号。请使用 1 至 64 个字母、汉字、数字或 - _ . : +，不含空格。", id.substr(0, 80)));
}

std::vector<std::vector<std::string>> circles(const std::map<std::string, std::vector<std::string>>& graph) {
  constexpr std::size_t most_circles = 20;
  std::vector<std::vector<std::string>> out;
  std::set<std::string> left;
  for (const auto& row : graph) left.insert(row.first);
  while (out.size() < most_circles) {
    // Whoever leads to nothing that is left cannot be on a circle; what then remains always leads on.
    std::map<std::string, std::vector<std::string>> leads_here;
    std::map<std::string, std::size_t> ways;
    for (const std::string& name : left)
      for (const std::string& next : graph.at(name))
        if (left.contains(next)) leads_here[next].push_back(name), ++ways[name];
    std::vector<std::string> ends;
    for (const std::string& name : left)
      if (!ways.contains(name)) ends.push_back(name);
    while (!ends.empty()) {
      const std::string end = std::move(ends.back());
      ends.pop_back();
      left.erase(end);
      for (const std::string& name : leads_here[end])
        if (--ways[name] == 0) ends.push_back(name);
    }
    if (left.empty()) break;
    std::vector<std::string> walked;
    std::map<std::string, std::size_t> step;
    std::string at = *left.begin();
    while (!step.contains(at)) {
      step[at] = walked.size();
      walked.push_back(at);
      at = *std::ranges::find_if(graph.at(at), [&](const std::string& next) { return left.contains(next); });
    }
    walked.erase(walked.begin(), walked.begin() + static_cast<std::ptrdiff_t>(step[at]));
    std::ranges::rotate(walked, std::ranges::min_element(walked));
    for (const std::string& name : walked) left.erase(name);
    out.push_back(std::move(walked));
  }
  return out;
}

std::string arrows(const std::vector<std::string>& circle) {
  std::string out;
  constexpr std::size_t most_shown = 12;
  for (std::size_t i = 0; i < circle.size() && i < most_shown; ++i) out += circle[i] + " → ";
  if (circle.size() > most_shown) out += "… → ";
  return out + circle.front();
}

}  // namespace jidoka::plant
