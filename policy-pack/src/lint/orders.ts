import { findWireOrder, orderKind, orderWireFailures, parseJsonIntegers, valueAt } from "pulumi-whatsapp/schema";
import { isMap, type YAMLMap } from "yaml";
import { wireOrder } from "../order";
import { foundOrder, noted, refused, type Found } from "./found";
import { headOf, placesIn } from "./places";
import type { Source } from "./source";

/** True for the body of a request that sends an order message, by its `interactive.type`, or a template message. */
export function isOrderMessage(node: unknown): node is YAMLMap {
  return (
    isMap(node) &&
    (orderKind({ interactive: { type: node.getIn(["interactive", "type"]) } }) !== undefined ||
      (node.get("type") === "template" && isMap(node.get("template"))))
  );
}

/** The order in such a body, which must be one that Meta would take, whatever the hour. */
export function orderOf(source: Source, node: YAMLMap): Found {
  const { file } = source;
  const head = headOf(source, node);
  const body = exactly(source, node);
  if (body === undefined) {
    return refused([{ file, region: head, reason: "is an order message in YAML; write it as the JSON that is sent" }]);
  }
  const regionOf = placesIn(source, node, head);
  const failures = orderWireFailures(body);
  if (failures.length > 0) {
    return refused(
      failures.map(({ path, reason }) => ({ file, region: regionOf(path), reason: `${path}: ${reason}` })),
    );
  }
  const order = findWireOrder(body);
  if (order?.kind !== "order_details") {
    return noted({ file, region: head, reason: "is an order_status message, which no rule looks at" });
  }
  const name = String(valueAt(order.parameters, "reference_id"));
  return foundOrder({ name, file, urn: undefined, order: wireOrder(body), regionOf });
}

/** Numbers as the file writes them, which a reader of YAML would round; undefined where it is not JSON. */
function exactly({ text }: Source, { range }: YAMLMap): unknown {
  try {
    return parseJsonIntegers(text.slice(range?.[0], range?.[1]));
  } catch {
    return undefined;
  }
}
