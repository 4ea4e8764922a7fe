import { GraphFailure } from "../graph/error";
import { kindOf } from "../routes/nodes";
import type { Token } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";

/** Source: Meta, Graph API rate limits, "WhatsApp Business Management API": calls an hour per app and account. */
const wabaCallsPerHour = { inactive: 200, active: 5000 } as const;

/** Source: Meta, Graph API rate limits, "Ads Management": calls an hour per app and ad account, and for each active ad. */
const adCallsPerHour = { limited: 300, full: 100_000, perActiveAd: 40 } as const;

/** Source: Meta, Graph API rate limits, "Platform rate limits": calls an hour of an app for each of its users. */
const appCallsPerUser = 200;

const documentation = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting";

/** An object with an hourly number of calls. Calls without an account belong to their app. */
export interface QuotaOwner {
  readonly kind: "waba" | "ad-account" | "app";
  /** Digits, without `act_`. */
  readonly id: string;
}

/** Use of an hourly quota, the call itself included. */
export interface QuotaUse {
  readonly owner: QuotaOwner;
  /** Percentage of the quota, at most 100. */
  readonly percent: number;
  /** Minutes until calls are allowed again; 0 while they are. */
  readonly regainMinutes: number;
  /** Error of a call above the quota. */
  readonly refusal?: GraphFailure;
}

/** Counts a call of a valid token and compares it with the quota of its account, or of its app if it has no account. */
export function countCall(context: SimulatorContext, segments: readonly string[], token: Token): QuotaUse {
  const { recentCalls, clock } = context;
  recentCalls.addUser(token.appId, token.userId);
  const owner = findOwner(context, segments) ?? { kind: "app", id: token.appId };
  const limit = findLimit(context, owner);
  const nowMs = clock.nowMs();
  const calls = recentCalls.add(`${token.appId} ${owner.kind} ${owner.id}`, nowMs);
  // Calls above the quota count too, so the block ends when all but `limit - 1` calls are older than an hour.
  const blocking = calls[calls.length - limit];
  const regainMs = blocking === undefined ? 0 : recentCalls.endOf(blocking) - nowMs;
  return {
    owner,
    percent: Math.min(100, Math.floor((calls.length * 100) / limit)),
    regainMinutes: Math.ceil(regainMs / 60_000),
    ...(calls.length > limit ? { refusal: createRefusal(owner) } : {}),
  };
}

/** Finds the account that a path belongs to. Messages have limits of their own, which are not simulated. */
function findOwner(context: SimulatorContext, [first = "", edge]: readonly string[]): QuotaOwner | undefined {
  const { sequences, phoneNumbers, creatives, adSets, ads } = context.store;
  const wabaId = sequences.get(first)?.wabaId ?? (edge === "messages" ? undefined : phoneNumbers.get(first)?.wabaId);
  if (wabaId !== undefined) return { kind: "waba", id: wabaId };
  const node = creatives.get(first) ?? adSets.get(first) ?? ads.get(first);
  if (node !== undefined) return { kind: "ad-account", id: node.adAccountId };
  const kind = kindOf(context, first);
  return kind === "waba" || kind === "ad-account" ? { kind, id: first.replace(/^act_/, "") } : undefined;
}

function findLimit(context: SimulatorContext, { kind, id }: QuotaOwner): number {
  const { store, recentCalls, behaviour } = context;
  switch (kind) {
    case "waba": {
      const isActive = (): boolean => store.phoneNumbers.all().some(({ wabaId }) => wabaId === id);
      return store.wabas.get(id)?.callsPerHour ?? wabaCallsPerHour[isActive() ? "active" : "inactive"];
    }
    case "ad-account": {
      const countActiveAds = (): number =>
        store.ads.all().filter(({ adAccountId, status }) => adAccountId === id && status === "ACTIVE").length;
      const own = store.adAccounts.get(id)?.callsPerHour;
      return own ?? adCallsPerHour[behaviour.adsAccessTier] + adCallsPerHour.perActiveAd * countActiveAds();
    }
    case "app":
      return appCallsPerUser * recentCalls.userCount(id);
    default:
      return kind satisfies never;
  }
}

function createRefusal({ kind }: QuotaOwner): GraphFailure {
  switch (kind) {
    case "waba":
      return new GraphFailure({
        code: 80008,
        message: `(#80008) There have been too many calls to this WhatsApp Business account. Wait a bit and try again. For more info, please refer to ${documentation}.`,
      });
    case "ad-account":
      return new GraphFailure({
        code: 80004,
        subcode: 2446079,
        message: `(#80004) There have been too many calls to this ad-account. Wait a bit and try again. For more info, please refer to ${documentation}#ads-management.`,
      });
    case "app":
      return new GraphFailure({ code: 4, message: "(#4) Application request limit reached" });
    default:
      return kind satisfies never;
  }
}
