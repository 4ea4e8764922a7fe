import { z } from "zod";
import { orderDetailsTemplateFailures, orderDetailsTemplateOf, orderStatusTemplateFailures } from "./template";
import { templateFromWire, templateToWire } from "./template-convert";
import { findTemplateOrder, templateFailures } from "./template-wire";
import { orderStatusFailures } from "./status-message";

const status = {
  to: "5511987654321",
  template: { name: "pedido_status", language: "pt_BR" },
  referenceId: "r",
  order: { status: "shipped" },
} as const;
const details = {
  to: "5511987654321",
  template: { name: "pedido_pix", language: "pt_BR" },
  referenceId: "r",
  type: "digital-goods",
  paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://a.example" } }],
  totalAmount: 5n,
} as const;

function pathsWith(template: object): readonly string[] {
  const args = { ...details, template: { ...details.template, ...template } };
  return orderDetailsTemplateFailures(args, {}).map(({ path }) => path);
}

test.each([
  ["spaces between words", { body: ["Ana Maria"] }],
  ["four spaces in a row", { body: { nome: "Ana    Maria" } }],
  ["one named header text", { header: { text: { nome: "Ana" } } }],
  ["an undefined image next to a header text", { header: { text: "Ana", image: undefined } }],
])("%s may be in a template", (_name, template) => {
  expect(pathsWith(template)).toEqual([]);
});

test.each([
  ["five spaces in a row", { body: ["Ana     Maria"] }, "template.body[0]"],
  ["two named header texts", { header: { text: { a: "Ana", b: "Bia" } } }, "template.header.text"],
  ["a header without content", { header: {} }, "template.header"],
])("%s must not be in a template", (_name, template, path) => {
  const [found] = pathsWith(template);
  expect(path).toContain(found);
});

test.each([null, "text", []])("%j in place of the arguments is one failure", (args) => {
  expect(orderStatusTemplateFailures(args)).toEqual([
    { path: "", reason: expect.stringContaining("must be an object") },
  ]);
  expect(orderStatusFailures(args)).toEqual([
    { path: "", reason: expect.stringContaining("must be an object") },
    { path: "order", reason: expect.stringContaining("is required") },
  ]);
});

test("an addressee is required for a status by template", () => {
  const { to: _to, ...args } = status;
  expect(orderStatusTemplateFailures(status)).toEqual([]);
  expect(orderStatusTemplateFailures(args)).toEqual([{ path: "to", reason: expect.any(String) }]);
});

const wire = templateToWire({ kind: "order_status_template", ...status });

test("parsing rejects bodies without an order as invalid", () => {
  const { template: _template, ...rest } = wire;
  for (const body of [{}, rest, { ...wire, template: { components: [] } }]) {
    expect(() => templateFromWire(body)).toThrow(z.ZodError);
  }
});

test("a header without content has no parameters", () => {
  const message = orderDetailsTemplateOf({ ...details, template: { ...details.template, header: {} } } as never);
  expect(templateToWire(message)).toMatchObject({ template: { components: [{ type: "header", parameters: [] }, {}] } });
  expect(templateFromWire(templateToWire({ kind: "order_status_template", ...status }))).toEqual({
    kind: "order_status_template",
    ...status,
  });
});

test.each([[[null]], [["x"]], [[{ action: null }]], [[]], [null]])(
  "a button with the parameters %j has no order",
  (parameters) => {
    const components = [{ type: "button", sub_type: "order_details", parameters }];
    expect(findTemplateOrder({ template: { components } })).toEqual({
      kind: "order_details",
      path: "template.components[0].parameters[0].action.order_details",
      parameters: undefined,
    });
  },
);

function failuresWith(template: object): readonly string[] {
  const changed = { ...wire, template: { name: "a", language: { policy: "deterministic", code: "pt" }, ...template } };
  return templateFailures(changed, {}).map(({ path, reason }) => `${path} ${reason}`);
}

test("components that are no list are one failure", () => {
  expect(failuresWith({ components: "x" })).toEqual(["template.components must be an array, but is a string"]);
});

test("components without a type do not repeat each other", () => {
  const failures = failuresWith({ components: [{ parameters: [] }, { parameters: [] }] });
  expect(failures.join("\n")).not.toContain("repeats");
  expect(failuresWith({ components: [{ type: "body" }, { type: "body" }] }).join("\n")).toContain(
    "template.components[1] repeats the type of components[0]",
  );
});

test("Pulumi's marker of an unknown value is a text", () => {
  const marker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(failuresWith({ components: [], language: { policy: marker, code: "pt" } })[0]).toMatch(
    /^template\.language\.policy must be/,
  );
});
