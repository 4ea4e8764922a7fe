import { parseDay } from "../platform/platform-date";
import { recordMessageFrom } from "../state/conversations";
import { findOrAddPerson } from "../state/people";
import type { Token } from "../state/entities";
import { templateKey } from "../state/templates";
import type { SimulatorContext } from "../state/simulator-context";
import { putPerson } from "./put-person";
import { defaults, defaultScopes } from "./defaults";
import type { AdSeed, AdSetSeed, AppSeed, SeedData, SequenceSeed, TemplateSeed, TokenSeed } from "./seed-data";

export function applyDefaults(context: SimulatorContext): void {
  applySeed(context, {
    apps: [{ id: defaults.appId, name: "Simulated App" }],
    wabas: [{ id: defaults.wabaId, name: "Simulated Business" }],
    adAccounts: [{ id: defaults.adAccountId, name: "Simulated Ad Account" }],
    pages: [{ id: defaults.pageId, name: "Simulated Page" }],
    phoneNumbers: [{ id: defaults.phoneNumberId }],
    tokens: [{ value: defaults.accessToken }],
    adSets: [{ id: defaults.adSetId, name: "Simulated Ad Set" }],
  });
}

export function applySeed(context: SimulatorContext, data: SeedData): void {
  const { store } = context;
  data.apps?.forEach((app) => addApp(context, app));
  data.wabas?.forEach((waba) => store.wabas.put({ ...waba, name: waba.name ?? `Business ${waba.id}` }));
  data.adAccounts?.forEach((account) =>
    store.adAccounts.put({ ...account, name: account.name ?? `Ad account ${account.id}` }),
  );
  data.pages?.forEach(({ id, name }) => store.pages.put({ id, name: name ?? `Page ${id}` }));
  data.phoneNumbers?.forEach(({ id, wabaId, displayPhoneNumber }) =>
    store.phoneNumbers.put({
      id,
      wabaId: wabaId ?? defaults.wabaId,
      displayPhoneNumber: displayPhoneNumber ?? "+1 555-078-3881",
    }),
  );
  data.tokens?.forEach((token) => addToken(context, token));
  data.sequences?.forEach((sequence) => addSequence(context, sequence));
  data.adSets?.forEach((adSet) => addAdSet(context, adSet));
  data.ads?.forEach((ad) => addAd(context, ad));
  data.people?.forEach((person) => putPerson(store, person));
  data.templates?.forEach((template) => addTemplate(context, template));
  data.conversations?.forEach(({ person, phoneNumberId = defaults.phoneNumberId, lastMessageAtMs }) =>
    recordMessageFrom(context, phoneNumberId, findOrAddPerson(store, person), lastMessageAtMs),
  );
}

function addTemplate({ store }: SimulatorContext, seed: TemplateSeed): void {
  const { name, language, wabaId = defaults.wabaId, category = "UTILITY", status = "APPROVED", components } = seed;
  const subCategory = seed.subCategory ?? null;
  const id = templateKey(wabaId, name, language);
  store.templates.put({ id, wabaId, name, language, category, subCategory, status, components });
}

function addApp(
  { store }: SimulatorContext,
  { id, name = `App ${id}`, secret = defaults.appSecret, createdOn }: AppSeed,
): void {
  const created = createdOn === undefined ? {} : { createdOn: parseDay(createdOn, `createdOn of app ${id}`) };
  store.apps.put({ id, name, secret, ...created });
}

function requireApp(context: SimulatorContext, id: string): void {
  if (context.store.apps.get(id) === undefined) addApp(context, { id });
}

export function addToken(context: SimulatorContext, seed: TokenSeed): string {
  const appId = seed.appId ?? defaults.appId;
  requireApp(context, appId);
  const token: Token = {
    id: seed.value ?? context.ids.next("token"),
    appId,
    userId: seed.userId ?? defaults.userId,
    scopes: seed.scopes ?? defaultScopes,
    wabaIds: seed.wabaIds ?? "all",
    adAccountIds: seed.adAccountIds ?? "all",
    access: seed.access ?? "manage",
    expiresAtMs: seed.expiresAtMs ?? null,
    expiresAfterRequests: seed.expiresAfterRequests ?? null,
  };
  context.store.tokens.put(token);
  return token.id;
}

export function addSequence(context: SimulatorContext, seed: SequenceSeed): string {
  const { store } = context;
  const wabaId = seed.wabaId ?? defaults.wabaId;
  const appId = seed.appId ?? defaults.appId;
  if (store.wabas.get(wabaId) === undefined) store.wabas.put({ id: wabaId, name: `Business ${wabaId}` });
  requireApp(context, appId);
  const id = seed.id ?? context.ids.next("sequence");
  store.sequences.put({
    id,
    ordinal: store.sequences.get(id)?.ordinal ?? store.nextOrdinal(),
    wabaId,
    appId,
    name: seed.name,
    content: seed.content,
    lastUpdateAtMs: seed.lastUpdateAtMs ?? context.clock.nowMs(),
    usedInAdOverride: seed.isUsedInAd ?? null,
  });
  return id;
}

function requireAdAccount({ store }: SimulatorContext, id: string): void {
  if (store.adAccounts.get(id) === undefined) store.adAccounts.put({ id, name: `Ad account ${id}` });
}

/** Adds an ad set for ads that open WhatsApp. */
function addAdSet(context: SimulatorContext, seed: AdSetSeed): void {
  const nowMs = context.clock.nowMs();
  const adAccountId = seed.adAccountId ?? defaults.adAccountId;
  requireAdAccount(context, adAccountId);
  context.store.adSets.put({
    id: seed.id ?? context.ids.next("ad-set"),
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

export interface AddedAd {
  readonly adId: string;
  readonly creativeId: string;
}

export function addAd(context: SimulatorContext, seed: AdSeed): AddedAd {
  const { store } = context;
  const adAccountId = seed.adAccountId ?? defaults.adAccountId;
  const creativeId = seed.creativeId ?? context.ids.next("creative");
  const adId = seed.id ?? context.ids.next("ad");
  const name = seed.name ?? "Simulated ad";
  const nowMs = context.clock.nowMs();
  requireAdAccount(context, adAccountId);
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
