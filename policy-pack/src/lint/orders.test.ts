import {
  orderDetails,
  orderDetailsTemplate,
  orderStatus,
  toWire,
  wireText,
  type OrderDetailsArgs,
} from "pulumi-whatsapp/orders";
import { link, now, orderArgs, pix } from "../testing/orders";
import { knownOf, orderType } from "../order";
import { found } from "./inputs";

function bodyText(changes: object = {}, indent?: number): string {
  return wireText(toWire(orderDetails(orderArgs(changes) as OrderDetailsArgs, { now })), indent);
}
function reasons(text: string): readonly string[] {
  return found("f.json", text).complaints.map(
    ({ region, reason }) => `${region?.startLine}:${region?.startColumn} ${reason}`,
  );
}

test("the body of a request is an order, named by its reference id, alone or in a list, and sequences may stand beside it", () => {
  const text = `[${bodyText()}, {"name": "a", "text": "Hi"}, ${bodyText({ referenceId: "order-2" })}]`;
  const { orders, sequences, complaints, notes } = found("f.json", text);
  expect([complaints, notes]).toEqual([[], []]);
  expect(orders.map(({ name }) => name)).toEqual(["order-1", "order-2"]);
  expect(sequences.map(({ name }) => name)).toEqual(["a"]);
});

test("what rules look at is read in Meta's words, each at its place in the file", () => {
  const items = [{ retailerId: "cake", name: "Bolo", amount: "9007199254740993", quantity: 1 }];
  const expiration = { timestamp: "1893456000", description: "logo" };
  const changes = { order: { items, expiration }, paymentSettings: [pix("CPF"), link("https://a.com/1")] };
  const text = bodyText(changes, 2);
  const [one] = found("f.json", text).orders;
  if (one === undefined) throw new Error("no order");
  const facts = (["totals", "pixKeyKinds", "paymentLinks"] as const).flatMap((aspect) => knownOf(one.order, aspect));
  expect(facts.map(({ value }) => value)).toEqual([9_007_199_254_740_993n, "CPF", "https://a.com/1"]);
  expect(knownOf(one.order, "expiries").map(({ value }) => value)).toEqual([
    { atMs: 1_893_456_000_000, mayBeSent: false },
  ]);
  const lines = text.split("\n");
  const shown = facts.map(({ path }) => lines[one.regionOf(path).startLine - 1]?.trim());
  expect(shown).toEqual(['"value": 9007199254740993,', '"key_type": "CPF"', '"uri": "https://a.com/1"']);
});

test("an order by template is read by the same rules, at its place", () => {
  const {
    body: _body,
    footer: _footer,
    image: _image,
    ...content
  } = orderArgs({ paymentSettings: [pix("CPF")] }) as OrderDetailsArgs;
  const template = { name: "pedido_pix", language: "pt_BR", body: ["Bia"] };
  const text = wireText(toWire(orderDetailsTemplate({ ...content, template }, { now })), 2);
  const { orders, complaints } = found("f.json", text);
  expect([complaints, orders.map(({ name }) => name)]).toEqual([[], ["order-1"]]);
  const [one] = orders;
  if (one === undefined) throw new Error("no order");
  expect(knownOf(one.order, "totals").map(({ value }) => value)).toEqual([1000n]);
  const [key] = knownOf(one.order, "pixKeyKinds");
  const line = one.regionOf(key?.path ?? "").startLine;
  expect(text.split("\n")[line - 1]?.trim()).toBe('"key_type": "CPF"');
  expect(reasons(text.replace('"value": 1000', '"value": 1001'))).toEqual([
    expect.stringContaining("template.components[1].parameters[0].action.order_details."),
  ]);
});

test("what Meta would refuse is told with its place, and rules see nothing of it", () => {
  const wrong = bodyText().replace('"value":1000', '"value":1001').replace('"pending"', '"shipped"');
  expect(found("f.json", wrong).orders).toEqual([]);
  expect(reasons(wrong)).toEqual([
    expect.stringMatching(/^1:\d+ interactive\.action\.parameters\.order\.status: must be "pending"$/),
    expect.stringMatching(/^1:\d+ interactive\.action\.parameters\.total_amount\.value: is 1001, but should be 1000: /),
  ]);
});

test("an end that is behind is no mistake of the file, but for a rule to judge", () => {
  const expiration = { timestamp: String(now.getTime() / 1000 + 3600), description: "logo" };
  const items = [{ retailerId: "cake", name: "Bolo", amount: 1, quantity: 1 }];
  expect(reasons(bodyText({ order: { items, expiration } }))).toEqual([]);
});

test("an order message is JSON, so that no reader rounds its numbers", () => {
  const yaml = found("f.yaml", "interactive:\n  type: order_details\n");
  expect(yaml.complaints).toMatchObject([{ reason: "is an order message in YAML; write it as the JSON that is sent" }]);
  const long = bodyText().replaceAll('"value":1000', '"value":9007199254740993.0000001');
  expect(reasons(long)).toHaveLength(2);
});

test("an order_status is taken, and that no rule looks at it is said", () => {
  const status = orderStatus({ to: "5511987654321", body: "Ok", referenceId: "a", order: { status: "shipped" } });
  const { orders, complaints, notes } = found("f.json", wireText(toWire(status)));
  expect([orders, complaints]).toEqual([[], []]);
  expect(notes.map(({ reason }) => reason)).toEqual(["is an order_status message, which no rule looks at"]);
});

test.each(['{"interactive": {"type": "button"}}', '{"interactive": null}', '{"interactive": []}'])(
  "%s is none, and it is said what one is",
  (text) => {
    expect(reasons(text)).toEqual([expect.stringContaining("an order message is the JSON that is sent")]);
  },
);

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAB:hidden" };
function exported(inputs: object): string {
  return JSON.stringify({
    version: 3,
    deployment: { resources: [{ urn: `urn:pulumi:d::p::${orderType}::demo`, type: orderType, inputs }] },
  });
}

test("of an exported stack orders are read by their inputs", () => {
  const { orders } = found("s.json", exported(orderArgs({ paymentSettings: [pix("CPF")] })));
  expect(orders).toMatchObject([{ name: "demo", urn: expect.stringContaining("::demo") }]);
  expect(orders.flatMap(({ order }) => knownOf(order, "totals"))).toEqual([{ path: "order", value: 1000n }]);
});

test("what is secret in an exported order is not read, and that is said of what rules look at", () => {
  const inputs = orderArgs({ to: secret, order: secret, paymentSettings: [secret, link("https://a.com")] });
  const { orders, notes } = found("s.json", exported(inputs));
  expect(notes.map(({ reason }) => reason)).toEqual([
    "order of demo is a secret and is not checked",
    "paymentSettings[0] of demo is a secret and is not checked",
  ]);
  const facts = (["totals", "expiries", "pixKeyKinds", "paymentLinks"] as const).flatMap((aspect) =>
    orders.flatMap(({ order }) => knownOf(order, aspect)),
  );
  expect(facts).toEqual([{ path: "paymentSettings[1].paymentLink.uri", value: "https://a.com" }]);
  expect(JSON.stringify(notes)).not.toContain("hidden");
});
