/** Choices where Meta's documents are silent. The defaults are the stricter side for clients. */
export interface BehaviourOptions {
  /**
   * A PAUSED ad counts as using its sequence. Default true: Meta's page speaks of an "active ad", its sibling page
   * of "connected to an advertisement", and its advice for 4027012 is to disconnect, not to pause. ARCHIVED and DELETED ads never count.
   * Source: the error table of Meta's page Welcome Message Sequences; Messenger, "ads welcome message flows".
   */
  readonly pausedAdsCount: boolean;
  /** Updates of a sequence that is used in an ad: "refuse" (4027012) or "allow". Default "refuse". Source: Meta's 4027012 row ("cannot be updated or deleted"). */
  readonly updatesInUse: "refuse" | "allow";
  /** Names are unique per account and app; a second one is refused with 4027005 or 4027006. Default false: Meta documents no uniqueness, so clients must handle duplicates. */
  readonly uniqueNames: boolean;
  /** Characters after which stored text is cut and ends in "..."; null keeps it. Default null for both. Source: a Messenger sample whose text is cut at 20 characters. */
  readonly truncateAt: { readonly text: number | null; readonly title: number | null };
  /** Limits above which a write is refused with 4027001: characters, and number of ice breakers; null for no limit. Default null for all. Meta documents no limit here, but on sibling pages. */
  readonly refuseAbove: {
    readonly name: number | null;
    readonly text: number | null;
    readonly autofill: number | null;
    readonly title: number | null;
    readonly iceBreakers: number | null;
  };
  /** `name` or `welcome_message_sequence` where an update gives only the other: kept, cleared, or the update is refused with 4027010. Default "keep". Source: the sibling page, "at least one optional parameter". */
  readonly absentParameters: "keep" | "clear" | "refuse";
  /** Parts of the sequence JSON that an update omits: removed, or kept. Default "replace". Not documented by Meta. */
  readonly absentParts: "replace" | "merge";
  /** List filtered by an id that the account does not have: empty, 4027017, or code 100 with subcode 33. Default "empty": the text of 4027017 is about updates and deletions. */
  readonly unknownSequenceInFilter: "empty" | "not-loadable" | "unknown-object";
  /** The next sequence reuses the id of a deleted one. Default false. */
  readonly reuseIds: boolean;
  /** Keys of the sequence JSON that Meta's page does not name: refused with 4027001, dropped, or kept. Default "refuse". */
  readonly unknownContentKeys: "refuse" | "drop" | "keep";
  /** Requires `text` in a sequence (4027001); with false it needs one of its three parts. Default true: Meta's page marks no key as required, its samples all have a text. */
  readonly textRequired: boolean;
  /** An ad creative that names a sequence that does not exist. Default "refuse" (code 100). */
  readonly unknownSequenceInCreative: "refuse" | "allow";
  /** DELETE of a creative that an ad uses. Default "refuse" (code 100). Not documented by Meta. */
  readonly deleteCreativeInUse: "refuse" | "allow";
  /** A creative with a `page_welcome_message`, wherever Meta allows one, and a `partner_app_welcome_message_flow_id`. Default "refuse" (code 100). Not documented by Meta; with "allow" the sequence is shown. */
  readonly sequenceAndPageMessage: "refuse" | "allow";
  /** Read of a deleted creative: the node with status DELETED, or code 100 with subcode 33. Default "status": Meta's specification has the status. Lists and writes exclude it either way. */
  readonly deletedCreative: "status" | "gone";
  /** Order of an ad account's list of creatives. Default "newest-first". Not documented by Meta: a client that stops at the first page misses either new or old creatives. */
  readonly creativeOrder: "newest-first" | "oldest-first";
  /** An ad whose ad set is not one of its account. Default "allow"; "refuse" answers with code 100. */
  readonly unknownAdSet: "refuse" | "allow";
  /** `app_id` on the list reads sequences of another app. Default true. Source: Meta's SDK specification lists the parameter. */
  readonly appIdReadsOtherApps: boolean;
  /** Business accounts and apps, by id, for which the sequences API answers 4027007. Default none. */
  readonly unavailableFor: readonly string[];
  /** `filtering` on lists of creatives: refused with code 100, ignored, or applied to `id`, `adcreative.id` and `name`. Default "refuse": no document or public client filters creatives. Malformed filtering is refused either way. */
  readonly creativeFiltering: "refuse" | "ignore" | "filter";
  /** A Marketing API call in a version that has ended: raised to the next usable version with `X-Ad-Api-Version-Warning`, or 2635. Default "raise". Source: Meta, blog of 16 April 2024; apps can switch it off. */
  readonly endedMarketingVersion: "raise" | "refuse";
  /** A Marketing API call in a version with an announced end: as requested, or raised with a warning. Default "as-asked"; a report of 8 September 2026 describes the raise. */
  readonly endingMarketingVersion: "as-asked" | "raise";
  /** HTTP status of a batch of more than 50 requests. Default "400"; a client recorded 200. */
  readonly oversizedBatch: "400" | "200";
  /** Refuses requests without `appsecret_proof`, as apps with the setting Require App Secret do. Default false; proofs that clients send are always checked. */
  readonly requireAppSecretProof: boolean;
  /**
   * Enforces Meta's hourly quotas of calls per app and account, in a rolling hour of the simulator's clock: 80008, 80004 with subcode 2446079,
   * and 4 for calls without an account. Calls above a quota count too. Usage headers show the use. Default "off": without a limit, usage
   * headers show the share of all requests in 5,000. Source: Meta, Graph API rate limits. The page does not list sequences: they count as
   * calls to their WhatsApp Business account.
   */
  readonly quotas: "off" | "enforce";
  /** Access of the apps to the Marketing API, which decides the quota of ad accounts. Default "full". Source: Meta, changelog of 4 May 2026. */
  readonly adsAccessTier: "limited" | "full";
  /** Unit of text limits in messages. Default "utf16", the highest count. Meta says "characters". */
  readonly textLength: "utf16" | "code-points" | "graphemes";
  /** Amounts of 0 in an order; tax and shipping may always be 0. Default "refuse" (131009): Meta's tables say "positive integer". */
  readonly zeroAmounts: "refuse" | "accept";
  /** A discount of 0. Default "refuse" (131009): Meta's table says "positive integer", but also for the tax, which may be 0. */
  readonly zeroDiscount: "refuse" | "accept";
  /** An image header on order details without `order`. Default "refuse" (131009). Source: Meta's later page, where the total replaces the image, without a rule for an image in the request. */
  readonly headerWithoutOrder: "refuse" | "ignore";
  /** Keys of `interactive` and `template` that Meta's pages do not name. Default "refuse" (code 100). Not documented by Meta. */
  readonly unknownMessageKeys: "refuse" | "ignore";
  /**
   * Channel of 2046 and 2047: a `failed` status webhook after a response with 200, the response, or both. Default "webhook".
   * Source: Meta's page of the Indian gateway. A client that only checks the response misses the error.
   */
  readonly orderStatusErrors: ErrorChannel;
  /** An order status that the order already has. Default "refuse" (2046). Not documented by Meta. */
  readonly repeatedOrderStatus: "refuse" | "accept";
  /** An order status for a `reference_id` that was never sent, or was sent to another person. Default "refuse" (131009 in the response); "accept" accepts the message without changing an order. Not documented by Meta. */
  readonly unknownOrder: "refuse" | "accept";
  /** Order details with a `reference_id` that the business has used. Default "accept", which restarts the order: Meta requires it to be unique and documents no error. "refuse" answers with 131009. */
  readonly reusedReferenceId: "accept" | "refuse";
  /** WhatsApp ids, digits, or user ids of persons who cannot receive order messages: 2040. Default none. */
  readonly cannotReceive: readonly string[];
  /** User ids that belong to another business portfolio: messages to them are refused with code 100. Default none: every well-formed id belongs to this portfolio. Meta documents no code. */
  readonly foreignUserIds: readonly string[];
  /** Channel of 2040. Default "answer". Not documented by Meta. */
  readonly recipientErrors: ErrorChannel;
  /**
   * Channel of 131047, for a free-form message more than 24 hours after the person's last message: a `failed` status webhook after a
   * response with 200, the response, or both; "none" allows all messages. Default "webhook". Source: Meta's table of errors says HTTP 400;
   * all live samples are status webhooks.
   */
  readonly windowErrors: ErrorChannel | "none";
  /**
   * A person who has not written yet counts as having written when the simulator started ("open") or not ("closed", Meta's rule). Default
   * "open", so that a test of orders needs no message first.
   */
  readonly windowOfStrangers: "open" | "closed";
  /** The business has accepted the terms of WhatsApp Payments; otherwise 134011. Default true. */
  readonly paymentTermsAccepted: boolean;
}

export type ErrorChannel = "webhook" | "answer" | "both";

export const defaultBehaviour: BehaviourOptions = {
  pausedAdsCount: true,
  updatesInUse: "refuse",
  uniqueNames: false,
  truncateAt: { text: null, title: null },
  refuseAbove: { name: null, text: null, autofill: null, title: null, iceBreakers: null },
  absentParameters: "keep",
  absentParts: "replace",
  unknownSequenceInFilter: "empty",
  reuseIds: false,
  unknownContentKeys: "refuse",
  textRequired: true,
  unknownSequenceInCreative: "refuse",
  deleteCreativeInUse: "refuse",
  sequenceAndPageMessage: "refuse",
  deletedCreative: "status",
  creativeOrder: "newest-first",
  unknownAdSet: "allow",
  appIdReadsOtherApps: true,
  unavailableFor: [],
  creativeFiltering: "refuse",
  endedMarketingVersion: "raise",
  endingMarketingVersion: "as-asked",
  oversizedBatch: "400",
  requireAppSecretProof: false,
  quotas: "off",
  adsAccessTier: "full",
  textLength: "utf16",
  zeroAmounts: "refuse",
  zeroDiscount: "refuse",
  headerWithoutOrder: "refuse",
  unknownMessageKeys: "refuse",
  orderStatusErrors: "webhook",
  repeatedOrderStatus: "refuse",
  unknownOrder: "refuse",
  reusedReferenceId: "accept",
  cannotReceive: [],
  foreignUserIds: [],
  recipientErrors: "answer",
  windowErrors: "webhook",
  windowOfStrangers: "open",
  paymentTermsAccepted: true,
};
