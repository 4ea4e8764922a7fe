import { describeFailure, type Failure } from "../schema/failures";

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
