import {
  InvalidOrder,
  orderDetails,
  orderStatus,
  toWire,
  transitionProblem,
  validateOrderMessage,
  wireText,
  type OrderStatus,
  type PaymentStatus,
} from "../../provider/src/orders";
import {
  detailsPlaces,
  O,
  optionalByNow,
  P,
  statusPlaces,
  type Case,
  type Changes,
  type Failing,
  type Place,
} from "./cases";
import { envelopeCases, explicitCases, foreignChanges } from "./explicit-cases";
import { details, detailsArgs, status, statusArgs } from "./messages";
import { withChanges, Judge, now, type Json } from "./support";
import { seedRows } from "./table";

const wrongTypes: Readonly<Record<string, readonly unknown[]>> = {
  "a String": [5, { text: "5" }],
  "an Integer": [1.5, "x"],
  "an Object": ["x", [1]],
  "a List": ["x", {}],
};

function toFailing(place: Place, value: unknown, args: string | undefined): Failing {
  return {
    changes: { [place.path]: value },
    path: place.path,
    args,
  };
}

/** Case for the columns of a row: the field is required, optional, or of a type. */
function columnCase(cite: string, rule: string, place: Place): Case {
  const of = cite.startsWith("Order Status") ? "status" : "details";
  const without = { ...place.without, [place.path]: undefined };
  const isOptional = rule === "Optional" || (rule === "Required" && optionalByNow.has(cite));
  const missing = isOptional ? [null] : [undefined, null];
  // Null in arguments is omitted, like undefined.
  const program = (value: unknown): string | undefined => (value === null && isOptional ? undefined : place.missing);
  const values = wrongTypes[rule];
  const shared = { of, cite, rule: `${rule}, ${place.path}` } as const;
  return values === undefined
    ? {
        ...shared,
        passes: isOptional ? [without] : [],
        fails: missing.map((value) => toFailing(place, value, program(value))),
      }
    : { ...shared, passes: [], fails: values.map((value) => toFailing(place, value, place.wrong)) };
}

function places(cite: string): readonly Place[] {
  const [part = "", row = ""] = cite.split(" / ");
  return (part === "Order Status" ? statusPlaces : detailsPlaces)[row] ?? [];
}

function isOfColumns(rule: string): boolean {
  return ["Required", "Optional"].includes(rule) || rule in wrongTypes;
}

const rows = seedRows();
const columnCases = rows.flatMap(({ cite, rules }) =>
  rules.filter(isOfColumns).flatMap((rule) => places(cite).map((place) => columnCase(cite, rule, place))),
);
const cases: readonly Case[] = [...columnCases, ...explicitCases];

/** Rules with tests of their own. */
const elsewhere = new Map([
  ["Order Details / Parameters Object: reference_id", "unique"],
  ["Errors and Statuses: 2040 - Message is not supported", ""],
  ["Errors and Statuses: 2046 - Order status invalid transition", ""],
  ["Errors and Statuses: 2047 - Order cancellation failure", ""],
]);

test("the cases cover every rule of Meta's tables, and nothing else", () => {
  const cited = new Set(cases.map(({ cite, rule }) => `${cite} => ${rule.replace(/, interactive.*$/, "")}`));
  const asked = rows
    .flatMap(({ cite, rules }) => (rules.length > 0 ? rules : ["supported"]).map((rule) => [cite, rule] as const))
    .filter(([cite, rule]) => elsewhere.get(cite) !== rule && elsewhere.get(cite) !== "")
    .map(([cite, rule]) => `${cite} => ${rule}`);
  expect([...cited].sort()).toEqual([...new Set(asked)].sort());
  expect([rows.length, rows.filter(({ cite }) => places(cite).length > 0).length]).toEqual([68, 56]);
});

let judge: Judge;
beforeAll(async () => {
  judge = await Judge.open();
  judge.meta.setBehaviour({ unknownOrder: "accept" });
});
afterAll(() => judge.close());

const bases = { details, status };

function buildWire(of: Case["of"], body: Json): Json {
  return toWire(of === "details" ? orderDetails(detailsArgs(body), { now }) : orderStatus(statusArgs(body)));
}

function builderFailurePaths(of: Case["of"], body: Json): readonly string[] {
  try {
    buildWire(of, body);
    return [];
  } catch (error) {
    if (error instanceof InvalidOrder) return error.failures.map(({ path }) => path);
    throw error;
  }
}

function failurePaths(body: unknown): readonly string[] {
  return validateOrderMessage(body, { now }).failures.map(({ path }) => path);
}

function withUnderscore(body: Json): unknown {
  return JSON.parse(wireText(body).replaceAll("partially-shipped", "partially_shipped"));
}

test.each([...cases, ...envelopeCases].map((each) => [`${each.cite}: ${each.rule}`, each] as const))(
  "%s",
  async (_title, { of, passes, fails }) => {
    for (const changes of [{}, ...passes]) {
      const body = withChanges(bases[of], changes);
      expect([changes, failurePaths(wireText(body))]).toEqual([changes, []]);
      expect(buildWire(of, body)).toEqual({ recipient_type: "individual", ...(withUnderscore(body) as Json) });
      expect([changes, (await judge.send(body)).details]).toEqual([changes, ""]);
    }
    for (const { changes, path, args } of fails) {
      const body = withChanges(bases[of], changes);
      expect([changes, failurePaths(wireText(body)), failurePaths(body)]).toEqual([changes, [path], [path]]);
      if (args !== undefined) expect([changes, builderFailurePaths(of, body)]).toEqual([changes, [args]]);
      const { details: why, status: answered } = await judge.send(body);
      expect([changes, answered, why.replace(/^(The parameter|Param) /, "").slice(0, path.length)]).toEqual([
        changes,
        400,
        path,
      ]);
    }
  },
);

test.each(foreignChanges)("rejects an order of another country in one sentence: $changes", async ({ changes, key }) => {
  const body = withChanges(details, changes);
  expect(validateOrderMessage(wireText(body), { now })).toEqual({
    failures: [
      {
        path: `${P}.${key}`,
        reason: expect.stringMatching(
          /^is (".+", )?which is for orders in another country; this library supports Brazil only/,
        ),
      },
    ],
    warnings: [],
    message: undefined,
  });
  expect((await judge.send(body)).status).toBe(400);
});

test("validator, builder and simulator reject a discount of 0 by default", async () => {
  const path = `${O}.discount.value`;
  const body = withChanges(details, { [path]: 0, [`${P}.total_amount.value`]: 125456 });
  expect([failurePaths(body), builderFailurePaths("details", body)]).toEqual([[path], ["order.discount.value"]]);
  expect((await judge.send(body)).details).toContain(path);
  judge.meta.setBehaviour({ zeroDiscount: "accept" });
  const { failures, warnings, message } = validateOrderMessage(body, { now, zeroDiscount: "accept" });
  expect([failures, warnings.map(({ path: doubted }) => doubted)]).toEqual([
    [],
    expect.arrayContaining(["order.discount.value"]),
  ]);
  expect((await judge.send(message && toWire(message))).status).toBe(200);
  judge.meta.setBehaviour({ zeroDiscount: "refuse" });
});

test("only Meta rejects a user id of another portfolio", async () => {
  judge.meta.setBehaviour({ foreignUserIds: ["BR.9"] });
  const body = withChanges(details, { to: undefined, recipient: "BR.9" });
  expect(failurePaths(body)).toEqual([]);
  expect(await judge.send(body)).toMatchObject({ status: 400, code: 100 });
  judge.meta.setBehaviour({ foreignUserIds: [] });
});

test("only Meta can reject a reused reference_id", async () => {
  const body = withChanges(details, { [`${P}.reference_id`]: "twice" });
  await judge.send(body);
  expect((await judge.send(body)).status).toBe(200);
  judge.meta.setBehaviour({ reusedReferenceId: "refuse" });
  expect((await judge.send(body)).details).toContain(`${P}.reference_id "twice" was used before`);
  judge.meta.setBehaviour({ reusedReferenceId: "accept" });
  expect(failurePaths(body)).toEqual([]);
});

test("2040: the validator only warns of a foreign number", async () => {
  judge.meta.setBehaviour({ cannotReceive: ["14155550100"] });
  const body = { ...details, to: "14155550100" };
  expect(await judge.send(body)).toMatchObject({ code: 2040 });
  const { failures, warnings } = validateOrderMessage(body, { now });
  expect([failures, warnings.map(({ path }) => path)]).toEqual([[], expect.arrayContaining(["to"])]);
  judge.meta.setBehaviour({ cannotReceive: [] });
});

interface Forbidden {
  readonly code: number;
  /** Sent one after the other. */
  readonly before: readonly OrderStatus[];
  readonly payment?: PaymentStatus;
  readonly next: OrderStatus;
}

const forbidden: readonly Forbidden[] = [
  { code: 2046, before: ["shipped", "completed"], next: "processing" },
  { code: 2046, before: ["canceled"], next: "shipped" },
  { code: 2046, before: ["processing"], next: "pending" },
  { code: 2047, before: [], payment: "captured", next: "canceled" },
  { code: 2047, before: ["shipped"], payment: "pending", next: "canceled" },
];

test.each(forbidden)(
  "$code: the validator rejects $before, payment $payment, then $next",
  async ({ code, before, payment, next }) => {
    judge.meta.setBehaviour({ orderStatusErrors: "answer" });
    const statusWith = (changes: Json): Json =>
      withChanges(status, { [O]: undefined, [`${P}.payment`]: undefined, [`${P}.reference_id`]: "told", ...changes });
    const steps = [
      withChanges(details, { [`${P}.reference_id`]: "told" }),
      ...before.map((order) => statusWith({ [O]: { status: order } })),
      ...(payment === undefined ? [] : [statusWith({ [`${P}.payment`]: { status: payment } })]),
    ];
    for (const step of steps) expect(await judge.send(step)).toMatchObject({ status: 200 });
    const body = statusWith({ [O]: { status: next } });
    expect(await judge.send(body)).toMatchObject({ code });
    const currentState = { status: before.at(-1) ?? "pending", payment } as const;
    const { failures } = validateOrderMessage(body, { now, currentState: currentState });
    expect(failures).toEqual([{ path: `${O}.status`, reason: transitionProblem(currentState, next) }]);
    expect(failures[0]?.reason).toContain(String(code));
    judge.meta.setBehaviour({ orderStatusErrors: "webhook" });
  },
);

interface Doubted {
  readonly what: string;
  readonly of: Case["of"];
  readonly changes: Changes;
  /** Paths of the warnings in arguments. */
  readonly warned: readonly string[];
  /** Reason of the simulator to reject it: it is strict where Meta documents nothing. */
  readonly refused?: string;
}

const twoWays = [
  { type: "payment_link", payment_link: { uri: "https://pay.example.com/1" } },
  { type: "boleto", boleto: { digitable_line: "1".repeat(48) } },
];
const family = "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}";
const card = { last_four_digits: "5235", credential_id: "1234567" };
function withSetting(setting: unknown): Changes {
  return { [`${P}.payment_settings`]: [setting] };
}
const notEmpty = "texts must not be empty there";

/** Values beyond Meta's tables: from Meta's other pages, other providers, or undocumented. */
const doubted: readonly Doubted[] = [
  { what: "nothing doubtful", of: "details", changes: {}, warned: [] },
  {
    what: "a basket left out",
    of: "details",
    changes: { "interactive.header": undefined, [O]: undefined },
    warned: [],
  },
  {
    what: "an image without a basket",
    of: "details",
    changes: { [O]: undefined },
    warned: ["image"],
    refused: "the total is shown instead",
  },
  {
    what: "one-click",
    of: "details",
    changes: withSetting({ type: "offsite_card_pay", offsite_card_pay: card }),
    warned: [],
  },
  { what: "no way to pay", of: "details", changes: { [`${P}.payment_settings`]: [] }, warned: ["paymentSettings"] },
  {
    what: "three ways to pay",
    of: "details",
    changes: { [`${P}.payment_settings`]: [...twoWays, { type: "offsite_card_pay", offsite_card_pay: card }] },
    warned: ["paymentSettings"],
  },
  { what: "35 characters of id", of: "details", changes: { [`${P}.reference_id`]: "a".repeat(35) }, warned: [] },
  { what: "36 of id", of: "details", changes: { [`${P}.reference_id`]: "a".repeat(36) }, warned: ["referenceId"] },
  { what: "36 of id", of: "status", changes: { [`${P}.reference_id`]: "a".repeat(36) }, warned: ["referenceId"] },
  ...[46, 49].map((length): Doubted => ({
    what: `a line of ${length} digits`,
    of: "details",
    changes: withSetting({ type: "boleto", boleto: { digitable_line: "1".repeat(length) } }),
    warned: ["paymentSettings[0].boleto.digitableLine"],
  })),
  ...["1".repeat(47), "1".repeat(48), "03399.02694 41400.000026 28346.101018 8 98510000008848"].map(
    (line): Doubted => ({
      what: `the line ${line}`,
      of: "details",
      changes: withSetting({ type: "boleto", boleto: { digitable_line: line } }),
      warned: [],
    }),
  ),
  {
    what: "a payment link without TLS",
    of: "details",
    changes: withSetting({ type: "payment_link", payment_link: { uri: "http://pay.example.com" } }),
    warned: ["paymentSettings[0].paymentLink.uri"],
  },
  {
    what: "a Pix code and key that look like none",
    of: "details",
    changes: withSetting({
      type: "pix_dynamic_code",
      pix_dynamic_code: { code: "1", merchant_name: "A", key: "1", key_type: "CPF" },
    }),
    warned: ["paymentSettings[0].pixDynamicCode.code", "paymentSettings[0].pixDynamicCode.key"],
  },
  ...(["tax", "shipping", "discount"] as const).map((key): Doubted => ({
    what: `an empty description of the ${key}`,
    of: "details",
    changes: { [`${O}.${key}.description`]: "" },
    warned: [`order.${key}.description`],
    refused: notEmpty,
  })),
  {
    what: "60 families in the name of an item",
    of: "details",
    changes: { [`${O}.items[0].name`]: family.repeat(60) },
    warned: ["order.items[0].name"],
    refused: "the limit is one of UTF-16 units unless a switch says otherwise",
  },
  {
    what: "an empty description of the status",
    of: "status",
    changes: { [`${O}.description`]: "" },
    warned: ["order.description"],
    refused: notEmpty,
  },
  { what: "only a payment", of: "status", changes: { [O]: undefined }, warned: [] },
  { what: "partially-shipped", of: "status", changes: { [`${O}.status`]: "partially-shipped" }, warned: [] },
  { what: "a paid order canceled", of: "status", changes: { [`${O}.status`]: "canceled" }, warned: ["payment.status"] },
];

test.each(doubted)("not in Meta's tables: $what ($of) is valid and warns of $warned", async (row) => {
  const { of, changes, warned, refused } = row;
  const two = of === "details" ? { [`${P}.payment_settings`]: twoWays } : {};
  const body = withChanges(bases[of], { ...two, ...changes });
  const { failures, warnings } = validateOrderMessage(wireText(body), { now });
  expect([failures, warnings.map(({ path }) => path)]).toEqual([[], warned]);
  expect(buildWire(of, body)).toEqual({ recipient_type: "individual", ...(withUnderscore(body) as Json) });
  expect((await judge.send(body)).status).toBe(refused === undefined ? 200 : 400);
});

const settings = `${P}.payment_settings`;

test.each<[string, Case["of"], Changes, string]>([
  ["no messaging_product", "details", { messaging_product: undefined }, "messaging_product"],
  ["another messaging_product", "status", { messaging_product: "sms" }, "messaging_product"],
  ["a group", "details", { recipient_type: "group" }, "recipient_type"],
  ["no addressee", "details", { to: undefined }, "to"],
  ["another type of message", "details", { type: "text" }, "type"],
  ["a key of India's", "details", { [`${O}.country_of_origin`]: "India" }, `${O}.country_of_origin`],
  ["513 characters to echo", "status", { biz_opaque_callback_data: "x".repeat(513) }, "biz_opaque_callback_data"],
  [
    "a kind of key that Pix has not",
    "details",
    { [`${settings}[0].pix_dynamic_code.key_type`]: "CEP" },
    `${settings}[0].pix_dynamic_code.key_type`,
  ],
  ...["code", "merchant_name", "key"].map((key): [string, Case["of"], Changes, string] => [
    `a Pix code without ${key}`,
    "details",
    { [`${settings}[0].pix_dynamic_code.${key}`]: undefined },
    `${settings}[0].pix_dynamic_code.${key}`,
  ]),
  [
    "a card without credential",
    "details",
    withSetting({ type: "offsite_card_pay", offsite_card_pay: { last_four_digits: "5235" } }),
    `${settings}[0].offsite_card_pay.credential_id`,
  ],
  [
    "a link that is none",
    "details",
    withSetting({ type: "payment_link", payment_link: { uri: "pay me" } }),
    `${settings}[0].payment_link.uri`,
  ],
  [
    "two ways to pay in one",
    "details",
    { [`${settings}[1].boleto`]: { digitable_line: "1" } },
    `${settings}[1].boleto`,
  ],
])("rejects by Meta's other pages: %s", async (_what, of, changes, path) => {
  const body = withChanges(bases[of], changes);
  expect(failurePaths(wireText(body))).toEqual([path]);
  expect((await judge.send(body)).status).toBe(400);
});
