#include "feed/reader.h"

#include <utility>

#include "feed/sparkplug_reader.h"

namespace jidoka::feed {

namespace {

class MappedReader final : public Reader {
 public:
  explicit MappedReader(mapping::MessageMap map) : map_(std::move(map)) {}

  std::vector<std::string> filters() const override { return {map_.topic().filter()}; }
  mapping::Applied apply(const mqtt::Message& message, Instant now, sense::Intake& intake) override {
    return map_.apply(message.topic, message.payload, message.size, now, intake);
  }
  std::vector<std::pair<std::string, std::string>> last_fields() const override { return map_.last_fields(); }

 private:
  mapping::MessageMap map_;
};

}  // namespace

Result<std::unique_ptr<Reader>> reader_of(const plant::Source& source) {
  if (source.from == "sparkplug") {
    TRY(auto reader, SparkplugReader::create(source));
    return reader;
  }
  TRY(mapping::MessageMap map, mapping::MessageMap::compile(source));
  return std::make_unique<MappedReader>(std::move(map));
}

}  // namespace jidoka::feed
