import { describeFailure, type Failure } from "../schema/failures";
import { isQuoted } from "../schema/pasted-value";

/** Invalid arguments of a caller: one line for each violated rule, without secrets. */
export class InvalidArguments extends TypeError {
  override readonly name = "InvalidArguments";
  constructor(failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("\n"));
  }
}

export function requireNone(failures: readonly Failure[]): void {
  if (failures.length > 0) throw new InvalidArguments(failures);
}

/** Checks that `limit` is a whole number from 1 to `greatest`; returns at most one failure. */
export function limitFailures(path: string, limit: number, greatest = Number.MAX_SAFE_INTEGER): Failure[] {
  if (!Number.isSafeInteger(limit) || limit <= 0) return [{ path, reason: "must be a positive integer" }];
  return limit > greatest ? [{ path, reason: `must be at most ${greatest}` }] : [];
}

/** Checks a secret. An empty one, e.g. from an unset variable, would accept forged signatures. */
export function secretFailures(path: string, secret: unknown): Failure[] {
  if (typeof secret !== "string") return [{ path, reason: "must be text; is its environment variable set?" }];
  if (secret.trim() === "") return [{ path, reason: "must not be empty; is its environment variable set?" }];
  if (secret !== secret.trim()) return [{ path, reason: "has white space around it; remove it" }];
  if (isQuoted(secret.slice(0, 1)) && isQuoted(secret.slice(1).slice(-1))) {
    return [{ path, reason: "has quotation marks around it; give it without quotes" }];
  }
  return [];
}
