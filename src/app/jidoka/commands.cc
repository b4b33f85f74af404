#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <ostream>

#include "jidoka/command_table.h"

namespace jidoka::app {

namespace {

const std::array table{
    Command{
        "serve", {"Run the site: API, web pages and the closed loop", "运行站点：API、网页和闭环控制"}, serve_command},
    Command{"apply",
            {"Put plant documents in force, after showing the difference", "显示差异后使工厂文件生效"},
            apply_command},
    Command{"import",
            {"Bring in readings (CSV) or acts of production and judge them", "导入读数（CSV）或生产记录并进行判定"},
            import_command},
    Command{"verdicts",
            {"List signals and specification violations, explained", "列出控制图信号和超规格判定及其说明"},
            verdicts_command},
    Command{"backtest",
            {"Try a draft control plan on recorded readings, beside what is in force",
             "用历史读数试算控制计划草案，并与现行版本对比"},
            backtest_command},
    Command{"twin",
            {"Run a simulated plant against a server, or write its history", "运行模拟工厂，或写出其历史数据"},
            twin_command},
    Command{"sampling",
            {"The acceptance sampling plan of a standard for a lot", "按标准给出一批产品的验收抽样方案"},
            sampling_command},
    Command{"sampling switch",
            {"Switching rules: normal, tightened, reduced, lot by lot", "转移规则：逐批给出正常、加严、放宽检验"},
            sampling_switch_command},
    Command{"sampling design",
            {"The smallest plan through two points", "按两点设计最小样本量的抽样方案"},
            sampling_design_command},
    Command{"sampling c0", {"A plan with acceptance number 0", "接收数为 0 的抽样方案"}, sampling_c0_command},
    Command{
        "sampling curve",
        {"OC, AOQ, ATI and ASN curves of any plan, also with skip-lot", "任意方案的 OC、AOQ、ATI、ASN 曲线，可含跳批"},
        sampling_curve_command},
    Command{"sampling judge",
            {"Whether a lot that was measured is accepted (z1.9)", "按测量结果判定一批产品（z1.9）"},
            sampling_judge_command},
    Command{"expr", {"Evaluate an expression, or a batch of them", "计算一个或一批表达式"}, expr_command},
    Command{"spc", {"Draw and judge a control chart over a CSV file", "对 CSV 数据绘制控制图并判异"}, spc_command},
    Command{"user save", {"Create or change a user", "创建或修改用户"}, user_save_command},
    Command{"token create", {"Create an API token and print it", "创建 API 令牌并输出"}, token_create_command},
    Command{"ledger verify",
            {"Check a store's record, or an exported proof", "校验数据库的账本或导出的证明文件"},
            ledger_verify_command},
    Command{"backup", {"Copy a store while it runs", "在线备份数据库"}, backup_command},
    Command{"describe",
            {"Mean, sigma, autocorrelation and more of a column", "计算一列数据的均值、标准差、自相关等"},
            describe_command},
    Command{"capability",
            {"Capability of a process: Cp, Cpk, Pp, Ppk with intervals", "过程能力：Cp、Cpk、Pp、Ppk 及置信区间"},
            capability_command},
    Command{"msa grr", {"Gage R&R, every appraiser with every part", "量具 R&R：交叉研究"}, msa_grr_command},
    Command{"msa nested", {"Gage R&R, each appraiser with their own parts", "量具 R&R：嵌套研究"}, msa_nested_command},
    Command{"msa bias", {"Does a gauge read the master's true value?", "量具偏倚"}, msa_bias_command},
    Command{"msa linearity", {"Does bias change along the range?", "量具线性"}, msa_linearity_command},
    Command{"msa stability", {"Does a gauge read the same over time?", "量具稳定性"}, msa_stability_command},
    Command{"msa attribute",
            {"Do ratings agree: kappa and Kendall", "计数型测量一致性：Kappa、Kendall"},
            msa_attribute_command},
    Command{"version", {"Print the version", "显示版本"}, version_command},
};

const Text about{"Jidoka: a reading arrives, is judged, acted upon and recorded before the next part is made.",
                 "Jidoka：读数到达后，在下一件产品制造之前完成判定、处置和记录。"};
const Text exit_codes{
    "Exit codes: 0 done; 1 refused, the message says what would be right; 2 wrong command line; 3 store or server\n"
    "unavailable, try again later; 4 a record is not what was written; 5 not allowed.",
    "退出码：0 完成；1 被拒绝，提示中说明正确做法；2 命令行有误；3 数据库或服务器不可用，请稍后重试；\n"
    "4 记录与写入时不一致；5 无权限。"};

// CLI11 speaks English only: what kind of mistake it is, in Chinese, stands before what it says.
Text usage_text(const CLI::ParseError& error) {
  static const std::map<std::string_view, std::string_view> kinds{
      {"RequiredError", "缺少必需的参数"},     {"ExtrasError", "存在无法识别的参数"},
      {"ConversionError", "参数值的类型不对"}, {"ValidationError", "参数值无效"},
      {"ArgumentMismatch", "参数个数不对"},    {"ExcludesError", "参数不能同时使用"},
      {"RequiresError", "缺少配套的参数"}};
  const auto kind = kinds.find(error.get_name());
  const std::string zh(kind == kinds.end() ? "命令行有误" : kind->second);
  return {error.what(), zh + "：" + error.what()};
}

CLI::App* place_of(CLI::App& app, std::string_view name, std::map<std::string, CLI::App*>& groups, Language language) {
  const std::size_t space = name.find(' ');
  if (space == std::string_view::npos) return &app;
  const std::string group(name.substr(0, space));
  if (const auto known = groups.find(group); known != groups.end()) return known->second;  // it may be a command itself
  std::string summary;
  for (const Command& command : table)
    if (command.name.starts_with(group + " "))
      summary += (summary.empty() ? "" : "; ") + std::string(command.name.substr(group.size() + 1)) + ": " +
                 (language == Language::chinese ? command.summary.zh : command.summary.en);
  CLI::App* made = app.add_subcommand(group, summary);
  made->require_subcommand(1);
  return groups[group] = made;
}

// --language decides the help's own words, so it is looked for before anything is declared.
Language language_asked(int count, const char* const* arguments, Language otherwise) {
  for (int i = 1; i < count; ++i) {
    std::string_view word = arguments[i];
    if (word == "--language" && i + 1 < count)
      word = arguments[i + 1];
    else if (word.starts_with("--language="))
      word.remove_prefix(std::string_view("--language=").size());
    else
      continue;
    return word.starts_with("zh") ? Language::chinese : Language::english;
  }
  return otherwise;
}

}  // namespace

std::span<const Command> commands() { return table; }

std::string_view version() { return JIDOKA_VERSION; }

Run version_command(Options) {
  return [](Console& console) -> Result<int> {
    console.out << "jidoka " << version() << '\n';
    return done;
  };
}

int run(int count, const char* const* arguments, Console console) {
  console.language = language_asked(count, arguments, console.language);
  CLI::App app(std::string(console.say(about)), "jidoka");
  app.footer("\n" + std::string(console.say(exit_codes)));
  app.require_subcommand(1);
  app.fallthrough();
  std::string language;
  app.add_option("--language", language,
                 std::string(console.say({"Language of messages: en or zh", "提示语言：en 或 zh"})))
      ->check(CLI::IsMember({"en", "zh"}));
  std::map<std::string, CLI::App*> groups;
  Run chosen;
  for (const Command& command : table) {
    CLI::App* place = place_of(app, command.name, groups, console.language);
    CLI::App* made = place->add_subcommand(std::string(command.name.substr(command.name.rfind(' ') + 1)),
                                           std::string(console.say(command.summary)));
    made->fallthrough();
    Run run_it = command.declare(Options(*made, console.language));
    if (place == &app) groups.try_emplace(std::string(command.name), made);
    made->callback([&chosen, made, run_it = std::move(run_it)] {
      if (made->get_subcommands().empty()) chosen = run_it;
    });
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* asked = &app;
    while (!asked->get_subcommands().empty()) asked = asked->get_subcommands().front();
    console.out << asked->help();
    return done;
  } catch (const CLI::ParseError& error) {
    console.err << "jidoka: " << console.say(usage_text(error)) << '\n'
                << console.say({"jidoka --help lists the commands.", "jidoka --help 列出所有命令。"}) << '\n';
    return wrong_usage;
  }
  const auto ended = chosen(console);
  return ended ? *ended : report(console, ended.error());
}

}  // namespace jidoka::app
