import type { CreativeContent } from "../../schema/creative";
import type { Listing, UnreadableRow } from "../../schema/unreadable-rows";
import type { CreativeRow } from "../../schema/wire-ads";
import { describeUnknownRows } from "../create-once";
import type { Warn } from "../diagnostics";
import { OwnershipTracker } from "../ownership";
import { CachedPromise } from "../cached-promise";
import { creativeKey } from "./state";

/** The newest creatives of one ad account. */
class AdAccount {
  /** As they were before this process created any. */
  readonly before: CachedPromise<Listing<CreativeRow>>;
  constructor(
    readonly newest: () => Promise<Listing<CreativeRow>>,
    /** Called with rows that were there before and cannot be read. */
    onUnreadable: (rows: readonly UnreadableRow[]) => void,
  ) {
    this.before = new CachedPromise(async () => {
      const listing = await newest();
      if (listing.unreadable.length > 0) onUnreadable(listing.unreadable);
      return listing;
    });
  }
}

/** What one process knows of ad creatives. */
export class Creatives {
  readonly #newest: (adAccountId: string) => Promise<Listing<CreativeRow>>;
  readonly #warn: Warn;
  readonly memory = new OwnershipTracker(creativeKey);
  /** Contents that creates of this process are making at the moment. */
  readonly making = new Set<CreativeContent>();
  readonly #accounts = new Map<string, AdAccount>();

  constructor(
    /** Undefined when Meta does not show it, which is no proof of absence. */
    readonly find: (creativeId: string) => Promise<CreativeRow | undefined>,
    newest: (adAccountId: string) => Promise<Listing<CreativeRow>>,
    warn: Warn,
  ) {
    this.#newest = newest;
    this.#warn = warn;
  }

  readonly account = (adAccountId: string): AdAccount => {
    const known =
      this.#accounts.get(adAccountId) ??
      new AdAccount(
        () => this.#newest(adAccountId),
        (rows) => this.#warn(describeUnknownRows(`ad account ${adAccountId}`, rows)),
      );
    this.#accounts.set(adAccountId, known);
    return known;
  };
}
