import type { Exact, ExactObject, Simulator, TemplateComponent, TemplateStatus } from "../index";
import { sendHttp, jsonBody } from "../testing/http";
import { replaceAt, messengerOf, person, refusalOf, startOrderSimulator } from "../testing/orders";
import { startReceiver } from "../testing/receiver";
import {
  bodyParameters,
  detailsButton,
  detailsByTemplate,
  detailsTemplate,
  documentHeader,
  orderParameters,
  statusByTemplate,
  statusComponent,
  statusTemplate,
  templateMessage,
} from "../testing/templates";

const hourMs = 60 * 60 * 1000;

let simulator: Simulator;
let messenger: ReturnType<typeof messengerOf>;

// The number has received no message: templates need no open window.
beforeEach(async () => {
  simulator = await startOrderSimulator({ seed: { templates: [detailsTemplate, statusTemplate] } });
  messenger = messengerOf(simulator);
});
afterEach(() => simulator.close());

/** Replaces the template for order details by one with other components. */
function useComponents(...components: readonly TemplateComponent[]): void {
  simulator.seed({ templates: [{ ...detailsTemplate, components }] });
}

function body(text: string): TemplateComponent {
  return { type: "BODY", text };
}
const button: TemplateComponent = { type: "BUTTONS", buttons: [{ type: "ORDER_DETAILS", text: "Pagar" }] };

function send(...components: readonly Exact[]) {
  return messenger.send(templateMessage("pedido_pix", components));
}

test("order details by template need no open window", async () => {
  const got = await messenger.send(detailsByTemplate());
  const [message] = simulator.messages();
  expect(got.json).toEqual({
    messaging_product: "whatsapp",
    contacts: [{ input: person, wa_id: person }],
    messages: [{ id: message?.id, message_status: "accepted" }],
  });
  expect(message).toMatchObject({ status: "delivered", errorCode: null, referenceId: "order-1" });
  expect(message?.template).toEqual({
    name: "pedido_pix",
    language: "pt_BR",
    buttonText: "Copy Pix code",
    sent: detailsByTemplate()["template"],
  });
  expect(simulator.orders()).toMatchObject([{ referenceId: "order-1", status: "pending", total: 123956n }]);
  expect(simulator.orderView("order-1")).toMatchObject({
    body: "Olá Bia, seu pedido está pronto para pagar.",
    footer: "Loja da Ana",
    headerImage: null,
    headerDocument: { link: "https://loja.example/p42.pdf", filename: "pedido-42.pdf" },
    template: { name: "pedido_pix", language: "pt_BR", buttonText: "Copy Pix code" },
    total: "R$ 1.239,56",
  });
});

test("a status after 24 hours needs a template", async () => {
  await simulator.writeMessage("Oi", { person: { waId: person } });
  await messenger.send(detailsByTemplate());
  simulator.advanceClock(25 * hourMs);
  await messenger.status({ order: { status: "shipped" } });
  expect(simulator.messages().at(-1)).toMatchObject({ status: "failed", errorCode: 131047 });
  const got = await messenger.send(statusByTemplate({ status: "shipped", description: "Saiu hoje" }));
  expect(got.status).toBe(200);
  expect(simulator.orders()).toMatchObject([{ status: "shipped", description: "Saiu hoje" }]);
});

test("a template does not open the window", async () => {
  simulator.setBehaviour({ windowOfStrangers: "closed" });
  await messenger.send(detailsByTemplate());
  await messenger.status({ order: { status: "shipped" } });
  expect(simulator.messages().at(-1)).toMatchObject({ status: "failed", errorCode: 131047 });
});

test("an invalid status by template fails with 2046", async () => {
  const target = await startReceiver();
  await simulator.setWebhook({ url: target.url, verifyToken: "only between us", retryAfterMs: [] });
  await messenger.send(detailsByTemplate());
  await messenger.send(statusByTemplate({ status: "completed" }));
  const got = await messenger.send(statusByTemplate({ status: "shipped" }));
  expect(got.status).toBe(200);
  expect(simulator.messages().at(-1)).toMatchObject({ status: "failed", errorCode: 2046 });
  await simulator.webhooksSettled();
  expect(target.received.at(-1)?.bytes.toString()).toContain('"code":2046');
  await target.close();
});

test.each<[TemplateStatus | "absent", number, number]>([
  ["PENDING", 132001, 404],
  ["REJECTED", 132001, 404],
  ["PAUSED", 132015, 400],
  ["DISABLED", 132016, 400],
  ["absent", 132001, 404],
])("a template that is %s is refused with %d", async (status, code, httpStatus) => {
  if (status === "absent") simulator.seed({ templates: [{ ...detailsTemplate, wabaId: "555" }] });
  else simulator.seed({ templates: [{ ...detailsTemplate, status }] });
  const language = status === "absent" ? "en_US" : "pt_BR";
  const got = await messenger.send(replaceAt(detailsByTemplate(), "template.language.code", language));
  expect([got.status, refusalOf(got)[0]]).toEqual([httpStatus, code]);
  expect(simulator.messages()).toEqual([]);
});

test("a template of another account is not found", async () => {
  simulator.seed({ wabas: [{ id: "555" }], phoneNumbers: [{ id: "777", wabaId: "555" }] });
  const got = await messengerOf(simulator, simulator.accessToken, "777").send(detailsByTemplate());
  expect(refusalOf(got)[0]).toBe(132001);
});

type Refused = readonly [what: string, components: readonly Exact[], code: number, details: string];

const video: ExactObject = { type: "header", parameters: [{ type: "video", video: { id: "1" } }] };
const image: ExactObject = { type: "header", parameters: [{ type: "image", image: { id: "1" } }] };
const bia = bodyParameters("Bia");
function namedTemplate(name: string): ExactObject {
  return {
    type: "body",
    parameters: [{ type: "text", text: "Bia", parameter_name: name }],
  };
}

test.each<Refused>([
  ["no body parameter", [documentHeader, detailsButton()], 132000, "body: number of localizable_params (0) does not"],
  ["a parameter too many", [documentHeader, bodyParameters("Bia", "42"), detailsButton()], 132000, "params (2)"],
  ["two files", [{ ...documentHeader, parameters: twice(documentHeader) }, bia, detailsButton()], 132000, "header: "],
  ["no header", [bia, detailsButton()], 132012, "expected DOCUMENT, received UNKNOWN"],
  ["an image for a document", [image, bia, detailsButton()], 132012, "expected DOCUMENT, received IMAGE"],
  ["a video", [video, bia, detailsButton()], 132012, "expected DOCUMENT, received VIDEO"],
  ["a currency", [documentHeader, currency(), detailsButton()], 132012, "expected TEXT, received CURRENCY"],
  ["a line break", [documentHeader, bodyParameters("Bia\n42"), detailsButton()], 132018, "new-line/tab"],
  ["five spaces", [documentHeader, bodyParameters("Bia     42"), detailsButton()], 132018, "4 consecutive spaces"],
  ["a name for a number", [documentHeader, namedTemplate("nome"), detailsButton()], 132018, "parameter_name nome"],
  ["an order status", [documentHeader, bia, statusComponent({ status: "shipped" })], 132018, "is for order details"],
  ["no button", [documentHeader, bia], 131008, "Button at index 0 of type OrderDetails requires a parameter"],
  ["the second button", [documentHeader, bia, detailsButton(orderParameters, 1n)], 131009, "index must be 0"],
  ["two bodies", [documentHeader, bia, bia, detailsButton()], 131009, "template.components[2]"],
  ["an unknown component", [{ type: "footer", parameters: [] }], 131009, "template.components[0].type must be one of"],
  [
    "a file without a place",
    [{ type: "header", parameters: [{ type: "document", document: {} }] }],
    131009,
    "link or id",
  ],
])("%s is refused", async (_what, components, code, details) => {
  const got = await send(...components);
  expect([got.status, ...refusalOf(got)]).toEqual([400, code, expect.stringContaining(details)]);
  expect([simulator.messages(), simulator.orders()]).toEqual([[], []]);
});

function twice({ parameters }: ExactObject): Exact {
  return [...(parameters as readonly Exact[]), ...(parameters as readonly Exact[])];
}

function currency(): ExactObject {
  return { type: "body", parameters: [{ type: "currency", currency: { fallback_value: "R$ 1" } }] };
}

const orderPath = "template.components[2].parameters[0].action.order_details";

test.each([
  ["reference_id", "a b", 131009, `${orderPath}.reference_id must be`],
  ["total_amount.value", 1n, 131009, `${orderPath}.total_amount.value is 1, and must equal`],
  ["order.subtotal.value", 5n, 131009, `${orderPath}.order.subtotal.value is 5`],
  ["currency", undefined, 131008, `${orderPath}.currency is required`],
  ["payment_settings[0].type", "cash", 131009, `${orderPath}.payment_settings[0].type`],
  ["nothing", 1n, 100, 'Unexpected key "nothing"'],
] as const)("the order follows the rules of an interactive message: %s", async (path, value, code, details) => {
  const got = await messenger.send(detailsByTemplate(replaceAt(orderParameters, path, value)));
  expect(refusalOf(got)).toEqual([code, expect.stringContaining(details)]);
});

test("headers and index are accepted in all documented forms", async () => {
  const [, text, footer, buttons] = detailsTemplate.components as readonly [never, ...TemplateComponent[]];
  const rest = [text, footer, buttons].filter((part) => part !== undefined);
  expect((await send(documentHeader, bia, detailsButton(orderParameters, "0"))).status).toBe(200);
  useComponents({ type: "HEADER", format: "IMAGE" }, ...rest);
  const link = "https://loja.example/p42.png";
  const linked = { type: "header", parameters: [{ type: "image", image: { link } }] };
  expect((await send(linked, bia, detailsButton())).status).toBe(200);
  expect(simulator.orderView("order-1").headerImage).toBe(link);
  useComponents({ type: "HEADER", format: "TEXT", text: "Pedido {{1}}" }, ...rest);
  const titled = { type: "header", parameters: [{ type: "text", text: "42" }] };
  expect((await send(titled, bia, detailsButton())).status).toBe(200);
  expect(simulator.orderView("order-1").headerText).toBe("Pedido 42");
  expect(refusalOf(await send(linked, bia, detailsButton()))[0]).toBe(132012);
  useComponents(...rest);
  expect((await send(bia, detailsButton())).status).toBe(200);
  expect(refusalOf(await send(documentHeader, bia, detailsButton()))[0]).toBe(132000);
});

test("a template without placeholders only needs the order component", async () => {
  useComponents(body("Seu pedido está pronto."), button);
  expect((await send(detailsButton())).status).toBe(200);
});

test("named parameters are filled in by name", async () => {
  useComponents(body("Olá {{nome}}, pedido {{numero}} de {{nome}}."), button);
  const parameters = [
    { type: "text", parameter_name: "numero", text: "42" },
    { type: "text", parameter_name: "nome", text: "Bia" },
  ];
  expect((await send({ type: "body", parameters }, detailsButton())).status).toBe(200);
  expect(simulator.orderView("order-1").body).toBe("Olá Bia, pedido 42 de Bia.");
  const other = [parameters[0], { type: "text", parameter_name: "name", text: "Bia" }] as readonly Exact[];
  expect(refusalOf(await send({ type: "body", parameters: other }, detailsButton()))[0]).toBe(132018);
  expect(refusalOf(await send(bodyParameters("Bia", "42"), detailsButton()))[0]).toBe(132018);
});

test("a template without items can have a header", async () => {
  expect((await messenger.send(detailsByTemplate(replaceAt(orderParameters, "order", undefined)))).status).toBe(200);
});

test.each<Refused>([
  ["no status", [], 131008, "order_status: the component is required"],
  ["no components", [], 131008, "order_status"],
  ["a button", [detailsButton()], 132018, "has no button of the type ORDER_DETAILS"],
  ["a body parameter", [bodyParameters("Bia"), statusComponent({ status: "shipped" })], 132000, "body: "],
  ["an unknown status", [statusComponent({ status: "lost" })], 131009, "order_status.order.status must be one of"],
  ["a long description", [statusComponent({ status: "shipped", description: "x".repeat(121) })], 131009, "at most 120"],
  ["a payment", [withPayment()], 100, 'Unexpected key "payment"'],
  ["another person's order", [statusComponent({ status: "shipped" }, "order-2")], 131009, "was never sent"],
])("an order status by template with %s is refused", async (_what, components, code, details) => {
  await messenger.send(detailsByTemplate());
  const sent = components.length === 0 ? undefined : components;
  const got = await messenger.send(templateMessage("pedido_status", sent));
  expect([got.status, ...refusalOf(got)]).toEqual([400, code, expect.stringContaining(details)]);
});

/** Payments are not on Meta's page of the template. */
function withPayment(): ExactObject {
  const status = { reference_id: "order-1", order: { status: "shipped" }, payment: { status: "captured" } };
  return { type: "order_status", parameters: [{ type: "order_status", order_status: status }] };
}

test("a template without an order is refused", async () => {
  useComponents(body("Olá!"));
  expect(refusalOf(await send())).toEqual([131051, expect.stringContaining("carries no order")]);
});

test("a person who cannot receive orders gets no template either", async () => {
  simulator.setBehaviour({ cannotReceive: [person] });
  expect(refusalOf(await messenger.send(detailsByTemplate()))[0]).toBe(2040);
});

test("the control API seeds and shows templates", async () => {
  const url = simulator.controlUrl;
  const seeded = await sendHttp(`${url}/seed`, {
    method: "POST",
    ...jsonBody({ templates: [{ ...detailsTemplate, name: "outro", status: "PAUSED" }] } as never),
  });
  expect(seeded.status).toBe(200);
  const state = await sendHttp(`${url}/state`);
  expect(state.json["templates"]).toMatchObject([{ name: "pedido_pix" }, { name: "pedido_status" }, { name: "outro" }]);
  const wrong = { templates: [{ name: "x", language: "pt_BR", components: [{ type: "HEADER", format: "VIDEO" }] }] };
  const refused = await sendHttp(`${url}/seed`, { method: "POST", ...jsonBody(wrong) });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("components[0].format must be one of")]);
});
