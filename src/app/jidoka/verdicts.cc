#include <CLI/App.hpp>
#include <memory>
#include <ostream>

#include "jidoka/command.h"
#include "jidoka/site_door.h"

namespace jidoka::app {

namespace {

struct Settings {
  SiteChoice site;
  std::string equipment;
  std::string tag;
  std::uint64_t limit = 100;
};

Result<int> list(Console& console, const Settings& settings) {
  VerdictFilter filter;
  if (!settings.equipment.empty()) filter.equipment = settings.equipment;
  if (!settings.tag.empty()) filter.tag = settings.tag;
  TRY(const auto door, open_door_to_read(settings.site));
  port::Page page;
  for (std::uint64_t left = settings.limit; left > 0;) {
    page.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(left, 1000));
    TRY(const auto found, door->verdicts(filter, page));
    for (const judge::Verdict& verdict : found.items) {
      console.out << to_string(verdict.time) << "  " << verdict.id << "  " << verdict.plan << ' ' << verdict.line
                  << "  " << verdict.stream << "  ";
      if (verdict.unit) console.out << *verdict.unit << "  ";
      console.out << console.say(verdict.text) << '\n';
    }
    left -= std::min<std::uint64_t>(left, found.items.size());
    if (found.next.empty()) break;
    page.after = found.next;
  }
  return done;
}

}  // namespace

Run verdicts_command(Options options) {
  auto settings = std::make_shared<Settings>();
  CLI::App& app = options.app();
  add_site_options(options, settings->site);
  app.add_option("--equipment", settings->equipment, options.help({"Of this equipment", "仅该设备"}));
  app.add_option("--tag", settings->tag,
                 options.help({"Of this tag; with --equipment", "仅该变量；须与 --equipment 同用"}));
  app.add_option("--limit", settings->limit, options.help({"The newest so many", "最近的条数"}))->capture_default_str();
  return [settings](Console& console) { return list(console, *settings); };
}

}  // namespace jidoka::app
