#include "core/uom_atoms.h"

#include <numbers>
#include <utility>

namespace jidoka {
namespace {

using Dimension = std::array<std::int8_t, 8>;
using Row = std::pair<std::string_view, double>;

constexpr Dimension none{};
//                                m  g  s  K  A mol cd rad
constexpr Dimension length{1, 0, 0, 0, 0, 0, 0, 0};
constexpr Dimension area{2, 0, 0, 0, 0, 0, 0, 0};
constexpr Dimension volume{3, 0, 0, 0, 0, 0, 0, 0};
constexpr Dimension mass{0, 1, 0, 0, 0, 0, 0, 0};
constexpr Dimension time{0, 0, 1, 0, 0, 0, 0, 0};
constexpr Dimension temperature{0, 0, 0, 1, 0, 0, 0, 0};
constexpr Dimension current{0, 0, 0, 0, 1, 0, 0, 0};
constexpr Dimension amount{0, 0, 0, 0, 0, 1, 0, 0};
constexpr Dimension light{0, 0, 0, 0, 0, 0, 1, 0};
constexpr Dimension angle{0, 0, 0, 0, 0, 0, 0, 1};
constexpr Dimension solid_angle{0, 0, 0, 0, 0, 0, 0, 2};
constexpr Dimension frequency{0, 0, -1, 0, 0, 0, 0, 0};
constexpr Dimension speed{1, 0, -1, 0, 0, 0, 0, 0};
constexpr Dimension acceleration{1, 0, -2, 0, 0, 0, 0, 0};
constexpr Dimension force{1, 1, -2, 0, 0, 0, 0, 0};
constexpr Dimension pressure{-1, 1, -2, 0, 0, 0, 0, 0};
constexpr Dimension energy{2, 1, -2, 0, 0, 0, 0, 0};
constexpr Dimension power{2, 1, -3, 0, 0, 0, 0, 0};
constexpr Dimension viscosity{-1, 1, -1, 0, 0, 0, 0, 0};
constexpr Dimension diffusion{2, 0, -1, 0, 0, 0, 0, 0};
constexpr Dimension dose{2, 0, -2, 0, 0, 0, 0, 0};
constexpr Dimension charge{0, 0, 1, 0, 1, 0, 0, 0};
constexpr Dimension voltage{2, 1, -3, 0, -1, 0, 0, 0};
constexpr Dimension resistance{2, 1, -3, 0, -2, 0, 0, 0};
constexpr Dimension conductance{-2, -1, 3, 0, 2, 0, 0, 0};
constexpr Dimension capacitance{-2, -1, 4, 0, 2, 0, 0, 0};
constexpr Dimension flux{2, 1, -2, 0, -1, 0, 0, 0};
constexpr Dimension flux_density{0, 1, -2, 0, -1, 0, 0, 0};
constexpr Dimension inductance{2, 1, -2, 0, -2, 0, 0, 0};
constexpr Dimension luminous{0, 0, 0, 0, 0, 0, 1, 2};
constexpr Dimension illuminance{-2, 0, 0, 0, 0, 0, 1, 2};
constexpr Dimension catalysis{0, 0, -1, 0, 0, 1, 0, 0};

constexpr double inch = 0.0254;
constexpr double foot = 0.3048;
constexpr double gallon = 231 * 0.0254 * 0.0254 * 0.0254;
constexpr double pound = 453.59237;
constexpr double pound_force = pound * 9.80665;
constexpr double degree = std::numbers::pi / 180;

constexpr UomAtom atoms[] = {
    {"m", true, 1, length},
    {"g", true, 1, mass},
    {"s", true, 1, time},
    {"K", true, 1, temperature},
    {"A", true, 1, current},
    {"mol", true, 1, amount},
    {"cd", true, 1, light},
    {"rad", true, 1, angle},
    // temperature; the offset counts only when the unit stands alone
    {"Cel", true, 1, temperature, 273.15},
    {"[degF]", false, 5.0 / 9.0, temperature, 459.67 * 5.0 / 9.0},
    {"[degR]", false, 5.0 / 9.0, temperature},
    // pure numbers
    {"10*", false, 10, none},
    {"10^", false, 10, none},
    {"[pi]", false, std::numbers::pi, none},
    {"%", false, 1e-2, none},
    {"[ppth]", false, 1e-3, none},
    {"[ppm]", false, 1e-6, none},
    {"[ppb]", false, 1e-9, none},
    {"[pptr]", false, 1e-12, none},
    {"bit", true, 1, none},
    {"By", true, 8, none},
    // SI derived
    {"sr", true, 1, solid_angle},
    {"Hz", true, 1, frequency},
    {"N", true, 1e3, force},
    {"Pa", true, 1e3, pressure},
    {"J", true, 1e3, energy},
    {"W", true, 1e3, power},
    {"C", true, 1, charge},
    {"V", true, 1e3, voltage},
    {"F", true, 1e-3, capacitance},
    {"Ohm", true, 1e3, resistance},
    {"S", true, 1e-3, conductance},
    {"Wb", true, 1e3, flux},
    {"T", true, 1e3, flux_density},
    {"H", true, 1e3, inductance},
    {"lm", true, 1, luminous},
    {"lx", true, 1, illuminance},
    {"Bq", true, 1, frequency},
    {"Gy", true, 1, dose},
    {"Sv", true, 1, dose},
    {"kat", true, 1, catalysis},
    {"U", true, 1e-6 / 60, catalysis},
    // angle
    {"deg", false, degree, angle},
    {"gon", false, degree * 0.9, angle},
    {"'", false, degree / 60, angle},
    {"''", false, degree / 3600, angle},
    // time; a and mo are Julian
    {"min", false, 60, time},
    {"h", false, 3600, time},
    {"d", false, 86400, time},
    {"wk", false, 604800, time},
    {"mo", false, 2629800, time},
    {"a", false, 31557600, time},
    // metric by custom
    {"l", true, 1e-3, volume},
    {"L", true, 1e-3, volume},
    {"ar", true, 100, area},
    {"t", true, 1e6, mass},
    {"bar", true, 1e8, pressure},
    {"atm", false, 101325e3, pressure},
    {"att", false, 98066.5e3, pressure},
    {"eV", true, 1.602176634e-16, energy},
    {"[g]", true, 9.80665, acceleration},
    {"gf", true, 9.80665, force},
    {"dyn", true, 1e-2, force},
    {"erg", true, 1e-4, energy},
    {"P", true, 100, viscosity},
    {"St", true, 1e-4, diffusion},
    {"G", true, 0.1, flux_density},
    {"Ao", false, 1e-10, length},
    {"m[H2O]", true, 9806.65e3, pressure},
    {"m[Hg]", true, 133322e3, pressure},
    {"[in_i'H2O]", false, 9806.65e3 * inch, pressure},
    {"[in_i'Hg]", false, 133322e3 * inch, pressure},
    {"cal", true, 4184, energy},
    {"cal_th", true, 4184, energy},
    {"cal_IT", true, 4186.8, energy},
    // inch and pound
    {"[in_i]", false, inch, length},
    {"[ft_i]", false, foot, length},
    {"[yd_i]", false, 0.9144, length},
    {"[mi_i]", false, 1609.344, length},
    {"[nmi_i]", false, 1852, length},
    {"[mil_i]", false, inch / 1000, length},
    {"[kn_i]", false, 1852.0 / 3600, speed},
    {"[sin_i]", false, inch* inch, area},
    {"[sft_i]", false, foot* foot, area},
    {"[cin_i]", false, inch* inch* inch, volume},
    {"[cft_i]", false, foot* foot* foot, volume},
    {"[gal_us]", false, gallon, volume},
    {"[qt_us]", false, gallon / 4, volume},
    {"[pt_us]", false, gallon / 8, volume},
    {"[foz_us]", false, gallon / 128, volume},
    {"[gal_br]", false, 4.54609e-3, volume},
    {"[gr]", false, 0.06479891, mass},
    {"[oz_av]", false, pound / 16, mass},
    {"[lb_av]", false, pound, mass},
    {"[ston_av]", false, pound * 2000, mass},
    {"[lton_av]", false, pound * 2240, mass},
    {"[lbf_av]", false, pound_force, force},
    {"[psi]", false, pound_force / (inch * inch), pressure},
    {"[HP]", false, 550 * foot* pound_force, power},
    {"[Btu]", false, 1055.05585262e3, energy},
    {"[Btu_IT]", false, 1055.05585262e3, energy},
    {"[Btu_th]", false, 1054.35e3, energy},
};

constexpr Row prefixes[] = {
    {"Y", 1e24},  {"Z", 1e21},  {"E", 1e18},    {"P", 1e15},    {"T", 1e12},    {"G", 1e9},
    {"M", 1e6},   {"k", 1e3},   {"h", 1e2},     {"da", 1e1},    {"d", 1e-1},    {"c", 1e-2},
    {"m", 1e-3},  {"u", 1e-6},  {"n", 1e-9},    {"p", 1e-12},   {"f", 1e-15},   {"a", 1e-18},
    {"z", 1e-21}, {"y", 1e-24}, {"Ki", 0x1p10}, {"Mi", 0x1p20}, {"Gi", 0x1p30}, {"Ti", 0x1p40},
};

constexpr std::pair<std::string_view, std::string_view> meanings[] = {
    {"°C", "Cel"},         {"℃", "Cel"},         {"degC", "Cel"},      {"celsius", "Cel"},
    {"°F", "[degF]"},      {"degF", "[degF]"},   {"℉", "[degF]"},      {"psi", "[psi]"},
    {"PSI", "[psi]"},      {"in", "[in_i]"},     {"inch", "[in_i]"},   {"\"", "[in_i]"},
    {"ft", "[ft_i]"},      {"lb", "[lb_av]"},    {"lbs", "[lb_av]"},   {"oz", "[oz_av]"},
    {"gal", "[gal_us]"},   {"ppm", "[ppm]"},     {"ppb", "[ppb]"},     {"mil", "[mil_i]"},
    {"thou", "[mil_i]"},   {"rpm", "{rev}/min"}, {"RPM", "{rev}/min"}, {"r/min", "{rev}/min"},
    {"sec", "s"},          {"hr", "h"},          {"hour", "h"},        {"day", "d"},
    {"week", "wk"},        {"µm", "um"},         {"μm", "um"},         {"micron", "um"},
    {"µs", "us"},          {"Ω", "Ohm"},         {"ohm", "Ohm"},       {"kohm", "kOhm"},
    {"kΩ", "kOhm"},        {"Nm", "N.m"},        {"kWh", "kW.h"},      {"Wh", "W.h"},
    {"Ah", "A.h"},         {"mAh", "mA.h"},      {"mmHg", "mm[Hg]"},   {"mmH2O", "mm[H2O]"},
    {"inHg", "[in_i'Hg]"}, {"hp", "[HP]"},       {"HP", "[HP]"},       {"°", "deg"},
    {"pH", "{pH}"},        {"[pH]", "{pH}"},     {"dB", "{dB}"},       {"dBA", "{dBA}"},
    {"HRC", "{HRC}"},      {"pcs", "{pcs}"},     {"pc", "{pcs}"},      {"ea", "{pcs}"},
    {"EA", "{pcs}"},       {"m²", "m2"},         {"m³", "m3"},         {"mm²", "mm2"},
    {"mm³", "mm3"},        {"cc", "cm3"},        {"kph", "km/h"},      {"m/s²", "m/s2"},
    {"ton", "t"},          {"KG", "kg"},         {"Kg", "kg"},         {"MM", "mm"},
    {"千克", "kg"},        {"公斤", "kg"},       {"克", "g"},          {"毫米", "mm"},
    {"米", "m"},           {"秒", "s"},          {"分钟", "min"},      {"小时", "h"},
    {"件", "{pcs}"},       {"个", "{pcs}"},
};

}  // namespace

const UomAtom* find_uom_atom(std::string_view symbol) {
  for (const UomAtom& atom : atoms)
    if (atom.symbol == symbol) return &atom;
  return nullptr;
}

std::optional<double> find_uom_prefix(std::string_view symbol) {
  for (const auto& [name, factor] : prefixes)
    if (name == symbol) return factor;
  return std::nullopt;
}

std::string_view uom_meant(std::string_view written) {
  for (const auto& [habit, code] : meanings)
    if (habit == written) return code;
  return {};
}

}  // namespace jidoka
