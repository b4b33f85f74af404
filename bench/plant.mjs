// Writes the plant of the benchmarks: 100 presses with ten judged temperatures for each connection, and 50 gauges.
const connections = Number(process.argv[2]);
const out = [];
const put = (document) => out.push(JSON.stringify(document));
const presses = [];
for (let c = 0; c < connections; c++)
  for (let m = 0; m < 100; m++) {
    const id = `B${c}-${String(m).padStart(3, "0")}`;
    presses.push(id);
    const tags = {};
    for (let f = 0; f < 10; f++) tags[`t${f}`] = { uom: "Cel", range: [0, 400] };
    put({ kind: "equipment", id, name: id, tags });
  }
const gauges = Array.from({ length: 50 }, (_, i) => `G${String(i).padStart(2, "0")}`);
for (const id of gauges) put({ kind: "equipment", id, name: id, tags: { bore: { uom: "mm" } } });
put({ kind: "material", id: "PART", name: "Part", tracked_by: "unit" });
put({ kind: "operation", id: "OP1", name: "Make", at: [...presses, ...gauges], makes: "PART" });
const lines = [];
for (let f = 0; f < 10; f++)
  lines.push({
    id: `1.${f}`, operation: "OP1",
    characteristic: { id: `t${f}`, kind: "process" },
    specification: { target: 230, lower: 227, upper: 233, uom: "Cel" },
    readings: { tag: `t${f}`, at: presses },
    chart: { type: "i-mr", rules: ["we1"], limits: { mean: 230, sigma: 1.5 } },
    reactions: [{ when: "out_of_specification", do: [{ alarm: { priority: "high" } }] }],
  });
lines.push({
  id: "2.1", operation: "OP1", characteristic: { id: "bore", kind: "product" },
  specification: { lower: 9, upper: 11, uom: "mm" }, readings: { tag: "bore", at: gauges },
  reactions: [{ when: "out_of_specification", do: [{ hold: { scope: "unit" } }, { alarm: { priority: "high" } }] }],
});
put({ kind: "control_plan", id: "CP-BENCH", part: "PART", revision: 1, lines });
console.log(out.join("\n---\n"));
