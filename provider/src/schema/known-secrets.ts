import { appendKey, type Failure } from "./failures";
import { isJsonObject } from "./json-value";
import { listTokenTexts } from "./account-tokens";
import { isIndexable, leastIndexedLength, SecretFinder } from "./secret-finder";
import { spellingsOf } from "./secret-spellings";
import { bareForms } from "./pasted-value";
import { environmentName, type SecretSetting } from "./settings";

/** Kinds of secrets. Each has its own placeholder. */
const secretKinds = ["accessToken", "appSecret"] as const;
type SecretKind = (typeof secretKinds)[number];

const nouns: Readonly<Record<SecretKind, string>> = { accessToken: "access token", appSecret: "app secret" };

/** Placeholder for a secret in Meta's texts, outputs and the state. */
function markOf(kind: SecretKind): string {
  return `[${nouns[kind]}]`;
}

/** All placeholders. */
export const secretMarks = secretKinds.map(markOf);

/** Least length in characters; shorter secrets match ordinary text by chance. */
const leastInContent = leastIndexedLength;

/** A secret as configured. Undefined values are ignored. */
export type GivenSecret = readonly [kind: SecretKind, value: string | undefined];

/** Secrets of this process, for masking them in text. */
export class KnownSecrets {
  static readonly none = new KnownSecrets([]);
  readonly #kinds = new Map<string, SecretKind>();
  readonly #finder = new SecretFinder();
  /** Secrets that the index cannot find, longest first: an access token may contain the app secret. */
  #unindexed: readonly string[] = [];

  constructor(given: readonly GivenSecret[]) {
    this.add(given);
  }

  /** Adds secrets that become known later. */
  add(given: readonly GivenSecret[]): void {
    const added = given
      .flatMap(([kind, value]) => bareForms(value).map((bare): readonly [string, SecretKind] => [bare, kind]))
      .filter(([bare]) => !this.#kinds.has(bare));
    for (const [bare, kind] of added) this.#kinds.set(bare, kind);
    const values = [...new Set(added.map(([bare]) => bare))];
    for (const bare of values.filter(isIndexable)) this.#finder.add(bare);
    const unindexed = values.filter((bare) => !isIndexable(bare));
    this.#unindexed = [...this.#unindexed, ...unindexed].sort((a, b) => b.length - a.length);
  }

  /** Replaces every secret in the text with `mark`, however short. */
  hide(text: string, mark: string): string {
    const long = this.#replace(text, () => mark);
    return replaceEach(this.#unindexed.filter(isShort), long, () => mark);
  }

  /** Replaces each secret in the text with `[access token]` or `[app secret]`. */
  mask(text: string): string {
    return this.#replace(text, (value) => markOf(this.#kindOf(value)));
  }

  #replace(text: string, markFor: (value: string) => string): string {
    const rest = replaceEach(
      this.#unindexed.filter((value) => !isShort(value)),
      text,
      markFor,
    );
    const parts: string[] = [];
    let end = 0;
    for (let found = this.#finder.findFrom(rest, 0); found; found = this.#finder.findFrom(rest, end)) {
      parts.push(rest.slice(end, found.start), markFor(found.value));
      ({ end } = found);
    }
    return [...parts, rest.slice(end)].join("");
  }

  #kindOf(value: string): SecretKind {
    return this.#kinds.get(value) ?? "accessToken";
  }

  /** Masks every string and key in properties; drops values that are nested deeper than any content. */
  maskProperties(properties: Readonly<Record<string, unknown>>, level = 1): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(properties).map(([key, part]) => [this.mask(key), this.#maskValue(part, level)]),
    );
  }

  #maskValue(value: unknown, level: number): unknown {
    if (typeof value === "string") return this.mask(value);
    if (level > mostLevels) return null;
    if (Array.isArray(value)) return value.map((part: unknown) => this.#maskValue(part, level + 1));
    return isJsonObject(value) ? this.maskProperties(value, level + 1) : value;
  }

  /** True if a text contains a secret. */
  isIn(text: string): boolean {
    return this.#secretIn(text) !== undefined;
  }

  /** Lists strings and keys in `content` that must not be sent: with a secret of this run, another access token of Meta, or a placeholder. */
  failuresIn(content: unknown): readonly Failure[] {
    // A path truncates long keys, so secrets must be masked before.
    const showKey = (key: string): string => this.mask(key).replace(tokenOfMeta, markOf("accessToken"));
    return textsIn(content, showKey).flatMap(({ path, text }) => {
      const reason = this.#reasonAgainst(text);
      return reason === undefined ? [] : [{ path: path(), reason }];
    });
  }

  #reasonAgainst(text: string): string | undefined {
    const secret = this.#secretIn(text);
    if (secret !== undefined) return describeLeak(`the ${nouns[secret]} that this run uses`);
    if (tokenOfMeta.test(text)) return describeLeak("an access token of Meta");
    const mark = secretMarks.find((each) => text.includes(each));
    return mark === undefined ? undefined : `has ${mark} in place of a secret; write the intended text`;
  }

  #secretIn(text: string): SecretKind | undefined {
    const unindexed = this.#unindexed.find((value) => !isShort(value) && text.search(spellingsOf(value).anywhere) >= 0);
    const value = unindexed ?? this.#finder.findFrom(text, 0)?.value;
    return value === undefined ? undefined : this.#kindOf(value);
  }
}

function isShort(value: string): boolean {
  return value.length < leastInContent;
}

function describeLeak(what: string): string {
  return `contains ${what}; anyone who sees it could use it. Remove it, and check for a wrong variable`;
}

const mostLevels = 100;

/** Current format of Meta's access tokens for users and system users. */
const tokenOfMeta = /(?<![A-Za-z\d])EAA(?=[A-Z\d]{0,80}[a-z])(?=[A-Za-z]{0,80}\d)[A-Za-z\d]{60,}/;

interface TextAtPath {
  readonly text: string;
  /** In program syntax. */
  readonly path: () => string;
}

/** Lists every string and key in a value, down to the deepest level of any content. A shared value is visited once. */
function textsIn(content: unknown, showKey: (key: string) => string): readonly TextAtPath[] {
  const texts: TextAtPath[] = [];
  const seen = new Set<unknown>();
  const open = [{ value: content, path: () => "", level: 1 }];
  for (const { value, path, level } of open) {
    if (typeof value === "string") texts.push({ text: value, path });
    if (value === null || typeof value !== "object" || seen.has(value) || level > mostLevels) continue;
    seen.add(value);
    for (const [key, part] of Object.entries(value) as [string, unknown][]) {
      const partPath = Array.isArray(value) ? () => `${path()}[${key}]` : () => appendKey(path(), showKey(key));
      texts.push({ text: key, path: partPath });
      open.push({ value: part, path: partPath, level: level + 1 });
    }
  }
  return texts;
}

function replaceEach(values: readonly string[], text: string, markFor: (value: string) => string): string {
  return values.reduce((kept, value) => kept.replace(spellingsOf(value).anywhere, () => markFor(value)), text);
}

/** Lists the secrets in environment variables. */
export function secretsInEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): readonly GivenSecret[] {
  return secretsInSettings((name) => environment[environmentName(name)]);
}

/** Lists the secrets in settings as they are given. */
export function secretsInSettings(textOf: (name: SecretSetting) => string | undefined): readonly GivenSecret[] {
  return [
    ["accessToken", textOf("accessToken")],
    ["appSecret", textOf("appSecret")],
    ...listTokenTexts(textOf("accessTokens") ?? "").map((text): GivenSecret => ["accessToken", text]),
  ];
}
