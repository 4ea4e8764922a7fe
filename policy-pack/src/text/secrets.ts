import type { SensitiveKind } from "../message-terms";
import { findMatches, type PatternMatch } from "./pattern-matches";
import { findInPlainText } from "./plain-text";
import { publishedSecrets } from "./published-secrets";
import { removeOverlaps } from "./spans";

/** Formats of keys and tokens, by their names in messages. More formats are in `publishedSecrets`. */
const keys = {
  "a Meta access token": "EAA(?=[A-Z\\d]{0,40}[a-z])(?=[A-Za-z]{0,60}\\d)[A-Za-z\\d]{30,}",
  "a Stripe key": "(?:(?:sk|rk)_(?:live|test)|whsec)_[A-Za-z\\d]{16,}",
  "a GitHub token": "(?:gh[pousr]_[A-Za-z\\d]{30,}|github_pat_\\w{22,})",
  "a GitLab token": "glpat-[\\w-]{20,}",
  "an AWS access key": "(?:AKIA|ASIA)(?=[A-Z]{0,15}\\d)[A-Z\\d]{16}(?!\\w)",
  "a Slack token": "xox[abeoprs]-(?:\\d[A-Za-z\\d-]{9,}|[A-Za-z\\d]{1,8}-[A-Za-z\\d-]{9,})",
  "a Google key": "(?:AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|GOCSPX-[\\w-]{20,})",
  "an API key": "sk-(?:proj-|ant-)?(?=[\\w-]{0,40}\\d)(?=[\\w-]{0,40}[A-Z])[\\w-]{20,}",
  "an npm token": "npm_[A-Za-z\\d]{36}",
  "a PyPI token": "pypi-[\\w-]{40,}",
  "a SendGrid key": "SG\\.[\\w-]{16,}\\.[\\w-]{16,}",
  "a Twilio key": "SK[\\da-f]{32}(?!\\w)",
  "a Telegram bot token": "\\d{8,10}:[\\w-]{35}(?![\\w-])",
  "a Pulumi access token": "pul-[\\da-f]{40}",
  "a Mercado Pago access token": "(?:APP_USR|TEST)-\\d{6,20}-[\\w-]{20,}",
  "a DigitalOcean token": "do[opr]_v1_[\\da-f]{64}",
  "an Instagram access token": "IG(?:QV|QW|AA)(?=[A-Za-z]{0,60}\\d)[\\w-]{30,}",
  "a Meta app token": "\\d{13,17}(?:\\||%7[Cc])(?=[\\d_-]{0,60}[A-Za-z])(?=[A-Za-z_-]{0,60}\\d)[\\w-]{20,64}(?![\\w-])",
  "an Azure key":
    "(?:(?:AccountKey|SharedAccessKey) {0,2}= {0,2}[A-Za-z\\d+/]{40,}={0,2}|sig=[A-Za-z\\d+/%-]{43,}(?:=|%3[Dd])?)",
  "an Adyen key": "(?<![\\w+/])AQE[A-Za-z\\d+/]{40,400}={0,2}-[A-Za-z\\d+/]{30,200}={0,2}-[^\\s\"',;]{10,}",
  "a PayPal or Braintree secret":
    "(?:access_token\\$(?:production|sandbox)\\$[a-z\\d]{16}\\$[\\da-f]{32}|(?<![\\w-])E(?=[A-Za-z_-]{0,40}\\d)(?=[A-Z\\d_-]{0,40}[a-z])[A-Za-z\\d_-]{79}(?![\\w-]))",
  "a Square token": "sq0(?:atp|csp)-[\\w-]{22,60}",
  "a PagBank token": "[\\da-f]{8}-(?:[\\da-f]{4}-){3}[\\da-f]{32,}",
  "an Asaas key": "\\$aact_[\\w:+/=-]{40,}",
  "an Efí secret": "Client_(?:Id|Secret)_[\\da-f]{40}",
  "a Pagar.me key": "[as]k_(?:(?:live|test)_)?(?=[A-Za-z]{0,40}\\d)[A-Za-z\\d]{16,}(?!\\w)",
  "an address with a password":
    "(?:(?<![a-z\\d+.-])[a-z][a-z\\d+.-]{1,20}://[^\\s:@/]{0,80}:[^\\s@/]{3,100}@[\\w.-]{3,}|(?:[Uu]ser(?: ?[Ii][Dd])?|[Uu]id|Server|Data Source)=[^;\\n]{1,80};(?:[^;=\\n]{1,30}=[^;\\n]{0,80};){0,6}(?:[Pp]assword|PASSWORD|[Pp]wd|PWD)=[^;,\\s]{3,64})",
  "a Wi-Fi password": "WIFI:(?:[STH]:[^;\\n]{0,64};){1,3}P:[^;\\n]{4,64};",
  "a signed token": "(?<![\\w-])eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,}",
  "a bearer token": "[Bb]earer[ \\t]{1,3}(?=[A-Za-z._~+/-]{0,60}\\d)[\\w.~+/-]{20,}",
  "a private key": "-----BEGIN (?:[A-Z\\d]{1,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----",
} as const satisfies Readonly<Partial<Record<SensitiveKind, string>>>;

const kinds = Object.keys(keys) as (keyof typeof keys)[];
/** Matches all formats at once, so that a text is read once. The matching group identifies the kind. */
export const key = new RegExp(
  `(?<![A-Za-z\\d])(?:${Object.values(keys)
    .map((source) => `(${source})`)
    .join("|")})`,
  "g",
);

/** Words between "password" and the colon: "senha do Wi-Fi da loja:". */
const wordsBeforeColon = [
  "d[aeo]|del|la|el|o|of|for|the|our|your|noss[ao]|nuestr[ao]|para|wi-?fi|rede|red|network|internet|app|portal|loja|tienda|store",
  "acesso|acceso|access|inicial|initial|tempor[aá]ria|temporal|temporary|padr[aã]o|atual|actual",
].join("|");
const separator = "(?:[*_~]{0,3} {0,2}[:=]| (?:é|es|is)(?: ?:)?(?=\\s))[\\s*_~\"'`“”«]{0,4}";
/** `clave` means any key in Spanish, so it counts for Wi-Fi only. */
const passwordName =
  "(?:senha|contrase[ñn]a|password|passwd|pwd|passphrase|passcode|clave(?= (?:del? |de la |para (?:el |la )?)?wi-?fi))";
export const password = new RegExp(
  `(?<![A-Za-z\\d])${passwordName}(?: (?:${wordsBeforeColon})){0,5}${separator}([^\\s*~"'\`“”«»<>]{6,64})`,
  "gi",
);
/** Without a colon, only a complex password counts: "login ana pw Loja#2026x". */
export const unmarkedPassword =
  /(?<![\p{L}\d])(?:pw|psw|pwd|pass|password|senha|contrase[ñn]a)[ *]{1,3}([^\s*"'`<>]{8,64})/giu;
export const innerSymbol = /[\p{L}\d][#@!$&_][\p{L}\d]/u;
export const money = /[$€£]\d/u;
export const namedToken =
  /(?<![A-Za-z\d])(?:api[ _-]?key|chave (?:d[ae] )?api|clave (?:de )?api|(?:access[ _-]?|auth[ _-]?)?token|(?:client[ _-]?|app[ _-]?)?secret(?:[ _-]?(?:access[ _-]?)?key)?|(?:account|private|shared[ _-]?access|signing|encryption)[ _-]?key|segredo(?: d[aeo] (?:app|aplicativo|cliente))?|secreto(?: de(?:l|(?: la)?) (?:app|aplicaci[oó]n|cliente))?)["']? {0,2}[:=][\s"'`]{0,3}([\w.+/-]{16,})/gi;

/** Finds secrets in a text, in order: keys of accounts, APIs and networks. */
export function findSecrets(source: string): readonly PatternMatch[] {
  return findInPlainText(source, (text) =>
    removeOverlaps([
      ...findMatches(text, key, (match) => kinds[match.findIndex((group, i) => i > 0 && Boolean(group)) - 1]),
      ...findMatches(text, password, ({ 1: value = "" }) => (isPassword(value) ? "a password" : undefined)),
      ...findMatches(text, unmarkedPassword, ({ 1: value = "" }) => (isComplex(value) ? "a password" : undefined)),
      ...findMatches(text, namedToken, ({ 1: value = "" }) => (isMixed(value) ? "a secret" : undefined)),
      ...findPublishedSecrets(text),
    ]),
  );
}

/** Matches what each published format needs: a long run of characters. */
export const longRun = /\S{20}/;

function findPublishedSecrets(text: string): readonly PatternMatch[] {
  if (!longRun.test(text)) return [];
  const lower = text.toLowerCase();
  return publishedSecrets
    .filter(({ keywords }) => keywords.some((word) => lower.includes(word)))
    .flatMap(({ pattern, minEntropy }) =>
      findMatches(text, pattern, ([found]) =>
        computeEntropy(found) >= minEntropy ? "a key or token of a known format" : undefined,
      ),
    );
}

/** Computes Shannon's entropy of a text in bits for each character: 0 for a repeated letter. */
function computeEntropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

function isMixed(text: string): boolean {
  return /\d/.test(text) && /\p{L}/u.test(text);
}

/** True for a password with letters, digits and a symbol within. Excludes sums and addresses. */
function isComplex(text: string): boolean {
  return isPassword(text) && innerSymbol.test(text) && !money.test(text);
}

/**
 * True if the text after "password:" is a password and not a word, an address or a coupon. Misses passwords of letters only, which look like
 * "senha: obrigatória".
 */
function isPassword(written: string): boolean {
  const candidate = written.replace(/[.,;!?)_]+$/, "");
  if (/^\d{6,8}$/.test(candidate)) return true;
  const isAddress = /\/|\.\p{L}{2,}$/u.test(candidate);
  const isPlaceholder = /[{}[\]]/.test(candidate);
  const isCoupon = /^\p{Lu}{3,}\d{1,3}$/u.test(candidate);
  const isQuantity = /^\d{1,2}\p{L}+$/u.test(candidate);
  return candidate.length >= 6 && isMixed(candidate) && !isAddress && !isPlaceholder && !isCoupon && !isQuantity;
}
