import type { RichText } from "./rich-text";

/** Languages of labels. Message text is never translated. */
export type Language = "en" | "pt" | "es";

/** Everything that a person sees of a conversation. Renderers draw it; they know no sequences or orders. */
export interface Chat {
  /** Name for headings and for screen readers, such as the sequence's name. */
  readonly title: string;
  /** Language of the labels. */
  readonly language: Language;
  readonly messages: readonly Message[];
  /** Buttons below the last message that send their text. */
  readonly quickReplies: readonly string[];
  /** The input field. Default: empty. */
  readonly composer?: Composer;
}

export interface Composer {
  /** Text that the person can edit before sending it. */
  readonly text: string;
}

/** A bubble. Its parts are shown in this order. New kinds of messages add parts, not kinds of bubbles. */
export interface Message {
  readonly from: "business" | "user";
  /** Time of day as shown, such as "10:24". Default: not shown. */
  readonly time?: string;
  readonly header?: Header;
  readonly body?: RichText;
  readonly order?: OrderCard;
  readonly footer?: string;
  readonly buttons?: readonly Button[];
}

export type Header =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image" | "document"; readonly label: string; readonly url?: string };

/** A button below a message. */
export interface Button {
  readonly label: string;
  /** Destination or holder of the account, shown below the label. Default: none. */
  readonly detail?: string;
  /** The person can no longer press it. Default: false. */
  readonly isDisabled?: boolean;
}

/** An order or the change of its status. Amounts are formatted, such as "R$ 12,34". */
export interface OrderCard {
  /** "Order 1042" in the chat's language. */
  readonly title: string;
  readonly items: readonly OrderItem[];
  /** Subtotal, charges and discounts. */
  readonly charges: readonly { readonly label: string; readonly amount: string }[];
  readonly total?: { readonly label: string; readonly amount: string };
  /** Order status, in the chat's language. Default: not known. */
  readonly status?: string;
  /** Payment status. Default: not known. */
  readonly payment?: { readonly label: string; readonly kind: "pending" | "paid" | "failed" };
  /** Descriptions and times, each a line. */
  readonly notes: readonly string[];
}

export interface OrderItem {
  readonly name: string;
  /** "2 × R$ 12,34" */
  readonly quantity: string;
  readonly amount: string;
  /** Price before a reduction. Default: not reduced. */
  readonly oldAmount?: string;
}
