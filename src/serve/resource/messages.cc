#include "resource/handlers.h"

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
  router.add(post("/api/v1/commands/{id}/acknowledge", "commands.acknowledge",
                  "Say that a command was carried out, or why not", &json::schema_of<act::AcknowledgeCommand>,
                  &json::schema_of<loop::Done>, writing(site, [](Request& request) -> Result<loop::RequestBody> {
                    TRY(auto input, body_of<act::AcknowledgeCommand>(request));
                    return loop::ForCommand{request.parameters[0], std::move(input), {}};
                  })));
  router.add(get_list("/api/v1/messages", "read", "What your roles were told, newest first",
                      &listed_schema<port::MessageView>, reading(site, [&site](Request& request) -> Result<Response> {
                        TRY(const auto page, page_of(request));
                        TRY(const auto list, site.reads->messages(request.caller.roles, page));
                        return ok(list);
                      })));
}

}  // namespace jidoka::resource
