import { z } from "zod";
import type { FaultRegistry, SavedFaults } from "../faults/fault-registry";
import { parseValue } from "../parse-value";
import { list, number, text } from "../schema-types";
import type { SavedContext, SimulatorContext } from "../state/simulator-context";
import type { WebhookDispatcher } from "../webhooks/webhook-dispatcher";
import type { Subscription } from "../webhooks/webhook-types";

/** Number of the file's format. */
const version = 1;

/** State that survives a restart. Requests and deliveries do not. */
export interface SavedState {
  readonly version: typeof version;
  readonly context: SavedContext;
  readonly faults: SavedFaults;
  readonly webhook: Subscription | null;
}

export interface SavedParts {
  readonly context: SimulatorContext;
  readonly faults: FaultRegistry;
  readonly webhooks: WebhookDispatcher;
}

export function saveState({ context, faults, webhooks }: SavedParts): SavedState {
  return { version, context: context.save(), faults: faults.save(), webhook: webhooks.save() };
}

export function loadState({ context, faults, webhooks }: SavedParts, saved: SavedState): void {
  context.load(saved.context);
  faults.load(saved.faults);
  webhooks.load(saved.webhook);
}

const isObject = "must be an object";
const anyObject = z.record(z.string(), z.unknown(), isObject);
const rows = z.array(z.looseObject({ id: text }, isObject), "must be a list");

const savedContext = z.object(
  {
    store: z.object({ lastOrdinal: number, rows: z.record(z.string(), rows, isObject) }, isObject),
    ids: z.record(z.string(), number, isObject),
    clockAheadMs: number,
    platformDate: text.nullable(),
    wire: anyObject,
    behaviour: anyObject,
    requestsByToken: list(z.tuple([text, number], "must be a token and a number")),
    freedSequenceIds: list(text),
  },
  isObject,
);

/** The frame of the file: it finds another file and a damaged one, and trusts the rows, which the simulator wrote. */
const frame = z.object({
  version: z.literal(version),
  context: savedContext,
  faults: z.object({ lastId: number, rules: rows }, isObject),
  webhook: anyObject.nullable(),
});

const bigintTag = "bigint:";
const textTag = "text:";

/** Writes JSON in which a bigint is the text `bigint:1234`. Text that begins with a tag gets the tag `text:`. */
export function formatSavedState(state: SavedState): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    if (typeof value === "bigint") return `${bigintTag}${value}`;
    return typeof value === "string" && hasTag(value) ? `${textTag}${value}` : value;
  });
}

/** Throws an Error that completes `name` if the text is not a saved state. */
export function parseSavedState(source: string, name: string): SavedState {
  let value: unknown;
  try {
    value = JSON.parse(source, (_key, member: unknown) => (typeof member === "string" ? untag(member) : member));
  } catch {
    throw new TypeError(`${name} is not JSON`);
  }
  const { version: given } = parseValue(z.looseObject({ version: number }, isObject), value, name);
  if (given !== version) throw new TypeError(`${name} has format ${given}, and this version reads format ${version}`);
  return parseValue(frame as unknown as z.ZodType<SavedState>, value, name);
}

function hasTag(value: string): boolean {
  return value.startsWith(bigintTag) || value.startsWith(textTag);
}

function untag(value: string): string | bigint {
  if (value.startsWith(bigintTag)) return BigInt(value.slice(bigintTag.length));
  return value.startsWith(textTag) ? value.slice(textTag.length) : value;
}
