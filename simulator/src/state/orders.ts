import type { ExactObject } from "../exact";
import type { JsonObject } from "../json";

/** Keyed as on Meta's pages. BRL 12.34 is value 1234, offset 100. */
export interface Amount {
  readonly value: bigint;
  readonly offset: bigint;
}

export interface DescribedAmount extends Amount {
  readonly description?: string;
}

export interface Discount extends DescribedAmount {
  readonly discount_program_name?: string;
}

export interface Item {
  readonly retailer_id: string;
  readonly name: string;
  readonly amount: Amount;
  readonly quantity: bigint;
  readonly sale_amount?: Amount;
}

export interface OrderContent {
  readonly status: "pending";
  readonly catalog_id?: string;
  readonly expiration?: { readonly timestamp: string; readonly description: string };
  readonly items: readonly Item[];
  readonly subtotal: Amount;
  readonly tax: DescribedAmount;
  readonly shipping?: DescribedAmount;
  readonly discount?: Discount;
}

export const pixKeyTypes = ["CPF", "CNPJ", "EMAIL", "PHONE", "EVP"] as const;

export interface PixCode {
  readonly code: string;
  readonly merchant_name: string;
  readonly key: string;
  readonly key_type: (typeof pixKeyTypes)[number];
}

export interface StoredCard {
  readonly last_four_digits: string;
  readonly credential_id: string;
}

export type PaymentSetting =
  | { readonly type: "pix_dynamic_code"; readonly pix_dynamic_code: PixCode }
  | { readonly type: "payment_link"; readonly payment_link: { readonly uri: string } }
  | { readonly type: "boleto"; readonly boleto: { readonly digitable_line: string } }
  | { readonly type: "offsite_card_pay"; readonly offsite_card_pay: StoredCard };

export interface DetailsParameters {
  readonly reference_id: string;
  readonly type: "digital-goods" | "physical-goods";
  readonly payment_type: "br";
  readonly payment_settings?: readonly PaymentSetting[];
  readonly currency: "BRL";
  readonly total_amount: Amount;
  readonly order?: OrderContent;
}

export interface TextPart {
  readonly text: string;
}

export interface ImageHeader {
  readonly type: "image";
  readonly image: { readonly link: string; readonly provider?: string };
}

/** Headers that only a template has. A file is an address, or an uploaded file by its id. */
export type TemplateHeader =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly image: { readonly id: string } }
  | { readonly type: "document"; readonly document: DocumentFile };

export interface DocumentFile {
  readonly link?: string;
  readonly id?: string;
  readonly filename?: string;
}

export interface DetailsMessage {
  readonly type: "order_details";
  readonly header?: ImageHeader | TemplateHeader;
  readonly body: TextPart;
  readonly footer?: TextPart;
  readonly action: { readonly name: "review_and_pay"; readonly parameters: DetailsParameters };
}

/** Partially shipped with an underscore, whichever way it came. */
export const orderStatuses = [
  "pending",
  "processing",
  "partially_shipped",
  "shipped",
  "completed",
  "canceled",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const paymentStatuses = ["pending", "captured", "failed"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

export interface StatusParameters {
  readonly reference_id: string;
  readonly order?: { readonly status: OrderStatus; readonly description?: string };
  readonly payment?: { readonly status: PaymentStatus; readonly timestamp?: bigint };
}

export interface StatusMessage {
  readonly type: "order_status";
  readonly header?: ExactObject;
  readonly body: TextPart;
  readonly footer?: TextPart;
  readonly action: { readonly name: "review_order"; readonly parameters: StatusParameters };
}

export type Interactive = DetailsMessage | StatusMessage;

/** The template that carried a message. */
export interface SentTemplate {
  readonly name: string;
  readonly language: string;
  /** Text of its ORDER_DETAILS button; null for an order status. */
  readonly buttonText: string | null;
  /** The `template` object as it was sent; integers are bigints. */
  readonly sent: ExactObject;
}

/** One message that was taken. */
export interface Message {
  /** `wamid...`. */
  readonly id: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  /** The person's WhatsApp id, digits; or the user id, where the message was addressed to that. */
  readonly recipient: string;
  /** What the person gets; of a template, its texts with the parameters filled in. */
  readonly interactive: Interactive;
  /** Null for a message of the type interactive. */
  readonly template: SentTemplate | null;
  readonly callbackData: string | null;
  readonly status: "delivered" | "read" | "failed";
  /** Why it failed; null when it did not. */
  readonly errorCode: number | null;
  readonly sentAtMs: number;
}

/** What is known of one order of a business account. */
export interface Order {
  /** See `orderKey`. */
  readonly id: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly referenceId: string;
  readonly recipient: string;
  readonly status: OrderStatus;
  /** Null before anybody has told. */
  readonly payment: PaymentStatus | null;
  /** What the last status said about itself. */
  readonly description: string | null;
  readonly details: DetailsMessage;
  /** The template that carried the details; null when they were an interactive message. */
  readonly template: SentTemplate | null;
  /** Of all messages that were taken for it and did not fail, in order. */
  readonly messageIds: readonly string[];
}

/** Source: Meta's page: a reference_id is unique for one business. Upper and lower case differ. */
export function orderKey(wabaId: string, referenceId: string): string {
  return `${wabaId}/${referenceId}`;
}

/** What is to be told to a webhook, once what it tells of is done. */
export interface Notice {
  readonly id: string;
  readonly payload: JsonObject;
}
