// What somebody writes as the value of a variable, as the server takes it: JSON where it is JSON, else text. A number with
// a point or an exponent is a double even when it is whole, which JSON from a browser cannot say.
export function binding_of(written: string): unknown {
  const text = written.trim();
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) && /[.eE]/.test(text)) return { t: "double", v: text };
  if (/^-?\d{16,}$/.test(text)) return { t: "int", v: text };
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export interface Variable {
  name: string;
  value: string;
}
export function bindings_of(variables: Variable[]): Record<string, unknown> {
  return Object.fromEntries(variables.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), binding_of(value)]));
}
