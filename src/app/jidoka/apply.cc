#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <istream>
#include <memory>
#include <ostream>

#include "jidoka/command.h"
#include "jidoka/plant_files.h"
#include "jidoka/site_door.h"
#include "plant/documents.h"

namespace jidoka::app {

namespace {

struct Settings {
  std::vector<std::string> paths;
  std::vector<std::string> withdraw;  // kind/id
  std::string reason;
  SiteChoice site;
  bool yes = false;
  bool dry_run = false;
};

Result<plant::Withdrawn> withdrawn_of(const std::vector<std::string>& named) {
  plant::Withdrawn out;
  for (const std::string& text : named) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos)
      return fail(Code::invalid, "withdraw",
                  {"--withdraw takes KIND/ID, such as target/line-gateway, not " + text + ".",
                   "--withdraw 的写法为 类型/编号，例如 target/line-gateway，而不是 " + text + "。"});
    out.emplace_back(text.substr(0, slash), text.substr(slash + 1));
  }
  return out;
}

Text change_name(const std::string& change) {
  if (change == "added") return {"new", "新增"};
  if (change == "changed") return {"changed", "修改"};
  if (change == "withdrawn") return {"withdrawn", "撤销"};
  return {"unchanged", "未变"};
}

// How many documents change.
std::size_t show(Console& console, const loop::ApplyReply& reply) {
  std::size_t changes = 0;
  for (const loop::DocumentChange& change : reply.changes) {
    if (change.change == "unchanged") continue;
    ++changes;
    console.out << fmt::format("{:<10} {} {}  r{}\n", console.say(change_name(change.change)), change.kind, change.id,
                               change.revision);
    for (const std::string& line : change.differences) console.out << "    " << line << '\n';
  }
  return changes;
}

bool confirmed(Console& console) {
  console.err << console.say({"Put this in force? [y/N] ", "是否使其生效？[y/N] "}) << std::flush;
  std::string answer;
  std::getline(console.in, answer);
  return answer == "y" || answer == "Y" || answer == "yes" || answer == "是";
}

// All mistakes at once; true when there are none.
bool report_mistakes(Console& console, const PlantFiles& files,
                     const std::expected<plant::Composed, plant::Faults>& checked) {
  std::size_t count = files.errors.size();
  for (const Error& error : files.errors) console.err << console.say(error.text) << '\n';
  if (!checked) {
    count += checked.error().size();
    for (const plant::Fault& fault : checked.error()) console.err << console.say(plant::shown(fault)) << '\n';
  }
  if (count == 0) return true;
  const std::string n = std::to_string(count);
  console.err << console.say({n + (count == 1 ? " mistake" : " mistakes") + "; nothing was changed.",
                              "共 " + n + " 处错误，未作任何更改。"})
              << '\n';
  return false;
}

Result<int> apply(Console& console, const Settings& settings) {
  const PlantFiles files = read_plant_files(settings.paths);
  TRY(const plant::Withdrawn withdrawn, withdrawn_of(settings.withdraw));
  TRY(const auto door, open_door(settings.site));
  TRY(const auto in_force, door->documents());
  TRY(const plant::Model model, model_of(in_force));
  TRY(const auto streams, door->streams());
  const auto checked = plant::check_documents(model, files.documents, withdrawn, plant::opened_streams(streams));
  if (!report_mistakes(console, files, checked)) return refused;
  for (const plant::Fault& advice : checked->advice) console.err << console.say(plant::shown(advice)) << '\n';

  loop::ApplyPlant change;
  for (const json::Document& document : files.documents) change.documents.push_back(json::to_text(document.value));
  change.withdraw = withdrawn;
  change.reason = settings.reason;
  change.dry_run = true;
  TRY(const loop::ApplyReply difference, door->apply(change));
  const std::size_t changes = show(console, difference);
  if (changes == 0) {
    console.err << console.say({"Nothing to change: this is what is in force.", "无需更改：与现行内容一致。"}) << '\n';
    return done;
  }
  if (settings.dry_run) return done;
  if (!settings.yes && !console.in_is_terminal)
    return fail(Code::invalid, "not-confirmed",
                {"Nothing was changed. Say --yes to put it in force without being asked.",
                 "未作任何更改。如需不经询问直接生效，请加 --yes。"});
  if (!settings.yes && !confirmed(console)) return refused;
  change.dry_run = false;
  TRY_VOID(door->apply(change));
  const std::string n = std::to_string(changes);
  console.err << console.say(
                     {n + (changes == 1 ? " document is" : " documents are") + " in force.", n + " 份文件已生效。"})
              << '\n';
  return done;
}

}  // namespace

Run apply_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  app.add_option("path", settings->paths,
                 options.help({"Plant files, or folders of them", "工厂文件（YAML），或其所在目录"}));
  auto* withdraw =
      app.add_option("--withdraw", settings->withdraw,
                     options.help({"KIND/ID of a document that is no longer in force", "要撤销的文件：类型/编号"}));
  withdraw->allow_extra_args(false);
  app.add_option("--reason", settings->reason, options.help({"Why, for the record", "更改原因，记入账本"}));
  auto* yes = app.add_flag("--yes", settings->yes, options.help({"Do not ask", "不再询问"}));
  app.add_flag("--dry-run", settings->dry_run, options.help({"Show the difference only", "仅显示差异"}))->excludes(yes);
  add_site_options(options, settings->site);
  return [settings](Console& console) -> Result<int> {
    if (settings->paths.empty() && settings->withdraw.empty())
      return fail(Code::invalid, "no-files", {"Name the files or folders to apply.", "请指定要生效的文件或目录。"});
    return apply(console, *settings);
  };
}

}  // namespace jidoka::app
