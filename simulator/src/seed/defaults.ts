/** Ids and secrets of the initial content, the same in every run. */
export interface Defaults {
  readonly wabaId: string;
  readonly appId: string;
  readonly accessToken: string;
  /** Key of webhook signatures. */
  readonly appSecret: string;
  /** Digits, without `act_`. */
  readonly adAccountId: string;
  readonly adSetId: string;
  readonly pageId: string;
  readonly phoneNumberId: string;
  readonly userId: string;
}

export const defaults: Defaults = {
  wabaId: "102290129340398",
  appId: "670843887433847",
  accessToken: "EAAFAKEsimulatorTOKENnotAREALone0123456789abcdefghijklmnopqrstuvwxyzZD",
  appSecret: "fake0simulator0app0secret0nobody",
  adAccountId: "368811234567890",
  adSetId: "120209876543210987",
  pageId: "104837265109384",
  phoneNumberId: "106540352242922",
  userId: "122105948372615049",
};

export const defaultScopes: readonly string[] = [
  "whatsapp_business_management",
  "whatsapp_business_messaging",
  "ads_management",
  "ads_read",
  "pages_show_list",
];
