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
  type PixPayment,
} from "pulumi-whatsapp/schema";
import { getKnownText } from "./content";

/** A value of an order and its path. The value is undefined if it is secret, invalid or not known yet. */
interface OrderFact<Value> {
  readonly path: string;
  readonly value: Value | undefined;
}

/** Expiration of an order. */
interface Expiry {
  /** Milliseconds since 1970. Undefined if the order never expires. */
  readonly atMs: number | undefined;
  /** True for programs, which keep an order after it was sent. False for files, which are sent later. */
  readonly mayHaveBeenSent: boolean;
}

/** Values of an `order_details` message that rules check. */
interface Aspects {
  /** In centavos. */
  readonly totals: bigint;
  readonly pixKeyKinds: PixKeyType;
  readonly pixCodes: PixPayment;
  readonly paymentLinks: string;
  /** Empty if the order is no longer pending: its expiration has no effect. */
  readonly expiries: Expiry;
}

export type Aspect = keyof Aspects;

/** The parts of one order message that rules read. */
export type OrderFacts = { readonly [One in Aspect]: readonly OrderFact<Aspects[One]>[] };

/** A fact with a known value. */
export interface KnownFact<One extends Aspect> extends OrderFact<Aspects[One]> {
  readonly value: Aspects[One];
}

export function listKnownFacts<One extends Aspect>(order: OrderFacts, aspect: One): readonly KnownFact<One>[] {
  const facts: readonly OrderFact<Aspects[One]>[] = order[aspect];
  return facts.flatMap(({ path, value }) => (value === undefined ? [] : [{ path, value }]));
}

/** Property names of an order in programs or on the wire. */
interface OrderFormat {
  /** Prefix of each path. */
  readonly root: string;
  readonly sums: typeof programPaths;
  /** Path of a total that is computed from the items. */
  readonly computedTotal: string;
  readonly settings: string;
  readonly pixCode: string;
  readonly keyType: string;
  readonly paymentLink: readonly string[];
  readonly mayHaveBeenSent: boolean;
}

const programFormat: OrderFormat = {
  root: "",
  sums: programPaths,
  computedTotal: "order",
  settings: "paymentSettings",
  pixCode: "pixDynamicCode",
  keyType: "keyType",
  paymentLink: ["paymentLink", "uri"],
  mayHaveBeenSent: true,
};

const wireFormat: Omit<OrderFormat, "root"> = {
  sums: wirePaths,
  computedTotal: wirePaths.total.join("."),
  settings: "payment_settings",
  pixCode: "pix_dynamic_code",
  keyType: "key_type",
  paymentLink: ["payment_link", "uri"],
  mayHaveBeenSent: false,
};

/** Parses the arguments of the resource. Null marks secrets, which are not read. */
export function parseProgramOrder(args: unknown): OrderFacts {
  return parseOrder(args, programFormat);
}

/** Parses the body of a request that sends an interactive or a template message. */
export function parseWireOrder(body: unknown): OrderFacts {
  const found = findWireOrder(body);
  return parseOrder(found?.parameters, { ...wireFormat, root: found === undefined ? "" : `${found.path}.` });
}

function parseOrder(input: unknown, format: OrderFormat): OrderFacts {
  const total = orderTotal(input, format.sums);
  const { pixCode, keyType } = format;
  return {
    totals: [{ path: findTotalPath(input, format), value: total }],
    pixKeyKinds: listSettingFacts(input, format, "pix_dynamic_code", [pixCode, keyType], readKeyType),
    pixCodes: listSettingFacts(input, format, "pix_dynamic_code", [pixCode], (given) => {
      const code = getKnownText(valueAt(given, "code"));
      const [key, type] = [getKnownText(valueAt(given, "key")), readKeyType(valueAt(given, keyType))];
      return code === undefined ? undefined : { code, key, keyType: type, total };
    }),
    paymentLinks: listSettingFacts(input, format, "payment_link", format.paymentLink, getKnownText),
    expiries: listExpiries(input, format),
  };
}

function readKeyType(given: unknown): PixKeyType | undefined {
  return pixKeyTypes.find((kind) => kind === given);
}

function findTotalPath(input: unknown, { root, sums, computedTotal }: OrderFormat): string {
  return `${root}${valueAt(input, ...sums.order) === undefined ? sums.total.join(".") : computedTotal}`;
}

/** Lists one value of the payment settings of a type. The type itself may not be known yet. */
function listSettingFacts<Value>(
  input: unknown,
  { root, settings }: OrderFormat,
  type: string,
  keys: readonly string[],
  read: (given: unknown) => Value | undefined,
): readonly OrderFact<Value>[] {
  const list = valueAt(input, settings);
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [{ path: `${root}${settings}`, value: undefined }];
  return list.flatMap((setting, i) => {
    const path = `${root}${settings}[${i}]`;
    const settingType = getKnownText(valueAt(setting, "type"));
    if (settingType === undefined) return [{ path: `${path}.type`, value: undefined }];
    return settingType === type ? [{ path: [path, ...keys].join("."), value: read(valueAt(setting, ...keys)) }] : [];
  });
}

function listExpiries(input: unknown, { root, mayHaveBeenSent }: OrderFormat): readonly OrderFact<Expiry>[] {
  const isNoLongerPending = (getKnownText(valueAt(input, "status")) ?? "pending") !== "pending";
  if (isNoLongerPending || valueAt(input, "payment") !== undefined) return [];
  const [order, expiration] = [valueAt(input, "order"), valueAt(input, "order", "expiration")];
  const isMissing = order === undefined || (isJsonObject(order) && expiration === undefined);
  if (isMissing) return [{ path: `${root}order.expiration`, value: { atMs: undefined, mayHaveBeenSent } }];
  const timestamp = valueAt(expiration, "timestamp");
  const isTimestamp = secondsText.safeParse(timestamp).success;
  const value = isTimestamp ? { atMs: Number(timestamp) * 1000, mayHaveBeenSent } : undefined;
  return [{ path: `${root}order.expiration.timestamp`, value }];
}
