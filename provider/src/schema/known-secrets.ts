import { appendKey, type Failure } from "./failures";
import { isJsonObject } from "./json-value";
import { spellingsOf } from "./secret-spellings";
import { bareForms } from "./pasted-value";
import { environmentName, secretSettings, type SecretSetting } from "./settings";

const nouns: Readonly<Record<SecretSetting, string>> = { accessToken: "access token", appSecret: "app secret" };

/** Placeholder for a secret in Meta's texts, outputs and the state. */
export function markOf(setting: SecretSetting): string {
  return `[${nouns[setting]}]`;
}

const marks = Object.values(nouns).map((noun) => `[${noun}]`);

interface KnownSecret {
  readonly setting: SecretSetting;
  readonly value: string;
  readonly pattern: RegExp;
}

/** Least length in characters; shorter secrets match ordinary text by chance. */
const leastInContent = 8;

/** A secret as configured. Undefined values are ignored. */
export type GivenSecret = readonly [setting: SecretSetting, value: string | undefined];

/** Secrets of this process, for masking them in text. */
export class KnownSecrets {
  static readonly none = new KnownSecrets([]);
  readonly #all: readonly KnownSecret[];
  /** Secrets that are too long to match ordinary text by chance. */
  readonly #long: readonly KnownSecret[];

  constructor(given: readonly GivenSecret[]) {
    const settings = new Map(given.flatMap(([setting, value]) => bareForms(value).map((bare) => [bare, setting])));
    // Longer ones first: an access token may contain the app secret.
    this.#all = [...settings]
      .sort(([a], [b]) => b.length - a.length)
      .map(([value, setting]) => ({ setting, value, pattern: spellingsOf(value) }));
    this.#long = this.#all.filter(({ value }) => value.length >= leastInContent);
  }

  /** Replaces every secret in the text with `mark`, however short. */
  hide(text: string, mark: string): string {
    return replaceAll(this.#all, text, () => mark);
  }

  /** Replaces each secret in the text with `[access token]` or `[app secret]`. */
  mask(text: string): string {
    return replaceAll(this.#long, text, ({ setting }) => markOf(setting));
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
    if (secret !== undefined) return describeLeak(`the ${nouns[secret.setting]} that this run uses`);
    if (tokenOfMeta.test(text)) return describeLeak("an access token of Meta");
    const mark = marks.find((each) => text.includes(each));
    return mark === undefined ? undefined : `has ${mark} in place of a secret; write the intended text`;
  }

  #secretIn(text: string): KnownSecret | undefined {
    return this.#long.find(({ pattern }) => text.search(pattern) >= 0);
  }
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

function replaceAll(secrets: readonly KnownSecret[], text: string, markFor: (secret: KnownSecret) => string): string {
  return secrets.reduce((kept, secret) => kept.replace(secret.pattern, () => markFor(secret)), text);
}

/** Lists the secrets in environment variables. */
export function secretsInEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): readonly GivenSecret[] {
  return secretSettings.map((setting): GivenSecret => [setting, environment[environmentName(setting)]]);
}
