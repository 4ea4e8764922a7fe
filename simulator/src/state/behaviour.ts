/** What Meta's documents leave open. The default is the side that asks more of a client. */
export interface BehaviourOptions {
  /**
   * Whether a PAUSED ad counts as using its sequence. Default true: Meta's page speaks of an "active ad", its sibling page
   * of "connected to an advertisement", and its advice for 4027012 is to disconnect, not to pause. ARCHIVED and DELETED ads never count.
   * Source: facts, Welcome Message Sequences error table; Messenger "ads welcome message flows".
   */
  readonly pausedAdsCount: boolean;
  /** Whether changing a sequence that is used in an ad is refused with 4027012. Default "refuse". Source: Meta's 4027012 row ("cannot be updated or deleted"). */
  readonly updatesInUse: "refuse" | "allow";
  /** Whether a name may be used once per account and app. Default false: no uniqueness is documented, so a client must survive twins. A second one is answered with 4027005 or 4027006. */
  readonly uniqueNames: boolean;
  /** Characters after which stored text is cut and ends in "..."; null keeps it. Default null for both. Source: a Messenger sample that reads back cut at 20 characters. */
  readonly truncateAt: { readonly text: number | null; readonly title: number | null };
  /** Above these, a write is refused with 4027001: characters, ice breakers by number; null refuses none. Default null for all. Meta documents no limit here, its sibling pages do. */
  readonly refuseAbove: {
    readonly name: number | null;
    readonly text: number | null;
    readonly autofill: number | null;
    readonly title: number | null;
    readonly iceBreakers: number | null;
  };
  /** `name` or `welcome_message_sequence` where an update gives only the other: kept, cleared, or the update is refused with 4027010. Default "keep". Source: the sibling page, "at least one optional parameter". */
  readonly absentParameters: "keep" | "clear" | "refuse";
  /** Parts of the sequence JSON that an update leaves out: taken away, or kept. Default "replace". Not documented by Meta. */
  readonly absentParts: "replace" | "merge";
  /** The list filtered by an id that the account does not hold: empty, 4027017, or code 100 with subcode 33. Default "empty": 4027017 is worded for changes and deletions. */
  readonly unknownSequenceInFilter: "empty" | "not-loadable" | "unknown-object";
  /** Whether the id of a deleted sequence is given to the next one. Default false. */
  readonly reuseIds: boolean;
  /** Keys of the sequence JSON that Meta's page does not name: refused with 4027001, dropped, or kept. Default "refuse". */
  readonly unknownContentKeys: "refuse" | "drop" | "keep";
  /** Requires `text` in a sequence (4027001); with false it needs one of its three parts. Default true: Meta's page marks no key as required, its samples all have a text. */
  readonly textRequired: boolean;
  /** An ad creative that names a sequence that does not exist. Default "refuse" (code 100). */
  readonly unknownSequenceInCreative: "refuse" | "allow";
  /** DELETE of a creative that an ad holds. Default "refuse" (code 100). Not documented by Meta. */
  readonly deleteCreativeInUse: "refuse" | "allow";
  /** A creative with a `page_welcome_message`, wherever Meta allows one, and a `partner_app_welcome_message_flow_id`. Default "refuse" (code 100). Not documented by Meta; with "allow" the sequence is shown. */
  readonly sequenceAndPageMessage: "refuse" | "allow";
  /** What a deleted creative's node answers to a read: itself with status DELETED, or code 100 with subcode 33. Default "status": Meta's specification has the status. It is not listed, and takes no write, either way. */
  readonly deletedCreative: "status" | "gone";
  /** Order of an ad account's list of creatives. Default "newest-first". Not documented by Meta: a client that stops at the first page misses either the new or the old. */
  readonly creativeOrder: "newest-first" | "oldest-first";
  /** An ad whose ad set is not one of its account. Default "allow"; "refuse" answers with code 100. */
  readonly unknownAdSet: "refuse" | "allow";
  /** Whether `app_id` on the list reads another app's sequences. Default true. Source: Meta's SDK specification lists the parameter. */
  readonly appIdReadsOtherApps: boolean;
  /** Business accounts and apps, by id, for which the sequences API answers 4027007. Default none. */
  readonly unavailableFor: readonly string[];
  /** `filtering` on lists of creatives: refused with code 100, ignored, or obeyed by `id`, `adcreative.id` and `name`. Default "refuse": no document or public client filters there. Malformed filtering is refused either way. */
  readonly creativeFiltering: "refuse" | "ignore" | "filter";
  /** A Marketing API call in a version that has ended: raised to the next usable version with `X-Ad-Api-Version-Warning`, or 2635. Default "raise". Source: Meta, blog of 16 April 2024; apps can switch it off. */
  readonly endedMarketingVersion: "raise" | "refuse";
  /** A Marketing API call in a version whose end is announced and has not come: as asked, or raised with a warning. Default "as-asked"; one report of 8 September 2026 has the raise. */
  readonly endingMarketingVersion: "as-asked" | "raise";
  /** HTTP status of a batch of more than 50 requests. Default "400"; one client's record has 200. */
  readonly oversizedBatch: "400" | "200";
  /** Refuses requests without `appsecret_proof`, as apps with the setting Require App Secret do. Default false; a proof that comes is always checked. */
  readonly requireAppSecretProof: boolean;
  /** What limits of text in messages count. Default "utf16", the most for one text. Meta says "characters". */
  readonly textLength: "utf16" | "code-points" | "graphemes";
  /** Amounts of 0 in an order, but for tax and shipping, which may be 0. Default "refuse" (131009): Meta's tables say "positive integer". */
  readonly zeroAmounts: "refuse" | "accept";
  /** A discount of 0. Default "refuse" (131009): Meta's table says "positive integer", as it does of the tax, which may be 0. */
  readonly zeroDiscount: "refuse" | "accept";
  /** An image header on order details without `order`. Default "refuse" (131009). Source: Meta's later page: the total is shown in place of an image; it does not say what becomes of one. */
  readonly headerWithoutOrder: "refuse" | "ignore";
  /** Keys of `interactive` and `template` that Meta's pages do not name. Default "refuse" (code 100). Not documented by Meta. */
  readonly unknownMessageKeys: "refuse" | "ignore";
  /**
   * Where 2046 and 2047 are told: by a `failed` status webhook after an answer with 200, in the answer, or in both. Default "webhook".
   * Source: Meta's page of the Indian gateway. A client that trusts the answer alone misses it.
   */
  readonly orderStatusErrors: ErrorChannel;
  /** An order status that the order already has. Default "refuse" (2046). Not documented by Meta. */
  readonly repeatedOrderStatus: "refuse" | "accept";
  /** An order status for a `reference_id` that was never sent, or was sent to somebody else. Default "refuse" (131009 in the answer); "accept" takes the message, and no order changes. Not documented by Meta. */
  readonly unknownOrder: "refuse" | "accept";
  /** Order details with a `reference_id` that the business has used. Default "accept", which begins the order anew: Meta wants it unique and names no error. "refuse" answers with 131009. */
  readonly reusedReferenceId: "accept" | "refuse";
  /** WhatsApp ids, digits, or user ids of persons who cannot receive order messages: 2040. Default none. */
  readonly cannotReceive: readonly string[];
  /** User ids of people whom another business portfolio knows by them: a message to one is refused with code 100. Default none: every well-formed id is one of this portfolio. Meta states no code. */
  readonly foreignUserIds: readonly string[];
  /** Where 2040 is told. Default "answer". Meta does not say. */
  readonly recipientErrors: ErrorChannel;
  /**
   * Where 131047 is told of a free-form message outside the 24 hours after the person's last message: by a `failed` status webhook after
   * an answer with 200, in the answer, or in both; "none" opens the window for everybody. Default "webhook". Source: Meta's table of
   * errors says HTTP 400; every live sample that was found is a status.
   */
  readonly windowErrors: ErrorChannel | "none";
  /**
   * Whether somebody who has not written yet counts as having written when the simulator started. Default "open", so that a test of orders
   * needs no message first; "closed" is Meta's rule.
   */
  readonly windowOfStrangers: "open" | "closed";
  /** Whether the business has accepted the terms of WhatsApp Payments; if not, 134011. Default true. */
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
