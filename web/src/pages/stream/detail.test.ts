import { expect, test, vi } from "vitest";
import { buckets_of, Detail, expected_in, samples_of, type Bucket, type Source } from "./detail";

const iso = (at: number) => new Date(at).toISOString();
// A stream of one reading a second for a million seconds.
const length = 1_000_000_000;
function source() {
  const asked: string[] = [];
  const it: Source = {
    buckets: async (view, count) => {
      const { from, to } = view ?? { from: 0, to: length };
      asked.push(`buckets ${count}`);
      const step = (to - from) / count;
      return Array.from({ length: count }, (_, i): Bucket => ({ from: iso(from + i * step), to: iso(from + (i + 1) * step), count: step / 1000, mean: 1, min: 0, max: 2 }));
    },
    samples: async (view, limit) => {
      asked.push(`samples ${Math.round((view.to - view.from) / 1000)} of ${limit}`);
      return Array.from({ length: Math.min(limit, Math.round((view.to - view.from) / 1000)) }, (_, i) => ({ time: iso(view.from + i * 1000), value: i }));
    },
  };
  return { it, asked };
}
async function opened() {
  const { it, asked } = source();
  const detail = new Detail(it, () => {}, (error) => { throw error; });
  await detail.open();
  return { detail, asked };
}
const settle = () => vi.waitFor(() => undefined).then(() => new Promise((resolve) => setTimeout(resolve)));

test("a wide window is summed up, a narrow one shows the readings themselves", async () => {
  const { detail, asked } = await opened();
  detail.want({ from: 0, to: 200_000_000 }, 1000);
  await settle();
  expect(detail.fine?.kind).toBe("buckets");
  detail.want({ from: 500_000_000, to: 500_600_000 }, 1000);
  await settle();
  expect(detail.fine?.kind).toBe("samples");
  expect(asked).toEqual(["buckets 2400", "buckets 3000", "samples 1800 of 48000"]);
});
test("moving within what is there asks nothing, moving out asks again", async () => {
  const { detail, asked } = await opened();
  detail.want({ from: 500_000_000, to: 500_600_000 }, 1000);
  await settle();
  detail.want({ from: 500_300_000, to: 500_900_000 }, 1000);
  expect(asked).toHaveLength(2);
  detail.want({ from: 509_000_000, to: 509_600_000 }, 1000);
  await settle();
  expect(asked).toHaveLength(3);
});
test("an older question whose answer comes too late is not drawn", async () => {
  const { it } = source();
  let late: (list: Bucket[]) => void = () => {};
  const first = it.buckets;
  let calls = 0;
  const detail = new Detail({ ...it, buckets: (view, count, signal) => (++calls === 2 ? new Promise((resolve) => (late = resolve)) : first(view, count, signal)) }, () => {}, () => {});
  await detail.open();
  detail.want({ from: 0, to: 100_000_000 }, 500);
  detail.want({ from: 600_000_000, to: 600_100_000 }, 500);
  await settle();
  late([]);
  await settle();
  expect(detail.fine?.kind).toBe("samples");
});
test("a reading that arrives stands where its time is; one older than the newest is late", async () => {
  const { detail } = await opened();
  detail.fine = samples_of([{ time: iso(length - 3000), value: 1 }, { time: iso(length - 1000), value: 2 }], { from: 0, to: length });
  detail.add({ stream: "s", times: [(length - 2000) * 1e6, (length + 1000) * 1e6], values: [9, 3] });
  const fine = detail.fine!;
  if (fine.kind !== "samples") throw new Error("samples were expected");
  expect(fine.values).toEqual([1, 9, 2, 3]);
  expect([...fine.late]).toEqual([length - 2000]);
  expect(detail.newest).toBe(length + 1000);
});
test("how many readings a window holds is told from the coarse summary", () => {
  const overview = buckets_of([{ from: iso(0), to: iso(1000), count: 10, mean: 0, min: 0, max: 0 }, { from: iso(1000), to: iso(2000), count: 30, mean: 0, min: 0, max: 0 }], null);
  expect(expected_in(overview, { from: 500, to: 1500 })).toBe(20);
  expect(expected_in(null, { from: 0, to: 1 })).toBe(Infinity);
});
