import type { ExactObject } from "../exact";
import type { JsonObject } from "../json";

/** An amount with Meta's keys. BRL 12.34 is value 1234, offset 100. */
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

/** A header that only templates have. A file is a link or the id of an upload. */
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

/** Statuses with Meta's newer spelling of `partially_shipped`. */
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
  /** The `template` object of the request; integers are bigints. */
  readonly sent: ExactObject;
}

/** An accepted message. */
export interface StoredMessage {
  /** `wamid...`. */
  readonly id: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  /** WhatsApp id (digits) or user id, depending on how the message is addressed. */
  readonly recipient: string;
  /** Message that the person receives; for a template, with the parameters filled in. */
  readonly interactive: Interactive;
  /** Null for an interactive message. */
  readonly template: SentTemplate | null;
  readonly callbackData: string | null;
  readonly status: "delivered" | "read" | "failed";
  /** Error of a failed message; otherwise null. */
  readonly errorCode: number | null;
  readonly sentAtMs: number;
}

/** An order of a business account. */
export interface StoredOrder {
  /** See `orderKey`. */
  readonly id: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly referenceId: string;
  readonly recipient: string;
  readonly status: OrderStatus;
  /** Null before the first payment status. */
  readonly payment: PaymentStatus | null;
  /** Description of the last status. */
  readonly description: string | null;
  readonly details: DetailsMessage;
  /** Template of the order details; null for an interactive message. */
  readonly template: SentTemplate | null;
  /** Ids of accepted messages about the order that did not fail, in order. */
  readonly messageIds: readonly string[];
}

/** Source: Meta's page: a reference_id is unique for one business. Upper and lower case differ. */
export function orderKey(wabaId: string, referenceId: string): string {
  return `${wabaId}/${referenceId}`;
}

/** A queued webhook payload about a write that is not finished. */
export interface Notice {
  readonly id: string;
  readonly payload: JsonObject;
}
