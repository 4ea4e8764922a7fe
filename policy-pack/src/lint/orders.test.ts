import {
  orderDetails,
  orderDetailsTemplate,
  orderStatus,
  toWire,
  wireText,
  type OrderDetailsArgs,
} from "pulumi-whatsapp/orders";
import { link, now, orderArgs, pix } from "../testing/order-rules";
import { listKnownFacts } from "../order";
import { parseFile } from "./inputs";

function bodyText(changes: object = {}, indent?: number): string {
  return wireText(toWire(orderDetails(orderArgs(changes) as OrderDetailsArgs, { now })), indent);
}
function listErrors(text: string): readonly string[] {
  return parseFile("f.json", text).errors.map(
    ({ region, reason }) => `${region?.startLine}:${region?.startColumn} ${reason}`,
  );
}

test("reads order messages by reference id, also next to sequences", () => {
  const text = `[${bodyText()}, {"name": "a", "text": "Hi"}, ${bodyText({ referenceId: "order-2" })}]`;
  const { orders, sequences, errors, notes } = parseFile("f.json", text);
  expect([errors, notes]).toEqual([[], []]);
  expect(orders.map(({ name }) => name)).toEqual(["order-1", "order-2"]);
  expect(sequences.map(({ name }) => name)).toEqual(["a"]);
});

test("reads and locates the values that rules check", () => {
  const items = [{ retailerId: "cake", name: "Bolo", amount: "9007199254740993", quantity: 1 }];
  const expiration = { timestamp: "1893456000", description: "logo" };
  const changes = { order: { items, expiration }, paymentSettings: [pix("CPF"), link("https://a.com/1")] };
  const text = bodyText(changes, 2);
  const [one] = parseFile("f.json", text).orders;
  if (one === undefined) throw new Error("no order");
  const facts = (["totals", "pixKeyKinds", "paymentLinks"] as const).flatMap((aspect) =>
    listKnownFacts(one.order, aspect),
  );
  expect(facts.map(({ value }) => value)).toEqual([9_007_199_254_740_993n, "CPF", "https://a.com/1"]);
  expect(listKnownFacts(one.order, "expiries").map(({ value }) => value)).toEqual([
    { atMs: 1_893_456_000_000, mayHaveBeenSent: false },
  ]);
  const lines = text.split("\n");
  const shown = facts.map(({ path }) => lines[one.locate(path).startLine - 1]?.trim());
  expect(shown).toEqual(['"value": 9007199254740993,', '"key_type": "CPF"', '"uri": "https://a.com/1"']);
});

test("reads and locates an order in a template message", () => {
  const {
    body: _body,
    footer: _footer,
    image: _image,
    ...content
  } = orderArgs({ paymentSettings: [pix("CPF")] }) as OrderDetailsArgs;
  const template = { name: "pedido_pix", language: "pt_BR", body: ["Bia"] };
  const text = wireText(toWire(orderDetailsTemplate({ ...content, template }, { now })), 2);
  const { orders, errors } = parseFile("f.json", text);
  expect([errors, orders.map(({ name }) => name)]).toEqual([[], ["order-1"]]);
  const [one] = orders;
  if (one === undefined) throw new Error("no order");
  expect(listKnownFacts(one.order, "totals").map(({ value }) => value)).toEqual([1000n]);
  const [key] = listKnownFacts(one.order, "pixKeyKinds");
  const line = one.locate(key?.path ?? "").startLine;
  expect(text.split("\n")[line - 1]?.trim()).toBe('"key_type": "CPF"');
  expect(listErrors(text.replace('"value": 1000', '"value": 1001'))).toEqual([
    expect.stringContaining("template.components[1].parameters[0].action.order_details."),
  ]);
});

test("reports an invalid order with its position instead of checking it", () => {
  const wrong = bodyText().replace('"value":1000', '"value":1001').replace('"pending"', '"shipped"');
  expect(parseFile("f.json", wrong).orders).toEqual([]);
  expect(listErrors(wrong)).toEqual([
    expect.stringMatching(/^1:\d+ interactive\.action\.parameters\.order\.status: must be "pending"$/),
    expect.stringMatching(/^1:\d+ interactive\.action\.parameters\.total_amount\.value: is 1001, but should be 1000: /),
  ]);
});

test("accepts an expiration in the past", () => {
  const expiration = { timestamp: String(now.getTime() / 1000 + 3600), description: "logo" };
  const items = [{ retailerId: "cake", name: "Bolo", amount: 1, quantity: 1 }];
  expect(listErrors(bodyText({ order: { items, expiration } }))).toEqual([]);
});

test("rejects order messages in YAML, which rounds numbers", () => {
  const yaml = parseFile("f.yaml", "interactive:\n  type: order_details\n");
  expect(yaml.errors).toMatchObject([{ reason: "is an order message in YAML; write it as the JSON of the request" }]);
  const long = bodyText().replaceAll('"value":1000', '"value":9007199254740993.0000001');
  expect(listErrors(long)).toHaveLength(2);
});

test("accepts an order_status message with a note", () => {
  const status = orderStatus({ to: "5511987654321", body: "Ok", referenceId: "a", order: { status: "shipped" } });
  const { orders, errors, notes } = parseFile("f.json", wireText(toWire(status)));
  expect([orders, errors]).toEqual([[], []]);
  expect(notes.map(({ reason }) => reason)).toEqual(["is an order_status message, which no rule checks"]);
});

test.each(['{"interactive": {"type": "button"}}', '{"interactive": null}', '{"interactive": []}'])(
  "rejects %s and explains order messages",
  (text) => {
    expect(listErrors(text)).toEqual([expect.stringContaining("an order message is the JSON of the request")]);
  },
);

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAB:hidden" };
const orderType = "pulumi-nodejs:dynamic/whatsapp:SandboxOrder";
function createExport(inputs: object): string {
  return JSON.stringify({
    version: 3,
    deployment: { resources: [{ urn: `urn:pulumi:d::p::${orderType}::demo`, type: orderType, inputs }] },
  });
}

test("reads the inputs of orders in an exported stack", () => {
  const { orders } = parseFile("s.json", createExport(orderArgs({ paymentSettings: [pix("CPF")] })));
  expect(orders).toMatchObject([{ name: "demo", urn: expect.stringContaining("::demo") }]);
  expect(orders.flatMap(({ order }) => listKnownFacts(order, "totals"))).toEqual([{ path: "order", value: 1000n }]);
});

test("skips secrets of an exported order with a note", () => {
  const inputs = orderArgs({ to: secret, order: secret, paymentSettings: [secret, link("https://a.com")] });
  const { orders, notes } = parseFile("s.json", createExport(inputs));
  expect(notes.map(({ reason }) => reason)).toEqual([
    "order of demo is secret and not checked",
    "paymentSettings[0] of demo is secret and not checked",
  ]);
  const facts = (["totals", "expiries", "pixKeyKinds", "paymentLinks"] as const).flatMap((aspect) =>
    orders.flatMap(({ order }) => listKnownFacts(order, aspect)),
  );
  expect(facts).toEqual([{ path: "paymentSettings[1].paymentLink.uri", value: "https://a.com" }]);
  expect(JSON.stringify(notes)).not.toContain("hidden");
});
