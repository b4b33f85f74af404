// A source document between its form on the server and the text that a person edits.
type Stringify = (value: unknown) => string;
type Parse = (text: string) => unknown;

export function source_text(id: string, body: unknown, stringify: Stringify): string {
  const known = body !== null && typeof body === "object" ? (body as Record<string, unknown>) : { from: "mqtt" };
  return stringify({ kind: "source", ...known, id });
}

// The document as data, or what is wrong with the text.
export function source_object(text: string, parse: Parse): { source: unknown } | { fault: string } {
  try {
    const read = parse(text);
    if (read === null || typeof read !== "object" || Array.isArray(read)) return { fault: "kind, id, from …" };
    return { source: read };
  } catch (cause) {
    return { fault: String((cause as Error).message).split("\n")[0]! };
  }
}
