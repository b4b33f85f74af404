// A store that was damaged is refused with the table and the row, and never read wrongly.
#include "conformance/store_suite.h"
#include "sql/ledger_key.h"

namespace jidoka::conformance {
namespace {

class Damage : public StoreSuite {
 protected:
  Damage() {
    commit({port::StreamOpened{1, "IM-01", "melt_temp", "Cel"}, port::StreamOpened{2, "IM-01", "pressure", "bar"}});
    commit_readings({{1, at(1), 230}, {2, at(1), 80}});
    commit_readings({{2, at(2), 81}}, {{2, 2, "state"}});
    raw_ = std::move(*backend_->writer());
  }
  std::string found() {
    const auto recovered = store().recover();
    if (recovered) return "nothing";
    EXPECT_EQ(recovered.error().code, Code::corrupt);
    return recovered.error().text.en;
  }
  void flip(const std::string& table, const std::string& column, const std::string& where) {
    std::string bytes;
    ASSERT_TRUE(sql::query(*raw_, "select " + column + " from " + table + " where " + where,
                           [&](const sql::Row& row) -> Result<void> {
                             bytes = row.bytes(0);
                             return {};
                           }));
    ASSERT_FALSE(bytes.empty());
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    ASSERT_TRUE(raw_->begin());
    ASSERT_TRUE(sql::run(*raw_, "update " + table + " set " + column + " = $1 where " + where, sql::Bytes{bytes}));
    ASSERT_TRUE(raw_->commit());
  }
  std::unique_ptr<sql::Database> raw_;
};
ON_EVERY_DATABASE(Damage);

TEST_P(Damage, of_a_batch_is_named) {
  EXPECT_EQ(found(), "nothing");
  flip("batches", "bytes", "number = 1");
  EXPECT_NE(found().find("Row 1 of table batches"), std::string::npos) << found();
}

TEST_P(Damage, of_the_state_of_a_stream_is_named) {
  flip("stream_states", "state", "stream = 2");
  EXPECT_NE(found().find("Row 2 of table stream_states"), std::string::npos) << found();
}

TEST_P(Damage, a_stream_whose_row_is_lost_but_not_its_pages_is_named) {
  ASSERT_TRUE(raw_->begin());
  ASSERT_TRUE(sql::run(*raw_, "delete from streams where number = 2"));
  ASSERT_TRUE(raw_->commit());
  EXPECT_NE(found().find("Table streams has no row 2"), std::string::npos) << found();
}

TEST_P(Damage, a_batch_of_a_store_that_knew_no_seals_is_taken_as_it_is) {
  ASSERT_TRUE(raw_->begin());
  ASSERT_TRUE(sql::run(*raw_, "update batches set seal = null"));
  ASSERT_TRUE(raw_->commit());
  EXPECT_EQ(found(), "nothing");
}

TEST_P(Damage, a_lost_half_of_the_key_is_not_replaced) {
  const std::string vkey = *sql::load_vkey(backend_->keys());
  for (const char* lost : {"ledger.key", "ledger.pub"}) {
    site_ = Opened{};
    std::filesystem::rename(backend_->keys() / lost, backend_->keys() / "aside");
    const auto opened = backend_->open();
    ASSERT_FALSE(opened) << lost;
    EXPECT_EQ(opened.error().slug, "ledger-key-missing");
    EXPECT_NE(opened.error().text.en.find(lost), std::string::npos) << opened.error().text.en;
    EXPECT_FALSE(std::filesystem::exists(backend_->keys() / lost)) << "nothing was written in its place";
    std::filesystem::rename(backend_->keys() / "aside", backend_->keys() / lost);
    reopen();
    EXPECT_EQ(*sql::load_vkey(backend_->keys()), vkey);
    EXPECT_EQ(recovered_.ledger_size, *reads().ledger_size());
  }
}

}  // namespace
}  // namespace jidoka::conformance
