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
  /** An ad creative that names a sequence that does not exist. Default "refuse" (code 100). */
  readonly unknownSequenceInCreative: "refuse" | "allow";
  /** DELETE of a creative that an ad holds. Default "refuse" (code 100). Not documented by Meta. */
  readonly deleteCreativeInUse: "refuse" | "allow";
  /** A creative whose `additional_data` holds both `page_welcome_message` and `partner_app_welcome_message_flow_id`. Default "refuse" (code 100). Not documented by Meta; with "allow" the sequence is shown. */
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
}

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
  unknownSequenceInCreative: "refuse",
  deleteCreativeInUse: "refuse",
  sequenceAndPageMessage: "refuse",
  deletedCreative: "status",
  creativeOrder: "newest-first",
  unknownAdSet: "allow",
  appIdReadsOtherApps: true,
  unavailableFor: [],
};
