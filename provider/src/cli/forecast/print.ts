import { formatCount } from "../format-count";
import { jsonText } from "../io";
import { tableText } from "../table";
import { shareOf, sumBuckets, type Bucket, type Forecast } from "./forecast";
import { listWaiting, nameBucket, showShare, waitAdvice } from "./wording";

/** Most accounts in the table. JSON has all. */
const mostLines = 20;

const head = ["ACCOUNT", "CREATES", "UPDATES", "DELETES", "READS", "CALLS", "LIMIT", "SHARE", "WAIT"];

/** Formats a forecast as a table with notes. */
export function forecastText(forecast: Forecast): string {
  const { buckets } = forecast;
  const parts = [buckets.length === 0 ? "" : tableText([head, ...listRows(buckets)]), ...listNotes(forecast)];
  return parts.filter((part) => part !== "").join("\n");
}

function listRows(buckets: readonly Bucket[]): readonly (readonly string[])[] {
  const accounts = buckets.filter(({ kind }) => kind !== "app");
  const rest = accounts.slice(mostLines);
  const toRow = (bucket: Bucket): readonly string[] => toCells(nameBucket(bucket), bucket);
  return [
    ...accounts.slice(0, mostLines).map(toRow),
    ...(rest.length === 0 ? [] : [toCells(`${rest.length} more`, sumBuckets(rest))]),
    ...buckets.filter(({ kind }) => kind === "app").map(toRow),
    ...(buckets.length > 1 ? [toCells("total", sumBuckets(buckets))] : []),
  ];
}

function toCells(name: string, bucket: Omit<Bucket, "kind">): readonly string[] {
  const { creates, updates, deletes, reads, calls, quota, waitHours } = bucket;
  return [
    name,
    ...[creates, updates, deletes, reads].map((number) => (number === 0 ? "-" : String(number))),
    String(calls),
    ...[quota === undefined ? "" : String(quota), showShare(bucket)],
    waitHours === 0 ? "" : formatCount(waitHours, "hour"),
  ];
}

function listNotes(forecast: Forecast): readonly string[] {
  const waiting = listWaiting(forecast).length;
  const { buckets, orders } = forecast;
  return [
    ...(buckets.length === 0 ? ["This update makes no calls to Meta.\n"] : []),
    ...(waiting === 0
      ? []
      : [`${formatCount(waiting, "account")} must wait, because Meta allows fewer calls an hour. ${waitAdvice}\n`]),
    ...(orders === 0 ? [] : [`Not counted, because its limits differ: ${formatCount(orders, "order message")}.\n`]),
  ];
}

/** Formats a forecast as JSON, with every account. */
export function forecastJson({ buckets, orders }: Forecast): string {
  const { calls, waitHours } = sumBuckets(buckets);
  return jsonText({
    ...{ calls, waitHours, orders },
    buckets: buckets.map((bucket) => ({ ...bucket, share: shareOf(bucket) })),
  });
}
