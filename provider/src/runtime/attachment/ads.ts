import type { AdRow } from "../../schema/wire-ads";
import { OwnershipTracker } from "../ownership";
import { attachmentKey } from "./state";

/** What one process knows of ads. */
export class Ads {
  readonly memory = new OwnershipTracker(attachmentKey);
  /** The creative that an ad had before its attachment, for attachments that this process creates or replaces. */
  readonly previous = new Map<string, string>();

  constructor(
    /** Undefined when Meta does not show it, which is no proof of absence. */
    readonly find: (adId: string) => Promise<AdRow | undefined>,
  ) {}
}
