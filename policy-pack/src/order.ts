import {
  findWireOrder,
  isJsonObject,
  orderTotal,
  wirePaths,
  programPaths,
  pixKeyTypes,
  secondsText,
  valueAt,
  type PixKeyType,
} from "pulumi-whatsapp/schema";
import { knownText } from "./known-text";

/** Type of the resource, as programs register it and states hold it. */
export const orderType = "pulumi-nodejs:dynamic/whatsapp:SandboxOrder";

/** Something that an order says, and where. Without a value it is there but not known yet, or not to be read. */
export interface Fact<Value> {
  readonly path: string;
  readonly value: Value | undefined;
}

/** The end of an offer. */
export interface Expiry {
  /** Milliseconds since 1970; undefined when it has none. */
  readonly atMs: number | undefined;
  /** A program goes on holding an order after it was sent, so that time passes it by; a file is to be sent. */
  readonly mayBeSent: boolean;
}

/** What rules ask of an `order_details` message. */
interface Aspects {
  /** In centavos. */
  readonly totals: bigint;
  readonly pixKeyKinds: PixKeyType;
  readonly paymentLinks: string;
  /** None of an order that has gone on: its end counts no more. */
  readonly expiries: Expiry;
}

export type Aspect = keyof Aspects;

/** One message, as far as rules look at it. */
export type Order = { readonly [One in Aspect]: readonly Fact<Aspects[One]>[] };

/** A fact that is known. */
export interface Known<One extends Aspect> extends Fact<Aspects[One]> {
  readonly value: Aspects[One];
}

export function knownOf<One extends Aspect>(order: Order, aspect: One): readonly Known<One>[] {
  const facts: readonly Fact<Aspects[One]>[] = order[aspect];
  return facts.flatMap(({ path, value }) => (value === undefined ? [] : [{ path, value }]));
}

/** How the two spellings call what rules look at. */
interface Words {
  /** Before each path. */
  readonly root: string;
  readonly sums: typeof programPaths;
  /** Where the total stands that comes of a basket. */
  readonly computedTotal: string;
  readonly settings: string;
  readonly pixKeyKind: readonly string[];
  readonly paymentLink: readonly string[];
  readonly mayBeSent: boolean;
}

const inProgram: Words = {
  root: "",
  sums: programPaths,
  computedTotal: "order",
  settings: "paymentSettings",
  pixKeyKind: ["pixDynamicCode", "keyType"],
  paymentLink: ["paymentLink", "uri"],
  mayBeSent: true,
};

const inWire: Omit<Words, "root"> = {
  sums: wirePaths,
  computedTotal: wirePaths.total.join("."),
  settings: "payment_settings",
  pixKeyKind: ["pix_dynamic_code", "key_type"],
  paymentLink: ["payment_link", "uri"],
  mayBeSent: false,
};

/** Of the arguments of the resource; null there says that something is not to be read. */
export function programOrder(args: unknown): Order {
  return orderIn(args, inProgram);
}

/** Of the body of a request, interactive or by template. */
export function wireOrder(body: unknown): Order {
  const found = findWireOrder(body);
  return orderIn(found?.parameters, { ...inWire, root: found === undefined ? "" : `${found.path}.` });
}

function orderIn(said: unknown, words: Words): Order {
  return {
    totals: [{ path: totalPath(said, words), value: orderTotal(said, words.sums) }],
    pixKeyKinds: settingFacts(said, words, "pix_dynamic_code", words.pixKeyKind, (given) =>
      pixKeyTypes.find((kind) => kind === given),
    ),
    paymentLinks: settingFacts(said, words, "payment_link", words.paymentLink, knownText),
    expiries: expiriesIn(said, words),
  };
}

function totalPath(said: unknown, { root, sums, computedTotal }: Words): string {
  return `${root}${valueAt(said, ...sums.order) === undefined ? sums.total.join(".") : computedTotal}`;
}

/** What the payment settings of one type say; of which type one is may not be known itself. */
function settingFacts<Value>(
  said: unknown,
  { root, settings }: Words,
  type: string,
  keys: readonly string[],
  read: (given: unknown) => Value | undefined,
): readonly Fact<Value>[] {
  const list = valueAt(said, settings);
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [{ path: `${root}${settings}`, value: undefined }];
  return list.flatMap((setting, i) => {
    const path = `${root}${settings}[${i}]`;
    const itsType = knownText(valueAt(setting, "type"));
    if (itsType === undefined) return [{ path: `${path}.type`, value: undefined }];
    return itsType === type ? [{ path: [path, ...keys].join("."), value: read(valueAt(setting, ...keys)) }] : [];
  });
}

function expiriesIn(said: unknown, { root, mayBeSent }: Words): readonly Fact<Expiry>[] {
  const hasGoneOn = (knownText(valueAt(said, "status")) ?? "pending") !== "pending";
  if (hasGoneOn || valueAt(said, "payment") !== undefined) return [];
  const [order, expiration] = [valueAt(said, "order"), valueAt(said, "order", "expiration")];
  const isMissing = order === undefined || (isJsonObject(order) && expiration === undefined);
  if (isMissing) return [{ path: `${root}order.expiration`, value: { atMs: undefined, mayBeSent } }];
  const timestamp = valueAt(expiration, "timestamp");
  const isMoment = secondsText.safeParse(timestamp).success;
  const value = isMoment ? { atMs: Number(timestamp) * 1000, mayBeSent } : undefined;
  return [{ path: `${root}order.expiration.timestamp`, value }];
}
