import { parse } from "yaml";
import {
  boleto,
  fromWire,
  offsiteCardPay,
  orderDetails,
  orderStatus,
  paymentLink,
  pixDynamicCode,
  toWire,
  validateOrderMessage,
  wireText,
  type OrderDetailsArgs,
  type OrderMessage,
  type OrderStatusArgs,
} from "../../provider/src/orders";
import { withChanges, Judge, now, person, readPublished, publishedJson, type Json } from "./support";

interface Sample {
  readonly name: string;
  /** As published. */
  readonly text: string;
  /** Repairs of the sample; empty if it is valid JSON and complete. */
  readonly repairs: readonly string[];
  readonly body: Json;
}

const product = "messaging_product is missing: added, as the messages endpoint requires it";
function recipient(placeholder: unknown): string {
  return `"to" is the placeholder ${String(placeholder)}: a number instead`;
}

function sample(name: string, text: string, body: Json, repairs: readonly string[] = []): Sample {
  const isMissing = body["messaging_product"] === undefined;
  return {
    name,
    text,
    repairs: [...repairs, ...(isMissing ? [product] : []), recipient(body["to"])],
    body: { messaging_product: "whatsapp", ...body, to: person },
  };
}

function json(text: string): Json {
  return JSON.parse(text) as Json;
}

const seedDetails = readPublished("seed-order-details.json.txt");
const seedStatus = readPublished("seed-order-status.json.txt");
const withComma = seedStatus.replace('"processing"\n        }\n', '"processing"\n        },\n');

const later = publishedJson("br-payments-examples.json") as Readonly<Record<string, { readonly body: Json }>>;
const laterNames = Object.keys(later).filter((key) => key.startsWith("order_"));
function laterSample(name: string): Sample {
  const body = later[name]?.body ?? {};
  return sample(name, JSON.stringify(body), body);
}

type Examples = Readonly<Record<string, { readonly value: Json }>>;
const openapi = parse(readPublished("order-message-examples.openapi.yaml")) as Examples;
const indianDetails = openapi["Send Order Details Message"]?.value ?? {};
const indianStatus = openapi["Send Order Status Message"]?.value ?? {};

const samples: readonly Sample[] = [
  sample("the seed's order details", seedDetails, json(seedDetails)),
  sample("the seed's order status", seedStatus, json(withComma), ["a comma is missing before payment: added"]),
  ...laterNames.map(laterSample),
  sample("the specification's order status", JSON.stringify(indianStatus), indianStatus),
];

const cake = {
  items: [{ retailerId: "1234567", name: "Cake", amount: 50000, quantity: 1 }],
  tax: { value: 0, description: "optional text" },
} as const;

function payable(setting: NonNullable<OrderDetailsArgs["paymentSettings"]>[number]): OrderDetailsArgs {
  return {
    to: person,
    body: "Your message content",
    referenceId: "unique-reference-id",
    type: "digital-goods",
    paymentSettings: [setting],
    order: cake,
  };
}

const linked = payable(paymentLink("https://my-payment-link-url"));

const statusMessage: OrderStatusArgs = {
  to: person,
  body: "your-mandatory-text-body-content",
  footer: "your-optional-text-footer-content",
  referenceId: "unique-reference-id",
  order: { status: "processing" },
  payment: { status: "captured", timestamp: 1722445231 },
};

/** The same messages as a program writes them. */
const built: Readonly<Record<string, () => OrderMessage>> = {
  "the seed's order details": () => orderDetails(linked),
  "the seed's order status": () => orderStatus(statusMessage),
  "order_details.payment_link": () => orderDetails(linked),
  "order_details.simplified": () => orderDetails({ ...linked, order: undefined, totalAmount: 50000 }),
  "order_details.pix": () =>
    orderDetails(
      payable(
        pixDynamicCode({
          code: "00020101021226700014br.gov.bcb.pix2548pix.example.com...",
          merchantName: "Account holder name",
          key: "39580525000189",
          keyType: "CNPJ",
        }),
      ),
    ),
  "order_details.boleto": () => orderDetails(payable(boleto("03399026944140000002628346101018898510000008848"))),
  "order_details.offsite_card_pay": () =>
    orderDetails(payable(offsiteCardPay({ lastFourDigits: "5235", credentialId: "1234567" }))),
  order_status: () => orderStatus(statusMessage),
  "order_status.simplified": () => orderStatus({ ...statusMessage, order: undefined }),
  "the specification's order status": () =>
    orderStatus({
      to: person,
      body: "your-text-body-content",
      referenceId: "unique-reference-id-from-order-details-msg",
      order: { status: "processing", description: "optional-text" },
    }),
};

let judge: Judge;
beforeEach(async () => {
  judge = await Judge.open();
});
afterEach(() => judge.close());

test("the copied samples equal the originals, character by character", () => {
  const page = readPublished("orders-brazil.md");
  for (const name of ["order-details", "order-status", "response"]) {
    expect(page).toContain(`\`\`\`\n${readPublished(`seed-${name}.json.txt`)}\`\`\``);
  }
});

test("the samples need only these repairs", () => {
  expect(() => json(seedStatus)).toThrow(SyntaxError);
  expect(withComma.length).toBe(seedStatus.length + 1);
  expect(Object.fromEntries(samples.map(({ name, repairs }) => [name, repairs]))).toEqual({
    "the seed's order details": [product, recipient("[recipient-wa-id]")],
    "the seed's order status": ["a comma is missing before payment: added", product, recipient("whatsapp-id")],
    ...Object.fromEntries(laterNames.map((name) => [name, [product, recipient("<PHONE_NUMBER>")]])),
    "the specification's order status": [recipient("{{Recipient-WA-Phone-Number}}")],
  });
});

test("a published sample lacks only messaging_product and a real `to`", () => {
  for (const { name, text } of samples.filter(({ name }) => name !== "the seed's order status")) {
    const { failures } = validateOrderMessage(text, { now });
    const expected = name.startsWith("the specification") ? ["to"] : ["messaging_product", "to"];
    expect([name, failures.map(({ path }) => path)]).toEqual([name, expected]);
  }
  expect(validateOrderMessage(seedStatus, { now }).failures).toMatchObject([{ path: "body" }]);
  expect(validateOrderMessage(withComma, { now }).failures).toMatchObject([
    { path: "messaging_product" },
    { path: "to" },
  ]);
});

test.each(samples.map(({ name, body }) => [name, body] as const))(
  "%s is valid, equals the built message, and is accepted",
  async (name, body) => {
    const { failures, message } = validateOrderMessage(JSON.stringify(body), { now });
    expect(failures).toEqual([]);
    expect(toWire(built[name]?.() ?? never(name))).toEqual(body);
    expect(message && toWire(message)).toEqual(body);
    expect(message && wireText(toWire(message))).toBe(wireText(toWire(fromWire(body))));
    judge.meta.setBehaviour({ unknownOrder: "accept" });
    expect(await judge.send(body)).toMatchObject({ status: 200, details: "" });
  },
);

function never(name: string): never {
  throw new Error(`no arguments for ${name}`);
}

test("the response has the shape of the published one", async () => {
  const { text } = await judge.send(samples[0]?.body);
  const [got, wanted] = [json(text), json(readPublished("seed-response.json.txt"))];
  expect(got).toEqual({
    ...wanted,
    contacts: [{ input: person, wa_id: person }],
    messages: [{ id: expect.stringMatching(/^wamid\./) }],
  });
  expect(formOf(got)).toEqual(formOf(wanted));
  expect(wanted).toEqual(later["send_response"]?.body);
});

function formOf(value: unknown): unknown {
  return Array.isArray(value)
    ? value.map(formOf)
    : value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, formOf(part)]))
      : typeof value;
}

test("the two samples create an order and change its status", async () => {
  const [details, status] = samples;
  await judge.send(details?.body);
  await judge.send(status?.body);
  await judge.meta.webhooksSettled();
  expect(judge.meta.orders()).toMatchObject([
    { referenceId: "unique-reference-id", total: 50000n, status: "processing", payment: "captured" },
  ]);
});

test.each(["partially-shipped", "partially_shipped"] as const)(
  "%s is valid and sent with an underscore",
  async (status) => {
    await judge.send(samples[0]?.body);
    const body = withChanges(samples[1]?.body ?? {}, { "interactive.action.parameters.order.status": status });
    const { failures, message } = validateOrderMessage(body, { now });
    expect([failures, message]).toEqual([[], orderStatus({ ...statusMessage, order: { status } })]);
    expect(message && toWire(message)).toMatchObject({
      interactive: { action: { parameters: { order: { status: "partially_shipped" } } } },
    });
    expect((await judge.send(body)).status).toBe(200);
    expect(judge.meta.orders()).toMatchObject([{ status: "partially_shipped" }]);
  },
);

test("rejects India's order details in one sentence", async () => {
  const { failures } = validateOrderMessage(JSON.stringify(indianDetails), { now });
  const within = "interactive.action.parameters";
  expect(failures).toEqual([
    { path: `${within}.payment_type`, reason: expect.stringContaining("this library supports Brazil only") },
  ]);
  expect((await judge.send({ ...indianDetails, to: person })).status).toBe(400);
  const ours = withChanges(indianDetails, {
    to: person,
    [`${within}.currency`]: "BRL",
    [`${within}.payment_type`]: "br",
    [`${within}.payment_configuration`]: undefined,
  });
  expect(validateOrderMessage(ours, { now }).failures).toEqual([]);
  expect((await judge.send(ours)).status).toBe(200);
});
