import { contentArgs, contentIn, stateVersion } from "../../runtime/definitions/sequence-state";
import { argsOf, type SequenceContent } from "../../schema/canonical";
import { isJsonObject, type JsonObject } from "../../schema/json-value";
import { hasUnknown } from "../../schema/unknowns";
import { compareFields, type FieldChange } from "../review/field-change";
import { isSecretValue, secretText } from "../show/visible-values";

type ContentArg = (typeof contentArgs)[number];

/** Content of a sequence in a state, or the reason why it cannot be compared with the account. */
export type ExportedContent =
  | {
      /** Blank in the encrypted arguments. */
      readonly content: SequenceContent;
      /** Arguments that must not be shown. */
      readonly secret: readonly ContentArg[];
      /** Secret arguments whose value is not in the export. */
      readonly encrypted: readonly ContentArg[];
      readonly reason?: undefined;
    }
  | { readonly content: undefined; readonly reason: string };

/** Reads the content that the state recorded when the provider last wrote or read the sequence. */
export function readExportedContent({ inputs, outputs }: JsonObject): ExportedContent {
  const recorded = [outputs, inputs].filter(isJsonObject).find((properties) => "text" in properties);
  if (recorded === undefined) return { content: undefined, reason: "the state has no content of it" };
  const version = recorded["__stateVersion"];
  if (version !== undefined && !(typeof version === "number" && version <= stateVersion)) {
    return { content: undefined, reason: "a newer pulumi-whatsapp wrote its state; install that version" };
  }
  const revealed = contentArgs.map((key) => ({ key, ...revealSecrets(recorded[key]) }));
  const encrypted = revealed.filter(({ isEncrypted }) => isEncrypted).map(({ key }) => key);
  const values = revealed.filter(({ isEncrypted }) => !isEncrypted).map(({ key, value }) => [key, value] as const);
  const properties: JsonObject = { ...blanksFor(encrypted), ...Object.fromEntries(values) };
  const content = hasUnknown(properties) ? undefined : contentIn(properties);
  if (content === undefined) return { content, reason: "its content in the state cannot be read" };
  return { content, secret: revealed.filter(({ isSecret }) => isSecret).map(({ key }) => key), encrypted };
}

function blanksFor(encrypted: readonly ContentArg[]): JsonObject {
  return Object.fromEntries(encrypted.filter((key) => key === "name" || key === "text").map((key) => [key, ""]));
}

interface Revealed {
  readonly value: unknown;
  readonly isSecret: boolean;
  readonly isEncrypted: boolean;
}

/** Deepest level of any content. */
const mostLevels = 10;

/** Replaces secrets of an export with `--show-secrets` by their values, at any depth. */
function revealSecrets(value: unknown, level = 1): Revealed {
  if (isSecretValue(value)) {
    const plain = parsePlaintext(value["plaintext"]);
    return { value: plain, isSecret: true, isEncrypted: plain === undefined };
  }
  if (value === null || typeof value !== "object" || level > mostLevels) {
    return { value, isSecret: false, isEncrypted: false };
  }
  const parts = Object.entries(value).map(
    ([key, part]: [string, unknown]) => [key, revealSecrets(part, level + 1)] as const,
  );
  return {
    value: Array.isArray(value)
      ? parts.map(([, part]) => part.value)
      : Object.fromEntries(parts.map(([key, part]) => [key, part.value])),
    isSecret: parts.some(([, { isSecret }]) => isSecret),
    isEncrypted: parts.some(([, { isEncrypted }]) => isEncrypted),
  };
}

/** Parses the JSON in an unencrypted secret; undefined if there is none. */
function parsePlaintext(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lists the differences between the state and the account. Encrypted arguments are not compared, and secret values not shown. */
export function compareWithRow(
  { content, secret, encrypted }: Extract<ExportedContent, { readonly reason?: undefined }>,
  stored: SequenceContent,
): readonly FieldChange[] {
  const [before, after]: readonly JsonObject[] = [argsOf(content), argsOf(stored)];
  return contentArgs
    .filter((key) => !encrypted.includes(key))
    .flatMap((key) => {
      const [old, fresh] = [before?.[key], after?.[key]];
      if (JSON.stringify(old) === JSON.stringify(fresh)) return [];
      if (secret.includes(key)) return [{ path: key, before: secretText, after: secretText }];
      const changes = compareFields({ [key]: old }, { [key]: fresh });
      // An ice breaker without text has no field that differs.
      return changes.length > 0
        ? changes
        : [{ path: key, before: JSON.stringify(old ?? null), after: JSON.stringify(fresh ?? null) }];
    });
}
