import { z } from "zod";
import type { FaultRegistry, SavedFaults } from "../faults/fault-registry";
import { parseValue } from "../parse-value";
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

const anyObject = z.record(z.string(), z.unknown());
const rows = z.array(z.looseObject({ id: z.string() }));

/** The frame of the file: it finds another file and a damaged one, and trusts the rows, which the simulator wrote. */
const frame = z.object({
  version: z.literal(version),
  context: z.object({
    store: z.object({ lastOrdinal: z.number(), rows: z.record(z.string(), rows) }),
    ids: z.record(z.string(), z.number()),
    clockAheadMs: z.number(),
    platformDate: z.string().nullable(),
    wire: anyObject,
    behaviour: anyObject,
    requestsByToken: z.array(z.tuple([z.string(), z.number()])),
    freedSequenceIds: z.array(z.string()),
  }),
  faults: z.object({ lastId: z.number(), rules: rows }),
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
export function parseSavedState(text: string, name: string): SavedState {
  let value: unknown;
  try {
    value = JSON.parse(text, (_key, member: unknown) => (typeof member === "string" ? untag(member) : member));
  } catch {
    throw new TypeError(`${name} is not JSON`);
  }
  const { version: given } = parseValue(z.looseObject({ version: z.number("must be a number") }), value, name);
  if (given !== version) throw new TypeError(`${name} has format ${given}, and this version reads format ${version}`);
  return parseValue(frame as unknown as z.ZodType<SavedState>, value, name);
}

function hasTag(text: string): boolean {
  return text.startsWith(bigintTag) || text.startsWith(textTag);
}

function untag(text: string): string | bigint {
  if (text.startsWith(bigintTag)) return BigInt(text.slice(bigintTag.length));
  return text.startsWith(textTag) ? text.slice(textTag.length) : text;
}
