/** The part of Meta's SDK that is used here; it brings no types. */
declare module "facebook-nodejs-business-sdk" {
  type Params = Readonly<Record<string, unknown>>;

  export class FacebookAdsApi {
    constructor(accessToken: string, locale: string, crashLog: boolean);
    static setDefaultApi(api: FacebookAdsApi): void;
    call(
      method: string,
      path: string | readonly string[],
      params?: Params,
      files?: Params,
      useMultipartFormData?: boolean,
      urlOverride?: string,
    ): Promise<unknown>;
  }

  interface Cursor<Row> extends Array<Row> {
    hasNext(): boolean;
    next(): Promise<Cursor<Row>>;
  }

  class Node {
    constructor(id: string);
    readonly id: string;
    readonly name: string;
    get(fields: readonly string[], params?: Params): Promise<this>;
    exportAllData(): Params;
  }

  export class CTXPartnerAppWelcomeMessageFlow extends Node {}

  export class WhatsAppBusinessAccount extends Node {
    getWelcomeMessageSequences(
      fields: readonly string[],
      params?: Params,
    ): Promise<Cursor<CTXPartnerAppWelcomeMessageFlow>>;
    createWelcomeMessageSequence(fields: readonly string[], params: Params): Promise<Node>;
    deleteWelcomeMessageSequences(params: Params): Promise<unknown>;
  }

  export class AdCreative extends Node {
    update(fields: readonly string[], params: Params): Promise<unknown>;
    delete(fields: readonly string[], params?: Params): Promise<unknown>;
  }

  export class AdAccount extends Node {
    getAdCreatives(fields: readonly string[], params?: Params): Promise<Cursor<AdCreative>>;
    createAdCreative(fields: readonly string[], params: Params): Promise<AdCreative>;
  }
}
