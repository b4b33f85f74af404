// Readings as CSV, straight into sense::Intake. The first row names the columns, in any order:
//
//   equipment,tag,time,value,uom,unit,lot
//   IM-01,melt_temp,2026-01-01T08:00:00Z,231.2,Cel,SN-0042,L-7
// equipment, tag and value are needed. Separated by commas, semicolons or tabs; a comma is a decimal sign only where
// commas do not separate. A row that cannot be a reading goes to quarantine; a table that cannot be read is refused
// whole.
#pragma once

#include <string_view>

#include "core/instant.h"
#include "core/result.h"
#include "sense/intake.h"

namespace jidoka::table {

Result<sense::Batch> decode_readings(std::string_view body, sense::Intake intake, Instant received_at);

}  // namespace jidoka::table
