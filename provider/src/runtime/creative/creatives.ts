import type { CreativeContent } from "../../schema/creative";
import type { CreativeRow } from "../../schema/wire-ads";
import { Memory } from "../memory";
import { Once } from "../once";
import { creativeKey } from "./state";

/** The newest creatives of one ad account. */
class AdAccount {
  /** As they were before this process created any. */
  readonly before: Once<readonly CreativeRow[]>;
  constructor(readonly newest: () => Promise<readonly CreativeRow[]>) {
    this.before = new Once(newest);
  }
}

/** What one process knows of ad creatives. */
export class Creatives {
  readonly memory = new Memory(creativeKey);
  /** Contents that creates of this process are making at the moment. */
  readonly making = new Set<CreativeContent>();
  readonly #accounts = new Map<string, AdAccount>();

  constructor(
    /** Undefined when Meta does not show it, which is no proof of absence. */
    readonly find: (creativeId: string) => Promise<CreativeRow | undefined>,
    private readonly newest: (adAccountId: string) => Promise<readonly CreativeRow[]>,
  ) {}

  readonly account = (adAccountId: string): AdAccount => {
    const known = this.#accounts.get(adAccountId) ?? new AdAccount(() => this.newest(adAccountId));
    this.#accounts.set(adAccountId, known);
    return known;
  };
}
