import { long, O, P, soon, type Case, type Changes, type Failing } from "./cases";

const total = `${P}.total_amount.value`;
const subtotal = `${O}.subtotal.value`;

/** Refused at the one path that is changed. */
function bad(path: string, value: unknown, args?: string): Failing {
  return { changes: { [path]: value }, path, args };
}

interface CaseInput {
  readonly passes?: readonly Changes[];
  readonly fails: readonly Failing[];
}

function detail(cite: string, rule: string, { passes = [], fails }: CaseInput): Case {
  return {
    of: "details",
    cite: `Order Details / ${cite}`,
    rule,
    passes,
    fails,
  };
}
function status(cite: string, rule: string, input: CaseInput): Case {
  return {
    ...detail("", rule, input),
    of: "status",
    cite: `Order Status / ${cite}`,
  };
}

function mustBe(cite: string, rule: string, path: string, ...wrong: readonly unknown[]): Case {
  return detail(cite, rule, { fails: wrong.map((value) => bad(path, value)) });
}

function atMost(make: typeof detail, cite: string, most: number, ...places: (readonly [string, string])[]): Case {
  return make(cite, `at most ${most}`, {
    passes: places.map(([path]) => ({ [path]: long(most) })),
    fails: places.map(([path, args]) => bad(path, long(most + 1), args)),
  });
}

function positive(cite: string, ...fails: readonly Failing[]): Case {
  return detail(cite, "positive integer", { fails });
}

function offsets(cite: string, ...paths: readonly string[]): Case {
  return detail(cite, "must be 100", {
    fails: paths.flatMap((path) => [1, 1000, "100", 100.5, -100].map((value) => bad(path, value))),
  });
}

const textRequired = [undefined, "", 5, null].map((text) => bad("interactive.body.text", text, "body"));

const interactive: readonly Case[] = [
  mustBe("Interactive Object: type", "must be order_details", "interactive.type", "order_detail", "list"),
  mustBe("Interactive Object: header", "must be image", "interactive.header.type", "video", "text", undefined),
  detail("Interactive Object: body", "a text", { fails: textRequired }),
  atMost(detail, "Interactive Object: body", 1024, ["interactive.body.text", "body"]),
  atMost(detail, "Interactive Object: footer", 60, ["interactive.footer.text", "footer"]),
  detail("Interactive Object: footer", "text required", {
    fails: [bad("interactive.footer.text", undefined), bad("interactive.footer.text", "", "footer")],
  }),
  mustBe("Action Object: name", "must be review_and_pay", "interactive.action.name", "review_order", "pay"),
];

const parameterCases: readonly Case[] = [
  detail("Parameters Object: reference_id", "at most 60", {
    passes: [{ [`${P}.reference_id`]: "a".repeat(60) }],
    fails: [bad(`${P}.reference_id`, "a".repeat(61), "referenceId")],
  }),
  detail("Parameters Object: reference_id", "not empty", {
    passes: [{ [`${P}.reference_id`]: "-" }],
    fails: [bad(`${P}.reference_id`, "", "referenceId")],
  }),
  detail("Parameters Object: reference_id", "letters", {
    passes: [{ [`${P}.reference_id`]: "AZaz09_-." }],
    fails: ["a b", "pão", "a/b", "a\n", "a:b", "ａ", "1#2", "١"].map((id) =>
      bad(`${P}.reference_id`, id, "referenceId"),
    ),
  }),
  detail("Parameters Object: type", "must be digital-goods or physical-goods", {
    passes: [{ [`${P}.type`]: "digital-goods" }, { [`${P}.type`]: "physical-goods" }],
    fails: ["services", "digital_goods", "Digital-Goods"].map((type) => bad(`${P}.type`, type, "type")),
  }),
  mustBe("Parameters Object: payment_type", "must be br", `${P}.payment_type`, "upi", "BR"),
  mustBe("Parameters Object: currency", "must be BRL", `${P}.currency`, "USD", "brl", "INR"),
  detail("Parameters Object: total_amount", "must be equal", {
    passes: [
      { [`${O}.tax.value`]: 501, [total]: 124457 },
      { [`${O}.shipping.value`]: 2001, [total]: 124457 },
      { [`${O}.discount.value`]: 999, [total]: 124457 },
    ],
    fails: [
      bad(total, 124457, "totalAmount"),
      bad(total, 124455, "totalAmount"),
      // Subtotal alone; and with the discount added.
      bad(total, 122956, "totalAmount"),
      bad(total, 126456, "totalAmount"),
      ...["tax", "shipping", "discount"].map((key): Failing => ({
        changes: { [`${O}.${key}.value`]: 77 },
        path: total,
        args: "totalAmount",
      })),
    ],
  }),
];

const settings = `${P}.payment_settings`;
const payment: readonly Case[] = [
  detail("Payment Settings: type", "one of pix_dynamic_code, payment_link, boleto", {
    passes: [0, 1, 2].map((i) => ({ [settings]: [onlySetting(i)] })),
    fails: ["upi", "pix", ""].map((type) => bad(`${settings}[0].type`, type, "paymentSettings[0].type")),
  }),
];

function onlySetting(index: number): unknown {
  return [
    {
      type: "pix_dynamic_code",
      pix_dynamic_code: { code: "000201", merchant_name: "A", key: "a@b.c", key_type: "EMAIL" },
    },
    { type: "payment_link", payment_link: { uri: "https://a.example" } },
    { type: "boleto", boleto: { digitable_line: "1".repeat(47) } },
  ][index];
}

const order: readonly Case[] = [
  mustBe("Order Object: status", "only pending", `${O}.status`, "processing", "completed", "canceled", "Pending"),
  detail("Order Object: items", "at least one", {
    passes: [
      {
        [`${O}.items`]: [{ retailer_id: "1", name: "Um", amount: { value: 1, offset: 100 }, quantity: 1 }],
        [subtotal]: 1,
        [total]: 1501,
      },
    ],
    fails: [bad(`${O}.items`, [], "order.items")],
  }),
  detail("Order Object: subtotal", "must be equal", {
    passes: [{ [`${O}.items[0].quantity`]: 3, [subtotal]: 172956, [total]: 174456 }],
    fails: [
      // One mistake is one failure: the total follows from the given subtotal.
      { changes: { [subtotal]: 122957, [total]: 124457 }, path: subtotal, args: undefined },
      bad(subtotal, 122955),
      // Without the quantities; and by `amount` where there is a `sale_amount`.
      bad(subtotal, 57652),
      { changes: { [subtotal]: 127000, [total]: 128500 }, path: subtotal, args: undefined },
      { changes: { [`${O}.items[0].quantity`]: 3 }, path: subtotal, args: "totalAmount" },
      { changes: { [`${O}.items[0].amount.value`]: 50001 }, path: subtotal, args: "totalAmount" },
      { changes: { [`${O}.items[1].sale_amount.value`]: 7651 }, path: subtotal, args: "totalAmount" },
    ],
  }),
  offsets("Order Object: subtotal", `${O}.subtotal.offset`),
  positive("Order Object: subtotal", bad(subtotal, 0), bad(subtotal, -122956), bad(subtotal, 122956.5)),
  detail("Order Object: tax", "can be zero", {
    passes: [{ [`${O}.tax.value`]: 0, [total]: 123956 }],
    fails: [bad(`${O}.tax.value`, -1, "order.tax.value")],
  }),
  detail("Expiration Object: timestamp", "300 seconds", {
    passes: [{ [`${O}.expiration.timestamp`]: soon(300) }],
    fails: [299, 0, -1, -86_400].map((seconds) =>
      bad(`${O}.expiration.timestamp`, soon(seconds), "order.expiration.timestamp"),
    ),
  }),
  atMost(detail, "Expiration Object: description", 120, [
    `${O}.expiration.description`,
    "order.expiration.description",
  ]),
];

const amounts: readonly Case[] = [
  atMost(detail, "Item Object: name", 60, [`${O}.items[0].name`, "order.items[0].name"]),
  detail("Item Object: sale_amount", "less than", {
    passes: [{ [`${O}.items[1].sale_amount.value`]: 8999, [subtotal]: 126997, [total]: 128497 }],
    fails: [
      {
        changes: { [`${O}.items[1].sale_amount.value`]: 9000, [subtotal]: 127000, [total]: 128500 },
        path: `${O}.items[1].sale_amount.value`,
        args: "order.items[1].saleAmount",
      },
      {
        changes: { [`${O}.items[1].sale_amount.value`]: 9001, [subtotal]: 127003, [total]: 128503 },
        path: `${O}.items[1].sale_amount.value`,
        args: "order.items[1].saleAmount",
      },
    ],
  }),
  positive("Discount Object: value", bad(`${O}.discount.value`, -1000, "order.discount.value"), {
    changes: { [`${O}.discount.value`]: 0, [total]: 125456 },
    path: `${O}.discount.value`,
    args: "order.discount.value",
  }),
  offsets("Discount Object: offset", `${O}.discount.offset`),
  atMost(detail, "Discount Object: description", 60, [`${O}.discount.description`, "order.discount.description"]),
  atMost(detail, "Discount Object: discount_program_name", 60, [
    `${O}.discount.discount_program_name`,
    "order.discount.discountProgramName",
  ]),
  positive(
    "Amount Object: value",
    bad(total, 0, "totalAmount"),
    bad(total, -1, "totalAmount"),
    bad(`${O}.items[0].amount.value`, 0, "order.items[0].amount"),
    bad(`${O}.items[0].amount.value`, -50000, "order.items[0].amount"),
    bad(`${O}.items[1].sale_amount.value`, 0, "order.items[1].saleAmount"),
    bad(`${O}.items[1].sale_amount.value`, 0.5, "order.items[1].saleAmount"),
  ),
  offsets(
    "Amount Object: offset",
    `${P}.total_amount.offset`,
    `${O}.items[0].amount.offset`,
    `${O}.items[1].sale_amount.offset`,
  ),
  // Tax and shipping have one type in Meta's tables, and the tax may be zero.
  detail("Amount Object (With Description): value", "positive integer", {
    passes: [{ [`${O}.shipping.value`]: 0, [total]: 122456 }],
    fails: [bad(`${O}.shipping.value`, -1, "order.shipping.value")],
  }),
  offsets("Amount Object (With Description): offset", `${O}.tax.offset`, `${O}.shipping.offset`),
  atMost(
    detail,
    "Amount Object (With Description): description",
    60,
    [`${O}.tax.description`, "order.tax.description"],
    [`${O}.shipping.description`, "order.shipping.description"],
  ),
];

function supportedCases(table: string, path: string, args: string, values: readonly string[]): readonly Case[] {
  return values.map((value) =>
    status(`${table}: ${value}`, "supported", {
      passes: [{ [path]: value }],
      fails: [bad(path, `${value}s`, args), bad(path, value.toUpperCase(), args)],
    }),
  );
}

const statuses: readonly Case[] = [
  status("Interactive Object: type", "must be order_status", { fails: [bad("interactive.type", "order_state")] }),
  status("Interactive Object: body", "a text", { fails: textRequired }),
  atMost(status, "Interactive Object: body", 1024, ["interactive.body.text", "body"]),
  atMost(status, "Interactive Object: footer", 60, ["interactive.footer.text", "footer"]),
  status("Interactive Object: footer", "text required", {
    fails: [bad("interactive.footer.text", undefined), bad("interactive.footer.text", "", "footer")],
  }),
  status("Action Object: name", "must be review_order", { fails: [bad("interactive.action.name", "review_and_pay")] }),
  atMost(status, "Order Object: description", 120, [`${O}.description`, "order.description"]),
  ...supportedCases("Supported Order Status", `${O}.status`, "order.status", [
    "pending",
    "processing",
    "partially-shipped",
    "shipped",
    "completed",
    "canceled",
  ]),
  ...supportedCases("Supported Payment Status", `${P}.payment.status`, "payment.status", [
    "pending",
    "captured",
    "failed",
  ]),
];

const another = "5521999990000";

/** Fields around `interactive`, from Meta's reference of the messages edge and its page about user ids, not from the tables. */
export const envelopeCases: readonly Case[] = (["details", "status"] as const).flatMap((of) => [
  {
    ...{ of, cite: "Message", rule: "recipient_type is optional, and individual" },
    passes: [{ recipient_type: undefined }],
    fails: ["group", "", null, 5].map((value) => bad("recipient_type", value)),
  },
  {
    ...{ of, cite: "Message", rule: "to is a phone number, not a user id" },
    passes: ["+55 (11) 98765-4321", "55 11 98765 4321", another].map((to) => ({ to })),
    fails: ["BR.4Xk9", "BR.ENT.3K", "br.4xk9", " BR.1", "Ana", "", undefined, null].map((value) =>
      bad("to", value, value === null ? undefined : "to"),
    ),
  },
  {
    ...{ of, cite: "Message", rule: "recipient is a user id, not a phone number" },
    passes: [
      ...["BR.4Xk9", "BR.1", `BR.${"a1".repeat(64)}`, "BR.ENT.3K", `US.ENT.${"Z".repeat(128)}`].map((recipient) => ({
        to: undefined,
        recipient,
      })),
      { recipient: "BR.4Xk9" },
    ],
    fails: [
      ...["5511987654321", "+55 11 98765-4321", "BR.", "B.1", "BRA.1", "br.1", "BR.4-k", `BR.${"a".repeat(129)}`],
      ...["BR.ENT.", "BR.1 ", "BR.ENT.1.2", "", 5, { id: "BR.1" }],
    ].map((recipient): Failing => ({
      changes: { to: undefined, recipient },
      path: "recipient",
      args: "recipient",
    })),
  },
]);

/** Messages of other countries, in one failure. Source: Meta's pages for India and Singapore. */
const foreign: readonly Changes[] = [
  { [`${P}.payment_type`]: "upi", [`${P}.currency`]: "INR" },
  {
    [`${P}.payment_type`]: "upi",
    [`${P}.currency`]: "INR",
    [`${P}.payment_configuration`]: "loja",
    [`${P}.payment_settings`]: [{ type: "payment_gateway", payment_gateway: { type: "razorpay" } }],
    [`${P}.beneficiaries`]: [{ name: "X" }],
    [`${O}.tax`]: undefined,
    [`${O}.subtotal.value`]: 5,
    recipient_type: undefined,
  },
  { [`${P}.payment_type`]: "p2m-lite:stripe", [`${P}.currency`]: "SGD", [`${P}.type`]: "services", to: "" },
  { [`${P}.payment_type`]: "pg", [total]: 1 },
];
export const foreignChanges: readonly { readonly changes: Changes; readonly key: "payment_type" | "currency" }[] = [
  ...foreign.map((changes) => ({ changes, key: "payment_type" }) as const),
  { changes: { [`${P}.currency`]: "INR", [`${P}.payment_type`]: undefined }, key: "currency" },
  { changes: { [`${P}.currency`]: "SGD", [`${P}.type`]: "x" }, key: "currency" },
];

/** Rules beyond presence and type of a field. */
export const explicitCases: readonly Case[] = [
  ...interactive,
  ...parameterCases,
  ...payment,
  ...order,
  ...amounts,
  ...statuses,
];
