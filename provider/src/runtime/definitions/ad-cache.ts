import type { Deadline } from "../../client/clock";
import { scopeOfAds } from "../../client/limit-scope";
import { MarketingApi } from "../../client/marketing-api";
import type { AdRow } from "../../schema/wire-ads";
import { perSession, type Session } from "../session";

/** The ads that a process works with. */
class Ads {
  readonly #api: MarketingApi;
  readonly #session: Session;
  /** Ad accounts by ad, from the state or a read. */
  readonly #accountIds = new Map<string, string>();
  /** The creative that an ad had before its attachment, for attachments that this process creates or replaces. */
  readonly previousCreativeIds = new Map<string, string>();

  constructor(session: Session) {
    this.#session = session;
    this.#api = new MarketingApi(session.graph);
  }

  noteAccount(id: string, adAccountId: string | undefined): void {
    if (adAccountId !== undefined) this.#accountIds.set(id, adAccountId);
  }

  async find(id: string): Promise<AdRow | undefined> {
    const adAccountId = this.#accountIds.get(id);
    const row = await this.#session.runRead(scopeOfAds(adAccountId), (deadline) =>
      this.#api.findAd(adAccountId, id, deadline),
    );
    this.noteAccount(id, row?.adAccountId);
    return row;
  }

  setCreative(id: string, creativeId: string, deadline: Deadline): Promise<AdRow | undefined> {
    return this.#api.setCreative(this.#accountIds.get(id), id, creativeId, deadline);
  }

  pause(id: string, deadline: Deadline): Promise<boolean> {
    return this.#api.pauseAd(this.#accountIds.get(id), id, deadline);
  }
}

export const adsOf = perSession((session) => new Ads(session));
