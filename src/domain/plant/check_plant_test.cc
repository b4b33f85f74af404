// Mistakes in equipment, products, people and connections.
#include <gtest/gtest.h>

#include "plant/sample_plant_test.h"

namespace jidoka::plant {
namespace {

using sample::mistake_with;

TEST(CheckEquipment, StandsInsideSomethingThatExistsAndIsAbove) {
  EXPECT_EQ(mistake_with("in: LINE-1", "in: HALL"),
            "There is no equipment \"HALL\". Add a document for it, or name one that exists.");
  EXPECT_EQ(
      mistake_with("level: line", "level: station"),
      "A station cannot be in \"LINE-1\", which is a station. Set `level` of one of them: enterprise, site, area, "
      "line, station.");
}

TEST(CheckEquipment, DoesNotContainItself) {
  EXPECT_EQ(mistake_with("level: line\n", "level: line\nin: IM-01\n"),
            "Equipment contains itself: IM-01 → LINE-1 → IM-01. Correct one `in`.");
  EXPECT_EQ(mistake_with("level: line\n", "level: line\nin: LINE-1\n"),
            "Equipment contains itself: LINE-1 → LINE-1. Correct one `in`.");
}

TEST(CheckEquipment, TagsSayUnitRangePrecisionAndPeriodThatCanBe) {
  EXPECT_EQ(mistake_with("uom: bar", "uom: psi"),
            "The unit of measure of pressure: \"psi\" is not a unit of measure in UCUM: write \"[psi]\".");
  EXPECT_EQ(mistake_with("range: [0, 250]", "range: [250, 0]"),
            "The range of pressure goes from 250 down to 0. Write the lower number first.");
  EXPECT_EQ(mistake_with("range: [0, 250]", "range: [5, 5]"),
            "The range of pressure goes from 5 down to 5. Write the lower number first.");
  EXPECT_EQ(mistake_with("range: [0, 250]", "range: [250]"),
            "The range of pressure needs two numbers, [lowest, highest], but has 1.");
  EXPECT_EQ(mistake_with("precision: 0.1", "precision: 0"),
            "The precision of melt_temp is 0. It must be above 0, such as 0.1.");
  EXPECT_EQ(mistake_with("every: 1s", "every: 0s"), "The period of melt_temp must be longer than 0, such as 1s.");
  EXPECT_EQ(mistake_with("  pressure:", "  back pressure:"),
            "\"back pressure\" cannot be an id. Use 1 to 64 letters, digits and - _ . : +, without spaces.");
}

TEST(CheckEquipment, StatesCommandsAndTargetAreKnown) {
  EXPECT_EQ(mistake_with("states: packml", "states: omac"),
            "There is no state model \"omac\". Write packml, or leave it out.");
  EXPECT_EQ(mistake_with("commands: [stop, set_point]", "commands: [stop, set_point, stop]"),
            "The command \"stop\" is listed twice. Remove one.");
  EXPECT_EQ(mistake_with("target: gateway", "target: gatway"),
            "There is no target \"gatway\". Did you mean \"gateway\"?");
}

TEST(CheckProducts, OperationsNameWhatExists) {
  EXPECT_EQ(mistake_with("at: [IM-01]\n", "at: [IM-1]\n"), "There is no equipment \"IM-1\". Did you mean \"IM-01\"?");
  EXPECT_EQ(mistake_with("at: [IM-01, LINE-1]", "at: []"),
            "No equipment can run this operation. Name at least one in `at`.");
  EXPECT_EQ(mistake_with("at: [IM-01, LINE-1]", "at: [IM-01, IM-01]"),
            "The equipment \"IM-01\" is listed twice. Remove one.");
  EXPECT_EQ(mistake_with("makes: HOUSING-A", "makes: HOUSING-B"),
            "There is no material \"HOUSING-B\". Did you mean \"HOUSING-A\"?");
  EXPECT_EQ(mistake_with("material: RESIN-PA66", "material: RESIN-PA6"),
            "There is no material \"RESIN-PA6\". Did you mean \"RESIN-PA66\"?");
  EXPECT_EQ(mistake_with("next: [OP20]", "next: [OP21]"), "There is no operation \"OP21\". Did you mean \"OP20\"?");
}

TEST(CheckProducts, QuantitiesArePositiveAndConvert) {
  EXPECT_EQ(mistake_with("quantity: 42", "quantity: 0"), "The quantity of RESIN-PA66 is 0. It must be above 0.");
  EXPECT_EQ(
      mistake_with("uom: g}", "uom: mL}"),
      "RESIN-PA66 cannot be taken in \"mL\": it is kept in \"kg\". Write the quantity in that unit, or in one that "
      "converts.");
  EXPECT_EQ(
      mistake_with("uom: g}", "uom: grams}"),
      "The unit of measure of RESIN-PA66: \"grams\" is not a unit of measure in UCUM: \"grams\" is unknown; a name of "
      "your own goes in braces, such as {grams}.");
  EXPECT_EQ(
      mistake_with("uom: kg", "uom: kgs"),
      "The unit of measure: \"kgs\" is not a unit of measure in UCUM: \"kgs\" is unknown; a name of your own goes in "
      "braces, such as {kgs}.");
  EXPECT_EQ(mistake_with("uom: g}]", "uom: g}, {material: RESIN-PA66, quantity: 1, uom: kg}]"),
            "The material \"RESIN-PA66\" is consumed twice. Add the quantities up in one entry.");
}

TEST(CheckProducts, RoutingDoesNotRunInACircle) {
  EXPECT_EQ(mistake_with("at: [IM-01, LINE-1]", "at: [IM-01, LINE-1]\nnext: [OP10]"),
            "The routing runs in a circle: OP10 → OP20 → OP10. Remove one `next`.");
  EXPECT_EQ(mistake_with("next: [OP20]", "next: [OP10]"),
            "The routing runs in a circle: OP10 → OP10. Remove one `next`.");
}

TEST(CheckPeople, RolesAndPermissionsAreKnown) {
  EXPECT_EQ(mistake_with("roles: [quality_engineer,", "roles: [quality_enginer,"),
            "There is no role \"quality_enginer\". Did you mean \"quality_engineer\"?");
  EXPECT_EQ(mistake_with("roles: [quality_engineer,", "roles: [astronaut,"),
            "There is no role \"astronaut\". Add a document for it, or name one that exists.");
  EXPECT_EQ(mistake_with("may: [read, alarms.*]", "may: [read, holds.plcae]"),
            "There is no permission \"holds.plcae\". Did you mean \"holds.place\"?");
  EXPECT_EQ(mistake_with("may: [read, alarms.*]", "may: [fly]"),
            "There is no permission \"fly\". Known are: read, ingest, produce, alarms.acknowledge, alarms.shelve, "
            "holds.place, holds.release, equipment.stop, equipment.restart, commands.acknowledge, plant.apply, "
            "quarantine.settle, files.write, metrics, users.manage, tokens.manage.");
}

TEST(CheckPeople, BuiltInRolesStayAsTheyAre) {
  EXPECT_EQ(mistake_with("name: {en: Plant manager, zh: 厂长}\nmay: [read, alarms.*]",
                         "name: {en: Plant manager, zh: 厂长}\nmay: [read]\n---\nkind: role\nid: process_engineer\n"
                         "name: {en: Process, zh: 工艺}\nmay: [\"*\"]"),
            "\"process_engineer\" is a built-in role, which stays as it is. Give yours another id.");
}

TEST(CheckPeople, BadgeBelongsToOnePerson) {
  EXPECT_EQ(mistake_with("badge: \"10017\"",
                         "badge: \"10017\"\n---\nkind: person\nid: wang.fang\nname: Wang Fang\nbadge: \"10017\""),
            "The badge \"10017\" is also chen.jing's. Every person needs a badge of their own.");
}

TEST(CheckConnections, SourcesAreOfAKindThatRuns) {
  EXPECT_EQ(mistake_with("from: line_protocol", "from: pigeon"),
            "Readings cannot come from \"pigeon\". Use http, line_protocol, file, mqtt or sparkplug.");
  for (const std::string_view kind : {"opcua", "modbus", "kafka"})
    EXPECT_EQ(mistake_with("from: line_protocol", "from: " + std::string(kind)),
              "Readings from " + std::string(kind) +
                  " are not supported yet. Use mqtt, http, line_protocol or file; a gateway can translate.");
  EXPECT_EQ(mistake_with("unknown: catalogue", "match: {topic: \"plant/+machine/data\"}"),
            "`match` belongs to sources from mqtt. Remove it; line_protocol takes everything that is sent to it.");
}

TEST(CheckConnections, ReadingMapsAreTemplatesForLineProtocol) {
  EXPECT_EQ(
      mistake_with("from: line_protocol", "from: http"),
      "Readings from http are not mapped yet. Remove `reading`, and send equipment, tag, time and value under these "
      "names.");
  for (const std::string_view broken : {"{host", "host}", "{}", "{{host}}"})
    EXPECT_EQ(mistake_with("{host}", broken), "The template \"" + std::string(broken) +
                                                  "\" has a brace without its partner or without a name. Write it like "
                                                  "{key}.");
  EXPECT_EQ(mistake_with("L-{lot}", "{lot?}"),
            "The template \"{lot?}\" has an optional part, which is not supported yet. Leave the ? out, and let every "
            "message say it.");
  EXPECT_EQ(mistake_with("lot: \"L-{lot}\"", "value: \"{value}\""),
            "Line protocol says the value itself; mapping it is not supported yet. Remove `value`.");
  EXPECT_EQ(mistake_with("lot: \"L-{lot}\"", "time: \"{ts}\""),
            "Line protocol says the time itself; mapping it is not supported yet. Remove `time`.");
}

TEST(CheckConnections, TargetsAreWebAddressesWithoutPasswords) {
  EXPECT_EQ(mistake_with("to: webhook", "to: opcua"),
            "Targets of type opcua are not supported yet. Use mqtt or webhook; a gateway can translate.");
  EXPECT_EQ(mistake_with("to: webhook", "to: drum"),
            "There is no target of type \"drum\". Use webhook, mqtt or sparkplug.");
  for (const std::string_view url :
       {"gateway.plant/commands", "ftp://gateway.plant", "https://", "https://gate way/", "http://:80/", "http://a:0/",
        "http://a:65536/", "http://a:8o/", "http://[::1/", "http://a/#top"})
    EXPECT_EQ(mistake_with("https://gateway.plant:8443/commands", "\"" + std::string(url) + "\""),
              "\"" + std::string(url) + "\" is not a web address. Write it like https://gateway.plant:8443/commands.");
  EXPECT_EQ(mistake_with("https://gateway.plant:8443/commands", "https://user:secret@gateway.plant/"),
            "The url holds a user name or password. Leave it out, and sign the requests with secret_env.");
  for (const std::string_view url :
       {"http://10.0.0.7", "https://gateway.plant/a/b?c=d%20e", "http://[::1]:8900/x", "http://plc_1:80"})
    EXPECT_EQ(mistake_with("https://gateway.plant:8443/commands", "\"" + std::string(url) + "\""), "");
  EXPECT_EQ(
      mistake_with("GATEWAY_SECRET", "hunter2"),
      "`secret_env` is the name of an environment variable, not the secret itself. Write it like LINE_PLC_SECRET.");
}

}  // namespace
}  // namespace jidoka::plant
