#include "sparkplug/payload.h"

#include <fmt/format.h>
#include <sparkplug_b.pb.h>

#include <limits>

#include "wire/utf8.h"

namespace jidoka::sparkplug {

namespace {

using WireMetric = wire::Payload_Metric;
using WireProperties = wire::Payload_PropertySet;

// How many metrics the bytes announce, without making any: a megabyte could announce half a million.
std::optional<std::size_t> count_metrics(std::string_view bytes) {
  std::size_t at = 0, metrics = 0;
  const auto varint = [&](std::uint64_t& out) {
    out = 0;
    for (unsigned shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes[at++]);
      out |= static_cast<std::uint64_t>(byte & 0x7Fu) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  };
  while (at < bytes.size()) {
    std::uint64_t tag = 0, size = 0;
    if (!varint(tag)) return std::nullopt;
    switch (tag & 7u) {
      case 0:
        if (!varint(size)) return std::nullopt;
        continue;
      case 1:
        size = 8;
        break;
      case 2:
        if (!varint(size)) return std::nullopt;
        metrics += (tag >> 3u) == 2;
        break;
      case 5:
        size = 4;
        break;
      default:
        return std::nullopt;  // groups: Sparkplug has none
    }
    if (size > bytes.size() - at) return std::nullopt;
    at += size;
  }
  return metrics;
}

DataType type_of(std::uint32_t number) {
  return number <= static_cast<std::uint32_t>(DataType::model) ? static_cast<DataType>(number) : DataType::other;
}

Value value_in(const WireMetric& metric) {
  using Field = Value::Field;
  switch (metric.value_case()) {
    case WireMetric::kIntValue:
      return {Field::integer, metric.int_value(), 0, {}};
    case WireMetric::kLongValue:
      return {Field::long_integer, metric.long_value(), 0, {}};
    case WireMetric::kFloatValue:
      return {Field::real32, 0, metric.float_value(), {}};
    case WireMetric::kDoubleValue:
      return {Field::real64, 0, metric.double_value(), {}};
    case WireMetric::kBooleanValue:
      return {Field::boolean, metric.boolean_value() ? 1u : 0u, 0, {}};
    case WireMetric::kStringValue:
      return {Field::text, 0, 0, metric.string_value()};
    case WireMetric::VALUE_NOT_SET:
      return {};
    default:
      return {Field::other, 0, 0, {}};
  }
}

void read_properties(const WireProperties& properties, Metric& metric) {
  const int count = std::min(properties.keys_size(), properties.values_size());
  for (int i = 0; i < count; ++i) {
    const auto& key = properties.keys(i);
    const auto& value = properties.values(i);
    if (value.is_null()) continue;
    if ((key == "engUnit" || key == "Engineering Units") && value.has_string_value() &&
        ::jidoka::wire::is_utf8(value.string_value()))
      metric.engineering_unit = value.string_value();
    if (key == "Quality" && value.has_int_value()) metric.quality = static_cast<std::int32_t>(value.int_value());
    if (key == "Quality" && value.has_long_value()) metric.quality = static_cast<std::int32_t>(value.long_value());
  }
}

Metric metric_in(const WireMetric& from) {
  Metric metric;
  if (from.has_name()) metric.name = from.name();
  if (from.has_alias()) metric.alias = from.alias();
  if (from.has_timestamp()) metric.time_ms = from.timestamp();
  metric.type = type_of(from.datatype());
  metric.is_historical = from.is_historical();
  metric.is_transient = from.is_transient();
  metric.is_null = from.is_null();
  if (from.has_properties()) read_properties(from.properties(), metric);
  metric.value = value_in(from);
  return metric;
}

void write_value(const Value& value, WireMetric& to) {
  using Field = Value::Field;
  switch (value.field) {
    case Field::integer:
      to.set_int_value(static_cast<std::uint32_t>(value.bits));
      break;
    case Field::long_integer:
      to.set_long_value(value.bits);
      break;
    case Field::real32:
      to.set_float_value(static_cast<float>(value.real));
      break;
    case Field::real64:
      to.set_double_value(value.real);
      break;
    case Field::boolean:
      to.set_boolean_value(value.bits != 0);
      break;
    case Field::text:
      to.set_string_value(std::string(value.text));
      break;
    case Field::other:
      to.set_bytes_value(std::string(value.text));
      break;
    case Field::none:
      break;
  }
}

void write_property(WireProperties& properties, const char* key, DataType type, auto&& set) {
  properties.add_keys(key);
  auto* value = properties.add_values();
  value->set_type(static_cast<std::uint32_t>(type));
  set(*value);
}

Failure not_sparkplug() {
  return fail(Code::invalid, "not-sparkplug",
              {"The payload is no Sparkplug B: it is cut off or damaged, or the edge node sends another format.",
               "负载不是 Sparkplug B 格式：可能被截断或损坏，或边缘节点发送的是其他格式。"},
              "payload");
}

}  // namespace

struct PayloadReader::Wire {
  wire::Payload message;
};

PayloadReader::PayloadReader() : wire_(std::make_unique<Wire>()) {}
PayloadReader::~PayloadReader() = default;
PayloadReader::PayloadReader(PayloadReader&&) noexcept = default;
PayloadReader& PayloadReader::operator=(PayloadReader&&) noexcept = default;

Result<const Payload*> PayloadReader::read(std::string_view bytes) {
  if (bytes.size() > most_payload_bytes)
    return fail(Code::too_large, "payload-too-large",
                {fmt::format("The payload has {} bytes; at most 1 048 576 are taken.", bytes.size()),
                 fmt::format("负载为 {} 字节，上限为 1 048 576 字节。", bytes.size())},
                "payload");
  const auto count = count_metrics(bytes);
  if (!count) return not_sparkplug();
  if (*count > most_metrics)
    return fail(Code::too_large, "too-many-metrics",
                {fmt::format("The payload has {} metrics; at most 10 000 are taken.", *count),
                 fmt::format("负载含 {} 个指标，上限为 10 000 个。", *count)},
                "payload");
  if (!wire_->message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return not_sparkplug();
  const wire::Payload& message = wire_->message;
  if (message.uuid() == "SPBV1.0_COMPRESSED")
    return fail(Code::unsupported, "payload-compressed",
                {"The payload is compressed, which is not taken. Switch compression off at the edge node.",
                 "负载经过压缩，不予接收。请在边缘节点关闭压缩。"},
                "payload");
  payload_ = {};
  if (message.has_timestamp()) payload_.time_ms = message.timestamp();
  if (message.has_seq()) payload_.seq = message.seq();
  metrics_.clear();
  metrics_.reserve(*count);
  for (const WireMetric& metric : message.metrics()) metrics_.push_back(metric_in(metric));
  payload_.metrics = metrics_;
  return &payload_;
}

std::string write(const Payload& payload) {
  wire::Payload message;
  if (payload.time_ms) message.set_timestamp(*payload.time_ms);
  if (payload.seq) message.set_seq(*payload.seq);
  for (const Metric& metric : payload.metrics) {
    WireMetric& to = *message.add_metrics();
    if (metric.name) to.set_name(std::string(*metric.name));
    if (metric.alias) to.set_alias(*metric.alias);
    if (metric.time_ms) to.set_timestamp(*metric.time_ms);
    if (metric.type != DataType::unknown) to.set_datatype(static_cast<std::uint32_t>(metric.type));
    if (metric.is_historical) to.set_is_historical(true);
    if (metric.is_transient) to.set_is_transient(true);
    if (metric.is_null) to.set_is_null(true);
    if (metric.engineering_unit)
      write_property(*to.mutable_properties(), "engUnit", DataType::string,
                     [&](auto& value) { value.set_string_value(std::string(*metric.engineering_unit)); });
    if (metric.quality)
      write_property(*to.mutable_properties(), "Quality", DataType::int32,
                     [&](auto& value) { value.set_int_value(static_cast<std::uint32_t>(*metric.quality)); });
    write_value(metric.value, to);
  }
  return message.SerializeAsString();
}

std::optional<Instant> instant_of(std::uint64_t milliseconds) {
  if (milliseconds > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / 1'000'000))
    return std::nullopt;
  return Instant{static_cast<std::int64_t>(milliseconds) * 1'000'000};
}

}  // namespace jidoka::sparkplug
