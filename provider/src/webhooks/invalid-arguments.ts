import { describeFailure, type Failure } from "../schema/failures";

/** What the caller gave cannot be used; a line for each broken rule, none of them with a secret in it. */
export class InvalidArguments extends TypeError {
  override readonly name = "InvalidArguments";
  constructor(failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("\n"));
  }
}

export function requireNone(failures: readonly Failure[]): void {
  if (failures.length > 0) throw new InvalidArguments(failures);
}

/** At most one failure: `limit` must be a whole number from 1 to `greatest`. */
export function limitFailures(path: string, limit: number, greatest = Number.MAX_SAFE_INTEGER): Failure[] {
  if (!Number.isSafeInteger(limit) || limit <= 0) return [{ path, reason: "must be a positive integer" }];
  return limit > greatest ? [{ path, reason: `must be at most ${greatest}` }] : [];
}
