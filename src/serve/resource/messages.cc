#include "resource/handlers.h"
#include "resource/routes.h"

namespace jidoka::resource {

void add_messages(http::Router& router, Site& site) {
  router.add(with(get_list("/api/v1/commands", "read", "What equipment and systems were told, newest first",
                           &listed_schema<port::CommandView>,
                           reading(site,
                                   [&site](Request& request) -> Result<Response> {
                                     TRY(const auto page, page_of(request));
                                     TRY(const auto list, site.reads->commands(text_of(request, "equipment"), page));
                                     return ok(list);
                                   })),
                  {{"equipment", "Only of this one"}}));
  router.add(get_list("/api/v1/messages", "read", "What your roles were told, newest first",
                      &listed_schema<port::MessageView>, reading(site, [&site](Request& request) -> Result<Response> {
                        TRY(const auto page, page_of(request));
                        TRY(const auto list, site.reads->messages(request.caller.roles, page));
                        return ok(list);
                      })));
}

}  // namespace jidoka::resource
