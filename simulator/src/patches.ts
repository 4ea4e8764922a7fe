import type { AdStatus, Reach, SequenceContent } from "./state/entities";

export interface SequencePatch {
  /** Null removes the name. */
  readonly name?: string | null;
  /** Not validated. Null removes the content. */
  readonly content?: SequenceContent | null;
  /** Fixes `is_used_in_ad`; null derives it from the ads again. */
  readonly isUsedInAd?: boolean | null;
  readonly appId?: string;
}

export interface AdPatch {
  readonly name?: string;
  readonly status?: AdStatus;
  readonly creativeId?: string;
}

export interface TokenPatch {
  /** App of the token. A missing app is created. */
  readonly appId?: string;
  readonly userId?: string;
  readonly scopes?: readonly string[];
  readonly wabaIds?: Reach;
  readonly adAccountIds?: Reach;
  readonly access?: "manage" | "view";
  /** Milliseconds since 1970; null for never. */
  readonly expiresAtMs?: number | null;
  /** Number of requests before the token expires, from now on; null for no limit. */
  readonly expiresAfterRequests?: number | null;
}
