import { formatCount } from "../format-count";
import { shareOf, sumBuckets, type Bucket, type Forecast, type ForecastOptions } from "./forecast";

/** Names a bucket without its id: `ad account`. */
function nounOf({ kind, id }: Bucket): string {
  if (kind === "app") return "the app itself";
  const noun = kind === "waba" ? "account" : "ad account";
  return id === undefined ? `${noun}s not known yet` : noun;
}

/** Names a bucket: `account 102290129340398`. */
export function nameBucket(bucket: Bucket): string {
  return bucket.id === undefined ? nounOf(bucket) : `${nounOf(bucket)} ${bucket.id}`;
}

/** Share of the hourly limit: `6%`. Empty if the limit is not known. */
export function showShare(bucket: Pick<Bucket, "calls" | "quota">): string {
  const share = shareOf(bucket);
  return share === undefined ? "" : `${share}%`;
}

export function listWaiting({ buckets }: Forecast): readonly Bucket[] {
  return buckets.filter(({ waitHours }) => waitHours > 0);
}

/** Describes an account that has to wait. */
export function describeWait(bucket: Bucket): string {
  const { calls, quota = 0, waitHours } = bucket;
  return `Meta allows ${quota} calls an hour for ${nameBucket(bucket)}, and its update needs ${calls}, so it takes at least ${formatCount(waitHours, "hour")}.`;
}

/** Remediation for accounts that have to wait. */
export const waitAdvice =
  "Calls slow down from 80% of the limit, and at 100% the update of the account fails; run it again after an hour, or deploy fewer resources at once.";

/** Most accounts that a warning names. */
const mostNamed = 10;

/** Warns of active accounts that the update does not call. No warning if an account is not known yet: it may be one of them. */
export function describeUnusedActive({ buckets }: Forecast, active: ForecastOptions["active"]): string | undefined {
  const ids = buckets.flatMap(({ kind, id = "" }) => (kind === "waba" ? [id] : []));
  const unused = active === "all" || ids.includes("") ? [] : [...active].filter((id) => !ids.includes(id));
  if (unused.length === 0) return undefined;
  const more = ids.length <= mostNamed ? "" : ` and ${ids.length - mostNamed} more`;
  const called =
    ids.length === 0
      ? "it calls no WhatsApp Business Account"
      : `it calls ${ids.length === 1 ? "account" : "accounts"} ${ids.slice(0, mostNamed).join(", ")}${more}`;
  return `--active ${unused.join(", ")}: the update makes no calls for ${unused.length === 1 ? "this account" : "these accounts"}; ${called}`;
}

interface CallLine {
  /** Words before the id. */
  readonly noun: string;
  readonly id: string | undefined;
  /** Words after a colon. */
  readonly text: string;
}

/** Describes the calls of an update, of at most `most` accounts by themselves. Returns undefined if there are none. */
export function summarizeCalls(
  { buckets }: Forecast,
  most: number,
): { readonly title: string; readonly lines: readonly CallLine[] } | undefined {
  if (buckets.length === 0) return undefined;
  const rest = buckets.slice(most);
  const lines = buckets.slice(0, most).map((bucket) => {
    const share = showShare(bucket);
    const text = formatCount(bucket.calls, "call");
    return { noun: nounOf(bucket), id: bucket.id, text: share === "" ? text : `${text}, ${share} of its hourly limit` };
  });
  const more = { noun: `${rest.length} more`, id: undefined, text: formatCount(sumBuckets(rest).calls, "call") };
  return {
    title: `About ${formatCount(sumBuckets(buckets).calls, "call")} to Meta`,
    lines: rest.length === 0 ? lines : [...lines, more],
  };
}
