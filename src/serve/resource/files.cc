#include "resource/handlers.h"

namespace jidoka::resource {

struct StoredFile {
  std::string sha256;
};
constexpr auto describe(const StoredFile*) {
  return json::type<StoredFile>("StoredFile", "A file by the hash of its bytes",
                                json::field("sha256", &StoredFile::sha256));
}

void add_files(http::Router& router, Site& site) {
  http::Route put = post("/api/v1/files", "files.write", "Keep a file under the hash of its bytes", nullptr,
                         &json::schema_of<StoredFile>,
                         reading(site,
                                 [&site](Request& request) -> Result<Response> {
                                   if (request.body.empty())
                                     return fail(Code::invalid, "empty-file", {"The file is empty.", "文件为空。"});
                                   StoredFile stored;
                                   TRY(stored.sha256, site.files->put(request.body));
                                   Response response = ok(stored);
                                   response.status = 201;
                                   return response;
                                 }),
                         201);
  put.takes = {{"*/*", nullptr}};
  put.takes_key = false;  // the same bytes are the same file anyway
  router.add(std::move(put));
  router.add(get_text("/api/v1/files/{sha256}", "read", "A file", "application/octet-stream",
                      reading(site, [&site](Request& request) -> Result<Response> {
                        Response response;
                        TRY(response.body, site.files->get(request.parameters[0]));
                        // Never shown as a page of ours, whatever it contains.
                        response.content_type = "application/octet-stream";
                        response.headers.emplace_back("content-disposition", "attachment");
                        response.headers.emplace_back("cache-control", "private, max-age=31536000, immutable");
                        return response;
                      })));
}

}  // namespace jidoka::resource
