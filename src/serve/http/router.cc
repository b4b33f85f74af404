#include "http/router.h"

#include "core/assert.h"

namespace jidoka::http {

namespace {

std::vector<std::string> split(std::string_view pattern) {
  std::vector<std::string> segments;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const std::size_t slash = std::min(pattern.find('/'), pattern.size());
    segments.emplace_back(pattern.substr(0, slash));
    pattern.remove_prefix(slash);
  }
  return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }
bool takes_rest(std::string_view segment) {
  return segment.ends_with("...}");
}  // {path...}: this segment and all that follow

// How many segments match literally; -1: it does not match.
int score(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  const bool open = !pattern.empty() && takes_rest(pattern.back());
  if (open ? path.size() < pattern.size() : path.size() != pattern.size()) return -1;
  int literal = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_parameter(pattern[i])) {
      // "{kind}.json" is a parameter with a literal ending.
      const std::size_t close = pattern[i].find('}');
      if (path[i].empty() || !path[i].ends_with(std::string_view(pattern[i]).substr(close + 1))) return -1;
    } else if (pattern[i] != path[i]) {
      return -1;
    } else {
      ++literal;
    }
  }
  return literal;
}

void fill_parameters(const std::vector<std::string>& pattern, Request& request) {
  request.parameters.clear();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!is_parameter(pattern[i])) continue;
    std::string value = request.segments[i];
    value.resize(value.size() - (pattern[i].size() - pattern[i].find('}') - 1));
    if (takes_rest(pattern[i]))
      for (std::size_t rest = i + 1; rest < request.segments.size(); ++rest) value += "/" + request.segments[rest];
    request.parameters.push_back(std::move(value));
  }
}

}  // namespace

void Router::add(Route route) {
  ASSERT(route.pattern.starts_with('/'));
  for (const Route& other : routes_) ASSERT(other.method != route.method || other.pattern != route.pattern);
  segments_.push_back(split(route.pattern));
  routes_.push_back(std::move(route));
}

Router::Match Router::find(Request& request) const {
  const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  Match match;
  int best = -1;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const int literal = score(segments_[i], request.segments);
    if (literal < 0) continue;
    if (routes_[i].method != method) {
      if (match.allowed.find(routes_[i].method) == std::string::npos) {
        if (!match.allowed.empty()) match.allowed += ", ";
        match.allowed += routes_[i].method;
      }
      continue;
    }
    if (literal <= best) continue;
    best = literal;
    match.route = &routes_[i];
    fill_parameters(segments_[i], request);
  }
  return match;
}

}  // namespace jidoka::http
