// Acceptance sampling over the public API: plans, switching rules, plans through two points, and what is refused.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Site } from "./site.mjs";

describe("Acceptance sampling", () => {
  let site, token;
  const get = (query) => site.ok("GET", `/api/v1/sampling/plan?${query}`, { token });
  const post = (what, body) => site.ok("POST", `/api/v1/sampling/${what}`, { token, body });
  const refused = async (method, target, body) => {
    const answer = await site.call(method, target, { token, body });
    assert.equal(answer.status, 400, JSON.stringify(answer.json));
    assert.match(answer.json.text.zh, /[一-鿿]/);
    return answer.json;
  };

  before(async () => {
    site = await Site.start({});
    token = await site.token("quality_engineer");
  });
  after(() => site?.stop());

  test("a standard's plan has its letter, its numbers, words and curve", async () => {
    const plan = await get("lot_size=1200&aql=1.0");
    assert.equal(plan.code_letter, "J");
    assert.deepEqual(plan.stages, [{ sample_size: 80, accept: 2, reject: 3 }]);
    assert.match(plan.words.en, /^Take 80 units at random/);
    assert.match(plan.words.zh, /80 件/);
    assert.ok(Math.abs(plan.oc.p10 - 0.0652) < 0.0001);
    assert.equal(plan.oc.points.length, 101);
    const twice = await get("standard=z1.4&lot_size=3000&level=II&aql=1.0&severity=tightened&type=double");
    assert.deepEqual(twice.stages, [{ sample_size: 80, accept: 0, reject: 3 }, { sample_size: 80, accept: 3, reject: 4 }]);
    const measured = await get("standard=z1.9&lot_size=3000&aql=0.25");
    assert.equal(measured.sample_size, 50);
    assert.ok(Math.abs(measured.k - 2.359) < 0.01);
  });

  test("what is not in the tables is refused, and what is allowed is named", async () => {
    const aql = await refused("GET", "/api/v1/sampling/plan?lot_size=1200&aql=0.7");
    assert.match(aql.text.en, /0\.65, 1\.0/);
    assert.equal(aql.field, "aql");
    for (const query of ["aql=1.0", "lot_size=1&aql=1.0", "lot_size=x&aql=1.0", "lot_size=1200", "lot_size=1200&aql=1.0&level=IV", "lot_size=1200&aql=1.0&type=double",
      "lot_size=3000&aql=1.0&standard=z1.9&level=S-1", "lot_size=20000&aql=1.0&standard=z1.9&sigma=known", "lot_size=1e99&aql=1.0"]) {
      const answer = await site.call("GET", `/api/v1/sampling/plan?${query}`, { token });
      assert.ok(answer.status >= 400 && answer.status < 500, `${query} ${answer.status}`);
    }
  });

  test("lots in order go through the switching rules", async () => {
    const answer = await post("switching", { lot_size: 1200, level: "I", aql: "6.5", lots: [6, 8, 9, 5, 5, 4, 3, 5].map((nonconforming) => ({ nonconforming })) });
    assert.equal(answer.first_plan.sample_size, 32);
    assert.deepEqual(answer.steps.map((step) => step.state_after), ["normal", ...Array(7).fill("tightened")]);
    assert.equal(answer.suspended, true);
    assert.equal(answer.next_plan, undefined);
    const resumed = await post("switching", { lot_size: 280, aql: "0.40", lots: [...Array(15).fill({ nonconforming: 0 }), { event: "irregular" }] });
    assert.equal(resumed.steps[14].state_after, "reduced");
    assert.equal(resumed.state, "normal");
  });

  test("a lot that cannot be is named by its place", async () => {
    const problem = await refused("POST", "/api/v1/sampling/switching", { lot_size: 1200, aql: "1.0", lots: [{ nonconforming: 0 }, { nonconforming: 81 }] });
    assert.equal(problem.field, "lots[1].nonconforming");
    await refused("POST", "/api/v1/sampling/switching", { lot_size: 1200, aql: "1.0", lots: [{}] });
    const many = await site.call("POST", "/api/v1/sampling/switching", { token, body: { lot_size: 1200, aql: "1.0", lots: Array(10_001).fill({ nonconforming: 0 }) } });
    assert.equal(many.status, 413);
  });

  test("the smallest plan keeps both points", async () => {
    const plan = await post("design", { p1: 0.01, alpha: 0.05, p2: 0.06, beta: 0.1 });
    assert.ok(plan.alpha <= 0.05 && plan.beta <= 0.1);
    assert.equal(plan.reject, plan.accept + 1);
    assert.equal((await post("design", { kind: "c0", p2: 0.05, beta: 0.05 })).sample_size, 59);
    assert.ok((await post("design", { kind: "variables-s", p1: 0.01, p2: 0.06 })).k > 1.5);
    await refused("POST", "/api/v1/sampling/design", { p1: 0.06, p2: 0.01 });
    await refused("POST", "/api/v1/sampling/design", { p1: 0.01, p2: 0.0101 });
  });
});
