import type { PreviewOutput } from "../show/preview-output";
import { countAttachmentCalls, countCreativeCalls, countSequenceCalls, Waves } from "./call-model";
import { listOperations, type CountedKind, type PlannedOperation, type Verb } from "./planned-operations";

/** Facts about the accounts and the run that a plan does not contain. */
export interface ForecastOptions {
  /** Accounts with at least one registered phone number, for which Meta allows more calls. */
  readonly active: ReadonlySet<string> | "all";
  /** Access of the app to the Marketing API. */
  readonly tier: Tier;
  /** Number of steps that Pulumi runs at once. */
  readonly parallel: number;
  /** True if each account has an access token of its own. */
  readonly hasTokenPerAccount: boolean;
}

export const tiers = ["limited", "full"] as const;
export type Tier = (typeof tiers)[number];

/** Calls that Meta counts together in a rolling hour. */
export interface Bucket {
  /** `app`: calls that count for the app and for no account. */
  readonly kind: "waba" | "adAccount" | "app";
  /** Account. Undefined for calls of the app, and for accounts that are known only after the update. */
  readonly id: string | undefined;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  readonly reads: number;
  readonly calls: number;
  /** Calls that Meta allows in an hour. Undefined if they are not documented, or if the account is not known. */
  readonly quota: number | undefined;
  /** Hours that the calls have to wait at least, if none of the quota is used yet. */
  readonly waitHours: number;
}

export interface Forecast {
  /** Those that wait first, then by the number of calls. */
  readonly buckets: readonly Bucket[];
  /** Order messages, which have limits of their own and are not counted. */
  readonly orders: number;
}

/** Forecasts the calls of an update from its plan. */
export function forecastCalls(output: PreviewOutput, options: ForecastOptions): Forecast {
  const { operations, existingIds, orders } = listOperations(output);
  const buckets = new Map<string, Bucket>();
  const add = (bucket: Bucket): void => {
    if (bucket.calls === 0) return;
    const key = keyOf(bucket.kind, bucket.id);
    const known = buckets.get(key);
    buckets.set(key, known === undefined ? bucket : { ...known, ...sumBuckets([known, bucket]), id: known.id });
  };
  const adWriters = new Set(operations.filter(writesAd).map(({ provider }) => provider));
  for (const work of groupOperations(operations, options.parallel)) {
    const existing = (work.accountId === undefined ? undefined : existingIds.get(work.accountId)?.size) ?? 0;
    add(toBucket(work, existing, adWriters.has(work.provider)));
  }
  add(toAppBucket(operations, options));
  const all = [...buckets.values()].map((bucket) => withQuota(bucket, options)).sort(compareBuckets);
  return { buckets: all, orders };
}

/** Calls that Meta allows an app in a rolling hour (source: Meta, "Rate limits": WhatsApp Business Management API, Marketing API). */
const quotas = {
  waba: { default: 200, active: 5_000 },
  // Each active ad adds 40 calls, which a plan does not tell.
  adAccount: { limited: 300, full: 100_000 },
} as const;

function quotaOf({ kind, id }: Bucket, { active, tier }: ForecastOptions): number | undefined {
  if (kind === "app" || id === undefined) return undefined;
  if (kind === "adAccount") return quotas.adAccount[tier];
  return active === "all" || active.has(id) ? quotas.waba.active : quotas.waba.default;
}

function withQuota(bucket: Bucket, options: ForecastOptions): Bucket {
  const quota = quotaOf(bucket, options);
  return { ...bucket, quota, waitHours: quota === undefined ? 0 : Math.ceil(bucket.calls / quota) - 1 };
}

/** Share of the hour's quota in percent, rounded up. */
export function shareOf({ calls, quota }: Pick<Bucket, "calls" | "quota">): number | undefined {
  return quota === undefined ? undefined : Math.ceil((calls / quota) * 100);
}

function keyOf(kind: Bucket["kind"], id: string | undefined): string {
  return `${kind} ${id ?? ""}`;
}

function compareBuckets(one: Bucket, other: Bucket): number {
  return other.waitHours - one.waitHours || other.calls - one.calls || (one.id ?? "").localeCompare(other.id ?? "");
}

function writesAd({ kind, verb }: PlannedOperation): boolean {
  return kind !== "sequence" && verb !== "read";
}

/** Operations on one kind of object that share reads. */
interface Work {
  readonly provider: string;
  readonly kind: CountedKind;
  readonly accountId: string | undefined;
  readonly counts: Record<Verb, number>;
  /** Reads that writes share. */
  readonly sharedReads: Set<string>;
}

/** Groups operations by provider process, kind and account. */
function groupOperations(operations: readonly PlannedOperation[], parallel: number): readonly Work[] {
  const groups = new Map<string, Work>();
  const waves = new Waves(parallel);
  for (const { kind, verb, accountId, provider } of operations) {
    const key = [kind, accountId, provider].join(" ");
    const work = groups.get(key) ?? {
      ...{ kind, accountId, provider, sharedReads: new Set() },
      counts: { create: 0, adopt: 0, update: 0, delete: 0, read: 0 },
    };
    groups.set(key, work);
    work.counts[verb]++;
    if (kind !== "sequence" || verb === "delete" || verb === "read") continue;
    work.sharedReads.add(`${verb === "create" ? "create" : "update"} ${waves.next()}`);
  }
  return [...groups.values()];
}

function toBucket({ kind, accountId, counts, sharedReads }: Work, existing: number, writesAds: boolean): Bucket {
  const { create: creates, adopt: adoptions, update: updates, delete: deletes, read: reads } = counts;
  const numbers = { creates, adoptions, updates, deletes, reads };
  const calls = {
    sequence: () => countSequenceCalls({ ...numbers, existing, sharedReads: sharedReads.size, writesAds }),
    creative: () => countCreativeCalls(numbers),
    attachment: () => countAttachmentCalls(numbers),
  }[kind]();
  return {
    kind: kind === "sequence" ? "waba" : "adAccount",
    ...emptyBucket,
    id: accountId,
    ...{ creates: creates + adoptions, updates, deletes, reads, calls },
  };
}

/** Counts `GET /app`: each token is asked once for its app, before the first sequence that it creates or adopts is recorded. */
function toAppBucket(operations: readonly PlannedOperation[], { hasTokenPerAccount }: ForecastOptions): Bucket {
  const recording = operations.filter(
    ({ kind, verb }) => kind === "sequence" && (verb === "create" || verb === "adopt"),
  );
  const tokens = recording.map(({ provider, accountId }) =>
    hasTokenPerAccount ? `${provider} ${accountId}` : provider,
  );
  return { kind: "app", ...emptyBucket, calls: new Set(tokens).size };
}

const emptyBucket: Omit<Bucket, "kind"> = {
  id: undefined,
  ...{ creates: 0, updates: 0, deletes: 0, reads: 0, calls: 0 },
  ...{ quota: undefined, waitHours: 0 },
};

/** Adds the numbers of several buckets. */
export function sumBuckets(buckets: readonly Bucket[]): Omit<Bucket, "kind"> {
  const sumOf = (key: "creates" | "updates" | "deletes" | "reads" | "calls"): number =>
    buckets.reduce((total, bucket) => total + bucket[key], 0);
  return {
    ...emptyBucket,
    creates: sumOf("creates"),
    updates: sumOf("updates"),
    deletes: sumOf("deletes"),
    reads: sumOf("reads"),
    calls: sumOf("calls"),
    waitHours: buckets.reduce((most, { waitHours }) => Math.max(most, waitHours), 0),
  };
}
