import type { JsonObject } from "../schema/json-value";

/** A welcome message sequence as Meta stores it. */
export interface SequenceDetails {
  /** Physical id, `<wabaId>/<sequenceId>`, as `pulumi import` expects it. */
  readonly id: string;
  /** Id of the WhatsApp Business Account that contains the sequence. */
  readonly wabaId: string;
  /** Meta's id of the sequence, for ad creatives. */
  readonly sequenceId: string;
  /** Name in Ads Manager. */
  readonly name: string;
  /** Greeting that the person sees after the click. */
  readonly text: string;
  /** Prefilled text of the message box. Not set if there is none. */
  readonly autofillMessage?: { readonly content: string };
  /** Questions to tap, in the order shown. Not set if there are none. */
  readonly iceBreakers?: readonly { readonly title: string }[];
  /** True if an ad uses the sequence. */
  readonly isUsedInAd: boolean;
  /** Time of the last change according to Meta, such as `2025-08-14T19:06:34+0000`. Not set if Meta does not return it. */
  readonly lastUpdateTime?: string;
}

/**
 * Reads one welcome message sequence by its id, without managing it. It calls Meta in every preview and update. The call fails if the
 * access token cannot see the sequence.
 */
export interface GetSequenceArgs {
  /** Physical id of the sequence, `<wabaId>/<sequenceId>`. Example: `"102290129340398/186473890"`. */
  readonly id: string;
}

/** A welcome message sequence as Meta stores it. */
export type GetSequenceResult = SequenceDetails;

/**
 * Lists the welcome message sequences of a WhatsApp Business Account, without managing them. It calls Meta in every preview and update. In
 * the update that creates a sequence, the list may not contain it yet.
 */
export interface GetSequencesArgs {
  /** Id of the WhatsApp Business Account, 1 to 32 digits. Default: the provider's `wabaId`. Example: `"102290129340398"`. */
  readonly wabaId?: string;
  /** Name in Ads Manager: the result contains only the sequences with exactly this name. Default: all sequences. */
  readonly name?: string;
}

/** Sequences of an account. */
export interface GetSequencesResult {
  /** Id of the WhatsApp Business Account that was read. */
  readonly wabaId: string;
  /** Sequences in Meta's order. Empty if none matches. */
  readonly sequences: readonly SequenceDetails[];
}

/**
 * Reads one ad creative by its id, without managing it. It calls Meta in every preview and update. The call fails if the access token
 * cannot see the creative.
 */
export interface GetAdCreativeArgs {
  /** Physical id of the creative, `<adAccountId>/<creativeId>`, the account without `act_`. Example: `"368811234567890/120210000000000001"`. */
  readonly id: string;
}

/** An ad creative as Meta stores it. */
export interface GetAdCreativeResult {
  /** Physical id, `<adAccountId>/<creativeId>`, as `pulumi import` expects it. */
  readonly id: string;
  /** Id of the ad account that contains the creative, without `act_`. */
  readonly adAccountId: string;
  /** Meta's id of the creative, for ads. */
  readonly creativeId: string;
  /** Name in Ads Manager. */
  readonly name: string;
  /** Content of the ad: Meta's `object_story_spec`, with Meta's own keys. */
  readonly objectStorySpec: JsonObject;
  /** Meta's `asset_feed_spec` without the sequence, with Meta's own keys. Not set if there is none. */
  readonly assetFeedSpec?: JsonObject;
  /** Id of the welcome message sequence that opens after a click. Not set if there is none. */
  readonly welcomeMessageSequenceId?: string;
  /** Status: `ACTIVE`, `IN_PROCESS` or `WITH_ISSUES`. Not set if Meta does not return it. */
  readonly status?: string;
}

/** Arguments of a list of welcome message sequences, as in `pulumi do`. */
export interface ListWelcomeMessageSequenceArgs {
  /** Id of the WhatsApp Business Account, 1 to 32 digits. Default: the provider's `wabaId`. */
  readonly wabaId?: string;
}

/** Arguments of a list of ad creatives, as in `pulumi do`. */
export interface ListAdCreativeArgs {
  /** Id of the ad account, 1 to 32 digits without `act_`. Default: the provider's `adAccountId`. */
  readonly adAccountId?: string;
}
