// What the tester offers to begin with; each gives a value as it stands.
import type { Variable } from "./binding";

export interface Example {
  key: string;
  expr: string;
  variables: Variable[];
}
export const examples: Example[] = [
  {
    key: "rule", expr: 'x > 3.0 && y in [1, 2, 3] || name.startsWith("IM")',
    variables: [{ name: "x", value: "4.5" }, { name: "y", value: "2" }, { name: "name", value: "LT-01" }],
  },
  {
    key: "list", expr: "sizes.filter(s, s < lower || s > upper)",
    variables: [{ name: "sizes", value: "[23.98, 24.01, 24.07]" }, { name: "lower", value: "23.95" }, { name: "upper", value: "24.05" }],
  },
  {
    key: "time", expr: 'started.getHours("Asia/Shanghai") >= 20 ? "night" : "day"',
    variables: [{ name: "started", value: '{"t": "timestamp", "v": "2026-01-01T14:30:00Z"}' }],
  },
  {
    key: "window", expr: 'mean(melt, duration("5min")) > 230.0 && changed(melt, duration("1min"))',
    variables: [{ name: "melt", value: '{"t": "series", "v": [["2026-01-01T08:00:00Z", 229.8], ["2026-01-01T08:02:00Z", 231.2]]}' }],
  },
];
