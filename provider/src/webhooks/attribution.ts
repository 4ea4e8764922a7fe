import { z } from "zod";
import { failuresOf, type Failure } from "../schema/failures";
import { graphId } from "../schema/ids";
import type { WebhookEvent } from "./events";
import { requireNone } from "./invalid-arguments";

/** An ad that the program made, and what it shows. Ids as Meta shows them, as text. */
export interface AttributedAd {
  readonly adId: string;
  readonly creativeId: string;
  readonly sequenceId: string;
  /** For people; the map keeps it. */
  readonly name?: string | undefined;
}

/** A stack's outputs, as `pulumi stack output --json` prints them. Other outputs beside `ads` do not matter. */
export interface AdOutputs {
  readonly ads: readonly AttributedAd[];
}

/** By the ad's id. */
export type AttributionMap = ReadonlyMap<string, AttributedAd>;

export type Attribution =
  | {
      readonly kind: "attributed";
      readonly adId: string;
      readonly creativeId: string;
      readonly sequenceId: string;
      readonly by: "map" | "resolver";
    }
  | {
      readonly kind: "unattributed";
      /** The ad that the referral names, when it names one. */
      readonly adId: string | undefined;
      /** The message brings no referral; its referral names a post, or nothing; neither map nor resolver knows the ad. */
      readonly reason: "no referral" | "not an ad" | "unknown ad";
    };

type Shown = Pick<AttributedAd, "creativeId" | "sequenceId">;
/** Knows ads that the map does not, e.g. from a table of yours or from Meta's `GET /<AD_ID>?fields=creative{...}`. */
export type AdResolver = (adId: string) => Promise<Shown | undefined>;
export type AdResolverSync = (adId: string) => Shown | undefined;

const outputsSchema = z.object({
  ads: z.array(z.object({ adId: graphId, creativeId: graphId, sequenceId: graphId, name: z.string().nullish() }), {
    error: "must be a list of { adId, creativeId, sequenceId, name? }; export it from the program as `ads`",
  }),
});

/**
 * The map from ads to sequences, made of a stack's outputs.
 * @throws InvalidArguments for ids that are none, and for an ad that two entries claim for different sequences or creatives.
 */
export function attributionMap(outputs: AdOutputs): AttributionMap {
  requireNone(failuresOf(z.object({ outputs: outputsSchema }), { outputs }));
  const claims = new Map<string, { readonly ad: AttributedAd; readonly path: string }>();
  const conflicts: Failure[] = [];
  for (const [i, ad] of outputs.ads.entries()) {
    const path = `outputs.ads[${i}]`;
    const first = claims.get(ad.adId);
    if (first === undefined) claims.set(ad.adId, { ad, path });
    else if (!shows(first.ad, ad)) {
      const reason = `claims ad ${ad.adId} ${describeAd(ad)}, but ${first.path} claims it ${describeAd(first.ad)}; an ad shows one: remove the entry that is wrong`;
      conflicts.push({ path, reason });
    }
  }
  requireNone(conflicts);
  return new Map(Array.from(claims, ([adId, { ad }]) => [adId, ad]));
}

function shows(a: Shown, b: Shown): boolean {
  return a.creativeId === b.creativeId && a.sequenceId === b.sequenceId;
}
function describeAd({ creativeId, sequenceId, name }: AttributedAd): string {
  return `for sequence ${sequenceId}, creative ${creativeId}${name ? ` (${JSON.stringify(name)})` : ""}`;
}

/**
 * Which sequence a person saw before writing. The resolver is asked for ads that the map does not know, and only with digits; what it
 * throws is thrown.
 */
export async function attribute(event: WebhookEvent, map: AttributionMap, resolve?: AdResolver): Promise<Attribution> {
  const known = attributeByMap(event, map);
  return isUnknownAd(known) ? attributeResolved(known, await resolve?.(known.adId)) : known;
}

/** As `attribute`, at once. */
export function attributeSync(event: WebhookEvent, map: AttributionMap, resolve?: AdResolverSync): Attribution {
  const known = attributeByMap(event, map);
  return isUnknownAd(known) ? attributeResolved(known, resolve?.(known.adId)) : known;
}

function attributeByMap(event: WebhookEvent, map: AttributionMap): Attribution {
  const referral = event.kind === "message" ? event.message.referral : undefined;
  if (referral === undefined) return createUnattributed("no referral");
  const { sourceId: adId, sourceType } = referral;
  if (isPost(sourceType) || adId === undefined) return createUnattributed("not an ad");
  const ad = map.get(adId);
  return ad === undefined ? createUnattributed("unknown ad", adId) : createAttribution(adId, ad, "map");
}

/** Meta names `ad` and `post`. Whatever else it writes, the id decides. */
function isPost(sourceType: string | undefined): boolean {
  return sourceType?.trim().toLowerCase() === "post";
}

type UnknownAd = Attribution & { readonly kind: "unattributed"; readonly adId: string };

function isUnknownAd(attribution: Attribution): attribution is UnknownAd {
  return attribution.kind === "unattributed" && graphId.safeParse(attribution.adId).success;
}

function attributeResolved(unknown: UnknownAd, shown: Shown | undefined): Attribution {
  return shown === undefined ? unknown : createAttribution(unknown.adId, shown, "resolver");
}

function createAttribution(adId: string, { creativeId, sequenceId }: Shown, by: "map" | "resolver"): Attribution {
  return {
    kind: "attributed",
    adId,
    creativeId,
    sequenceId,
    by,
  };
}

type Reason = Extract<Attribution, { readonly kind: "unattributed" }>["reason"];
function createUnattributed(reason: Reason, adId?: string): Attribution {
  return { kind: "unattributed", adId, reason };
}
