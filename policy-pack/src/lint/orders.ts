import { findWireOrder, orderKind, orderWireFailures, parseJsonIntegers, valueAt } from "pulumi-whatsapp/schema";
import { isMap, type YAMLMap } from "yaml";
import { parseWireOrder } from "../order";
import { createOrderResult, createNoteResult, createErrorResult, type ParsedInput } from "./results";
import { getHeadRegion, createLocator } from "./yaml-locations";
import type { Source } from "./source";

/** True for the body of a request that sends an order message, by its `interactive.type`, or a template message. */
export function isOrderMessage(node: unknown): node is YAMLMap {
  return (
    isMap(node) &&
    (orderKind({ interactive: { type: node.getIn(["interactive", "type"]) } }) !== undefined ||
      (node.get("type") === "template" && isMap(node.get("template"))))
  );
}

/** Reads an order message. It must be valid for Meta, except for times. */
export function readOrder(source: Source, node: YAMLMap): ParsedInput {
  const { file } = source;
  const head = getHeadRegion(source, node);
  const body = parseExactNumbers(source, node);
  if (body === undefined) {
    return createErrorResult([
      { file, region: head, reason: "is an order message in YAML; write it as the JSON of the request" },
    ]);
  }
  const locate = createLocator(source, node, head);
  const failures = orderWireFailures(body);
  if (failures.length > 0) {
    return createErrorResult(
      failures.map(({ path, reason }) => ({ file, region: locate(path), reason: `${path}: ${reason}` })),
    );
  }
  const order = findWireOrder(body);
  if (order?.kind !== "order_details") {
    return createNoteResult({ file, region: head, reason: "is an order_status message, which no rule checks" });
  }
  const name = String(valueAt(order.parameters, "reference_id"));
  return createOrderResult({ name, isNamed: true, file, urn: undefined, order: parseWireOrder(body), locate });
}

/** Parses JSON with exact integers, which a YAML parser would round. Returns undefined if it is not JSON. */
function parseExactNumbers({ text }: Source, { range }: YAMLMap): unknown {
  try {
    return parseJsonIntegers(text.slice(range?.[0], range?.[1]));
  } catch {
    return undefined;
  }
}
