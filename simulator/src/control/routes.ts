import { anything, list, type Decoder } from "../decode";
import type { FaultRegistry } from "../faults/fault-registry";
import { faultRule } from "../faults/fault-schemas";
import type { SimulatorState } from "../simulator-state";
import type { Journal } from "../journal";
import { isList, type Json } from "../json";
import { formatCount, limits } from "../limits";
import { adSeed, seedData, sequenceSeed, tokenSeed } from "../seed/seed-schemas";
import { clickDecoder, deliverOrder, webhookDecoder, writeOrder } from "../webhooks/webhook-schemas";
import type { Webhooks } from "../webhooks/webhooks";
import { optionChanges } from "../state/option-schemas";
import { adPatch, clockMove, platformDateChange, sequencePatch, tokenPatch } from "./patch-schemas";

export interface ControlParts {
  readonly hands: SimulatorState;
  readonly journal: Journal;
  readonly faults: FaultRegistry;
  readonly webhooks: Webhooks;
  readonly reset: () => void;
}

export interface ControlRequest {
  readonly id: string;
  readonly body: Json | undefined;
}

type ControlHandler = (parts: ControlParts, request: ControlRequest) => unknown;

const done = { success: true } as const;

function after(act: () => void): typeof done {
  act();
  return done;
}

function read<Value>(request: ControlRequest, decoder: Decoder<Value>): Value {
  return decoder(anything(request.body, "the body"), "body");
}

export const controlRoutes: ReadonlyMap<string, ControlHandler> = new Map<string, ControlHandler>([
  ["GET /", () => ({ routes: [...controlRoutes.keys()] })],
  ["GET /journal", ({ journal }) => ({ data: journal.entries() })],
  ["DELETE /journal", ({ journal }) => after(() => journal.clear())],
  ["GET /faults", ({ faults }) => ({ data: faults.list() })],
  ["POST /faults", (parts, request) => addFaults(parts, request)],
  ["DELETE /faults", ({ faults }) => after(() => faults.clear())],
  ["GET /faults/<ID>/hit", ({ faults }, { id }) => faults.hit(id).then(() => done)],
  ["DELETE /faults/<ID>", ({ faults }, { id }) => ({ success: faults.remove(id) })],
  ["POST /reset", ({ reset }) => after(reset)],
  ["POST /seed", ({ hands }, request) => after(() => hands.seed(read(request, seedData)))],
  ["GET /state", ({ hands }) => hands.state()],
  ["GET /options", ({ hands }) => ({ wire: hands.context.wire, behaviour: hands.context.behaviour })],
  ["PATCH /options", (parts, request) => changeOptions(parts, request)],
  ["GET /clock", ({ hands }) => ({ nowMs: hands.context.clock.nowMs() })],
  ["PATCH /clock", (parts, request) => moveClock(parts, request)],
  ["GET /platform-date", ({ hands }) => ({ date: hands.platformDate() })],
  ["PATCH /platform-date", (parts, request) => changePlatformDate(parts, request)],
  ["POST /sequences", ({ hands }, request) => ({ id: hands.addSequence(read(request, sequenceSeed)) })],
  [
    "PATCH /sequences/<ID>",
    ({ hands }, request) => after(() => hands.editSequence(request.id, read(request, sequencePatch))),
  ],
  ["DELETE /sequences/<ID>", ({ hands }, { id }) => after(() => hands.removeSequence(id))],
  ["POST /ads", ({ hands }, request) => hands.addAd(read(request, adSeed))],
  ["PATCH /ads/<ID>", ({ hands }, request) => after(() => hands.editAd(request.id, read(request, adPatch)))],
  ["DELETE /ads/<ID>", ({ hands }, { id }) => after(() => hands.removeAd(id))],
  ["POST /ads/<ID>/click", ({ webhooks }, { id, body = {} }) => webhooks.click(id, clickDecoder(body, "body"))],
  ["GET /messages", ({ hands }) => ({ data: hands.messages() })],
  ["POST /messages", (parts, request) => write(parts, request)],
  ["POST /messages/<ID>/read", ({ webhooks }, { id }) => webhooks.read(id)],
  ["GET /orders", ({ hands }) => ({ data: hands.orders() })],
  ["GET /orders/<ID>/view", ({ hands }, { id }) => hands.orderView(id)],
  ["POST /orders/<ID>/pay", ({ webhooks }, { id }) => webhooks.pay(id)],
  ["GET /webhook", ({ webhooks }) => ({ webhook: webhooks.subscribed() })],
  ["PUT /webhook", ({ webhooks }, request) => webhooks.set(read(request, webhookDecoder)).then(() => done)],
  ["DELETE /webhook", ({ webhooks }) => webhooks.set(null).then(() => done)],
  ["GET /settled", ({ webhooks }) => webhooks.settled().then(() => done)],
  ["GET /deliveries", ({ webhooks }) => ({ data: webhooks.deliveries() })],
  ["POST /deliveries", (parts, request) => deliver(parts, request)],
  ["POST /tokens", ({ hands }, request) => ({ accessToken: hands.addToken(read(request, tokenSeed)) })],
  ["PATCH /tokens/<ID>", ({ hands }, request) => after(() => hands.editToken(request.id, read(request, tokenPatch)))],
  ["DELETE /tokens/<ID>", ({ hands }, { id }) => after(() => hands.removeToken(id))],
]);

function addFaults({ faults }: ControlParts, request: ControlRequest): unknown {
  const rules = isList(request.body) ? read(request, list(faultRule)) : [read(request, faultRule)];
  if (faults.list().length + rules.length > limits.faultRules) {
    throw new TypeError(`there can be ${formatCount(limits.faultRules)} rules at most: DELETE /faults removes them`);
  }
  const added = rules.map((rule) => ({ id: faults.add(rule).id }));
  return isList(request.body) ? { data: added } : added[0];
}

async function deliver({ webhooks }: ControlParts, request: ControlRequest): Promise<unknown> {
  const { deliverable, options } = read(request, deliverOrder);
  const payloads = isList(deliverable) ? deliverable.length : 1;
  if (payloads * (options.times ?? 1) > limits.deliveries) {
    throw new TypeError(`one request can ask for ${formatCount(limits.deliveries)} deliveries at most`);
  }
  return { data: await webhooks.deliver(deliverable, options) };
}

function write({ webhooks }: ControlParts, request: ControlRequest): Promise<unknown> {
  const { text, ...options } = read(request, writeOrder);
  return webhooks.write(text, options);
}

function moveClock({ hands }: ControlParts, request: ControlRequest): unknown {
  const { clock } = hands.context;
  const move = read(request, clockMove);
  if ("nowMs" in move) clock.set(move.nowMs);
  else clock.advance(move.advanceMs);
  return { nowMs: clock.nowMs() };
}

function changePlatformDate({ hands }: ControlParts, request: ControlRequest): unknown {
  hands.setPlatformDate(read(request, platformDateChange).date ?? undefined);
  return { date: hands.platformDate() };
}

function changeOptions({ hands }: ControlParts, request: ControlRequest): unknown {
  const { wire, behaviour } = read(request, optionChanges);
  if (wire !== undefined) hands.setWire(wire);
  if (behaviour !== undefined) hands.setBehaviour(behaviour);
  return { wire: hands.context.wire, behaviour: hands.context.behaviour };
}
