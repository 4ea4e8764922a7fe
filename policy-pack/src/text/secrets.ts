import { hitsOf, type Hit } from "./hits";
import { apart } from "./stretches";

/** How the keys of services begin, as generally known. Behind each a name for people. */
const keys: Readonly<Record<string, string>> = {
  "an access token of Meta": "EAA(?=[A-Z\\d]{0,40}[a-z])(?=[A-Za-z]{0,60}\\d)[A-Za-z\\d]{30,}",
  "a key of Stripe": "(?:(?:sk|rk)_(?:live|test)|whsec)_[A-Za-z\\d]{16,}",
  "a token of GitHub": "(?:gh[pousr]_[A-Za-z\\d]{30,}|github_pat_\\w{22,})",
  "a token of GitLab": "glpat-[\\w-]{20,}",
  "an access key of AWS": "(?:AKIA|ASIA)(?=[A-Z]{0,15}\\d)[A-Z\\d]{16}(?!\\w)",
  "a token of Slack": "xox[abeoprs]-(?:\\d[A-Za-z\\d-]{9,}|[A-Za-z\\d]{1,8}-[A-Za-z\\d-]{9,})",
  "a key of Google": "(?:AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|GOCSPX-[\\w-]{20,})",
  "an API key": "sk-(?:proj-|ant-)?(?=[\\w-]{0,40}\\d)(?=[\\w-]{0,40}[A-Z])[\\w-]{20,}",
  "a token of npm": "npm_[A-Za-z\\d]{36}",
  "a token of PyPI": "pypi-[\\w-]{40,}",
  "a key of SendGrid": "SG\\.[\\w-]{16,}\\.[\\w-]{16,}",
  "a key of Twilio": "SK[\\da-f]{32}(?!\\w)",
  "a token of a Telegram bot": "\\d{8,10}:[\\w-]{35}(?![\\w-])",
  "an access token of Pulumi": "pul-[\\da-f]{40}",
  "an access token of Mercado Pago": "(?:APP_USR|TEST)-\\d{6,20}-[\\w-]{20,}",
  "a token of DigitalOcean": "do[opr]_v1_[\\da-f]{64}",
  "a signed token": "eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8,}",
  "a bearer token": "[Bb]earer[ \\t]{1,3}(?=[A-Za-z._~+/-]{0,60}\\d)[\\w.~+/-]{20,}",
  "a private key": "-----BEGIN (?:[A-Z]{1,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----",
};

const kinds = Object.keys(keys);
/** All at once, so that a text is read once. The group that took part tells the kind. */
export const key = new RegExp(
  `(?<![\\w-])(?:${Object.values(keys)
    .map((source) => `(${source})`)
    .join("|")})`,
  "g",
);

/** Words between the name and the colon: "senha do Wi-Fi da loja:". */
const between = [
  "d[aeo]|del|la|el|o|of|for|the|our|your|noss[ao]|nuestr[ao]|para|wi-?fi|rede|red|network|internet|app|portal|loja|tienda|store",
  "acesso|acceso|access|inicial|initial|tempor[aá]ria|temporal|temporary|padr[aã]o|atual|actual",
].join("|");
const separator = "(?:[*_~]{0,3} {0,2}[:=]| (?:é|es|is)(?: ?:)?(?=\\s))[\\s*_~\"'`“”«]{0,4}";
/** `clave` means any key in Spanish, so it counts for Wi-Fi alone. */
const passwordName =
  "(?:senha|contrase[ñn]a|password|passwd|pwd|passphrase|passcode|clave(?= (?:del? |de la |para (?:el |la )?)?wi-?fi))";
export const password = new RegExp(
  `(?<![A-Za-z\\d])${passwordName}(?: (?:${between})){0,5}${separator}([^\\s*~"'\`“”«»<>]{6,64})`,
  "gi",
);
export const namedToken =
  /(?<![A-Za-z\d])(?:api[ _-]?key|chave (?:d[ae] )?api|clave (?:de )?api|(?:access[ _-]?|auth[ _-]?)?token|(?:client[ _-]?)?secret)["']? {0,2}[:=][\s"'`]{0,3}([\w.-]{16,})/gi;

/** Secrets in a text, in their order: what opens an account, an interface or a network. */
export function secretsIn(text: string): readonly Hit[] {
  return apart([
    ...hitsOf(text, key, (match) => kinds[match.findIndex((group, i) => i > 0 && Boolean(group)) - 1]),
    ...hitsOf(text, password, ({ 1: value = "" }) => (isPassword(value) ? "a password" : undefined)),
    ...hitsOf(text, namedToken, ({ 1: value = "" }) => (isMixed(value) ? "a secret" : undefined)),
  ]);
}

function isMixed(sign: string): boolean {
  return /\d/.test(sign) && /\p{L}/u.test(sign);
}

/**
 * Whether what follows "password:" is one rather than a word, an address or a coupon. Passwords of letters alone are missed: nothing tells
 * them from "senha: obrigatória".
 */
function isPassword(written: string): boolean {
  const sign = written.replace(/[.,;!?)_]+$/, "");
  if (/^\d{6,8}$/.test(sign)) return true;
  const isAddress = /\/|\.\p{L}{2,}$/u.test(sign);
  const isPlaceholder = /[{}[\]]/.test(sign);
  const isCoupon = /^\p{Lu}{3,}\d{1,3}$/u.test(sign);
  const isQuantity = /^\d{1,2}\p{L}+$/u.test(sign);
  return sign.length >= 6 && isMixed(sign) && !isAddress && !isPlaceholder && !isCoupon && !isQuantity;
}
