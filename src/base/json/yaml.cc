#include "json/yaml.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <utility>

#include "json/utf8.h"
#include "json/yaml_scalar.h"

namespace jidoka::json {
namespace {

constexpr std::size_t most_bytes = 1u << 20;
constexpr std::size_t deepest = 32;
constexpr std::size_t longest_key = 200;
constexpr std::size_t most_path_bytes = 32u
                                        << 20;  // of all positions together: 1 MiB of text can spell far longer paths

Text too_deep() { return {"lists and objects may be nested 32 deep at most", "列表和对象最多嵌套 32 层"}; }

struct Mistake {
  YAML::Mark mark;
  std::string slug;
  Text why;
};

// The file by lines, so that a byte column becomes one that an editor shows.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') starts_.push_back(i + 1);
  }
  // Marks come in the order of the text, so each line is counted once: a file may be one line of a mebibyte.
  Position position(const YAML::Mark& mark) {
    const std::size_t line = line_of(mark);
    const std::size_t end = offset(mark);
    if (counted_to_ < starts_[line] || counted_to_ > end) {
      counted_to_ = starts_[line];
      characters_ = 0;
    }
    characters_ += std::count_if(text_.begin() + static_cast<std::ptrdiff_t>(counted_to_),
                                 text_.begin() + static_cast<std::ptrdiff_t>(end),
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
    counted_to_ = end;
    return {static_cast<int>(line) + 1, static_cast<int>(characters_) + 1};
  }
  bool starts_with(const YAML::Mark& mark, std::string_view word) const {
    return text_.substr(offset(mark)).starts_with(word);
  }
  // The parser takes a quoted text that runs to the end of the file for a whole one.
  bool is_closed_quote(const YAML::Mark& mark) const {
    std::size_t at = offset(mark);
    if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return true;
    const char quote = text_[at];
    for (++at; at < text_.size(); ++at) {
      const bool escape = quote == '"' && text_[at] == '\\';
      const bool doubled = quote == '\'' && text_.substr(at).starts_with("''");
      if (escape || doubled)
        ++at;
      else if (text_[at] == quote)
        return true;
    }
    return false;
  }
  YAML::Mark mark_at(std::size_t at) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), at);
    YAML::Mark mark;
    mark.line = static_cast<int>(next - starts_.begin()) - 1;
    mark.column = static_cast<int>(at - *(next - 1));
    return mark;
  }

 private:
  std::size_t line_of(const YAML::Mark& mark) const {
    return static_cast<std::size_t>(std::clamp(mark.line, 0, static_cast<int>(starts_.size()) - 1));
  }
  std::size_t offset(const YAML::Mark& mark) const {
    return std::min(starts_[line_of(mark)] + static_cast<std::size_t>(std::max(mark.column, 0)), text_.size());
  }

  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::size_t counted_to_ = 0;
  std::ptrdiff_t characters_ = 0;
};

// Builds the tree from the events. After the first mistake it only lets the rest pass by: nothing may be thrown
// through the parser from here.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(Lines& lines) : lines_(lines) {}

  std::optional<Mistake> mistake;
  Document document;

  YAML::Mark start;

  void OnDocumentStart(const YAML::Mark& mark) override { start = mark; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (check(mark, "", anchor)) scalar(mark, Value(nullptr), "");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_reference(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    if (!check(mark, tag, anchor)) return;
    if (tag == "!" && !lines_.is_closed_quote(mark))
      return refuse(mark, "not-yaml", {"a quoted text is not closed", "引号没有闭合"});
    if (tag == "!" || expects_key()) return scalar(mark, Value(boost::json::string(text)), text);
    const std::optional<Value> value = plain_scalar(text);
    if (!value)
      return refuse(
          mark, "not-a-number",
          {"\"" + text.substr(0, 60) + "\" is not a finite number", "“" + text.substr(0, 60) + "”不是有限的数值"});
    scalar(mark, *value, text);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    if (check(mark, tag, anchor)) begin(mark, boost::json::array());
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    if (check(mark, tag, anchor)) begin(mark, boost::json::object());
  }
  void OnSequenceEnd() override { end(); }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    Value container;
    std::string path;
    std::string key;
    YAML::Mark key_mark;
    bool has_key = false;
  };

  bool expects_key() const { return !open_.empty() && open_.back().container.is_object() && !open_.back().has_key; }

  void refuse(const YAML::Mark& mark, std::string slug, Text why) {
    if (!mistake) mistake = Mistake{mark, std::move(slug), std::move(why)};
  }
  void refuse_reference(const YAML::Mark& mark) {
    refuse(mark, "yaml-anchor",
           {"anchors (&) and aliases (*) are not taken; write the value out",
            "不支持锚点（&）和别名（*），请直接写出内容"});
  }
  bool check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) refuse_reference(mark);
    if (!tag.empty() && tag != "?" && tag != "!")
      refuse(mark, "yaml-tag",
             {"tags (!) are not taken; quote a value to make it text", "不支持标签（!）；要写成文本请加引号"});
    return !mistake;
  }

  std::string path_of_next() const {
    if (open_.empty()) return {};
    const Open& top = open_.back();
    if (top.container.is_array()) return top.path + "[" + std::to_string(top.container.get_array().size()) + "]";
    return top.path.empty() ? top.key : top.path + "." + top.key;
  }
  // A value is found at itself when it begins on the line of its key, else at its key.
  void note_position(const YAML::Mark& mark, std::string path) {
    const bool member = !open_.empty() && open_.back().container.is_object();
    const YAML::Mark& shown = member && open_.back().key_mark.line != mark.line ? open_.back().key_mark : mark;
    path_bytes_ += path.size();
    if (path_bytes_ > most_path_bytes)
      return refuse(mark, "yaml-too-large", {"the file has too many nested values", "文件中嵌套的内容过多"});
    document.positions.emplace(std::move(path), lines_.position(shown));
  }

  void scalar(const YAML::Mark& mark, Value value, const std::string& text) {
    if (expects_key()) return key(mark, text);
    note_position(mark, path_of_next());
    add(std::move(value));
  }
  void key(const YAML::Mark& mark, const std::string& text) {
    Open& top = open_.back();
    if (text.empty()) return refuse(mark, "yaml-key", {"the name before the colon is missing", "冒号前缺少名称"});
    if (text.size() > longest_key)
      return refuse(mark, "yaml-key", {"a name may have 200 bytes at most", "名称最长 200 字节"});
    if (top.container.get_object().contains(text))
      return refuse(mark, "duplicate-field", {"\"" + text + "\" is given twice", "“" + text + "”重复"});
    top.key = text;
    top.key_mark = mark;
    top.has_key = true;
  }
  void begin(const YAML::Mark& mark, Value container) {
    if (expects_key())
      return refuse(mark, "yaml-key",
                    {"a name must be plain text, not a list or an object", "名称须为文本，不能是列表或对象"});
    if (open_.size() == deepest) return refuse(mark, "yaml-too-deep", too_deep());
    std::string path = path_of_next();
    note_position(mark, path);
    open_.push_back({std::move(container), std::move(path), {}, {}, false});
  }
  void end() {
    if (mistake) return;
    Value made = std::move(open_.back().container);
    open_.pop_back();
    add(std::move(made));
  }
  void add(Value value) {
    if (open_.empty()) {
      document.value = std::move(value);
      return;
    }
    Open& top = open_.back();
    if (top.container.is_array()) {
      top.container.get_array().push_back(std::move(value));
      return;
    }
    top.container.get_object().emplace(top.key, std::move(value));
    top.has_key = false;
  }

  Lines& lines_;
  std::vector<Open> open_;
  std::size_t path_bytes_ = 0;
};

// What the parser says in its own words, in ours.
Text plain_words(std::string_view message) {
  struct Row {
    std::string_view part;
    Text text;
  };
  static const std::array<Row, 12> rows = {{
      {"end of map not found",
       {"the indentation does not fit what stands above, or a colon is missing", "缩进与上文不一致，或缺少冒号"}},
      {"end of sequence not found", {"the indentation of this list does not fit", "列表缩进不一致"}},
      {"illegal map value",
       {"a second \": \" on one line; put text that holds a colon in quotes",
        "一行中出现第二个“: ”；含冒号的文本请加引号"}},
      {"end of map flow not found", {"a \"{\" is not closed", "“{”没有闭合"}},
      {"end of sequence flow not found", {"a \"[\" is not closed", "“[”没有闭合"}},
      {"block sequence entries are not allowed", {"a list item \"- \" cannot stand here", "此处不能出现列表项“- ”"}},
      {"map keys are not allowed", {"a name with a colon cannot stand here", "此处不能出现“名称:”"}},
      {"unknown token",
       {"a character such as @, ` or a tab cannot begin a value; put the text in quotes",
        "值不能以 @、` 或制表符开头，请给文本加引号"}},
      {"multiple anchors",
       {"anchors (&) and aliases (*) are not taken; write the value out",
        "不支持锚点（&）和别名（*），请直接写出内容"}},
      {"multiple tags",
       {"tags (!) are not taken; quote a value to make it text", "不支持标签（!）；要写成文本请加引号"}},
      {"referenced anchor",
       {"anchors (&) and aliases (*) are not taken; write the value out",
        "不支持锚点（&）和别名（*），请直接写出内容"}},
      {"illegal EOF in scalar", {"a quoted text is not closed", "引号没有闭合"}},
  }};
  for (const Row& row : rows)
    if (message.find(row.part) != std::string_view::npos) return row.text;
  return {"this is not YAML 1.2: " + std::string(message), "不符合 YAML 1.2 语法：" + std::string(message)};
}

Failure refuse(const std::string& file, Lines& lines, const Mistake& mistake, Code code = Code::invalid) {
  const Position at = lines.position(mistake.mark);
  const std::string place = file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + "  ";
  return fail(code, mistake.slug, {place + mistake.why.en + ".", place + mistake.why.zh + "。"});
}

// The parser would change bytes that are not UTF-8, and take 0x04 for the end of the file.
std::optional<Mistake> check_characters(std::string_view text, const Lines& lines) {
  if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos)
    return Mistake{lines.mark_at(at),
                   "not-utf-8",
                   {"the file is not UTF-8; save it as UTF-8", "文件不是 UTF-8 编码，请另存为 UTF-8"}};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F)
      return Mistake{
          lines.mark_at(i), "control-character", {"a control character cannot stand here", "此处含有控制字符"}};
  }
  return std::nullopt;
}

}  // namespace

Position Document::position_of(std::string_view path) const {
  while (true) {
    if (const auto found = positions.find(std::string(path)); found != positions.end()) return found->second;
    if (path.empty()) return {};
    const std::size_t cut = path.find_last_of(".[");
    path = path.substr(0, cut == std::string_view::npos ? 0 : cut);
  }
}

Result<std::vector<Document>> parse_yaml(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > most_bytes)
    return fail(Code::too_large, "yaml-too-large",
                {file + "  the file has " + std::to_string(text.size()) + " bytes; at most 1 MiB is taken.",
                 file + "  文件为 " + std::to_string(text.size()) + " 字节，上限为 1 MiB。"});
  Lines lines(text);
  if (const std::optional<Mistake> mistake = check_characters(text, lines)) return refuse(file, lines, *mistake);
  std::vector<Document> out;
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    bool is_first = true;
    while (true) {
      Builder builder(lines);
      if (!parser.HandleNextDocument(builder)) return out;
      // What the parser cannot use it offers again as the next document, without end for a lone "," or "]".
      if (!std::exchange(is_first, false) && !lines.starts_with(builder.start, "---"))
        return refuse(file, lines,
                      {builder.start,
                       "not-yaml",
                       {"this cannot stand here; documents are separated by a line with ---",
                        "此处不能出现该内容；多个文档之间须以 --- 行分隔"}});
      if (builder.mistake)
        return refuse(file, lines, *builder.mistake,
                      builder.mistake->slug.starts_with("yaml-too-") ? Code::too_large : Code::invalid);
      if (builder.document.value.is_null()) continue;  // "---" with nothing after it
      builder.document.file = file;
      out.push_back(std::move(builder.document));
    }
  } catch (const YAML::DeepRecursion& fault) {
    return refuse(file, lines, {fault.mark, "yaml-too-deep", too_deep()}, Code::too_large);
  } catch (const YAML::Exception& fault) {
    return refuse(file, lines, {fault.mark, "not-yaml", plain_words(fault.msg)});
  } catch (const std::exception& fault) {
    return refuse(file, lines, {YAML::Mark(), "not-yaml", plain_words(fault.what())});
  }
}

}  // namespace jidoka::json
