// Genealogy in both directions. A recursive query finds the nodes, breadth first, so that a limit cuts off the
// farthest; depth follows from the edges.
#include <algorithm>
#include <unordered_map>

#include "sql/ledger_rows.h"
#include "sql/read_runs.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

#define NODES(next, previous)                                                                                 \
  "with recursive tree(number) as (select number from items where id = $2 and kind = $1 union select l." next \
  " from tree join links l on l." previous                                                                    \
  " = tree.number), node(number) as materialized (select number from tree "                                   \
  "limit $3) "
constexpr std::string_view backward = NODES("from_item", "into_item");
constexpr std::string_view forward = NODES("into_item", "from_item");
#undef NODES

struct Edge {
  std::int64_t from = 0;
  std::int64_t into = 0;
  port::TraceEdge view;
};

class Walk {
 public:
  Walk(Database& db, const produce::ItemRef& root, bool is_forward, std::size_t limit)
      : db_(db), root_(root), is_forward_(is_forward), limit_(limit) {}

  Result<std::optional<port::TraceView>> run() {
    TRY_VOID(read_nodes());
    if (nodes_.empty()) return std::optional<port::TraceView>();
    TRY_VOID(read_runs());
    TRY_VOID(read_edges());
    set_depths();
    port::TraceView view{.root = root_,
                         .direction = is_forward_ ? "forward" : "backward",
                         .nodes = {},
                         .edges = {},
                         .complete = complete_,
                         .as_of = 0};
    TRY(const ledger::Head head, stored_head(db_));
    view.as_of = head.size;
    for (const std::int64_t number : order_) view.nodes.push_back(std::move(nodes_.at(number)));
    std::ranges::stable_sort(view.nodes, {}, &port::TraceNode::depth);
    for (Edge& edge : edges_) view.edges.push_back(std::move(edge.view));
    return view;
  }

 private:
  template <class Take>
  Result<void> ask(std::string_view rest, Take&& take) {
    return query(db_, std::string(is_forward_ ? forward : backward) + std::string(rest), take, root_.kind, root_.id,
                 limit_ + 1);
  }

  Result<void> read_nodes() {
    return ask(
        "select i.number, i.kind, i.id, i.material, i.state, coalesce(i.shipped_to, (select id from items box where "
        "box.number = i.inside), "
        "i.location, i.equipment), i.supplier from node join items i on i.number = node.number",
        [&](const Row& row) -> Result<void> {
          if (nodes_.size() == limit_) {
            complete_ = false;
            return {};
          }
          const std::int64_t number = row.integer(0);
          order_.push_back(number);
          nodes_.emplace(number, port::TraceNode{.kind = named<produce::ItemKind>(row, 1),
                                                 .id = text(row, 2),
                                                 .material = text(row, 3),
                                                 .state = named<produce::ItemState>(row, 4),
                                                 .depth = 0,
                                                 .location = text_or_none(row, 5),
                                                 .supplier = text_or_none(row, 6),
                                                 .runs = {}});
          return {};
        });
  }

  Result<void> read_runs() {
    return ask(
        "select r.item, r.number, r.operation, r.equipment, r.person, r.started_at, r.ended_at, r.result, r.defect, "
        "r.parameters "
        "from node join runs r on r.item = node.number order by r.item, r.number",
        [&](const Row& row) -> Result<void> {
          const auto node = nodes_.find(row.integer(0));
          if (node == nodes_.end()) return {};
          TRY(port::RunView run, run_view(row));
          node->second.runs.push_back(std::move(run));
          return {};
        });
  }

  Result<void> read_edges() {
    const std::string_view rest =
        is_forward_ ? "select l.from_item, l.into_item, l.relation, l.quantity, l.uom, l.operation, l.equipment, l.at "
                      "from node join links l on l.from_item = node.number order by l.leaf"
                    : "select l.from_item, l.into_item, l.relation, l.quantity, l.uom, l.operation, l.equipment, l.at "
                      "from node join links l on l.into_item = node.number order by l.leaf";
    return ask(rest, [&](const Row& row) -> Result<void> {
      const auto from = nodes_.find(row.integer(0));
      const auto into = nodes_.find(row.integer(1));
      if (from == nodes_.end() || into == nodes_.end()) return {};
      port::TraceEdge edge{.from = {from->second.kind, from->second.id},
                           .to = {into->second.kind, into->second.id},
                           .relation = text(row, 2),
                           .quantity = decimal_or_none(row, 3),
                           .uom = text(row, 4),
                           .operation = text_or_none(row, 5),
                           .equipment = text_or_none(row, 6),
                           .time = instant(row, 7)};
      edges_.push_back({from->first, into->first, std::move(edge)});
      return {};
    });
  }

  // Distance from the root, the shortest way.
  void set_depths() {
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> next;
    for (const Edge& edge : edges_)
      next[is_forward_ ? edge.from : edge.into].push_back(is_forward_ ? edge.into : edge.from);
    const auto root = std::ranges::find_if(
        order_, [&](std::int64_t n) { return nodes_.at(n).kind == root_.kind && nodes_.at(n).id == root_.id; });
    std::vector<std::int64_t> queue{*root};
    std::unordered_map<std::int64_t, std::int64_t> depth{{*root, 0}};
    for (std::size_t i = 0; i < queue.size(); ++i)
      for (const std::int64_t neighbour : next[queue[i]])
        if (depth.try_emplace(neighbour, depth[queue[i]] + 1).second) queue.push_back(neighbour);
    for (auto& [number, node] : nodes_) node.depth = depth.contains(number) ? depth[number] : 0;
  }

  Database& db_;
  const produce::ItemRef& root_;
  bool is_forward_;
  std::size_t limit_;
  bool complete_ = true;
  std::vector<std::int64_t> order_;
  std::unordered_map<std::int64_t, port::TraceNode> nodes_;
  std::vector<Edge> edges_;
};

}  // namespace

Result<std::optional<port::TraceView>> SiteReads::trace(const produce::ItemRef& root, bool is_forward,
                                                        std::size_t limit) {
  return pool_->with([&](Database& db) { return Walk(db, root, is_forward, std::max<std::size_t>(limit, 1)).run(); });
}

}  // namespace jidoka::sql
