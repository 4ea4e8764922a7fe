import type { z } from "zod";
import { faultRule } from "../faults/fault-schemas";
import type { GraphSimulator } from "../graph-simulator";
import { isList, type Json } from "../json";
import { formatCount, limits } from "../limits";
import { parseValue } from "../parse-value";
import { list } from "../schema-types";
import { adSeed, seedData, sequenceSeed, tokenSeed } from "../seed/seed-schemas";
import { clickOptions, deliverRequest, webhookSchema, writeRequest } from "../webhooks/webhook-schemas";
import { optionChanges } from "../state/option-schemas";
import { getOrThrow } from "../state/store";
import { adPatch, clockMove, faultPatch, platformDateChange, sequencePatch, tokenPatch } from "./patch-schemas";

export interface ControlRequest {
  readonly id: string;
  readonly body: Json | undefined;
}

type ControlRoute = (simulator: GraphSimulator, request: ControlRequest) => unknown;

const success = { success: true } as const;

function runThenConfirm(action: () => void): typeof success {
  action();
  return success;
}

function readBody<Value>({ body }: ControlRequest, schema: z.ZodType<Value>): Value {
  if (body === undefined) throw new TypeError("the body is missing");
  return parseValue(schema, body, "body");
}

/** Handlers by method and path. */
export const controlRoutes: ReadonlyMap<string, ControlRoute> = new Map<string, ControlRoute>([
  ["GET /", () => ({ routes: [...controlRoutes.keys(), "GET /events"] })],
  ["GET /journal", (simulator) => ({ data: simulator.journal() })],
  ["GET /journal/<ID>", getCall],
  ["DELETE /journal", (simulator) => runThenConfirm(() => simulator.clearJournal())],
  ["GET /faults", ({ faults }) => ({ data: faults.list() })],
  ["POST /faults", addFaults],
  ["DELETE /faults", ({ faults }) => runThenConfirm(() => faults.clear())],
  ["GET /faults/<ID>/hit", ({ faults }, { id }) => faults.hit(id).then(() => success)],
  [
    "PATCH /faults/<ID>",
    ({ faults }, request) =>
      runThenConfirm(() => faults.setEnabled(request.id, readBody(request, faultPatch).isEnabled)),
  ],
  ["DELETE /faults/<ID>", ({ faults }, { id }) => ({ success: faults.remove(id) })],
  ["POST /reset", (simulator) => runThenConfirm(() => simulator.reset())],
  ["GET /seed", (simulator) => simulator.exportSeed()],
  ["POST /seed", (simulator, request) => runThenConfirm(() => simulator.seed(readBody(request, seedData)))],
  ["GET /state", (simulator) => simulator.state()],
  ["GET /options", getOptions],
  ["PATCH /options", changeOptions],
  ["GET /clock", (simulator) => ({ nowMs: simulator.nowMs() })],
  ["PATCH /clock", moveClock],
  ["GET /platform-date", (simulator) => ({ date: simulator.platformDate() })],
  ["PATCH /platform-date", changePlatformDate],
  ["POST /sequences", (simulator, request) => ({ id: simulator.addSequence(readBody(request, sequenceSeed)) })],
  [
    "PATCH /sequences/<ID>",
    (simulator, request) => runThenConfirm(() => simulator.editSequence(request.id, readBody(request, sequencePatch))),
  ],
  ["DELETE /sequences/<ID>", (simulator, { id }) => runThenConfirm(() => simulator.removeSequence(id))],
  ["POST /ads", (simulator, request) => simulator.addAd(readBody(request, adSeed))],
  [
    "PATCH /ads/<ID>",
    (simulator, request) => runThenConfirm(() => simulator.editAd(request.id, readBody(request, adPatch))),
  ],
  ["DELETE /ads/<ID>", (simulator, { id }) => runThenConfirm(() => simulator.removeAd(id))],
  ["GET /ads/<ID>/screen", (simulator, { id }) => simulator.chatScreen(id)],
  [
    "POST /ads/<ID>/click",
    (simulator, { id, body = {} }) => simulator.click(id, parseValue(clickOptions, body, "body")),
  ],
  ["GET /messages", (simulator) => ({ data: simulator.messages() })],
  ["POST /messages", writeMessage],
  ["POST /messages/<ID>/read", (simulator, { id }) => simulator.readMessage(id)],
  ["GET /orders", (simulator) => ({ data: simulator.orders() })],
  ["GET /orders/<ID>/view", (simulator, { id }) => simulator.orderView(id)],
  ["POST /orders/<ID>/pay", (simulator, { id }) => simulator.payOrder(id)],
  ["GET /webhook", (simulator) => ({ webhook: simulator.webhook() })],
  ["PUT /webhook", (simulator, request) => simulator.setWebhook(readBody(request, webhookSchema)).then(() => success)],
  ["DELETE /webhook", (simulator) => simulator.setWebhook(null).then(() => success)],
  ["GET /settled", (simulator) => simulator.webhooksSettled().then(() => success)],
  ["GET /deliveries", (simulator) => ({ data: simulator.deliveries() })],
  ["GET /deliveries/<ID>", (simulator, { id }) => getOrThrow(simulator.delivery(id), "delivery", id)],
  ["POST /deliveries", deliver],
  ["POST /tokens", (simulator, request) => ({ accessToken: simulator.addToken(readBody(request, tokenSeed)) })],
  [
    "PATCH /tokens/<ID>",
    (simulator, request) => runThenConfirm(() => simulator.editToken(request.id, readBody(request, tokenPatch))),
  ],
  ["DELETE /tokens/<ID>", (simulator, { id }) => runThenConfirm(() => simulator.removeToken(id))],
]);

function getCall(simulator: GraphSimulator, { id }: ControlRequest): unknown {
  const entry = getOrThrow(simulator.journalEntry(Number(id)), "request", id);
  return { ...entry, response: simulator.journalResponse(entry.number) ?? null };
}

function addFaults({ faults }: GraphSimulator, request: ControlRequest): unknown {
  const rules = isList(request.body) ? readBody(request, list(faultRule)) : [readBody(request, faultRule)];
  if (faults.list().length + rules.length > limits.faultRules) {
    throw new TypeError(`there can be ${formatCount(limits.faultRules)} rules at most: DELETE /faults removes them`);
  }
  const added = rules.map((rule) => ({ id: faults.add(rule).id }));
  return isList(request.body) ? { data: added } : added[0];
}

async function deliver(simulator: GraphSimulator, request: ControlRequest): Promise<unknown> {
  const { deliverable, options } = readBody(request, deliverRequest);
  const payloads = isList(deliverable) ? deliverable.length : 1;
  if (payloads * (options.times ?? 1) > limits.deliveries) {
    throw new TypeError(`one request can ask for ${formatCount(limits.deliveries)} deliveries at most`);
  }
  return { data: await simulator.deliver(deliverable, options) };
}

function writeMessage(simulator: GraphSimulator, request: ControlRequest): Promise<unknown> {
  const { text, ...options } = readBody(request, writeRequest);
  return simulator.writeMessage(text, options);
}

function moveClock(simulator: GraphSimulator, request: ControlRequest): unknown {
  const { nowMs, advanceMs = 0 } = readBody(request, clockMove);
  if (nowMs === undefined) simulator.advanceClock(advanceMs);
  else simulator.setClock(nowMs);
  return { nowMs: simulator.nowMs() };
}

function changePlatformDate(simulator: GraphSimulator, request: ControlRequest): unknown {
  simulator.setPlatformDate(readBody(request, platformDateChange).date ?? undefined);
  return { date: simulator.platformDate() };
}

function getOptions(simulator: GraphSimulator): unknown {
  return { wire: simulator.wire(), behaviour: simulator.behaviour() };
}

function changeOptions(simulator: GraphSimulator, request: ControlRequest): unknown {
  const { wire, behaviour } = readBody(request, optionChanges);
  if (wire !== undefined) simulator.setWire(wire);
  if (behaviour !== undefined) simulator.setBehaviour(behaviour);
  return getOptions(simulator);
}
