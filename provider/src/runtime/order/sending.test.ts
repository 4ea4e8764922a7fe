import type { JsonObject } from "../../schema/json-value";
import { digestDetails } from "./sending";

const body = { to: "5511987654321", interactive: { body: { text: "Seu pedido" } } };

/** True if the outbox takes the two bodies for one message. */
function isSame(one: JsonObject, other: JsonObject): boolean {
  return digestDetails(one) === digestDetails(other);
}

test.each<readonly [string, JsonObject]>([
  ["text", { ...body, interactive: { body: { text: "Outro" } } }],
  ["number", { ...body, to: "5511987654322" }],
  ["user id", { ...body, to: undefined, recipient: "BR.1" }],
])("a message with another %s is another message", (_part, other) => {
  expect(isSame(body, other)).toBe(false);
});

test("the notation of the number and the correlation id do not matter", () => {
  expect(isSame(body, { ...body, to: "+55 11 98765-4321", biz_opaque_callback_data: "demo-1001/1" })).toBe(true);
});
