/** Names of a resource and its variable in the program. */
export interface Names {
  readonly resource: string;
  readonly variable: string;
}

const maxLength = 40;

/** Latin letters that Unicode does not decompose into a letter and an accent. */
const latin: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/**
 * Names all sequences or creatives of an account, from the Latin letters and digits of their own names. The names do not depend on the
 * order or the selection. Equal names, and names in `used`, get the id as a suffix.
 */
export function namesFor(
  rows: readonly { readonly id: string; readonly name: string }[],
  noun = "sequence",
  used: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Names> {
  const slugs = distinct(
    rows.map(({ id, name }) => [id, slugOf(id, name, noun)]),
    "-",
    used,
  );
  const variables = distinct(
    [...slugs].map(([id, slug]) => [id, variableOf(slug, noun)]),
    "_",
  );
  return new Map([...slugs].map(([id, resource]) => [id, { resource, variable: variables.get(id) ?? "" }]));
}

function slugOf(id: string, name: string, noun: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\x00-\x7f]/gu, (letter) => latin[letter] ?? " ")
    .replace(/['’]/gu, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  if (!words.some((word) => /[a-z]/.test(word))) return `${noun}-${id}`;
  const whole = words.join("-");
  return whole.length <= maxLength ? whole : whole.slice(0, maxLength + 1).replace(/-[^-]*$|.$/, "");
}

/** Builds a variable name. No reserved word begins or ends with "sequence" or "creative", so the name is always valid. */
function variableOf(slug: string, noun: string): string {
  const camel = slug.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const ending = noun.charAt(0).toUpperCase() + noun.slice(1);
  if (/^\d/.test(camel)) return `${noun}${camel}`;
  return camel.startsWith(noun) || camel.endsWith(ending) ? camel : `${camel}${ending}`;
}

/** Keeps unique names and appends the id to the others, repeatedly while the result is used. */
function distinct(
  wanted: readonly (readonly [id: string, name: string])[],
  joint: string,
  used: ReadonlySet<string> = new Set(),
): Map<string, string> {
  const times = new Map<string, number>();
  for (const [, name] of wanted) times.set(name, (times.get(name) ?? 0) + 1);
  const withId = (name: string, id: string): string => {
    const longer = `${name}${joint}${id}`;
    return times.has(longer) || used.has(longer) ? withId(longer, id) : longer;
  };
  return new Map(wanted.map(([id, name]) => [id, times.get(name) === 1 && !used.has(name) ? name : withId(name, id)]));
}
