import { sequenceIdOf } from "../state/creative-spec";
import type { Ad, App, Person, Sequence } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import type { Template } from "../state/templates";
import { defaults } from "./defaults";
import type { AdSeed, AppSeed, PersonSeed, SeedData, SequenceSeed, TemplateSeed } from "./seed-data";

const defaultIds: ReadonlySet<string> = new Set(Object.values(defaults));

/**
 * Describes the content as a seed. Left out: the defaults, which every simulator has, tokens and app secrets, and what a seed cannot
 * express: orders, messages, and the other fields of creatives and ad sets.
 */
export function exportSeed(context: SimulatorContext): SeedData {
  const { store } = context;
  const seed: Required<Omit<SeedData, "tokens">> = {
    apps: omitDefaults(store.apps.all()).map(exportApp),
    wabas: omitDefaults(store.wabas.all()),
    adAccounts: omitDefaults(store.adAccounts.all()),
    pages: omitDefaults(store.pages.all()),
    phoneNumbers: omitDefaults(store.phoneNumbers.all()),
    sequences: store.sequences.all().flatMap(exportSequence),
    adSets: omitDefaults(store.adSets.all()).map(({ id, name, status, adAccountId }) => ({
      id,
      name,
      status,
      adAccountId,
    })),
    ads: store.ads.all().map((ad) => exportAd(ad, context)),
    people: store.people.all().map(exportPerson),
    conversations: store.conversations.all().map(({ userId, phoneNumberId, lastMessageAtMs }) => ({
      person: userId,
      phoneNumberId,
      lastMessageAtMs,
    })),
    templates: store.templates.all().map(exportTemplate),
  };
  return Object.fromEntries(Object.entries(seed).filter(([, rows]) => rows.length > 0));
}

function omitDefaults<Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ id }) => !defaultIds.has(id));
}

function exportApp(app: App): AppSeed {
  const { secret: _secret, ...seed } = app;
  return seed;
}

/** A seed cannot express a sequence that lost its name or content. */
function exportSequence({ usedInAdOverride, ...row }: Sequence): readonly SequenceSeed[] {
  const { id, wabaId, appId, name, content, lastUpdateAtMs } = row;
  if (name === null || content === null) return [];
  const usage = usedInAdOverride === null ? {} : { isUsedInAd: usedInAdOverride };
  return [{ id, wabaId, appId, name, content, lastUpdateAtMs, ...usage }];
}

function exportAd({ id, creativeId, name, status, adAccountId }: Ad, { store }: SimulatorContext): AdSeed {
  const spec = store.creatives.get(creativeId)?.spec;
  const sequenceId = spec === undefined ? undefined : sequenceIdOf(spec);
  const seed = { id, creativeId, name, status, adAccountId };
  return sequenceId === undefined ? seed : { ...seed, sequenceId };
}

function exportPerson({ id: userId, parentUserId, username, name, waId, showsNumber }: Person): PersonSeed {
  return {
    userId,
    name,
    showsNumber,
    ...(parentUserId === null ? {} : { parentUserId }),
    ...(username === null ? {} : { username }),
    ...(waId === null ? {} : { waId }),
  };
}

function exportTemplate({ subCategory, ...template }: Template): TemplateSeed {
  const { name, language, wabaId, category, status, components } = template;
  const seed = { name, language, wabaId, category, status, components };
  return subCategory === "ORDER_DETAILS" || subCategory === "ORDER_STATUS" ? { ...seed, subCategory } : seed;
}
