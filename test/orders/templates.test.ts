import fc from "fast-check";
import { startSimulator, type Simulator, type TemplateSeed } from "pulumi-whatsapp-simulator";
import {
  fromWire,
  InvalidOrder,
  OrderClient,
  orderDetails,
  orderDetailsTemplate,
  orderStatus,
  orderStatusTemplate,
  paymentLink,
  previewOrder,
  toWire,
  transitionProblem,
  validateOrderMessage,
  wireText,
  type OrderDetailsTemplateArgs,
  type OrderMessage,
  type OrderStatusTemplateArgs,
} from "../../provider/src/orders";
import { findWireOrder, orderWireFailures } from "../../provider/src/schema";
import { receive, type WebhookEvent } from "../../provider/src/webhooks";
import { startReceiver } from "../../simulator/src/testing/receiver";
import { at, withChanges, Judge, now, person, publishedJson, type Json } from "./support";

const hourMs = 60 * 60 * 1000;
const [button, carried] = ["template.components[2].parameters[0].action.order_details", "template.components[1]"];

const seeds: readonly TemplateSeed[] = [
  {
    name: "pedido_pix",
    language: "pt_BR",
    components: [
      { type: "HEADER", format: "DOCUMENT" },
      { type: "BODY", text: "Olá {{1}}, seu pedido {{2}} está pronto para pagar." },
      { type: "FOOTER", text: "Loja da Ana" },
      { type: "BUTTONS", buttons: [{ type: "ORDER_DETAILS", text: "Copy Pix code" }] },
    ],
  },
  {
    name: "pedido_status",
    language: "pt_BR",
    subCategory: "ORDER_STATUS",
    components: [{ type: "BODY", text: "Olá {{nome}}, seu pedido mudou." }],
  },
];

const detailsArgs = {
  to: person,
  template: {
    name: "pedido_pix",
    language: "pt_BR",
    header: { document: { link: "https://loja.example/p42.pdf", filename: "pedido-42.pdf" } },
    body: ["Bia", "42"],
  },
  referenceId: "order-1",
  type: "physical-goods",
  paymentSettings: [paymentLink("https://pay.example.com/1")],
  order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
  bizOpaqueCallbackData: "cart-7",
} satisfies OrderDetailsTemplateArgs;

const statusArgs = {
  to: person,
  template: { name: "pedido_status", language: "pt_BR", body: { nome: "Bia" } },
  referenceId: "order-1",
  order: { status: "processing", description: "Saiu hoje" },
} satisfies OrderStatusTemplateArgs;

const details: Json = toWire(orderDetailsTemplate(detailsArgs, { now }));
const status: Json = toWire(orderStatusTemplate(statusArgs));
const bases = { details, status };

let judge: Judge;
beforeAll(async () => {
  judge = await Judge.open();
  judge.meta.seed({ templates: seeds });
  judge.meta.setBehaviour({ unknownOrder: "accept" });
});
afterAll(() => judge.close());

function failurePaths(body: unknown): readonly string[] {
  return validateOrderMessage(body, { now }).failures.map(({ path }) => path);
}

function builderFailurePaths(build: () => unknown): readonly string[] {
  try {
    build();
    return [];
  } catch (error) {
    if (error instanceof InvalidOrder) return error.failures.map(({ path }) => path);
    throw error;
  }
}

test.each(Object.entries(bases))(
  "%s: builder, validator and simulator agree; the JSON reads back",
  async (_of, body) => {
    expect(failurePaths(wireText(body))).toEqual([]);
    expect(await judge.send(body)).toMatchObject({ status: 200 });
    expect(toWire(fromWire(JSON.parse(wireText(body))))).toEqual(body);
  },
);

test("the body equals the one on Meta's page", () => {
  const [header, texts, order] = at(details, "template.components") as readonly [Json, Json, Json];
  expect(details["type"]).toBe("template");
  expect(at(details, "template.language")).toEqual({ policy: "deterministic", code: "pt_BR" });
  expect(header).toEqual({
    type: "header",
    parameters: [{ type: "document", document: detailsArgs.template.header.document }],
  });
  expect(texts).toEqual({
    type: "body",
    parameters: [
      { type: "text", text: "Bia" },
      { type: "text", text: "42" },
    ],
  });
  expect(order).toMatchObject({ type: "button", sub_type: "order_details", index: 0 });
  const { template: _template, ...content } = detailsArgs;
  const interactive = toWire(orderDetails({ ...content, body: "Seu pedido" }, { now }));
  expect(at(details, button)).toEqual(at(interactive, "interactive.action.parameters"));
});

test.each([
  ["template.send.order_details", {}],
  [
    "template.send.order_status",
    { "template.components[0].parameters[0].order_status.order": { status: "shipped", description: "Saiu" } },
  ],
])("Meta's sample %s is valid with its placeholders filled in", (name, filled) => {
  const sample = at((publishedJson("br-payments-examples.json") as Json)[name], "body") as Json;
  const template = { "template.name": "pedido_pix", "template.language.code": "pt_BR" };
  expect(failurePaths(wireText(withChanges(sample, { to: person, ...template, ...filled })))).toEqual([]);
});

interface Refused {
  readonly of: keyof typeof bases;
  readonly what: string;
  readonly changes: Json;
  readonly path: string;
}

function components(index: number): string {
  return `template.components[${index}]`;
}

test.each<Refused>([
  { of: "details", what: "no name", changes: { "template.name": undefined }, path: "template.name" },
  { of: "details", what: "no language", changes: { "template.language": undefined }, path: "template.language" },
  {
    of: "details",
    what: "another policy",
    changes: { "template.language.policy": "any" },
    path: "template.language.policy",
  },
  { of: "details", what: "no code", changes: { "template.language.code": undefined }, path: "template.language.code" },
  { of: "details", what: "components of text", changes: { "template.components": "x" }, path: "template.components" },
  { of: "details", what: "an unknown key", changes: { "template.namespace": "x" }, path: "template.namespace" },
  {
    of: "details",
    what: "an unknown component",
    changes: { [`${components(1)}.type`]: "footer" },
    path: `${components(1)}.type`,
  },
  {
    of: "details",
    what: "a line break",
    changes: { [`${components(1)}.parameters[0].text`]: "a\nb" },
    path: `${components(1)}.parameters[0].text`,
  },
  {
    of: "details",
    what: "five spaces",
    changes: { [`${components(1)}.parameters[0].text`]: "a     b" },
    path: `${components(1)}.parameters[0].text`,
  },
  {
    of: "details",
    what: "an empty text",
    changes: { [`${components(1)}.parameters[0].text`]: "" },
    path: `${components(1)}.parameters[0].text`,
  },
  {
    of: "details",
    what: "a currency",
    changes: { [`${components(1)}.parameters[0].type`]: "currency" },
    path: `${components(1)}.parameters[0].type`,
  },
  {
    of: "details",
    what: "one name of two",
    changes: { [`${components(1)}.parameters[0].parameter_name`]: "nome" },
    path: `${components(1)}.parameters`,
  },
  {
    of: "details",
    what: "a file without a place",
    changes: { [`${components(0)}.parameters[0].document`]: {} },
    path: `${components(0)}.parameters[0].document`,
  },
  {
    of: "details",
    what: "a video",
    changes: { [`${components(0)}.parameters[0].type`]: "video" },
    path: `${components(0)}.parameters[0].type`,
  },
  {
    of: "details",
    what: "a header twice",
    changes: { [components(1)]: at(details, components(0)) },
    path: components(1),
  },
  {
    of: "details",
    what: "the second button",
    changes: { [`${components(2)}.index`]: 1 },
    path: `${components(2)}.index`,
  },
  {
    of: "details",
    what: "another button",
    changes: { [`${components(2)}.sub_type`]: "url" },
    path: `${components(2)}.sub_type`,
  },
  {
    of: "details",
    what: "two actions",
    changes: { [`${components(2)}.parameters[1]`]: at(details, `${components(2)}.parameters[0]`) },
    path: `${components(2)}.parameters`,
  },
  { of: "details", what: "no order", changes: { [button]: undefined }, path: button },
  {
    of: "details",
    what: "a wrong total",
    changes: { [`${button}.total_amount.value`]: 1 },
    path: `${button}.total_amount.value`,
  },
  {
    of: "details",
    what: "a wrong subtotal",
    changes: { [`${button}.order.subtotal.value`]: 1, [`${button}.total_amount.value`]: 1201 },
    path: `${button}.order.subtotal.value`,
  },
  {
    of: "details",
    what: "a reference id with a space",
    changes: { [`${button}.reference_id`]: "a b" },
    path: `${button}.reference_id`,
  },
  {
    of: "details",
    what: "an unknown key of the order",
    changes: { [`${button}.order.country`]: "BR" },
    path: `${button}.order.country`,
  },
  { of: "details", what: "no product", changes: { messaging_product: undefined }, path: "messaging_product" },
  { of: "details", what: "no addressee", changes: { to: undefined }, path: "to" },
  {
    of: "status",
    what: "no order",
    changes: { [`${carried}.parameters[0].order_status.order`]: undefined },
    path: `${carried}.parameters[0].order_status.order`,
  },
  {
    of: "status",
    what: "an unknown status",
    changes: { [`${carried}.parameters[0].order_status.order.status`]: "lost" },
    path: `${carried}.parameters[0].order_status.order.status`,
  },
  {
    of: "status",
    what: "a long description",
    changes: { [`${carried}.parameters[0].order_status.order.description`]: "ã".repeat(121) },
    path: `${carried}.parameters[0].order_status.order.description`,
  },
  {
    of: "status",
    what: "a payment",
    changes: { [`${carried}.parameters[0].order_status.payment`]: { status: "captured" } },
    path: `${carried}.parameters[0].order_status.payment`,
  },
  {
    of: "status",
    what: "a name twice",
    changes: {
      [`${components(0)}.parameters`]: [0, 1].map(() => ({ type: "text", text: "a", parameter_name: "nome" })),
    },
    path: `${components(0)}.parameters`,
  },
])("validator and simulator reject $of with $what", async ({ of, changes, path }) => {
  const body = withChanges(bases[of], changes);
  expect([failurePaths(body), failurePaths(wireText(body))]).toEqual([[path], [path]]);
  expect((await judge.send(body)).status).not.toBe(200);
});

test("reports every failure at once, with wire or program paths", () => {
  const body = withChanges(details, {
    to: "Ana",
    "template.name": "Pedido Pix",
    [`${components(1)}.parameters[0].text`]: "a\tb",
    [`${button}.total_amount.value`]: 1,
    [`${button}.type`]: "goods",
  });
  expect([...failurePaths(body)].sort()).toEqual(
    [
      "to",
      "template.name",
      `${components(1)}.parameters[0].text`,
      `${button}.total_amount.value`,
      `${button}.type`,
    ].sort(),
  );
  const args = {
    ...detailsArgs,
    to: "Ana",
    template: { name: "Pedido Pix", language: "pt-BR", header: { image: {}, text: "x" }, body: ["a\tb"] },
    referenceId: "",
    body: "Olá",
  } as unknown as OrderDetailsTemplateArgs;
  expect([...builderFailurePaths(() => orderDetailsTemplate(args, { now }))].sort()).toEqual(
    [
      "body",
      "referenceId",
      "template.body[0]",
      "template.header",
      "template.header.image",
      "template.language",
      "template.name",
      "to",
    ].sort(),
  );
  const invalidStatus = {
    ...statusArgs,
    template: { name: "x", language: "pt_BR", header: { text: "x" } },
    order: undefined,
    payment: { status: "captured" },
  };
  expect(
    [...builderFailurePaths(() => orderStatusTemplate(invalidStatus as unknown as OrderStatusTemplateArgs))].sort(),
  ).toEqual(["order", "payment", "template.header"].sort());
});

test("rejects a body without an order or with `interactive`", () => {
  expect(
    failurePaths(withChanges(details, { "template.components[2]": undefined, "template.components": [] })),
  ).toEqual(["template.components"]);
  expect(failurePaths({ ...details, interactive: { type: "order_details" } })).toEqual(["interactive"]);
  expect(failurePaths({ ...details, template: "x" })).toContain("template");
});

test("accepts an index as text, and a user id", async () => {
  const body = withChanges(details, { [`${components(2)}.index`]: "0", to: undefined, recipient: "BR.7Q2" });
  expect(failurePaths(body)).toEqual([]);
  expect(toWire(fromWire(body))).toEqual(withChanges(body, { [`${components(2)}.index`]: 0 }));
  expect((await judge.send(body)).status).toBe(200);
});

test("rejects a forbidden status at the order's path", () => {
  const currentState = { status: "completed", payment: undefined } as const;
  expect(validateOrderMessage(status, { now, currentState: currentState }).failures).toEqual([
    {
      path: `${carried}.parameters[0].order_status.order.status`,
      reason: transitionProblem(currentState, "processing"),
    },
  ]);
});

const oneLine = fc.stringMatching(/^[a-zãé0-9]{1,20}$/);
const file = fc.oneof(fc.record({ link: fc.webUrl() }), fc.record({ id: fc.stringMatching(/^\d{1,15}$/) }));
const body = fc.oneof(
  fc.array(oneLine, { maxLength: 4 }),
  fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), oneLine, { minKeys: 1, maxKeys: 4 }),
);
const header = fc.oneof(
  fc.record({ text: fc.oneof(oneLine, fc.record({ nome: oneLine })) }),
  fc.record({ image: file }),
  fc.record({ document: file }),
);

test("property: a template message reads back from its JSON exactly", () => {
  const template = fc.record({ body, header }, { requiredKeys: [] });
  fc.assert(
    fc.property(template, fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), fc.boolean(), (parts, totalAmount, isSimple) => {
      const names = { name: "pedido_pix", language: "pt_BR" };
      const order = isSimple ? { order: undefined, totalAmount } : {};
      const message = orderDetailsTemplate(
        { ...detailsArgs, ...order, template: { ...names, ...parts } } as OrderDetailsTemplateArgs,
        { now },
      );
      const { message: read, failures } = validateOrderMessage(wireText(toWire(message)), { now });
      expect(failures).toEqual([]);
      expect(read).toEqual(message);
    }),
  );
});

test("the preview shows the template's name, its parameters and the order", () => {
  const text = previewOrder(orderDetailsTemplate(detailsArgs, { now }), { now });
  expect(text).toMatch(
    /\[modelo\] pedido_pix \(pt_BR\)[^]*\[documento\] pedido-42\.pdf[^]*\{\{1\}\}: Bia[^]*\{\{2\}\}: 42/,
  );
  expect(text).toMatch(/Bolo[^]*Total +R\$ 111,80[^]*Abrir link de pagamento/);
  const update = previewOrder(orderStatusTemplate(statusArgs), {
    currentState: { status: "pending", payment: undefined },
  });
  expect(update).toMatch(/\{\{nome\}\}: Bia[^]*Situação: Pendente → Em processamento[^]*Saiu hoje/);
});

test.each([
  [{ image: { id: "71" } }, "[imagem] 71"],
  [{ image: { link: "https://loja.example/p42.png" } }, "[imagem] https://loja.example/p42.png"],
  [{ document: { link: "https://loja.example/p42.pdf" } }, "[documento] https://loja.example/p42.pdf"],
  [{ document: { id: "71" } }, "[documento] 71"],
  [{ text: "42" }, "[título] {{1}}: 42"],
  [{ text: { numero: "42" } }, "[título] {{numero}}: 42"],
] as const)("the preview shows the header %j", (header, shown) => {
  const template = { name: "pedido_pix", language: "pt_BR", header };
  const preview = previewOrder(orderDetailsTemplate({ ...detailsArgs, template }, { now }), { now, columns: 120 });
  expect(preview).toContain(`│ ${shown}`);
  expect(preview).not.toContain("catálogo");
});

test("rejects arguments and templates that are not objects", () => {
  expect(builderFailurePaths(() => orderStatusTemplate("x" as unknown as OrderStatusTemplateArgs))).toEqual(["args"]);
  expect(builderFailurePaths(() => orderDetailsTemplate(undefined as unknown as OrderDetailsTemplateArgs))).toEqual([
    "args",
  ]);
  expect(failurePaths({ ...details, template: { name: "x", language: { code: "pt_BR" }, components: ["x"] } })).toEqual(
    ["template.components"],
  );
  expect(failurePaths({ type: "template", to: person, messaging_product: "whatsapp" })).toEqual(["template"]);
  expect(failurePaths(withChanges(details, { [`${components(2)}.parameters`]: undefined }))).toEqual([
    `${components(2)}.parameters`,
    button,
  ]);
  expect(() => fromWire("x")).toThrow();
  expect([findWireOrder({ type: "template" }), orderWireFailures(details)]).toEqual([undefined, []]);
});

describe("a service", () => {
  let meta: Simulator;
  beforeEach(async () => {
    meta = await startSimulator({ seed: { templates: seeds } });
  });
  afterEach(() => meta.close());

  const send = (message: OrderMessage) => {
    const { accessToken, phoneNumberId, url: baseUrl } = meta;
    return new OrderClient({ accessToken, phoneNumberId, baseUrl }).send(message);
  };

  test("receives 131047 for a late interactive message; a template succeeds", async () => {
    const target = await startReceiver();
    await meta.setWebhook({ url: target.url, verifyToken: "v", retryAfterMs: [] });
    await meta.writeMessage("Quero um bolo", { person: { waId: person } });
    const { template: _template, ...content } = detailsArgs;
    expect(await send(orderDetails({ ...content, body: "Seu pedido" }))).toMatchObject({ outcome: "accepted" });

    meta.advanceClock(25 * hourMs);
    const update = { to: person, referenceId: "order-1", order: { status: "shipped" } } as const;
    const late = await send(orderStatus({ ...update, body: "Saiu" }));
    expect(late).toMatchObject({ outcome: "accepted" });
    await meta.webhooksSettled();
    const last = target.received.at(-1);
    if (last === undefined) throw new Error("nothing was received");
    const { events } = await receive({ rawBody: last.bytes, headers: last.headers, appSecret: meta.appSecret });
    expect(errorsIn(events)).toEqual([131047]);
    expect(meta.orders()).toMatchObject([{ status: "pending" }]);

    const byTemplate = await send(orderStatusTemplate({ ...update, template: statusArgs.template }));
    expect(byTemplate).toMatchObject({ outcome: "accepted", messageStatus: "accepted" });
    expect(meta.orders()).toMatchObject([{ status: "shipped" }]);
    await target.close();
  });

  test("reaches a person who never wrote", async () => {
    const result = await send(orderDetailsTemplate(detailsArgs));
    expect(result).toMatchObject({ outcome: "accepted", messageStatus: "accepted", correlationId: "cart-7" });
    expect(meta.orderView("order-1")).toMatchObject({
      body: "Olá Bia, seu pedido 42 está pronto para pagar.",
      total: "R$ 111,80",
    });
  });

  test.each([
    [132001, { language: "es" }],
    [132000, { body: ["Bia"] }],
    [132012, { header: { image: { id: "1" } } }],
    [132018, { body: { nome: "Bia", numero: "42" } }],
  ])("gets %d in the result, and the person receives nothing", async (code, changes) => {
    const template = { ...detailsArgs.template, ...changes };
    const result = await send(orderDetailsTemplate({ ...detailsArgs, template }));
    expect(result).toMatchObject({ outcome: "rejected", error: { code, kind: "template" } });
    expect(meta.messages()).toEqual([]);
  });

  test.each([
    [132015, "PAUSED"],
    [132016, "DISABLED"],
  ] as const)("gets %d when the template is %s", async (code, templateStatus) => {
    meta.seed({ templates: seeds.map((seed) => ({ ...seed, status: templateStatus })) });
    expect(await send(orderDetailsTemplate(detailsArgs))).toMatchObject({ outcome: "rejected", error: { code } });
  });

  test("does not send an invalid message from plain JavaScript", async () => {
    const message = { ...orderDetailsTemplate(detailsArgs), totalAmount: 1n };
    expect(await send(message).catch((error: unknown) => error)).toBeInstanceOf(InvalidOrder);
    expect(meta.journal()).toEqual([]);
  });
});

function errorsIn(events: readonly WebhookEvent[]): readonly unknown[] {
  return events.flatMap((event) => (event.kind === "status" ? event.status.errors.map(({ code }) => code) : []));
}
