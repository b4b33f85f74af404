#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "json/yaml.h"
#include "plant/documents.h"
#include "resource/handlers.h"
#include "resource/routes.h"
#include "session/reads_fake.h"

namespace jidoka::resource {
namespace {

constexpr std::string_view plant_text = R"(
kind: equipment
id: IM-01
name: Press 1
tags: {melt_temp: {uom: Cel}}
---
kind: material
id: HOUSING
name: Housing
---
kind: operation
id: OP10
name: Mould
at: [IM-01]
makes: HOUSING
---
kind: control_plan
id: CP
part: HOUSING
revision: 1
lines:
  - id: "1"
    operation: OP10
    characteristic: {id: melt_temperature, kind: process}
    specification: {lower: -10000, upper: 10000, uom: Cel}
    readings: {tag: melt_temp}
    sample: {size: 5}
    chart: {type: xbar-r, rules: [we1], limits: {mean: 500, sigma: 100}}
    reactions: []
)";

// A stream of 1000 samples, a second apart, each the number of those before it: subgroup g of five has the mean 5 g
// + 2.
class ChartTest : public testing::Test {
 protected:
  ChartTest() {
    auto documents = json::parse_yaml(plant_text, "plant.yaml");
    auto checked = plant::check_documents({}, *documents);
    EXPECT_TRUE(checked) << plant::shown(checked.error().front()).en;
    model = std::make_shared<plant::Model>(std::move(checked->model));
    for (std::int64_t i = 0; i < 1000; ++i)
      reads.known_samples.push_back({at(i), static_cast<double>(i), std::nullopt, std::nullopt});
    reads.known_streams.push_back({"IM-01/melt_temp", "IM-01", "melt_temp", "Cel", 1000, at(0), at(999), 999.0});
    site.reads = &reads;
    site.pool = &pool;
    site.catalogue = [this] {
      return std::make_shared<const sense::Catalogue>(
          *model, std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"}});
    };
    site.model = [this] { return model; };
    add_chart(router, site);
  }
  static Instant at(std::int64_t second) { return session::FakeClock().time + seconds(second); }

  // Of the location panel: {index, value} of each point.
  std::vector<std::pair<std::int64_t, double>> points(const std::string& query) {
    http::Request request;
    request.method = "GET";
    EXPECT_TRUE(http::read_target("/api/v1/streams/IM-01/melt_temp/chart?" + query, request));
    const http::Route* route = router.find(request).route;
    std::optional<Result<http::Response>> answer;
    boost::asio::io_context io;
    boost::asio::co_spawn(
        io, [&]() -> http::awaitable<void> { answer = co_await route->handler(request); }, boost::asio::detached);
    io.run();
    std::vector<std::pair<std::int64_t, double>> out;
    EXPECT_TRUE(*answer) << (*answer).error().text.en;
    if (!*answer) return out;
    const auto chart = boost::json::parse((*answer)->content());
    for (const auto& point : chart.at("panels").at(0).at("points").as_array())
      out.emplace_back(point.at("index").to_number<std::int64_t>(), point.at("value").to_number<double>());
    return out;
  }
  void expect_subgroups(const std::vector<std::pair<std::int64_t, double>>& points, std::int64_t last,
                        std::size_t count) {
    ASSERT_EQ(points.size(), count);
    EXPECT_EQ(points.back().first, last);
    for (std::size_t i = 0; i < points.size(); ++i) {
      EXPECT_EQ(points[i].first, last - static_cast<std::int64_t>(points.size() - 1 - i));
      EXPECT_DOUBLE_EQ(points[i].second, static_cast<double>(points[i].first) * 5 + 2);
    }
  }

  session::FakeReads reads;
  async::ThreadPool pool{"chart-test", {.threads = 1, .waiting = 4}};
  plant::ModelPtr model;
  Site site;
  http::Router router;
};

TEST_F(ChartTest, shows_the_subgroups_that_were_judged_whatever_the_time_it_ends_at) {
  expect_subgroups(points("points=20"), 199, 20);
  for (const std::int64_t second : {999, 504, 503, 502, 501, 500})
    expect_subgroups(points("points=20&to=" + to_string(at(second))), (second + 1) / 5 - 1, 20);
  expect_subgroups(points("points=200&to=" + to_string(at(57))), 10, 11);
}

TEST_F(ChartTest, counts_what_came_before_and_not_what_comes_meanwhile) {
  reads.known_streams[0].count = 997;  // as it was before the last three came
  expect_subgroups(points("points=20"), 199, 20);
}

TEST_F(ChartTest, keeps_the_count_where_several_samples_share_a_moment) {
  for (auto& sample : reads.known_samples) sample.time = at(static_cast<std::int64_t>(sample.value) / 3);
  expect_subgroups(points("points=20"), 199, 20);
}

}  // namespace
}  // namespace jidoka::resource
