// A signed checkpoint (C2SP signed-note and tlog-checkpoint) and the key that it must be signed with.
import { bytes_of_base64, bytes_of_text, hex_of, same, sha256, type Hash } from "./merkle";

export interface Key {
  name: string;
  id: Hash; // four bytes that tell keys of one name apart
  point: Hash; // the Ed25519 public key
}
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  signers: string[];
  body: string; // what is signed, with its last newline
  signatures: { name: string; id: Hash; bytes: Hash }[];
}

const ed25519 = 1;
export async function parse_key(text: string): Promise<Key | null> {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  if (name === undefined || encoded === undefined) return null;
  const bytes = decoded(encoded);
  if (!bytes || bytes.length !== 33 || bytes[0] !== ed25519) return null;
  const computed = (await sha256(Uint8Array.from([...bytes_of_text(`${name}\n`), ...bytes]))).slice(0, 4);
  return hex_of(computed) === id ? { name, id: computed, point: bytes.slice(1) } : null;
}
function decoded(text: string): Hash | null {
  try {
    return bytes_of_base64(text);
  } catch {
    return null;
  }
}

export function parse_checkpoint(text: string): Checkpoint | null {
  const cut = text.indexOf("\n\n");
  if (cut < 0) return null;
  const body = text.slice(0, cut + 1);
  const [origin, size, root] = body.split("\n");
  if (!origin || !root || !/^\d+$/.test(size ?? "")) return null;
  const signatures = text.slice(cut + 2).split("\n").filter((line) => line.startsWith("— ")).flatMap((line) => {
    const [, name = "", encoded = ""] = line.split(" ");
    const bytes = decoded(encoded);
    return bytes && bytes.length > 4 ? [{ name, id: bytes.slice(0, 4), bytes: bytes.slice(4) }] : [];
  });
  return { origin, size: Number(size), root, signers: signatures.map((one) => one.name), body, signatures };
}

export async function signed_by(checkpoint: Checkpoint, key: Key): Promise<boolean> {
  const mine = checkpoint.signatures.filter((one) => one.name === key.name && same(one.id, key.id) && one.bytes.length === 64);
  const message = bytes_of_text(checkpoint.body);
  for (const one of mine) if (await verified(one.bytes, message, key.point)) return true;
  return false;
}

// Ed25519 of the browser; an older one, or a page without TLS, takes the library's.
async function verified(signature: Hash, message: Hash, point: Hash): Promise<boolean> {
  if (globalThis.crypto?.subtle) {
    try {
      const key = await crypto.subtle.importKey("raw", point, "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", key, signature, message);
    } catch {
      // This browser knows no Ed25519.
    }
  }
  const [library, { sha512 }] = await Promise.all([import("@noble/ed25519"), import("@noble/hashes/sha2.js")]);
  library.hashes.sha512 = sha512;
  return library.verify(signature, message, point);
}
