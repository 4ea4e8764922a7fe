import { MarketingApi } from "../../client/marketing-api";
import { scopeOfAds } from "../../client/limit-scope";
import { CachedPromise } from "../../client/cached-promise";
import type { Listing } from "../../schema/unreadable-rows";
import type { CreativeRow } from "../../schema/wire-ads";
import type { ObjectRef } from "../properties";
import { perSession, type Session } from "../session";
import { describeUnreadableAccount } from "../steps/idempotent-create";

/** The creatives of all ad accounts that a process works with. */
class Creatives {
  readonly api: MarketingApi;
  readonly #session: Session;
  readonly #rowsBefore = new Map<string, CachedPromise<Listing<CreativeRow>>>();

  constructor(session: Session) {
    this.#session = session;
    this.api = new MarketingApi(session.graph);
  }

  find({ scopeId, id }: ObjectRef): Promise<CreativeRow | undefined> {
    return this.#session.runRead(scopeOfAds(scopeId), (deadline) => this.api.findCreative(scopeId, id, deadline));
  }

  listNewest(accountId: string): Promise<Listing<CreativeRow>> {
    return this.#session.runRead(scopeOfAds(accountId), (deadline) => this.api.newestCreatives(accountId, deadline));
  }

  /** The newest creatives of an ad account before this process created any. */
  rowsBefore(accountId: string): CachedPromise<Listing<CreativeRow>> {
    const known =
      this.#rowsBefore.get(accountId) ??
      new CachedPromise(async () => {
        const listing = await this.listNewest(accountId);
        const { unreadable } = listing;
        if (unreadable.length > 0) {
          this.#session.warn(describeUnreadableAccount(`ad account ${accountId}`, unreadable));
        }
        return listing;
      });
    this.#rowsBefore.set(accountId, known);
    return known;
  }
}

export const creativesOf = perSession((session) => new Creatives(session));
