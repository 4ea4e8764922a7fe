/** `Pulumi.<stack>.yaml`: salt and configuration of one stack, in the CLI's format. Writing keeps comments. */
import type { Document } from "yaml";
import { StateError } from "./state-error";
import { readIfExists, writeProjectFile } from "./files";
import { isRecord, type JsonRecord } from "./json";
import { normalizeKey, requireType } from "./project-config";
import type { Cipher } from "./passphrase-cipher";
import type { ConfigValue, Project } from "./stack-state";
import { configText, parseYamlMap, setInMap } from "./yaml";

const refusedKeys: Readonly<Record<string, string>> = {
  environment: "Pulumi ESC environments are not supported",
  encryptedkey: "cloud secrets providers are not supported",
};

/** Values of the file, with `{ secure: ... }` still encrypted. */
export type StoredConfig = Readonly<Record<string, unknown>>;

export interface StackFile {
  readonly fileName: string;
  readonly path: string;
  readonly salt: string | undefined;
  /** Values by `namespace:name`. */
  readonly values: StoredConfig;
  readonly document: Document;
  /** Keys as the file spells them, by normalized key. */
  readonly spelling: ReadonlyMap<string, string>;
}

export async function readStackFile(path: string, fileName: string, projectName: string): Promise<StackFile> {
  const { document, value } = parseYamlMap((await readIfExists(path)) ?? "", fileName, "config");
  const { encryptionsalt, config, secretsprovider, ...others } = value;
  const [otherKey] = Object.keys(others);
  if (otherKey !== undefined) {
    throw new StateError(
      "config",
      `${fileName}: ${otherKey}: ${refusedKeys[otherKey] ?? "the key is not known to the embedded engine"}. Remove it, or use the Pulumi CLI.`,
    );
  }
  if (secretsprovider !== undefined && secretsprovider !== "passphrase" && secretsprovider !== "") {
    throw new StateError(
      "config",
      `${fileName}: secretsprovider: ${configText(secretsprovider)} is not supported by the embedded engine, only passphrase is. Use the Pulumi CLI.`,
    );
  }
  if (encryptionsalt !== undefined && typeof encryptionsalt !== "string") {
    throw new StateError("config", `${fileName}: encryptionsalt: expected text.`);
  }
  if (config !== undefined && config !== null && !isRecord(config)) {
    throw new StateError("config", `${fileName}: config: expected keys and values.`);
  }
  const spelled = Object.entries(config ?? {}).map(([key, item]) => ({
    key: normalizeKey(key, projectName),
    spelling: key,
    item,
  }));
  return {
    fileName,
    path,
    salt: encryptionsalt,
    document,
    values: Object.fromEntries(spelled.map(({ key, item }) => [key, item])),
    spelling: new Map(spelled.map(({ key, spelling }) => [key, spelling])),
  };
}

/** Decrypts one stored value. Calls `cipher` only if it contains a secret. */
export async function openConfigValue(
  stored: unknown,
  key: string,
  cipher: () => Promise<Cipher>,
): Promise<ConfigValue> {
  if (!hasSecret(stored)) return { value: configText(stored), secret: false };
  const opener = await cipher();
  return { value: configText(decryptInside(stored, key, opener)), secret: true };
}

/** Merges the project's defaults with the values of the stack file. */
export async function allConfig(
  file: StackFile,
  project: Project,
  cipher: () => Promise<Cipher>,
): Promise<Readonly<Record<string, ConfigValue>>> {
  const found = new Map<string, ConfigValue>();
  const entries = Object.entries(project.configEntries ?? {});
  for (const [key, entry] of entries) {
    if (entry.default !== undefined) found.set(key, { value: entry.default, secret: entry.secret });
  }
  for (const [key, stored] of Object.entries(file.values)) found.set(key, await openConfigValue(stored, key, cipher));
  for (const [key, entry] of entries) {
    const value = found.get(key);
    if (value === undefined) {
      throw new StateError(
        "config",
        `${file.fileName}: config: ${key} is missing; the project requires every stack to set it. Run \`config set ${key} <value>\`.`,
      );
    }
    requireType(entry, value.value, `${file.fileName}: config: ${key}`);
  }
  return Object.fromEntries([...found].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Sets a value: text, or `{ secure: ciphertext }`. */
export function putConfigValue(file: StackFile, key: string, value: string | { readonly secure: string }): void {
  setInMap(file.document, "config", file.spelling.get(key) ?? key, value);
}

/** Returns false if the key is not set. */
export function deleteConfigValue(file: StackFile, key: string): boolean {
  return file.document.deleteIn(["config", file.spelling.get(key) ?? key]);
}

export async function writeStackFile(file: StackFile, salt: string | undefined): Promise<void> {
  if (salt !== undefined && salt !== file.salt) putSalt(file.document, salt);
  await writeProjectFile(file.path, file.document.toString({ lineWidth: 0 }));
}

// As in the CLI, the salt comes first.
function putSalt(document: Document, salt: string): void {
  if (document.has("encryptionsalt")) {
    document.set("encryptionsalt", salt);
    return;
  }
  const { comment, contents } = document;
  const rest: unknown = contents === null ? {} : contents;
  document.contents = document.createNode({ encryptionsalt: salt });
  document.comment = comment;
  appendPairs(document, rest);
}

function appendPairs(document: Document, rest: unknown): void {
  const items: unknown = isRecord(rest) ? rest["items"] : undefined;
  if (!Array.isArray(items)) return;
  for (const pair of items) document.add(pair);
}

export function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (!isRecord(value)) return false;
  return isSecure(value) || Object.values(value).some(hasSecret);
}

function isSecure(value: JsonRecord): value is { readonly secure: string } {
  return Object.keys(value).length === 1 && typeof value["secure"] === "string";
}

function decryptInside(value: unknown, key: string, cipher: Cipher): unknown {
  if (Array.isArray(value)) return value.map((item) => decryptInside(item, key, cipher));
  if (!isRecord(value)) return value;
  if (!isSecure(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, decryptInside(item, key, cipher)]));
  }
  try {
    return cipher.decrypt(value.secure);
  } catch (error) {
    throw new StateError(
      "config",
      `Configuration ${key} cannot be decrypted: it was encrypted with another salt or passphrase. Set it again with \`config set --secret ${key}\`.`,
      { cause: error },
    );
  }
}
