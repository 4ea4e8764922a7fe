/**
 * Writes policy-pack/src/text/published-secrets.ts, the formats of keys and tokens that gitleaks publishes in its default configuration (MIT
 * license). Usage: node scripts/secret-formats.mjs <gitleaks.toml> <commit> <date>, with a checkout of github.com/gitleaks/gitleaks.
 */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import prettier from "prettier";

const [configuration, commit, date] = process.argv.slice(2);
if (date === undefined) throw new Error("usage: node scripts/secret-formats.mjs <gitleaks.toml> <commit> <date>");

/** Rules left out, with the reason. */
const omitted = {
  "curl-auth-header": "a command",
  "curl-auth-user": "a command",
  "kubernetes-secret-yaml": "a file",
  "nuget-config-password": "a file",
  "private-key": "found by its first line already",
  "jwt-base64": "a token within a token",
  "freemius-secret-key": "source code",
  "sidekiq-sensitive-url": "found as an address with a password",
  "sourcegraph-access-token": "matches any 40 hexadecimal digits",
  "vault-service-token": "matches any 24 letters after s.",
  "flutterwave-public-key": "not a secret",
  "aws-amazon-bedrock-api-key-short-lived": "only the beginning of a token",
  "sendgrid-api-token": "our own format finds it in linear time",
  "gitlab-pat-routable": "found by its shorter form already",
  "gitlab-runner-authentication-token-routable": "found by its shorter form already",
  "facebook-access-token": "our own format also finds app tokens with short secrets",
};

// Rules that look for a name, an operator and any value. They fit source code, and backtrack in JavaScript.
const assignment = "(?:=|>|:{1,3}=";

/** Borders of a token in source code. In prose, a comma or a full stop may follow. */
const leading = /^(?:\(\?i\))?(?:\(?\\b\(?|\(\?:\^\|\[[^\]]*\]\))/;
const trailing =
  /(?:\(\?:\[\\x60'"\\s;\]\|\\\\\[nr\]\|\$(?:\|\\b)?\)|\(\?:\$\|\[[^\]]*\]\)|\(\?:\[\^[^\]]*\]\|\\z\)|\\b\)?)$/;
const isCaselessFromStart = /^\(\?i\)/;
const before = "(?<![A-Za-z0-9])";
const after = "(?![A-Za-z0-9])";

/** Converts a pattern of Go to JavaScript: spells out `(?i)`, and replaces the borders of tokens. */
function convertPattern(go) {
  const opening = leading.exec(go)?.[0] ?? "";
  const closing = trailing.exec(go)?.[0] ?? "";
  const middle = go
    .slice(opening.length, go.length - closing.length)
    .replaceAll("[[:alnum:]]", "[A-Za-z0-9]")
    .replaceAll(String.raw`\x60`, "`");
  const kept = (border) =>
    border
      .replace(/\\b/g, "")
      .replace(/^\(\?i\)/, "")
      .replace(/[^()]|\(\?.*/g, "");
  const body = convertFlags(middle, isCaselessFromStart.test(opening));
  const converted = (kept(opening) + body + kept(closing)).replace(/\((?!\?)/g, "(?:");
  return `${before}${converted}${closing === "" ? "" : after}`;
}

/** Spells out letters of both cases where the pattern ignores case. */
function convertFlags(source, isCaselessAtStart) {
  let converted = "";
  let isCaseless = isCaselessAtStart;
  const groups = [];
  for (let i = 0; i < source.length;) {
    const rest = source.slice(i);
    const flags = /^\(\?-?i[:)]/.exec(rest)?.[0];
    if (flags !== undefined) {
      if (flags.endsWith(":")) {
        groups.push(isCaseless);
        converted += "(?:";
      }
      isCaseless = !flags.includes("-");
      i += flags.length;
      continue;
    }
    const [token] = /^(?:\\x[\da-fA-F]{2}|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!])|\{\d+(?:,\d*)?\}|.)/su.exec(
      rest,
    );
    if (token.startsWith("(")) groups.push(isCaseless);
    if (token === ")") isCaseless = groups.pop() ?? isCaseless;
    converted += isCaseless ? ignoreCase(token) : token;
    i += token.length;
  }
  return converted;
}

function ignoreCase(token) {
  if (/^[a-zA-Z]$/.test(token)) return `[${token.toUpperCase()}${token.toLowerCase()}]`;
  if (!token.startsWith("[")) return token;
  const inner = token.slice(1, -1);
  const swapped = (inner.match(/\\.|[a-zA-Z]-[a-zA-Z]|[a-zA-Z]/g) ?? [])
    .filter((one) => !one.startsWith("\\"))
    .map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()))
    .filter((one) => !inner.includes(one));
  return `[${swapped.join("")}${inner}]`;
}

const rules = readFileSync(configuration, "utf8")
  .split("[[rules]]")
  .slice(1)
  .map((rule) => ({
    id: /^id = "(.*)"$/m.exec(rule)?.[1],
    go: /^regex = '''(.*)'''$/m.exec(rule)?.[1],
    entropy: Number(/^entropy = (.*)$/m.exec(rule)?.[1] ?? 0),
    keywords: [...(/^keywords = \[([^\]]*)\]/m.exec(rule)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(([, word]) => word),
  }))
  .filter(({ id, go }) => go !== undefined && !go.includes(assignment) && omitted[id] === undefined);

const formats = rules.map(({ id, go, entropy, keywords }) => ({
  id,
  keywords,
  minEntropy: entropy,
  pattern: convertPattern(go),
}));

const license = readFileSync(new URL("support/gitleaks-license.txt", import.meta.url), "utf8").trim();
const file = fileURLToPath(new URL("../policy-pack/src/text/published-secrets.ts", import.meta.url));
const lines = formats.map(({ pattern, ...format }) => {
  const fields = Object.entries(format).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `  { ${fields.join(", ")}, pattern: ${String(new RegExp(pattern, "g"))} }`;
});
const text = `/*
 * Written by scripts/secret-formats.mjs from config/gitleaks.toml of github.com/gitleaks/gitleaks, commit ${commit} (${date}).
 * That file is under the following license.
 *
${license.replace(/^/gm, " * ").replace(/ +$/gm, "")}
 */

/** Format of a key or token. */
export interface SecretFormat {
  readonly id: string;
  /** Words in lower case; a text without them contains no such key. Absent: any text may. */
  readonly keywords: readonly string[];
  /** Bits for each character. Less random matches are words. */
  readonly minEntropy: number;
  readonly pattern: RegExp;
}

// One format a line.
// prettier-ignore
export const publishedSecrets: readonly SecretFormat[] = [
${lines.join(",\n")},
];
`;
await writeFile(file, await prettier.format(text, { ...(await prettier.resolveConfig(file)), parser: "typescript" }));
process.stdout.write(`${formats.length} formats\n`);
