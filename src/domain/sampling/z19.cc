#include "sampling/z19.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "sampling/letters.h"
#include "sampling/variables.h"

namespace jidoka::sampling {

namespace {

// Rows of the table: the letters of normal inspection in the order of their samples, and '-' between I and J.
constexpr std::string_view rows = "BCDEFGHI-JKLMNP";
constexpr std::array<std::int64_t, 15> sample_sizes{3, 4, 5, 7, 10, 15, 20, 25, 30, 35, 50, 75, 100, 150, 200};
// The chance in percent that a lot at the AQL is accepted.
constexpr std::array<int, 15> accept_at_aql{89, 90, 90, 90, 90, 91, 92, 93, 94, 94, 95, 96, 97, 98, 99};
// The row that reduced inspection takes for a letter, in the order of variables_letters.
constexpr std::string_view reduced_rows = "BBBBCDEFGHI-KL";
static_assert(reduced_rows.size() == variables_letters.size());

// Columns: tightened at 0.10, then the AQLs from 0.10 to 10, then reduced at 10. Above the row given here an arrow
// leads down to it.
constexpr std::array<double, 13> qualities{0.00065, 0.0010, 0.0015, 0.0025, 0.0040, 0.0065, 0.010,
                                           0.015,   0.025,  0.040,  0.065,  0.10,   0.15};
constexpr std::string_view first_rows = "FEEEDDCCBBBBB";
static_assert(first_rows.size() == qualities.size());

struct Known {
  int sample_size = 0;  // 0: not confirmed by any example
  double m = 0;
};
// σ method: sample size and M where a published example confirms them.
// clang-format off
constexpr std::array<std::array<Known, 13>, 15> known_cells{{
    {{{}, {}, {}, {}, {}, {}, {}, {}, {2, 0.0611}, {2, 0.0927}, {3, 0.1774}, {3, 0.2422}, {4, 0.3367}}},
    {{{}, {}, {}, {}, {}, {}, {2, 0.0273}, {2, 0.039}, {}, {2, 0.0927}, {3, 0.1774}, {3, 0.2422}, {}}},
    {{{}, {}, {}, {}, {2, 0.0051}, {2, 0.0128}, {2, 0.0223}, {}, {3, 0.0756}, {}, {3, 0.156}, {}, {}}},
    {{{}, {4, 0.0029}, {3, 0.00369}, {2, 0.0031}, {}, {3, 0.0194}, {}, {3, 0.0385}, {4, 0.0699}, {4, 0.0997}, {5, 0.1521}, {5, 0.208}, {}}},
    {{{3, 0.00114}, {}, {3, 0.00369}, {3, 0.00568}, {3, 0.00959}, {4, 0.0188}, {4, 0.0258}, {}, {}, {}, {}, {}, {8, 0.2664}}},
    {{{3, 0.00114}, {4, 0.0029}, {}, {4, 0.00681}, {}, {}, {6, 0.0257}, {6, 0.0377}, {7, 0.0583}, {8, 0.0862}, {9, 0.1288}, {}, {}}},
    {{{}, {5, 0.00296}, {5, 0.00445}, {6, 0.00721}, {6, 0.0114}, {}, {7, 0.0262}, {8, 0.0368}, {}, {10, 0.0843}, {12, 0.1235}, {}, {16, 0.2396}}},
    {{{}, {}, {}, {}, {8, 0.0114}, {8, 0.018}, {}, {10, 0.0363}, {11, 0.056}, {}, {15, 0.1204}, {17, 0.1705}, {}}},
    {{{}, {}, {7, 0.00507}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}},
    {{{}, {8, 0.0033}, {9, 0.00469}, {}, {}, {}, {}, {14, 0.0343}, {15, 0.0534}, {18, 0.0772}, {}, {}, {}}},
    {{{}, {}, {12, 0.00461}, {13, 0.00721}, {}, {16, 0.0162}, {17, 0.0235}, {}, {}, {}, {29, 0.1093}, {33, 0.1561}, {}}},
    {{{}, {}, {}, {}, {21, 0.01}, {23, 0.0151}, {25, 0.0219}, {28, 0.0305}, {}, {36, 0.0695}, {}, {}, {}}},
    {{{20, 0.00207}, {22, 0.00296}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}},
    {{{}, {}, {}, {37, 0.00615}, {40, 0.00921}, {44, 0.0139}, {}, {}, {}, {73, 0.0648}, {82, 0.0976}, {}, {}}},
    {{{}, {}, {45, 0.00402}, {49, 0.0062}, {}, {}, {}, {71, 0.0282}, {81, 0.0434}, {}, {}, {}, {}}},
}};
// clang-format on

std::size_t row_of(Severity severity, char letter) {
  const std::size_t at = variables_letters.find(letter);
  return rows.find(severity == Severity::reduced ? reduced_rows.at(at) : letter);
}

Failure not_confirmed(char letter, int aql) {
  return fail(Code::invalid, "plan-not-verified",
              {fmt::format("The sigma method's plan for letter {} at AQL {} could not be checked against a published "
                           "example, so it is not given. Use the s method, or design a plan from two points.",
                           letter, aql_names.at(static_cast<std::size_t>(aql))),
               fmt::format("σ 法中字码 {}、AQL {} 的方案未能与已公布的示例核对，因此不予给出。"
                           "请改用 s 法，或按两点设计抽样方案。",
                           letter, aql_names.at(static_cast<std::size_t>(aql)))},
              "sigma");
}

}  // namespace

Result<VariablesPlan> z19_plan(Sigma sigma, Severity severity, char letter, int aql) {
  if (variables_letters.find(letter) == std::string_view::npos)
    return fail(Code::invalid, "unknown-code-letter",
                {"A code letter of Z1.9 is one of B to N or P, without O.", "Z1.9 的样本量字码为 B～N、P 之一。"},
                "code_letter");
  if (aql < first_z19_aql || aql > last_z19_aql)
    return fail(Code::invalid, "aql-not-in-standard",
                {"Z1.9 has the AQLs 0.10, 0.15, 0.25, 0.40, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5 and 10.",
                 "Z1.9 的 AQL 为 0.10、0.15、0.25、0.40、0.65、1.0、1.5、2.5、4.0、6.5、10。"},
                "aql");
  // One column to the left when tightened, one to the right when reduced; the first AQL stands in column 1.
  const std::size_t shift = severity == Severity::tightened ? 0 : severity == Severity::reduced ? 2 : 1;
  const std::size_t column = static_cast<std::size_t>(aql) - first_z19_aql + shift;
  const std::size_t row = std::max(row_of(severity, letter), rows.find(first_rows.at(column)));

  VariablesPlan plan;
  plan.letter = rows.at(row);
  if (sigma == Sigma::known) {
    const Known cell = known_cells.at(row).at(column);
    if (cell.sample_size == 0) return not_confirmed(letter, aql);
    plan.sample_size = cell.sample_size;
    plan.m = cell.m;
    plan.k = constant_of_estimate(sigma, plan.sample_size, plan.m);
    return plan;
  }
  plan.sample_size = sample_sizes.at(row);
  const auto k = constant_for(sigma, plan.sample_size, qualities.at(column), accept_at_aql.at(row) / 100.0);
  if (!k) return not_confirmed(letter, aql);
  plan.k = *k;
  plan.m = estimated_nonconforming(sigma, plan.sample_size, plan.k);
  return plan;
}

}  // namespace jidoka::sampling
