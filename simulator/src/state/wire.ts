/** Shapes of responses. Defaults are the most likely shapes; the others appear on Meta's pages or in reports of clients. */
export interface WireOptions {
  /** A list of sequences: `{data, paging}`, a bare array as Meta's page prints it, or `{data}`. Default "paged". Source: recorded sibling responses; other edges always stay paged. */
  readonly listShape: "paged" | "array" | "data";
  /** `welcome_message_sequence` in answers: JSON text, an object, or JSON text of JSON text. Default "string". Source: Meta's SDK specification types the field as string. */
  readonly contentShape: "string" | "object" | "double-encoded";
  /** The key of a sequence's id in answers to GET; "disagreeing" is both, with another id under `sequence_id`. Default "id". Source: the node type has no `sequence_id`. */
  readonly idKey: "id" | "sequence_id" | "both" | "disagreeing";
  /** Ids in responses are JSON numbers. Default false. */
  readonly numericIds: boolean;
  /** Position of a code 4027xxx: `error_subcode` under code 100, `code`, or `code` as a string. Default "subcode". Source: template errors of the same account type. */
  readonly featureCodes: "subcode" | "code" | "string-code";
  /** Sequences have undocumented fields. Default false. */
  readonly extraFields: boolean;
  /** Keys are in reverse order, at both levels. Default false. */
  readonly reorder: boolean;
  /** Missing parts of the content: absent, null, or empty. Default "absent". */
  readonly nulls: "absent" | "null" | "empty";
  /**
   * Creatives have the fields that Meta adds: `object_type`, `effective_object_story_id`, and `attachment_style` in the `link_data` of
   * `object_story_spec`. Default true. Source: responses for lead ads in public client code.
   */
  readonly creativeExtras: boolean;
  /** `page_welcome_message` in a creative's `asset_feed_spec.additional_data`, in responses: JSON text, or an object where possible. Default "string". Source: Meta's SDK specification types it as string; clients handle both. */
  readonly pageWelcomeMessage: "string" | "object";
  /** Order of a list of sequences: by creation, or none that a client could know. Default "oldest-first". Source: none; Meta documents no order. */
  readonly listOrder: "oldest-first" | "newest-first" | "arbitrary";
  /** Maximum rows per page, for any `limit`. Default 100. */
  readonly pageSize: number;
  /** Effect of `sequence_id` on the list; "wrong" returns one row with another id, if there is one. Default "honoured". */
  readonly filter: "honoured" | "ignored" | "wrong";
  /** A page of sequences repeats its first row at the end. Default false. */
  readonly duplicateRow: boolean;
  /**
   * `contacts` beside the `failed` status of a message to a phone number: the number alone, or none. Default "number". Source: two payloads
   * that clients of Meta recorded in August 2026; Meta's page has none there. A message to a user id never has any.
   */
  readonly failedStatusContacts: "number" | "none";
  /** A write of a creative, ad set or ad with `fields` returns the stored object. Default true. Source: Graph API, "Read-After-Write". */
  readonly adReadAfterWrite: boolean;
  /**
   * A write of a sequence with `fields`: the usual answer, the stored sequence, or a refusal of the first field with code 100. Default
   * "ignored". Source: none; Meta documents it for other edges.
   */
  readonly sequenceReadAfterWrite: "ignored" | "returned" | "refused";
  /** Target of `paging.next` and its cursor for sequences: the next page, the same page forever, or a given URL. Default "on". */
  readonly next: NextLink;
}

export type NextLink = "on" | "loop" | { readonly url: string };

export const defaultWire: WireOptions = {
  listShape: "paged",
  contentShape: "string",
  idKey: "id",
  numericIds: false,
  featureCodes: "subcode",
  extraFields: false,
  reorder: false,
  nulls: "absent",
  creativeExtras: true,
  pageWelcomeMessage: "string",
  listOrder: "oldest-first",
  pageSize: 100,
  filter: "honoured",
  duplicateRow: false,
  failedStatusContacts: "number",
  adReadAfterWrite: true,
  sequenceReadAfterWrite: "ignored",
  next: "on",
};
