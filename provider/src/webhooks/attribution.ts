import { z } from "zod";
import { failuresOf, type Failure } from "../schema/failures";
import { graphId } from "../schema/ids";
import type { WebhookEvent } from "./events";
import { requireNone } from "./invalid-arguments";

/** An ad of the program with its creative and sequence. Ids are text, as in Meta's responses. */
export interface AttributedAd {
  readonly adId: string;
  readonly creativeId: string;
  readonly sequenceId: string;
  /** Name for messages, kept in the map. */
  readonly name?: string | undefined;
}

/** Stack outputs, as `pulumi stack output --json` prints them. Outputs other than `ads` are ignored. */
export interface AdOutputs {
  readonly ads: readonly AttributedAd[];
}

/** Ads by their ids. */
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
      /** Ad in the referral, if there is one. */
      readonly adId: string | undefined;
      /** No referral in the message; a referral without an ad; an ad that neither the map nor the resolver knows. */
      readonly reason: "no referral" | "not an ad" | "unknown ad";
    };

type AdContent = Pick<AttributedAd, "creativeId" | "sequenceId">;
/** Looks up ads that are not in the map, e.g. in your own table or with Meta's `GET /<AD_ID>?fields=creative{...}`. */
export type AdResolver = (adId: string) => Promise<AdContent | undefined>;
export type AdResolverSync = (adId: string) => AdContent | undefined;

const outputsSchema = z.object({
  ads: z.array(z.object({ adId: graphId, creativeId: graphId, sequenceId: graphId, name: z.string().nullish() }), {
    error: "must be a list of { adId, creativeId, sequenceId, name? }; export it from the program as `ads`",
  }),
});

/**
 * Builds the map from ads to sequences from stack outputs.
 * @throws InvalidArguments for malformed ids, and for an ad with entries for different sequences or creatives.
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
      const reason = `assigns ad ${ad.adId} to ${describeAd(ad)}, but ${first.path} assigns it to ${describeAd(first.ad)}; remove the wrong entry`;
      conflicts.push({ path, reason });
    }
  }
  requireNone(conflicts);
  return new Map(Array.from(claims, ([adId, { ad }]) => [adId, ad]));
}

function shows(a: AdContent, b: AdContent): boolean {
  return a.creativeId === b.creativeId && a.sequenceId === b.sequenceId;
}
function describeAd({ creativeId, sequenceId, name }: AttributedAd): string {
  return `sequence ${sequenceId}, creative ${creativeId}${name ? ` (${JSON.stringify(name)})` : ""}`;
}

/**
 * Finds the sequence that a person saw before writing. Calls the resolver for ads that are not in the map, with numeric ids only, and
 * rethrows its errors.
 */
export async function attribute(event: WebhookEvent, map: AttributionMap, resolve?: AdResolver): Promise<Attribution> {
  const known = attributeByMap(event, map);
  return isUnknownAd(known) ? attributeResolved(known, await resolve?.(known.adId)) : known;
}

/** Synchronous version of `attribute`. */
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

/** True for a post. Meta documents `ad` and `post`; for other values, the id decides. */
function isPost(sourceType: string | undefined): boolean {
  return sourceType?.trim().toLowerCase() === "post";
}

type UnknownAd = Attribution & { readonly kind: "unattributed"; readonly adId: string };

function isUnknownAd(attribution: Attribution): attribution is UnknownAd {
  return attribution.kind === "unattributed" && graphId.safeParse(attribution.adId).success;
}

function attributeResolved(unknown: UnknownAd, shown: AdContent | undefined): Attribution {
  return shown === undefined ? unknown : createAttribution(unknown.adId, shown, "resolver");
}

function createAttribution(adId: string, { creativeId, sequenceId }: AdContent, by: "map" | "resolver"): Attribution {
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
