import { z } from "zod";
import { failuresOf, type Failure } from "../failures";
import type { JsonObject } from "../json-value";
import { valueAt } from "./totals";
import type { OrderRuleOptions } from "./details";
import { referenceId } from "./fields";
import { statusOrderSchema } from "./status-message";
import { languageCode, parameterName, parameterText, templateDocument, templateImage, templateName } from "./template";
import { interactiveFailures } from "./wire";

export const wireTextParameter = z.strictObject({
  type: z.literal("text"),
  text: parameterText,
  parameter_name: parameterName.optional(),
});
export type WireTextParameter = z.output<typeof wireTextParameter>;

const imageParameter = z.strictObject({ type: z.literal("image"), image: templateImage });
const documentParameter = z.strictObject({ type: z.literal("document"), document: templateDocument });

const oneEntry = "must have exactly one entry";
const headerParameter = z.discriminatedUnion(
  "type",
  [wireTextParameter, imageParameter, documentParameter],
  'must have the type "text", "image" or "document"',
);
export type WireHeaderParameter = z.output<typeof headerParameter>;
const header = z.strictObject({ type: z.literal("header"), parameters: z.array(headerParameter).length(1, oneEntry) });
const body = z.strictObject({ type: z.literal("body"), parameters: z.array(wireTextParameter) });
const button = z.strictObject({
  type: z.literal("button"),
  sub_type: z.literal("order_details"),
  // A number on the page of order details, text on the page of payment requests.
  index: z.literal([0, "0"]),
  parameters: z
    .array(
      z.strictObject({ type: z.literal("action"), action: z.strictObject({ order_details: z.unknown().optional() }) }),
    )
    .length(1, oneEntry),
});
const status = z.strictObject({
  type: z.literal("order_status"),
  parameters: z
    .array(
      z.strictObject({
        type: z.literal("order_status"),
        order_status: z.strictObject({ reference_id: referenceId, order: statusOrderSchema }),
      }),
    )
    .length(1, oneEntry),
});

function template<Component extends z.ZodType>(component: Component) {
  return z.object({
    template: z.strictObject({
      name: templateName,
      language: z.strictObject({ policy: z.literal("deterministic").optional(), code: languageCode }),
      components: z.array(component),
    }),
  });
}

export const wireTemplateSchemas = {
  order_details: template(
    z.discriminatedUnion("type", [header, body, button], 'must have the type "header", "body" or "button"'),
  ),
  order_status: template(z.discriminatedUnion("type", [body, status], 'must have the type "body" or "order_status"')),
} as const;
/** Schema of a template without an order. */
const otherSchema = template(z.unknown());

type Kind = keyof typeof wireTemplateSchemas;
const carriers: Readonly<Record<string, Kind>> = { button: "order_details", order_status: "order_status" };

interface Carrier {
  readonly kind: Kind;
  /** Keys from the body to the order. */
  readonly keys: readonly (string | number)[];
}

/** The order in a body, with its path. */
export interface FoundOrder {
  readonly kind: Kind;
  /** With Meta's field names: `interactive.action.parameters`. */
  readonly path: string;
  readonly parameters: unknown;
}

/** True for the body of a template message. */
export function isTemplateWire(wire: unknown): boolean {
  return valueAt(wire, "type") === "template";
}

/** Finds the component with the order; undefined if there is none. */
export function carrierOf(wire: unknown): Carrier | undefined {
  const components = valueAt(wire, "template", "components");
  if (!Array.isArray(components)) return undefined;
  const index = components.findIndex((part: unknown) => Object.hasOwn(carriers, String(valueAt(part, "type"))));
  const kind = carriers[String(valueAt(components[index], "type"))];
  if (kind === undefined) return undefined;
  const inside = kind === "order_details" ? ["action", "order_details"] : ["order_status"];
  return { kind, keys: ["template", "components", index, "parameters", 0, ...inside] };
}

function formatPath(keys: Carrier["keys"]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : `${path}${path && "."}${key}`),
    "",
  );
}

export function orderAt(wire: unknown, keys: Carrier["keys"]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (value !== null && typeof value === "object" ? Reflect.get(value, key) : undefined),
    wire,
  );
}

/** Finds the order in the body of a template message, with its path; undefined if there is none. */
export function findTemplateOrder(wire: unknown): FoundOrder | undefined {
  const carrier = carrierOf(wire);
  if (carrier === undefined) return undefined;
  const { kind, keys } = carrier;
  return { kind, path: formatPath(keys), parameters: orderAt(wire, keys) };
}

/** Builds the body of an interactive message with this order. */
export function interactiveWire(wire: JsonObject, kind: Kind, parameters: unknown): JsonObject {
  const { template: _template, ...envelope } = wire;
  const name = kind === "order_details" ? "review_and_pay" : "review_order";
  const interactive = { type: kind, body: { text: "-" }, action: { name, parameters } };
  return { ...envelope, type: "interactive", interactive };
}

/** Lists every broken rule in the body of a template message. Its order follows the rules of an interactive message. */
export function templateFailures(wire: JsonObject, options: OrderRuleOptions): Failure[] {
  const carrier = carrierOf(wire);
  const components = valueAt(wire, "template", "components");
  return [
    ...(wire["interactive"] === undefined
      ? []
      : [{ path: "interactive", reason: "is not allowed next to `template`" }]),
    ...failuresOf(carrier === undefined ? otherSchema : wireTemplateSchemas[carrier.kind], wire, true),
    ...(carrier === undefined && Array.isArray(components) ? [noOrder] : []),
    ...componentFailures(components),
    ...orderFailures(wire, carrier ?? { kind: "order_status", keys: [] }, options),
  ];
}

const noOrder: Failure = {
  path: "template.components",
  reason: "must have a button of the sub_type order_details, or a component of the type order_status",
};

const validStatus = { reference_id: "-", order: { status: "pending" } };

/** Lists failures of the order and of fields outside the template. A status has its own schema, without `payment`. */
function orderFailures(wire: JsonObject, { kind, keys }: Carrier, options: OrderRuleOptions): Failure[] {
  const parameters = kind === "order_details" ? orderAt(wire, keys) : validStatus;
  const inside = "interactive.action.parameters";
  return interactiveFailures(interactiveWire(wire, kind, parameters), options).map(({ path, reason }) => ({
    path: path.startsWith(inside) ? `${formatPath(keys)}${path.slice(inside.length)}` : path,
    reason,
  }));
}

function componentFailures(components: unknown): Failure[] {
  if (!Array.isArray(components)) return [];
  const types = components.map((part: unknown) => valueAt(part, "type"));
  return components.flatMap((part: unknown, index) => {
    const path = `template.components[${index}]`;
    const first = types.indexOf(types[index]);
    const repeated = first < index && types[index] !== undefined;
    return [
      ...(repeated ? [{ path, reason: `repeats the type of components[${first}]; each type may occur once` }] : []),
      ...nameFailures(valueAt(part, "parameters"), `${path}.parameters`),
    ];
  });
}

/** Checks that a text has all parameters by number, or all by name. */
function nameFailures(parameters: unknown, path: string): Failure[] {
  if (!Array.isArray(parameters)) return [];
  const names = parameters.map((parameter: unknown) => valueAt(parameter, "parameter_name"));
  const given = names.filter((name) => name !== undefined);
  if (given.length === 0) return [];
  if (given.length < names.length) return [{ path, reason: "must have a parameter_name on every entry or on none" }];
  return new Set(given).size < given.length ? [{ path, reason: "must not repeat a parameter_name" }] : [];
}
