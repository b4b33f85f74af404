// Studies as people and scripts ask for them: on the command line and over the API, the same figures, and refusals that say
// what would be right.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { at, jidoka, Site, temporary_folder } from "./site.mjs";

// AIAG MSA, 4th edition: readings of ten parts by appraisers A, B and C, three trials.
const crossed = {
  A: [[0.29, 0.41, 0.64], [-0.56, -0.68, -0.58], [1.34, 1.17, 1.27], [0.47, 0.5, 0.64], [-0.8, -0.92, -0.84], [0.02, -0.11, -0.21], [0.59, 0.75, 0.66], [-0.31, -0.2, -0.17], [2.26, 1.99, 2.01], [-1.36, -1.25, -1.31]],
  B: [[0.08, 0.25, 0.07], [-0.47, -1.22, -0.68], [1.19, 0.94, 1.34], [0.01, 1.03, 0.2], [-0.56, -1.2, -1.28], [-0.2, 0.22, 0.06], [0.47, 0.55, 0.83], [-0.63, 0.08, -0.34], [1.8, 2.12, 2.19], [-1.68, -1.62, -1.5]],
  C: [[0.04, -0.11, -0.15], [-1.38, -1.13, -0.96], [0.88, 1.09, 0.67], [0.14, 0.2, 0.11], [-1.46, -1.07, -1.45], [-0.29, -0.67, -0.49], [0.02, 0.01, 0.21], [-0.46, -0.56, -0.49], [1.77, 1.45, 1.87], [-1.49, -1.77, -2.16]],
};
const readings = Object.entries(crossed).flatMap(([appraiser, parts]) => parts.flatMap((trials, part) => trials.map((value) => ({ part: String(part + 1), appraiser, value }))));
const near = (found, wanted, off) => assert.ok(Math.abs(found - wanted) <= off, `${found} is not ${wanted}`);

// Values without a trend whose quantiles are those of a normal distribution about 10.
const values = Array.from({ length: 100 }, (_, i) => 10 + [-1.6, -0.9, -0.5, -0.2, 0, 0.2, 0.5, 0.9, 1.6, 0.1][(i * 7) % 10] * (1 + (i % 3) / 20));

describe("Studies on the command line", () => {
  const csv = (name, rows) => {
    const file = path.join(temporary_folder(), name);
    writeFileSync(file, rows.map((row) => row.join(",")).join("\n") + "\n");
    return file;
  };
  const json = async (...words) => {
    const ran = await jidoka([...words, "--json"]);
    assert.equal(ran.code, 0, ran.err);
    return JSON.parse(ran.out);
  };

  test("gage R&R of the worked example of the AIAG manual", async () => {
    const file = csv("grr.csv", [["part", "operator", "value"], ...readings.map((one) => [one.part, one.appraiser, one.value])]);
    const words = ["msa", "grr", "--part", "part", "--appraiser", "operator", "--value", "value", file];
    const by_anova = await json(...words);
    near(by_anova.grr, 0.302373, 2e-6);
    near(by_anova.variance_components.part_to_part, 1.08645, 1e-5);
    assert.deepEqual([by_anova.ndc, by_anova.interaction_pooled, by_anova.verdict], [4, true, "marginal"]);
    const by_range = await json(...words, "--method", "range");
    near(by_range.percent_study_variation.total_grr, 26.68, 0.01);
    assert.equal(by_range.ndc, 5);
    const picture = path.join(temporary_folder(), "grr.svg");
    const shown = await jidoka([...words, "--svg", picture], { language: "zh" });
    assert.match(shown.out, /重复性/);
  });

  test("capability and description of one column", async () => {
    const file = csv("values.csv", [["width"], ...values.map((one) => [one])]);
    const study = await json("capability", "--value", "width", "--lower", "4", "--upper", "16", file);
    for (const key of ["mean", "sigma_within", "sigma_overall", "cp", "cpk", "pp", "ppk", "cpm", "cp_interval", "cpk_interval", "pp_interval", "ppk_interval"])
      assert.ok(key in study, key);
    near(study.cp, 12 / (6 * study.sigma_within), 1e-12);
    const plain = await json("describe", "--value", "width", file);
    near(plain.mean, study.mean, 1e-12);
    near(plain.sigma, study.sigma_overall, 1e-12);
    assert.equal(plain.n, 100);
  });

  test("what cannot be studied ends with 1 and says why", async () => {
    const file = csv("few.csv", [["width", "lot"], ["1", "a"], ["2", "a"], ["", "b"]]);
    const refused = async (what, ...words) => {
      const ran = await jidoka([...words, file]);
      assert.deepEqual([ran.code, ran.out], [1, ""], ran.err);
      assert.match(ran.err, what);
    };
    await refused(/row 4.*empty/, "describe", "--value", "width");
    await refused(/no column/, "capability", "--value", "height", "--upper", "3");
    await refused(/--value/, "capability", "--upper", "3");
    await refused(/--part/, "msa", "grr", "--value", "width");
    await refused(/one of: anova, range/, "msa", "grr", "--method", "guess");
  });
});

describe("Studies over the API", () => {
  let site, token;
  before(async () => {
    site = await Site.start();
    token = await site.token("process_engineer");
  });
  after(() => site?.stop());
  const ask = (what, body) => site.post(`/api/v1/studies/${what}`, body, { token });

  test("of values, with the figures of the command line", async () => {
    const study = await ask("capability", { values, lower: 4, upper: 16, distribution: "best" });
    assert.equal(study.status, 200, study.text);
    assert.equal(study.json.n, 100);
    assert.ok(study.json.candidates.length > 2 && study.json.histogram.counts.length >= 5);
    const plain = await ask("describe", { values: [10000001, 10000003, 10000002] });
    assert.deepEqual([plain.json.mean, plain.json.sigma, plain.json.autocorrelation_1], [10000002, 1, -0.5]);
    const gauge = await ask("gauge", { readings });
    near(gauge.json.tv, 1.0853, 1e-5);
    assert.equal(gauge.json.means.length, 30);
  });

  test("of a stream: its newest, or those of a span, in whole subgroups", async () => {
    const began = Date.now() - 3_600_000;
    const station = await site.token("station");
    const rows = values.slice(0, 53).map((value, i) => ({ equipment: "IM-01", tag: "pressure", time: at(began + i * 1000), value: 900 + Math.round(value * 10) }));
    assert.equal((await site.post("/api/v1/readings?source=stations", rows, { token: station })).status, 200);
    const stream = { equipment: "IM-01", tag: "pressure" };
    const newest = await ask("capability", { stream: { ...stream, newest: 53 }, subgroup_size: 5, upper: 2000 });
    assert.equal(newest.status, 200, newest.text);
    assert.deepEqual([newest.json.n, newest.json.subgroups], [50, 10]);
    const span = await ask("describe", { stream: { ...stream, from: at(began), to: at(began + 10_000) } });
    assert.ok([10, 11].includes(span.json.n), span.text);
    assert.equal((await ask("describe", { stream: { equipment: "IM-01", tag: "nothing" } })).status, 404);
  });

  test("refuse what no study can be made of, as problems", async () => {
    const cases = [
      ["describe", {}, "values-or-stream"],
      ["describe", { values: [] }, "too-few-values"],
      ["describe", { values: [1], stream: { equipment: "IM-01", tag: "pressure" } }, "values-or-stream"],
      ["capability", { values, lower: 16, upper: 4 }, "limits-reversed"],
      ["capability", { values }, "no-limits"],
      ["capability", { values: [1, 1, 1], upper: 4 }, "no-variation"],
      ["capability", { values, subgroups: ["a"], upper: 4 }, "subgroups-mismatch"],
      ["capability", { values, upper: 40, subgroup_size: 99 }, "subgroup-of-one"],
      ["gauge", { readings: readings.slice(1) }, "missing-cell"],
      ["gauge", { readings: [] }, "too-few-values"],
    ];
    for (const [what, body, slug] of cases) {
      const answer = await ask(what, body);
      assert.ok(answer.status >= 400 && answer.status < 500, `${slug}: ${answer.text}`);
      assert.match(answer.json.type, new RegExp(`${slug}$`));
    }
    const many = await ask("describe", { values: Array.from({ length: 100_001 }, (_, i) => i) });
    assert.match(many.json.type, /study-too-large$/);
    assert.equal((await site.post("/api/v1/studies/describe", { values }, {})).status, 401);
  });
});
