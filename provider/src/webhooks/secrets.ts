import { createHash, timingSafeEqual } from "node:crypto";
import type { Failure } from "../schema/failures";
import { isQuoted } from "../schema/pasted-value";

/** Checks a secret. An empty one, e.g. from an unset variable, would let anybody sign. */
export function secretFailures(path: string, secret: unknown): Failure[] {
  if (typeof secret !== "string") return [{ path, reason: "must be text; is its environment variable set?" }];
  if (secret.trim() === "") return [{ path, reason: "must not be empty; is its environment variable set?" }];
  if (secret !== secret.trim()) return [{ path, reason: "has white space around it; remove it" }];
  if (isQuoted(secret.slice(0, 1)) && isQuoted(secret.slice(1).slice(-1))) {
    return [{ path, reason: "has quotation marks around it; give it without quotes" }];
  }
  return [];
}

/** Compares secrets in constant time, for different lengths too. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
