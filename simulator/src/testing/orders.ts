import { stringify } from "lossless-json";
import type { Exact, ExactObject } from "../exact";
import { startSimulator, type SimulatorOptions } from "../index";
import type { Simulator } from "../simulator";
import { bearer, errorOf, sendHttp, textOf, type TestResponse } from "./http";

export const person = "5511987654321";
const otherPerson = "5511900000000";

function brl(value: bigint): ExactObject {
  return { value, offset: 100n };
}

/** An order with every part of Meta's tables and correct sums. */
export const fullDetails: ExactObject = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: person,
  type: "interactive",
  biz_opaque_callback_data: "cart-7",
  interactive: {
    type: "order_details",
    header: { type: "image", image: { link: "https://example.com/cake.png", provider: "pictures" } },
    body: { text: "Your order" },
    footer: { text: "Thank you" },
    action: {
      name: "review_and_pay",
      parameters: {
        reference_id: "order-1",
        type: "physical-goods",
        payment_type: "br",
        payment_settings: [
          {
            type: "pix_dynamic_code",
            pix_dynamic_code: { code: "0002", merchant_name: "Ana", key: "39580525000189", key_type: "CNPJ" },
          },
          { type: "payment_link", payment_link: { uri: "https://pay.example.com/1" } },
          { type: "boleto", boleto: { digitable_line: "03399026944140000002628346101018898510000008848" } },
          { type: "offsite_card_pay", offsite_card_pay: { last_four_digits: "5235", credential_id: "1234567" } },
        ],
        currency: "BRL",
        total_amount: brl(123956n),
        order: {
          status: "pending",
          catalog_id: "1234",
          expiration: { timestamp: "1795305900", description: "The offer ends" },
          items: [
            { retailer_id: "1", name: "Cake", amount: brl(50000n), quantity: 2n },
            { retailer_id: "2", name: "Tea", amount: brl(9000n), sale_amount: brl(7652n), quantity: 3n },
          ],
          subtotal: brl(122956n),
          tax: { value: 0n, offset: 100n, description: "none" },
          shipping: { value: 2000n, offset: 100n, description: "by bike" },
          discount: { value: 1000n, offset: 100n, description: "for you", discount_program_name: "Club" },
        },
      },
    },
  },
};

/** 2026-11-21T00:00:00Z; the offer of `fullDetails` ends a day and five minutes later. */
export const nowMs = 1_795_219_200_000;

/** Starts a simulator with a fixed clock and two people who have just written to it. */
export function startOrderSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator({
    clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() },
    seed: { conversations: [{ person }, { person: otherPerson }] },
    ...options,
  });
}

export const parametersPath = "interactive.action.parameters";

/** Returns a copy with another value at a path such as `a.b[0].c`; undefined removes it. */
export function replaceAt(body: ExactObject, path: string, value: Exact | undefined): ExactObject {
  const copy = structuredClone(body) as Record<string, unknown>;
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy as ExactObject;
}

export interface StatusParts {
  readonly order?: Exact;
  readonly payment?: Exact;
  readonly to?: string;
  readonly referenceId?: string;
  readonly callbackData?: string;
}

export function statusMessage({ order, payment, to = person, referenceId = "order-1", ...rest }: StatusParts) {
  const changes = { ...(order === undefined ? {} : { order }), ...(payment === undefined ? {} : { payment }) };
  const action = { name: "review_order", parameters: { reference_id: referenceId, ...changes } };
  return {
    messaging_product: "whatsapp",
    to,
    type: "interactive",
    ...(rest.callbackData === undefined ? {} : { biz_opaque_callback_data: rest.callbackData }),
    interactive: { type: "order_status", body: { text: "News" }, action },
  } satisfies ExactObject;
}

export function messengerOf(
  simulator: Pick<Simulator, "url" | "accessToken" | "phoneNumberId">,
  token = simulator.accessToken,
  phoneId = simulator.phoneNumberId,
) {
  const url = `${simulator.url}/v25.0/${phoneId}/messages`;
  const headers = { ...bearer(token), "content-type": "application/json" };
  const send = (body: ExactObject): Promise<TestResponse> =>
    sendHttp(url, { method: "POST", headers, body: stringify(body) ?? "" });
  return {
    url,
    send,
    status: (parts: StatusParts) => send(statusMessage(parts)),
    /** Sends a message that is accepted, and returns its id. */
    sendAccepted: async (body: ExactObject): Promise<string> => messageIdOf(await send(body)),
  };
}

export function messageIdOf(got: TestResponse): string {
  const [message] = got.json["messages"] as readonly { readonly id: string }[];
  return textOf(message?.id);
}

/** Returns error code and details. */
export function refusalOf(got: TestResponse): readonly [unknown, unknown] {
  const { code, error_data: data } = errorOf(got);
  return [code, (data as { readonly details?: string } | undefined)?.details];
}
