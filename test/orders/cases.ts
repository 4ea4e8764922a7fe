import { ahead } from "./messages";
import { parameters } from "./support";

/** Values at paths of a body; undefined removes a value. */
export type Changes = Readonly<Record<string, unknown>>;

export interface Failing {
  readonly changes: Changes;
  /** Path of the failure in Meta's JSON. */
  readonly path: string;
  /** Path of the failure in arguments; undefined if arguments have no such field. */
  readonly args: string | undefined;
}

export interface Case {
  readonly of: "details" | "status";
  readonly cite: string;
  readonly rule: string;
  readonly passes: readonly Changes[];
  readonly fails: readonly Failing[];
}

/** Location of the field of a row. */
export interface Place {
  readonly path: string;
  /** Path in arguments for a missing value and for a value of the wrong type; undefined if arguments have no such field. */
  readonly missing?: string | undefined;
  readonly wrong?: string | undefined;
  /** Further changes when the field is removed, so that the sums stay right. */
  readonly without?: Changes;
}

export const P = parameters;
export const O = `${P}.order`;

function everywhere(path: string, args?: string, without?: Changes): Place {
  return {
    path,
    missing: args,
    wrong: args,
    ...(without === undefined ? {} : { without }),
  };
}
/** A field that arguments may omit. */
function optionalInArgs(path: string, wrong: string): Place {
  return { path, wrong };
}

const total = `${P}.total_amount.value`;
const subtotal = `${O}.subtotal.value`;

/** Locations of each row of "Order Details". */
export const detailsPlaces: Readonly<Record<string, readonly Place[]>> = {
  "Interactive Object: type": [everywhere("interactive.type")],
  "Interactive Object: header": [everywhere("interactive.header")],
  "Interactive Object: body": [everywhere("interactive.body", "body")],
  "Interactive Object: footer": [everywhere("interactive.footer")],
  "Interactive Object: action": [{ path: "interactive.action" }],
  "Image Object: link": [everywhere("interactive.header.image.link", "image.link")],
  "Image Object: provider": [everywhere("interactive.header.image.provider", "image.provider")],
  "Action Object: name": [everywhere("interactive.action.name")],
  "Action Object: parameters": [{ path: P }],
  "Parameters Object: reference_id": [everywhere(`${P}.reference_id`, "referenceId")],
  "Parameters Object: type": [everywhere(`${P}.type`, "type")],
  "Parameters Object: payment_type": [everywhere(`${P}.payment_type`)],
  "Parameters Object: payment_settings": [everywhere(`${P}.payment_settings`, "paymentSettings")],
  "Parameters Object: currency": [everywhere(`${P}.currency`)],
  "Parameters Object: total_amount": [everywhere(`${P}.total_amount`)],
  "Parameters Object: order": [everywhere(O, "order", { "interactive.header": undefined })],
  "Payment Settings: type": [everywhere(`${P}.payment_settings[0].type`, "paymentSettings[0].type")],
  "Payment Settings: One of the following objects: pix_dynamic_code, payment_link, boleto.": [
    everywhere(`${P}.payment_settings[0].pix_dynamic_code`, "paymentSettings[0].pixDynamicCode"),
    everywhere(`${P}.payment_settings[1].payment_link`, "paymentSettings[1].paymentLink"),
    everywhere(`${P}.payment_settings[2].boleto`, "paymentSettings[2].boleto"),
  ],
  "Order Object: status": [everywhere(`${O}.status`)],
  "Order Object: catalog_id": [everywhere(`${O}.catalog_id`, "order.catalogId")],
  "Order Object: expiration": [everywhere(`${O}.expiration`, "order.expiration")],
  "Order Object: items": [everywhere(`${O}.items`, "order.items")],
  "Order Object: subtotal": [everywhere(`${O}.subtotal`)],
  "Order Object: tax": [optionalInArgs(`${O}.tax`, "order.tax")],
  "Order Object: shipping": [everywhere(`${O}.shipping`, "order.shipping", { [total]: 122456 })],
  "Order Object: discount": [everywhere(`${O}.discount`, "order.discount", { [total]: 125456 })],
  "Expiration Object: timestamp": [everywhere(`${O}.expiration.timestamp`, "order.expiration.timestamp")],
  "Expiration Object: description": [everywhere(`${O}.expiration.description`, "order.expiration.description")],
  "Item Object: retailer_id": [everywhere(`${O}.items[0].retailer_id`, "order.items[0].retailerId")],
  "Item Object: name": [everywhere(`${O}.items[1].name`, "order.items[1].name")],
  "Item Object: amount": [everywhere(`${O}.items[0].amount`, "order.items[0].amount")],
  "Item Object: quantity": [everywhere(`${O}.items[1].quantity`, "order.items[1].quantity")],
  "Item Object: sale_amount": [
    everywhere(`${O}.items[1].sale_amount`, undefined, { [subtotal]: 127000, [total]: 128500 }),
  ],
  "Discount Object: value": [everywhere(`${O}.discount.value`, "order.discount.value")],
  "Discount Object: offset": [everywhere(`${O}.discount.offset`)],
  "Discount Object: description": [everywhere(`${O}.discount.description`, "order.discount.description")],
  "Discount Object: discount_program_name": [
    everywhere(`${O}.discount.discount_program_name`, "order.discount.discountProgramName"),
  ],
  "Amount Object: value": [
    { path: total, wrong: "totalAmount" },
    { path: subtotal },
    everywhere(`${O}.items[0].amount.value`, "order.items[0].amount"),
    { path: `${O}.items[1].sale_amount.value`, wrong: "order.items[1].saleAmount" },
  ],
  "Amount Object: offset": [
    everywhere(`${P}.total_amount.offset`),
    everywhere(`${O}.subtotal.offset`),
    everywhere(`${O}.items[0].amount.offset`),
    everywhere(`${O}.items[1].sale_amount.offset`),
  ],
  "Amount Object (With Description): value": [
    everywhere(`${O}.tax.value`, "order.tax.value"),
    everywhere(`${O}.shipping.value`, "order.shipping.value"),
  ],
  "Amount Object (With Description): offset": [everywhere(`${O}.tax.offset`), everywhere(`${O}.shipping.offset`)],
  "Amount Object (With Description): description": [
    everywhere(`${O}.tax.description`, "order.tax.description"),
    everywhere(`${O}.shipping.description`, "order.shipping.description"),
  ],
};

/** Locations of each row of "Order Status". */
export const statusPlaces: Readonly<Record<string, readonly Place[]>> = {
  "Interactive Object: type": [everywhere("interactive.type")],
  "Interactive Object: header": [everywhere("interactive.header", "header")],
  "Interactive Object: body": [everywhere("interactive.body", "body")],
  "Interactive Object: footer": [everywhere("interactive.footer")],
  "Interactive Object: action": [{ path: "interactive.action" }],
  "Action Object: name": [everywhere("interactive.action.name")],
  "Action Object: parameters": [{ path: P }],
  "Parameters Object: reference_id": [everywhere(`${P}.reference_id`, "referenceId")],
  "Parameters Object: order": [everywhere(O, "order")],
  "Parameters Object: payment": [everywhere(`${P}.payment`, "payment")],
  "Order Object: status": [everywhere(`${O}.status`, "order.status")],
  "Order Object: description": [everywhere(`${O}.description`, "order.description")],
  "Payment Object: status": [everywhere(`${P}.payment.status`, "payment.status")],
  "Payment Object: timestamp": [everywhere(`${P}.payment.timestamp`, "payment.timestamp")],
};

/** Fields that the page of 2025 requires and later pages do not. */
export const optionalByNow: ReadonlySet<string> = new Set([
  "Order Details / Parameters Object: order",
  "Order Status / Parameters Object: order",
]);

export function long(length: number): string {
  return "ã".repeat(length);
}

export const soon = ahead;
