import type { AdStatus, Reach, SequenceContent } from "./state/entities";

export interface SequencePatch {
  /** Null makes a row without a name. */
  readonly name?: string | null;
  /** Not validated. Null makes a row without content. */
  readonly content?: SequenceContent | null;
  /** Fixes `is_used_in_ad`; null lets it follow from the ads again. */
  readonly isUsedInAd?: boolean | null;
  readonly appId?: string;
}

export interface AdPatch {
  readonly name?: string;
  readonly status?: AdStatus;
  readonly creativeId?: string;
}

export interface TokenPatch {
  /** The app it belongs to; one that does not exist is made. */
  readonly appId?: string;
  readonly userId?: string;
  readonly scopes?: readonly string[];
  readonly wabaIds?: Reach;
  readonly adAccountIds?: Reach;
  readonly access?: "manage" | "view";
  /** Milliseconds since 1970; null for never. */
  readonly expiresAtMs?: number | null;
  /** It is good for so many requests from now on; null for no end. */
  readonly expiresAfterRequests?: number | null;
}
