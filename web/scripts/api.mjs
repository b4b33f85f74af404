// Writes src/api/schema.ts from the OpenAPI document of a running server, so that a change of the contract is a
// type error here and not a surprise on a screen.
//   npm run api -- http://127.0.0.1:8080/api/v1/openapi.json [another file]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = process.argv[2] ?? "http://127.0.0.1:8080/api/v1/openapi.json";
const target = process.argv[3] ?? fileURLToPath(new URL("../src/api/schema.ts", import.meta.url));
const document = from.startsWith("http") ? await (await fetch(from)).json() : JSON.parse(readFileSync(from, "utf8"));
const schemas = document.components?.schemas ?? {};

const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

function type_of(schema, indent) {
  if (!schema || Object.keys(schema).length === 0 || schema === true) return "unknown";
  if (schema.$ref) return `components["schemas"]["${schema.$ref.split("/").pop()}"]`;
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const parts = schema.oneOf ?? schema.anyOf;
  if (parts) return parts.map((p) => type_of(p, indent)).join(" | ");
  if (schema.allOf) return schema.allOf.map((p) => type_of(p, indent)).join(" & ");
  if (Array.isArray(schema.type)) return schema.type.map((t) => type_of({ ...schema, type: t }, indent)).join(" | ");
  switch (schema.type) {
    case "string": return "string";
    case "integer":
    case "number": return "number";
    case "boolean": return "boolean";
    case "null": return "null";
    case "array": {
      const item = type_of(schema.items, indent);
      return item.includes(" | ") || item.includes(" & ") ? `(${item})[]` : `${item}[]`;
    }
    case "object": return object_of(schema, indent);
    default: return "unknown";
  }
}

function object_of(schema, indent) {
  const properties = Object.entries(schema.properties ?? {});
  const rest = schema.additionalProperties;
  if (properties.length === 0) return rest ? `{ [key: string]: ${type_of(rest, indent)} }` : "Record<string, never>";
  const required = new Set(schema.required ?? []);
  const pad = " ".repeat(indent + 2);
  const lines = properties.map(([name, property]) => {
    const doc = property.description ? `${pad}/** ${property.description} */\n` : "";
    return `${doc}${pad}${key(name)}${required.has(name) ? "" : "?"}: ${type_of(property, indent + 2)};`;
  });
  return `{\n${lines.join("\n")}\n${" ".repeat(indent)}}`;
}

let out = "// The shapes of the HTTP API, in the form `npm run api` writes from /api/v1/openapi.json of a running server.\n";
out += "export interface components {\n  schemas: {\n";
for (const name of Object.keys(schemas).sort()) {
  const doc = schemas[name].description ? `    /** ${schemas[name].description} */\n` : "";
  out += `${doc}    ${key(name)}: ${type_of(schemas[name], 4)};\n`;
}
out += "  };\n}\n";
writeFileSync(target, out);
console.log(`${Object.keys(schemas).length} shapes written to ${target}`);
