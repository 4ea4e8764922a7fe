import { sequenceIdOf } from "../state/creative-spec";
import type { SimulatorContext } from "../state/simulator-context";
import { defaults } from "./defaults";
import type { AdSeed, PersonSeed, SeedData } from "./seed-data";

const defaultIds: ReadonlySet<string> = new Set(Object.values(defaults));

/**
 * Describes the content as a seed. Left out: the defaults, which every simulator has, tokens and app secrets, and what a seed cannot
 * express: orders, messages, and the other fields of creatives and ad sets.
 */
export function exportSeed({ store }: SimulatorContext): SeedData {
  const { apps, wabas, adAccounts, pages, phoneNumbers, sequences, adSets, ads, people, templates } = store;
  const seed: Required<Omit<SeedData, "tokens">> = {
    apps: omitDefaults(apps.all()).map(({ secret: _secret, ...app }) => app),
    wabas: omitDefaults(wabas.all()),
    adAccounts: omitDefaults(adAccounts.all()),
    pages: omitDefaults(pages.all()),
    phoneNumbers: omitDefaults(phoneNumbers.all()),
    sequences: sequences.all().flatMap(({ name, content, usedInAdOverride, ordinal: _ordinal, ...row }) => {
      const usage = usedInAdOverride === null ? {} : { isUsedInAd: usedInAdOverride };
      // A seed cannot express a sequence that lost its name or content.
      return name === null || content === null ? [] : [{ ...row, name, content, ...usage }];
    }),
    adSets: omitDefaults(adSets.all()).map(({ id, name, status, adAccountId }) => ({ id, name, status, adAccountId })),
    ads: ads.all().map((ad) => exportAd(ad, store)),
    people: people.all().map(exportPerson),
    conversations: store.conversations.all().map(({ userId, phoneNumberId, lastMessageAtMs }) => ({
      person: userId,
      phoneNumberId,
      lastMessageAtMs,
    })),
    templates: templates.all().map(({ id: _id, subCategory, ...template }) => ({
      ...template,
      ...(subCategory === "ORDER_DETAILS" || subCategory === "ORDER_STATUS" ? { subCategory } : {}),
    })),
  };
  return Object.fromEntries(Object.entries(seed).filter(([, rows]) => rows.length > 0));
}

type Store = SimulatorContext["store"];

function omitDefaults<Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ id }) => !defaultIds.has(id));
}

function exportAd({ id, creativeId, name, status, adAccountId }: ReturnType<Store["ads"]["all"]>[number], store: Store) {
  const spec = store.creatives.get(creativeId)?.spec;
  const sequenceId = spec === undefined ? undefined : sequenceIdOf(spec);
  const seed: AdSeed = { id, creativeId, name, status, adAccountId };
  return sequenceId === undefined ? seed : { ...seed, sequenceId };
}

function exportPerson(person: ReturnType<Store["people"]["all"]>[number]): PersonSeed {
  const { id: userId, parentUserId, username, name, waId, showsNumber } = person;
  return {
    userId,
    name,
    showsNumber,
    ...(parentUserId === null ? {} : { parentUserId }),
    ...(username === null ? {} : { username }),
    ...(waId === null ? {} : { waId }),
  };
}
