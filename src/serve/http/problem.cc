#include "http/problem.h"

#include <array>

#include "json/encode.h"

namespace jidoka::http {

namespace {

struct Row {
  Code code;
  int status;
  Text title;
};

const std::array<Row, 13>& rows() {
  static const std::array<Row, 13> table = {{
      {Code::invalid, 400, {"Not valid", "内容无效"}},
      {Code::unauthenticated, 401, {"Not signed in", "未登录"}},
      {Code::forbidden, 403, {"Not allowed", "无权限"}},
      {Code::not_found, 404, {"Not found", "未找到"}},
      {Code::conflict, 409, {"Contradicts the present state", "与当前状态冲突"}},
      {Code::stale, 412, {"Somebody changed it first", "已被他人更改"}},
      {Code::too_large, 413, {"Too large", "内容过大"}},
      {Code::unsupported, 415, {"Not supported", "不支持"}},
      {Code::busy, 429, {"Too busy just now", "当前繁忙"}},
      {Code::unavailable, 503, {"Not available", "服务不可用"}},
      {Code::corrupt, 500, {"Stored data are damaged", "存储的数据已损坏"}},
      {Code::timed_out, 504, {"Took too long", "处理超时"}},
      {Code::internal, 500, {"A fault of Jidoka", "Jidoka 内部错误"}},
  }};
  return table;
}

const Row& row_of(Code code) {
  for (const Row& row : rows())
    if (row.code == code) return row;
  return rows().back();
}

Response respond(Problem problem, const Text& title, const Text& text, std::string_view slug, const Request& request) {
  const bool chinese = request.wants_chinese();
  problem.type = "https://jidoka.dev/errors/" + std::string(slug);
  problem.title = chinese ? title.zh : title.en;
  problem.detail = chinese ? text.zh : text.en;
  problem.text = text;
  Response response = json_response(json::encode(problem), static_cast<int>(problem.status));
  response.content_type = "application/problem+json";
  response.headers.emplace_back("content-language", chinese ? "zh-CN" : "en");
  if (problem.status == 429 || problem.status == 503) response.headers.emplace_back("retry-after", "1");
  if (problem.status == 401) response.headers.emplace_back("www-authenticate", "Bearer realm=\"jidoka\"");
  return response;
}

}  // namespace

Error no_room() {
  return make_error(Code::busy, "too-much-at-once",
                    {"Too much is being sent at once; nothing of this was taken. Send it again in a moment.",
                     "当前同时上传的数据过多，未接收任何内容。请稍后重发。"});
}

int status_of(Code code) { return row_of(code).status; }

Response problem(const Error& error, const Request& request) {
  return problem(error, std::vector<ProblemFault>(), request);
}

Response problem(const Error& error, std::vector<ProblemFault> faults, const Request& request) {
  const Row& row = row_of(error.code);
  Problem body;
  body.status = row.status;
  if (!error.field.empty()) body.field = error.field;
  if (!faults.empty()) body.faults = std::move(faults);
  return respond(std::move(body), row.title, error.text,
                 error.slug.empty() ? code_name(error.code) : std::string_view(error.slug), request);
}

Response problem(const Error& error, Duration wait, const Request& request) {
  Response response = problem(error, request);
  std::erase_if(response.headers, [](const auto& header) { return header.first == "retry-after"; });
  response.headers.emplace_back("retry-after", std::to_string((wait.ns + 999'999'999) / 1'000'000'000));
  return response;
}

Response problem(int status, std::string_view slug, const Text& text, const Request& request) {
  Problem body;
  body.status = status;
  const Text title = status == 408 ? Text{"Took too long", "请求超时"} : Text{"Not accepted", "请求未被接受"};
  return respond(std::move(body), title, text, slug, request);
}

}  // namespace jidoka::http
