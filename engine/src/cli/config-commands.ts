/** config set, get, rm, ls. */
import type { ConfigValue } from "../state";
import { type GlobalFlags, openNamedStack } from "./context";
import type { CommandIo } from "./io";
import { jsonText, tableText } from "./table";

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
  // Like the CLI, so that a secret need not stand in the shell's history.
  const text = value ?? (await readValue(io, flags, key));
  await store.setConfig(key, { value: text, secret: flags.secret === true });
}

async function readValue(io: CommandIo, flags: ConfigFlags, key: string): Promise<string> {
  if (io.ask !== undefined && flags.nonInteractive !== true && flags.secret !== true) return await io.ask(`${key}: `);
  return (await io.readStdin()).replace(/\r?\n$/, "");
}

export async function configGet(io: CommandIo, flags: ConfigFlags, key: string): Promise<void> {
  const value = await (await openNamedStack(io, flags)).getConfig(key);
  io.stdout(flags.json === true ? jsonText(value) : `${value.value}\n`);
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
