/** How answers look. The default is what Meta most likely sends; the others are what its pages print or clients have met. */
export interface WireOptions {
  /** A list of sequences: `{data, paging}`, a bare array as Meta's page prints it, or `{data}`. Default "paged". Source: recorded sibling responses; other edges always stay paged. */
  readonly listShape: "paged" | "array" | "data";
  /** `welcome_message_sequence` in answers: JSON text, an object, or JSON text of JSON text. Default "string". Source: Meta's SDK specification types the field as string. */
  readonly contentShape: "string" | "object" | "double-encoded";
  /** The key of a sequence's id in answers to GET; "disagreeing" is both, with another id under `sequence_id`. Default "id". Source: the node type has no `sequence_id`. */
  readonly idKey: "id" | "sequence_id" | "both" | "disagreeing";
  /** Whether ids in answers are JSON numbers. Default false. */
  readonly numericIds: boolean;
  /** Where 4027xxx stands: `error_subcode` under code 100, `code`, or `code` as a string. Default "subcode". Source: template errors of the same account type. */
  readonly featureCodes: "subcode" | "code" | "string-code";
  /** Whether sequences carry fields no document names. Default false. */
  readonly extraFields: boolean;
  /** Whether keys come in another order than usual, at both levels. Default false. */
  readonly reorder: boolean;
  /** Parts of the content that were not given: left out as stored, null, or empty. Default "absent". */
  readonly nulls: "absent" | "null" | "empty";
  /**
   * Whether a creative reads back with what Meta adds: `object_type`, `effective_object_story_id`, and `attachment_style` in the
   * `link_data` of its `object_story_spec`. Default true. Source: read-backs of lead ads in public client code.
   */
  readonly creativeExtras: boolean;
  /** `page_welcome_message` in a creative's `asset_feed_spec.additional_data`, read back: JSON text, or an object where it is one. Default "string". Source: Meta's SDK specification types it as string; clients handle both. */
  readonly pageWelcomeMessage: "string" | "object";
  /** The most rows on a page, whatever `limit` asks. Default 100. */
  readonly pageSize: number;
  /** Whether `sequence_id` filters the list; "wrong" answers one row that is not the wanted one, where there is any. Default "honoured". */
  readonly filter: "honoured" | "ignored" | "wrong";
  /** Whether a page of sequences ends with its first row once more. Default false. */
  readonly duplicateRow: boolean;
  /**
   * `contacts` beside the `failed` status of a message to a phone number: the number alone, or none. Default "number". Source: two payloads
   * that clients of Meta recorded in August 2026; Meta's page has none there. A message to a user id has none either way.
   */
  readonly failedStatusContacts: "number" | "none";
  /** Where `paging.next` and its cursor of a page of sequences lead: on, to the same page for ever, or `next` to a given address. Default "on". */
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
  pageSize: 100,
  filter: "honoured",
  duplicateRow: false,
  failedStatusContacts: "number",
  next: "on",
};
