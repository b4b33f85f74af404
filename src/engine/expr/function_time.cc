#include "expr/function.h"
#include "expr/moment.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

template <Calendar Part>
Value part_of(Call& call, Arguments a) {
  std::int64_t offset = 0;
  if (a.size() > 1) {
    if (!call.spend(50)) return call.cost_fault();
    const auto zone = zone_offset(a[1].view(), a[0]);
    if (!zone) return call.fault(FaultKind::bad_zone, {&a[1], 1});
    offset = *zone;
  }
  return of_int(calendar_part(Part, a[0].integer + offset));
}

Value milliseconds_of(Call&, Arguments a) { return of_int(a[0].extra / 1'000'000); }

template <std::int64_t Unit>
Value whole(Call&, Arguments a) {
  return of_int(a[0].integer / Unit);
}

Value milliseconds_left(Call&, Arguments a) { return of_int(a[0].integer % 1'000'000'000 / 1'000'000); }

constexpr std::int64_t second = 1'000'000'000;

const FunctionRow rows[] = {
    {"timestamp.getFullYear() -> int", part_of<Calendar::year>, {"Year, in UTC", "年（UTC）"}},
    {"timestamp.getFullYear(string) -> int", part_of<Calendar::year>, {"Year, in a time zone", "年（指定时区）"}},
    {"timestamp.getMonth() -> int", part_of<Calendar::month>, {"Month, January is 0", "月，一月为 0"}},
    {"timestamp.getMonth(string) -> int", part_of<Calendar::month>, {"In a time zone", "指定时区"}},
    {"timestamp.getDate() -> int", part_of<Calendar::day>, {"Day of the month, from 1", "日，从 1 起"}},
    {"timestamp.getDate(string) -> int", part_of<Calendar::day>, {"In a time zone", "指定时区"}},
    {"timestamp.getDayOfMonth() -> int", part_of<Calendar::day_of_month>, {"Day of the month, from 0", "日，从 0 起"}},
    {"timestamp.getDayOfMonth(string) -> int", part_of<Calendar::day_of_month>, {"In a time zone", "指定时区"}},
    {"timestamp.getDayOfWeek() -> int", part_of<Calendar::day_of_week>, {"Sunday is 0", "星期，星期日为 0"}},
    {"timestamp.getDayOfWeek(string) -> int", part_of<Calendar::day_of_week>, {"In a time zone", "指定时区"}},
    {"timestamp.getDayOfYear() -> int", part_of<Calendar::day_of_year>, {"From 0", "一年中的第几天，从 0 起"}},
    {"timestamp.getDayOfYear(string) -> int", part_of<Calendar::day_of_year>, {"In a time zone", "指定时区"}},
    {"timestamp.getHours() -> int", part_of<Calendar::hour>, {"0 to 23", "0 至 23 时"}},
    {"timestamp.getHours(string) -> int", part_of<Calendar::hour>, {"In a time zone", "指定时区"}},
    {"timestamp.getMinutes() -> int", part_of<Calendar::minute>, {"0 to 59", "0 至 59 分"}},
    {"timestamp.getMinutes(string) -> int", part_of<Calendar::minute>, {"In a time zone", "指定时区"}},
    {"timestamp.getSeconds() -> int", part_of<Calendar::second>, {"0 to 59", "0 至 59 秒"}},
    {"timestamp.getSeconds(string) -> int", part_of<Calendar::second>, {"In a time zone", "指定时区"}},
    {"timestamp.getMilliseconds() -> int", milliseconds_of, {"Of the second", "秒内的毫秒数"}},
    {"timestamp.getMilliseconds(string) -> int", milliseconds_of, {"Of the second", "秒内的毫秒数"}},
    {"duration.getHours() -> int", whole<3'600 * second>, {"Whole hours", "整小时数"}},
    {"duration.getMinutes() -> int", whole<60 * second>, {"All of it in whole minutes", "折合整分钟数"}},
    {"duration.getSeconds() -> int", whole<second>, {"All of it in whole seconds", "折合整秒数"}},
    {"duration.getMilliseconds() -> int", milliseconds_left, {"Beyond the whole seconds", "整秒以外的毫秒数"}},
};

}  // namespace

std::span<const FunctionRow> time_functions() { return rows; }

}  // namespace jidoka::expr
