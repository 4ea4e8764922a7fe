import { parseDay } from "../platform/platform-date";
import { recordMessageFrom } from "../world/conversations";
import { findOrAddPerson } from "../world/people";
import type { Token } from "../world/entities";
import { templateKey } from "../world/templates";
import type { World } from "../world/world";
import { putPerson } from "./people";
import { defaults, defaultScopes } from "./defaults";
import type { AdSeed, AdSetSeed, AppSeed, SeedData, SequenceSeed, TemplateSeed, TokenSeed } from "./types";

export function plantDefaults(world: World): void {
  plant(world, {
    apps: [{ id: defaults.appId, name: "Simulated App" }],
    wabas: [{ id: defaults.wabaId, name: "Simulated Business" }],
    adAccounts: [{ id: defaults.adAccountId, name: "Simulated Ad Account" }],
    pages: [{ id: defaults.pageId, name: "Simulated Page" }],
    phoneNumbers: [{ id: defaults.phoneNumberId }],
    tokens: [{ value: defaults.accessToken }],
    adSets: [{ id: defaults.adSetId, name: "Simulated Ad Set" }],
  });
}

export function plant(world: World, data: SeedData): void {
  const { store } = world;
  data.apps?.forEach((app) => plantApp(world, app));
  data.wabas?.forEach(({ id, name }) => store.wabas.put({ id, name: name ?? `Business ${id}` }));
  data.adAccounts?.forEach(({ id, name }) => store.adAccounts.put({ id, name: name ?? `Ad account ${id}` }));
  data.pages?.forEach(({ id, name }) => store.pages.put({ id, name: name ?? `Page ${id}` }));
  data.phoneNumbers?.forEach(({ id, wabaId, displayPhoneNumber }) =>
    store.phoneNumbers.put({
      id,
      wabaId: wabaId ?? defaults.wabaId,
      displayPhoneNumber: displayPhoneNumber ?? "+1 555-078-3881",
    }),
  );
  data.tokens?.forEach((token) => plantToken(world, token));
  data.sequences?.forEach((sequence) => plantSequence(world, sequence));
  data.adSets?.forEach((adSet) => plantAdSet(world, adSet));
  data.ads?.forEach((ad) => plantAd(world, ad));
  data.people?.forEach((person) => putPerson(store, person));
  data.templates?.forEach((template) => plantTemplate(world, template));
  data.conversations?.forEach(({ person, phoneNumberId = defaults.phoneNumberId, lastMessageAtMs }) =>
    recordMessageFrom(world, phoneNumberId, findOrAddPerson(store, person), lastMessageAtMs),
  );
}

function plantTemplate({ store }: World, seed: TemplateSeed): void {
  const { name, language, wabaId = defaults.wabaId, category = "UTILITY", status = "APPROVED", components } = seed;
  const subCategory = seed.subCategory ?? null;
  const id = templateKey(wabaId, name, language);
  store.templates.put({ id, wabaId, name, language, category, subCategory, status, components });
}

function plantApp({ store }: World, { id, name = `App ${id}`, secret = defaults.appSecret, createdOn }: AppSeed): void {
  const created = createdOn === undefined ? {} : { createdOn: parseDay(createdOn, `createdOn of app ${id}`) };
  store.apps.put({ id, name, secret, ...created });
}

function requireApp(world: World, id: string): void {
  if (world.store.apps.get(id) === undefined) plantApp(world, { id });
}

export function plantToken(world: World, seed: TokenSeed): string {
  const appId = seed.appId ?? defaults.appId;
  requireApp(world, appId);
  const token: Token = {
    id: seed.value ?? world.ids.next("token"),
    appId,
    userId: seed.userId ?? defaults.userId,
    scopes: seed.scopes ?? defaultScopes,
    wabaIds: seed.wabaIds ?? "all",
    adAccountIds: seed.adAccountIds ?? "all",
    access: seed.access ?? "manage",
    expiresAtMs: seed.expiresAtMs ?? null,
    expiresAfterRequests: seed.expiresAfterRequests ?? null,
  };
  world.store.tokens.put(token);
  return token.id;
}

export function plantSequence(world: World, seed: SequenceSeed): string {
  const { store } = world;
  const wabaId = seed.wabaId ?? defaults.wabaId;
  const appId = seed.appId ?? defaults.appId;
  if (store.wabas.get(wabaId) === undefined) store.wabas.put({ id: wabaId, name: `Business ${wabaId}` });
  requireApp(world, appId);
  const id = seed.id ?? world.ids.next("sequence");
  store.sequences.put({
    id,
    ordinal: store.sequences.get(id)?.ordinal ?? store.nextOrdinal(),
    wabaId,
    appId,
    name: seed.name,
    content: seed.content,
    lastUpdateAtMs: seed.lastUpdateAtMs ?? world.clock.nowMs(),
    usedInAdOverride: seed.isUsedInAd ?? null,
  });
  return id;
}

function requireAdAccount({ store }: World, id: string): void {
  if (store.adAccounts.get(id) === undefined) store.adAccounts.put({ id, name: `Ad account ${id}` });
}

/** As an ad that opens WhatsApp needs it. */
function plantAdSet(world: World, seed: AdSetSeed): void {
  const nowMs = world.clock.nowMs();
  const adAccountId = seed.adAccountId ?? defaults.adAccountId;
  requireAdAccount(world, adAccountId);
  world.store.adSets.put({
    id: seed.id ?? world.ids.next("ad-set"),
    adAccountId,
    name: seed.name ?? "Simulated ad set",
    status: seed.status ?? "ACTIVE",
    destinationType: "WHATSAPP",
    billingEvent: "IMPRESSIONS",
    promotedObject: { page_id: defaults.pageId },
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  });
}

export interface PlantedAd {
  readonly adId: string;
  readonly creativeId: string;
}

export function plantAd(world: World, seed: AdSeed): PlantedAd {
  const { store } = world;
  const adAccountId = seed.adAccountId ?? defaults.adAccountId;
  const creativeId = seed.creativeId ?? world.ids.next("creative");
  const adId = seed.id ?? world.ids.next("ad");
  const name = seed.name ?? "Simulated ad";
  const nowMs = world.clock.nowMs();
  requireAdAccount(world, adAccountId);
  const spec = {
    object_story_spec: { page_id: defaults.pageId },
    ...(seed.sequenceId === undefined
      ? {}
      : { asset_feed_spec: { additional_data: { partner_app_welcome_message_flow_id: seed.sequenceId } } }),
  };
  store.creatives.put({ id: creativeId, adAccountId, name: `${name} creative`, status: "ACTIVE", spec });
  const status = seed.status ?? "ACTIVE";
  const adSetId = defaults.adSetId;
  store.ads.put({ id: adId, adAccountId, name, adSetId, creativeId, status, createdAtMs: nowMs, updatedAtMs: nowMs });
  return { adId, creativeId };
}
