// The commands as people call them, on stores of their own in a temporary folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "crypto/hash.h"
#include "jidoka/command.h"
#include "jidoka/site_door.h"

namespace jidoka::app {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

class CommandsTest : public testing::Test {
 protected:
  CommandsTest() { fs::create_directories(folder); }
  ~CommandsTest() override { fs::remove_all(folder); }

  static Outcome call(std::vector<std::string> words, const std::string& input = {}) {
    words.insert(words.begin(), "jidoka");
    std::vector<const char*> arguments;
    for (const std::string& word : words) arguments.push_back(word.c_str());
    std::ostringstream out, err;
    std::istringstream in(input);
    const int code = run(static_cast<int>(arguments.size()), arguments.data(), {.out = out, .err = err, .in = in});
    return {code, out.str(), err.str()};
  }
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }

  const fs::path folder = fs::temp_directory_path() / ("jidoka-commands-" + crypto::to_hex(crypto::random_bytes(8)));
  const std::string store = "sqlite:" + (folder / "store").string();
  const std::string mill = JIDOKA_EXAMPLES "/ai4i2020";
};

TEST_F(CommandsTest, a_wrong_command_line_says_so_in_the_language_asked_for) {
  const Outcome english = call({"import", "x.csv"});
  EXPECT_EQ(english.code, wrong_usage);
  EXPECT_THAT(english.err, HasSubstr("--map"));
  const Outcome chinese = call({"--language", "zh", "import", "x.csv"});
  EXPECT_EQ(chinese.code, wrong_usage);
  EXPECT_THAT(chinese.err, HasSubstr("缺少配套的参数"));
  EXPECT_EQ(call({"import"}).code, wrong_usage);
  EXPECT_EQ(call({"no-such-command"}).code, wrong_usage);
  EXPECT_EQ(call({}).code, wrong_usage);
}

TEST_F(CommandsTest, help_lists_every_command_and_the_exit_codes) {
  const Outcome help = call({"--help"});
  EXPECT_EQ(help.code, done);
  for (const char* word : {"serve", "apply", "import", "verdicts", "user", "token", "ledger", "backup", "Exit codes"})
    EXPECT_THAT(help.out, HasSubstr(word));
  EXPECT_THAT(call({"--help", "--language=zh"}).out, HasSubstr("退出码"));
  EXPECT_THAT(call({"token", "create", "--help"}).out, HasSubstr("--expires"));
}

TEST_F(CommandsTest, a_store_is_written_as_an_address) {
  const Outcome wrong = call({"user", "save", "--store", "jidoka-data", "--name", "a", "--role", "viewer"});
  EXPECT_EQ(wrong.code, refused);
  EXPECT_THAT(wrong.err, HasSubstr("sqlite:FOLDER"));
  EXPECT_EQ(call({"verdicts", "--store", store}).code, refused);  // nothing there yet
}

TEST_F(CommandsTest, a_store_is_not_made_by_an_import_and_a_token_says_that_it_made_one) {
  const std::string map =
      write("map.yaml", "time: {column: t}\nequipment: {column: e}\nreadings: [{column: v, tag: x}]\n");
  EXPECT_EQ(call({"import", write("some.csv", "t,e,v\n"), "--map", map, "--store", store}).code, refused);
  EXPECT_THAT(call({"import", "no-such.csv", "--map", map, "--store", store}).err, HasSubstr("no-such.csv"));
  EXPECT_FALSE(fs::exists(folder / "store"));
  const Outcome token = call({"token", "create", "--store", store, "--user", "press-1", "--role", "source"});
  EXPECT_EQ(token.code, done);
  EXPECT_THAT(token.err, HasSubstr("A new store was made"));
  EXPECT_EQ(call({"token", "create", "--store", store, "--user", "press-2", "--role", "source"}).err, "");
}

TEST_F(CommandsTest, a_token_is_all_that_is_printed) {
  ASSERT_EQ(call({"user", "save", "--store", store, "--name", "admin", "--role", "admin"}).code, done);
  const Outcome made = call({"token", "create", "--store", store, "--user", "press-1", "--role", "source"});
  ASSERT_EQ(made.code, done) << made.err;
  EXPECT_THAT(made.out, testing::MatchesRegex("jdk_[A-Za-z0-9_-]{43}\n"));
  const Outcome wrong = call({"token", "create", "--store", store, "--user", "press-1", "--role", "sauce"});
  EXPECT_EQ(wrong.code, refused);
  EXPECT_THAT(wrong.err, HasSubstr("sauce"));
  EXPECT_EQ(call({"token", "create", "--store", store, "--user", "p", "--role", "source", "--expires", "soon"}).code,
            refused);
}

TEST_F(CommandsTest, a_user_needs_a_password_of_some_length) {
  const std::vector<std::string> save{
      "user", "save", "--store", store, "--name", "chen.jing", "--role", "quality_engineer", "--password-stdin"};
  EXPECT_EQ(call(save, "short\n").code, refused);
  EXPECT_EQ(call(save, "jidoka-demo\n").code, done);
}

TEST_F(CommandsTest, apply_reports_every_mistake_with_its_place_and_changes_nothing) {
  const std::string wrong =
      write("wrong.yaml",
            "kind: equipment\nid: M1\nname: M1\ntags:\n  t: {uom: furlongs}\n---\nkind: operation\nid: OP1\n"
            "name: Op\nat: [M2]\n");
  const std::string broken = write("broken.yaml", "kind: [\n");
  const Outcome applied = call({"apply", wrong, broken, "--store", store, "--yes"});
  EXPECT_EQ(applied.code, refused);
  EXPECT_THAT(applied.err, AllOf(HasSubstr("wrong.yaml:5:"), HasSubstr("wrong.yaml:10:"), HasSubstr("broken.yaml:"),
                                 HasSubstr("nothing was changed")));
  EXPECT_THAT(call({"apply", wrong, "--store", store, "--yes", "--language", "zh"}).err, HasSubstr("未作任何更改"));
}

TEST_F(CommandsTest, apply_names_the_place_where_a_unit_contradicts_what_is_recorded_before_it_shows_a_difference) {
  ASSERT_EQ(call({"apply", mill + "/plant", "--store", store, "--yes"}).code, done);
  const std::string changed = write("mill.yaml",
                                    "kind: equipment\nid: MILL-01\nname: Mill\ntags:\n  torque: {uom: N.m}\n"
                                    "  process_temperature: {uom: Cel}\n  tool_wear: {uom: min}\n");
  const Outcome applied = call({"apply", changed, "--store", store, "--dry-run"});
  EXPECT_EQ(applied.code, refused);
  EXPECT_EQ(applied.out, "");
  EXPECT_THAT(applied.err, AllOf(HasSubstr("mill.yaml:6:"), HasSubstr("are recorded in \"K\""),
                                 HasSubstr("1 mistake; nothing was changed")));
}

TEST_F(CommandsTest, apply_shows_the_difference_asks_and_is_done_once) {
  const Outcome asked = call({"apply", mill + "/plant", "--store", store});
  EXPECT_EQ(asked.code, refused);
  EXPECT_THAT(asked.err, HasSubstr("--yes"));
  const Outcome dry = call({"apply", mill + "/plant", "--store", store, "--dry-run"});
  EXPECT_EQ(dry.code, done);
  EXPECT_THAT(dry.out, HasSubstr("control_plan CP-MILL"));
  const Outcome applied = call({"apply", mill + "/plant", "--store", store, "--yes"});
  ASSERT_EQ(applied.code, done) << applied.err;
  EXPECT_EQ(applied.out, dry.out);
  const Outcome again = call({"apply", mill + "/plant", "--store", store, "--yes"});
  EXPECT_EQ(again.code, done);
  EXPECT_EQ(again.out, "");
}

TEST_F(CommandsTest, an_import_is_judged_explained_and_not_doubled) {
  ASSERT_EQ(call({"apply", mill + "/plant", "--store", store, "--yes"}).code, done);
  std::string csv =
      "Product ID,Air temperature [K],Process temperature [K],Rotational speed [rpm],Torque [Nm],Tool wear [min]\n";
  for (int i = 0; i < 40; ++i)
    csv += "M" + std::to_string(i) + ",298.1,308.6,1551," + (i == 30 ? "72.5" : "40." + std::to_string(i % 4)) + "," +
           std::to_string(i) + "\n";
  csv += "M40,298.1,not known,1551,40.1,41\n";
  const std::vector<std::string> import{
      "import", write("mill.csv", csv), "--map", mill + "/map.yaml", "--store", store, "--source", "ai4i2020"};
  const Outcome imported = call(import);
  ASSERT_EQ(imported.code, done) << imported.err;
  EXPECT_THAT(imported.out,
              AllOf(HasSubstr("41 rows, 205 readings"), HasSubstr("accepted 204, duplicates 0, quarantined 1"),
                    HasSubstr("row 42"), HasSubstr("CP-MILL@1  10.1  MILL-01/torque  out_of_specification"),
                    HasSubstr("72.5")));
  const Outcome again = call(import);
  EXPECT_THAT(again.out, AllOf(HasSubstr("accepted 0, duplicates 204"), HasSubstr("verdicts: 0")));
  const Outcome listed = call({"verdicts", "--store", store, "--equipment", "MILL-01", "--tag", "torque"});
  EXPECT_EQ(listed.code, done);
  EXPECT_THAT(listed.out, AllOf(HasSubstr("CP-MILL@1 10.1"), HasSubstr("M30"), HasSubstr("72.5")));
  EXPECT_THAT(call({"verdicts", "--store", store, "--language", "zh"}).out, HasSubstr("扭矩"));
}

TEST_F(CommandsTest, a_backup_is_a_store_of_its_own) {
  ASSERT_EQ(call({"apply", mill + "/plant", "--store", store, "--yes"}).code, done);
  const Outcome verified = call({"ledger", "verify", "--store", store});
  EXPECT_EQ(verified.code, done) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("intact"));
  const std::string copy = (folder / "copy").string();
  ASSERT_EQ(call({"backup", "--store", store, "--to", copy}).code, done);
  EXPECT_EQ(call({"backup", "--store", store, "--to", copy}).code, refused);  // never over another
  const Outcome nothing_new = call({"apply", mill + "/plant", "--store", "sqlite:" + copy, "--yes"});
  EXPECT_EQ(nothing_new.code, done) << nothing_new.err;
  EXPECT_EQ(nothing_new.out, "");
}

TEST_F(CommandsTest, a_server_that_is_not_there_is_unavailable) {
  ::setenv("JIDOKA_TOKEN", "jdk_x", 1);
  const Outcome away = call({"verdicts", "--server", "http://127.0.0.1:1"});
  EXPECT_EQ(away.code, unavailable);
  ::unsetenv("JIDOKA_TOKEN");
  EXPECT_EQ(call({"verdicts", "--server", "http://127.0.0.1:1"}).code, not_allowed);
}

}  // namespace
}  // namespace jidoka::app
