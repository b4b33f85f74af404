// The table of REST nouns, for api.cc alone: each adds its routes. A new noun is one file and one row here, and
// rebuilds no other.
#pragma once

#include "http/router.h"
#include "resource/site.h"

namespace jidoka::resource {

void add_readings(http::Router& router, Site& site);
void add_streams(http::Router& router, Site& site);
void add_chart(http::Router& router, Site& site);
void add_chart_analysis(http::Router& router, Site& site);
void add_alarms(http::Router& router, Site& site);
void add_holds(http::Router& router, Site& site);
void add_equipment(http::Router& router, Site& site);
void add_board(http::Router& router, Site& site);
void add_items(http::Router& router, Site& site);
void add_production(http::Router& router, Site& site);
void add_messages(http::Router& router, Site& site);
void add_plant(http::Router& router, Site& site);
void add_quarantine(http::Router& router, Site& site);
void add_ledger(http::Router& router, Site& site);
void add_files(http::Router& router, Site& site);
void add_search(http::Router& router, Site& site);
void add_events(http::Router& router, Site& site);
void add_session(http::Router& router, Site& site);
void add_people(http::Router& router, Site& site);
void add_metrics(http::Router& router, Site& site);
void add_names(http::Router& router, Site& site);
void add_sources(http::Router& router, Site& site);
void add_timeline(http::Router& router, Site& site);
void add_passports(http::Router& router, Site& site);
void add_source_try(http::Router& router, Site& site);
void add_studies(http::Router& router, Site& site);
void add_sampling(http::Router& router, Site& site);
void add_expressions(http::Router& router, Site& site);
void add_backtests(http::Router& router, Site& site);

using AddRoutes = void (*)(http::Router&, Site&);
inline constexpr AddRoutes nouns[] = {add_readings,  add_streams,     add_chart,          add_alarms,     add_holds,
                                      add_equipment, add_board,       add_items,          add_production, add_messages,
                                      add_plant,     add_quarantine,  add_ledger,         add_files,      add_search,
                                      add_events,    add_session,     add_people,         add_metrics,    add_names,
                                      add_sources,   add_timeline,    add_passports,      add_source_try, add_studies,
                                      add_sampling,  add_expressions, add_chart_analysis, add_backtests};

}  // namespace jidoka::resource
