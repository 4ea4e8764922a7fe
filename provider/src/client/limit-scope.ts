/** An account that calls work with: Meta counts calls by account, and each may have a token of its own. */
export interface AccountRef {
  readonly kind: "waba" | "adAccount";
  /** Digits, without `act_`. */
  readonly id: string;
}

/**
 * Calls that Meta limits together: those of an account, or all of the app. `ads` are ads whose account is not known, `messages` those of a
 * phone number.
 */
export type LimitScope = AccountRef | "app" | "ads" | "messages";

export function refToWaba(id: string): AccountRef {
  return { kind: "waba", id };
}

export function refToAdAccount(id: string | undefined): AccountRef | undefined {
  return id === undefined ? undefined : { kind: "adAccount", id };
}

/** Returns the scope of calls for ads and creatives. */
export function scopeOfAds(adAccountId: string | undefined): LimitScope {
  return refToAdAccount(adAccountId) ?? "ads";
}

/** Returns a key that is unique among all scopes. */
export function keyOfScope(scope: LimitScope): string {
  return typeof scope === "string" ? scope : `${scope.kind} ${scope.id}`;
}

export function isSameScope(one: LimitScope, other: LimitScope): boolean {
  return keyOfScope(one) === keyOfScope(other);
}

/** Names an account for messages: `account 1`, `ad account 1`. */
export function describeAccount({ kind, id }: AccountRef): string {
  return kind === "waba" ? `account ${id}` : `ad account ${id}`;
}

/** Begins a sentence about what has a limit: `Account 1`, `This app`. */
export function describeLimited(scope: AccountRef | "app"): string {
  return scope === "app" ? "This app" : describeAccount(scope).replace(/^a/, "A");
}

/** Describes limited calls: `calls to account 1`, `all calls of this app`. */
export function describeLimitedCalls(scope: LimitScope): string {
  if (scope === "app") return "all calls of this app";
  return typeof scope === "string" ? "calls" : `calls to ${describeAccount(scope)}`;
}
