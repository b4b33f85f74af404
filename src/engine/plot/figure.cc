#include "plot/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "plot/panel.h"
#include "plot/text.h"

namespace jidoka::plot {

namespace {

constexpr int least_width = 240;
constexpr int most_width = 8000;
constexpr int least_height = 120;
constexpr int most_height = 4000;

// The colours of the web pages' light theme (web/src/shell/base.css). Chinese fonts stand in the list by name, because
// a viewer without them would draw boxes. Plain rules without variables: not every viewer of SVG knows those.
constexpr std::string_view style = R"(<style>
svg{background:#ffffff}
text{font-family:Inter,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif;font-size:12px;fill:#5c6773}
.jp-title{font-size:16px;font-weight:600;fill:#1c2128}
.jp-panel-title{font-size:13px;font-weight:600;fill:#1c2128}
.jp-tick{font-size:11px}
.jp-grid{stroke:#e9ecef;fill:none}
.jp-axis{stroke:#98a2ad;fill:none}
.jp-line{fill:none;stroke-width:1.4;stroke-linejoin:round}
.jp-dash{stroke-dasharray:5 4}
.jp-line.jp-data{stroke:#1c2128}
.jp-line.jp-second{stroke:#1f63c6}
.jp-line.jp-centre{stroke:#3d7a57}
.jp-line.jp-control{stroke:#a05a00}
.jp-line.jp-specification{stroke:#c4162a}
.jp-line.jp-zone{stroke:#98a2ad;stroke-width:1}
.jp-dot{fill:#1c2128}
.jp-dot.jp-second{fill:#1f63c6}
.jp-bar{fill:#98a2ad}
.jp-bar.jp-second{fill:#1f63c6}
.jp-band{fill:#e8f0fb}
.jp-band.jp-control{fill:#fdf2df}
.jp-band.jp-specification{fill:#fbe9eb}
.jp-text.jp-centre{fill:#3d7a57}
.jp-text.jp-control{fill:#a05a00}
.jp-text.jp-specification{fill:#c4162a}
.jp-hollow{fill:#ffffff;stroke:#626c78;stroke-width:1.4}
.jp-mark{fill:#c4162a;stroke:#ffffff}
.jp-mark-text{font-size:11px;font-weight:600;fill:#c4162a}
.jp-mark-text,.jp-halo{paint-order:stroke;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round}
@media print{text{fill:#000000}.jp-grid{stroke:#cccccc}.jp-axis{stroke:#333333}}
</style>
)";

}  // namespace

std::string svg(const Figure& figure) {
  const int width = std::clamp(figure.width, least_width, most_width);
  const int head = figure.title.empty() ? 8 : 34;
  int height = head + (figure.note.empty() ? 6 : 26);
  for (const Panel& panel : figure.panels) height += std::clamp(panel.height, least_height, most_height);

  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\">\n",
      width, height);
  if (!figure.title.empty()) out += "<title>" + escaped(figure.title) + "</title>\n";
  out += style;
  out += fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n", width, height);
  if (!figure.title.empty())
    out += fmt::format("<text x=\"{}\" y=\"23\" class=\"jp-title\">{}</text>\n", margin_left, escaped(figure.title));
  double top = head;
  int number = 0;
  for (const Panel& panel : figure.panels) {
    const int high = std::clamp(panel.height, least_height, most_height);
    append_panel(out, panel, {0, top, static_cast<double>(width), static_cast<double>(high)}, ++number);
    top += high;
  }
  if (!figure.note.empty())
    out += fmt::format("<text x=\"{}\" y=\"{:.1f}\" class=\"jp-tick\">{}</text>\n", margin_left, top + 14,
                       escaped(figure.note));
  out += "</svg>\n";
  return out;
}

}  // namespace jidoka::plot
