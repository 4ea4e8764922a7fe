/** config set, get, rm, ls. */
import { type ConfigValue, normalizeKey } from "../state";
import { type GlobalFlags, openNamedStack } from "./context";
import { CommandError, exitCodes } from "./exit-codes";
import type { CommandIo } from "./io";
import { looksLikeSecret, namesSecret } from "./plaintext-secrets";
import { jsonText, tableText, valueText } from "./table";

export interface ConfigFlags extends GlobalFlags {
  readonly secret?: boolean;
  readonly plaintext?: boolean;
  readonly json?: boolean;
  readonly showSecrets?: boolean;
}

export async function configSet(
  io: CommandIo,
  flags: ConfigFlags,
  key: string,
  value: string | undefined,
): Promise<void> {
  const store = await openNamedStack(io, flags);
  const fullKey = normalizeKey(key, store.project.name);
  const isMeant = flags.secret === true || flags.plaintext === true;
  if (!isMeant && (await store.isConfigSecret(key))) throw plaintextError(fullKey, "is stored as a secret");
  // A prompt without --secret would show the token before it is rejected.
  if (!isMeant && value === undefined && namesSecret(fullKey)) throw plaintextError(fullKey);
  const text = value ?? (await readValue(io, flags));
  if (!isMeant && looksLikeSecret(fullKey, text)) throw plaintextError(fullKey);
  await store.setConfig(key, { value: text, secret: flags.secret === true });
}

/** Uses the CLI's message, which does not contain the value. */
function plaintextError(key: string, reason = "looks like a secret"): CommandError {
  return new CommandError(
    `config value for '${key}' ${reason}; rerun with --secret to encrypt it, or --plaintext if you meant to store in plaintext`,
  );
}

/**
 * Reads the value like the CLI: from a prompt on a terminal, else from standard input. Neither is in the shell's
 * history.
 */
async function readValue(io: CommandIo, flags: ConfigFlags): Promise<string> {
  if (io.ask === undefined) return (await io.readStdin()).replace(/\r?\n$/, "");
  if (flags.nonInteractive === true) {
    throw new CommandError("config value must be specified in non-interactive mode", exitCodes.usage);
  }
  return await io.ask("value: ", { hidden: flags.secret === true });
}

export async function configGet(io: CommandIo, flags: ConfigFlags, key: string): Promise<void> {
  const value = await (await openNamedStack(io, flags)).getConfig(key);
  io.stdout(flags.json === true ? jsonText(value) : `${valueText(io, value.value)}\n`);
}

export async function configRemove(io: CommandIo, flags: ConfigFlags, key: string): Promise<void> {
  await (await openNamedStack(io, flags)).removeConfig(key);
}

export async function configList(io: CommandIo, flags: ConfigFlags): Promise<void> {
  const store = await openNamedStack(io, flags);
  const entries = Object.entries(await store.config());
  if (flags.json === true) {
    io.stdout(jsonText(Object.fromEntries(entries.map(([key, value]) => [key, jsonValue(value, flags)]))));
    return;
  }
  const own = `${store.project.name}:`;
  const rows = entries.map(([key, value]) => [
    key.startsWith(own) ? key.slice(own.length) : key,
    isHidden(value, flags) ? "[secret]" : value.value,
  ]);
  io.stdout(tableText([["KEY", "VALUE"], ...rows]));
}

function isHidden(value: ConfigValue, flags: ConfigFlags): boolean {
  return value.secret && flags.showSecrets !== true;
}

function jsonValue(value: ConfigValue, flags: ConfigFlags): unknown {
  return isHidden(value, flags) ? { secret: true } : { value: value.value, secret: value.secret };
}
