// One after the other, so that a hundred readings do not arrive as a storm. A server that cannot be reached ends it: what is left
// is told as skipped and may be asked for again.
export interface Outcome {
  settled: number;
  skipped: { id: string; why: string }[];
}
export async function settle_all(ids: string[], settle: (id: string) => Promise<unknown>, why: (error: unknown) => string | null, progress: (done: number) => void): Promise<Outcome> {
  const outcome: Outcome = { settled: 0, skipped: [] };
  for (const [i, id] of ids.entries()) {
    try {
      await settle(id);
      outcome.settled += 1;
    } catch (error) {
      const reason = why(error);
      if (reason === null && i === 0) throw error;
      if (reason === null) {
        outcome.skipped.push(...ids.slice(i).map((left) => ({ id: left, why: "…" })));
        break;
      }
      outcome.skipped.push({ id, why: reason });
    }
    progress(i + 1);
  }
  return outcome;
}
