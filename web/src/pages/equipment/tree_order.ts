// Equipment as it is built: everything under what it is part of, each level in the order of its names.
interface Part {
  id: string;
  in?: string;
}
export function tree_order<P extends Part>(parts: P[]): { part: P; depth: number }[] {
  const known = new Set(parts.map((one) => one.id));
  const below = new Map<string, P[]>();
  for (const part of parts.toSorted((a, b) => a.id.localeCompare(b.id))) {
    const above = part.in !== undefined && part.in !== part.id && known.has(part.in) ? part.in : "";
    below.set(above, [...(below.get(above) ?? []), part]);
  }
  const out: { part: P; depth: number }[] = [];
  const seen = new Set<string>();
  const walk = (above: string, depth: number) => {
    for (const part of below.get(above) ?? []) {
      if (seen.has(part.id)) continue;
      seen.add(part.id);
      out.push({ part, depth });
      walk(part.id, depth + 1);
    }
  };
  walk("", 0);
  return [...out, ...parts.filter((one) => !seen.has(one.id)).map((part) => ({ part, depth: 0 }))];
}
