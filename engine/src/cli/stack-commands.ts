/** stack, stack init, ls, select, rm, output, export, import; cancel. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  findLostStacks,
  findStacks,
  maskSecrets,
  openStack,
  type PropertyMap,
  type PropertyValue,
  type StackStore,
  unwrapSecrets,
} from "../state";
import { overwritePrivately } from "../state/files";
import { nameOf, stackType } from "../state/urn";
import { canConfirm, type GlobalFlags, openNamedStack, openWorkspace, passphrasePrompt } from "./context";
import { CommandError, exitCodes } from "./exit-codes";
import type { CommandIo } from "./io";
import { escapeControls, escapeToLine } from "../terminal-text";
import { readSelectedStack, selectStack } from "./selection";
import { jsonText, tableText, valueText } from "./table";
import { engineName } from "./version";

export interface StackFlags extends GlobalFlags {
  readonly json?: boolean;
  readonly showSecrets?: boolean;
  readonly file?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly preserveConfig?: boolean;
  readonly create?: boolean;
  readonly select?: boolean;
}

export async function stackInit(io: CommandIo, flags: StackFlags, name: string | undefined): Promise<void> {
  const { project, backendUrl } = await openWorkspace(io, flags);
  const stackName = name ?? flags.stack;
  if (stackName === undefined) {
    throw new CommandError("give the new stack a name: `stack init <name>`", exitCodes.usage);
  }
  const store = await openStack({
    ...{ project, stackName, env: io.env, mode: "create" },
    askPassphrase: passphrasePrompt(io, flags),
  });
  if (flags.select !== false) await selectStack(project, backendUrl, store.stackName, io.env);
  io.stdout(`Created stack '${store.stackName}'\n`);
}

export async function stackSelect(io: CommandIo, flags: StackFlags, name: string | undefined): Promise<void> {
  const { project, backendUrl } = await openWorkspace(io, flags);
  const stackName = name ?? flags.stack;
  if (stackName === undefined) throw new CommandError("name the stack: `stack select <name>`", exitCodes.usage);
  const store = await openStack({
    project,
    stackName,
    env: io.env,
    mode: flags.create === true ? "createOrSelect" : "select",
    askPassphrase: passphrasePrompt(io, flags),
  });
  await selectStack(project, backendUrl, store.stackName, io.env);
}

export async function stackList(io: CommandIo, flags: StackFlags): Promise<void> {
  const { project, backendUrl } = await openWorkspace(io, flags);
  const selected = await readSelectedStack(project, backendUrl, io.env);
  const current = selected?.split("/").at(-1);
  const stacks = (await findStacks(project, undefined, io.env)).filter(
    ({ projectName }) => projectName === project.name,
  );
  for (const lost of await findLostStacks(project, io.env)) io.stderr(`warning: ${lost}\n`);
  if (flags.json === true) {
    io.stdout(jsonText(stacks.map(({ stackName }) => ({ name: stackName, current: stackName === current }))));
    return;
  }
  io.stdout(
    tableText([["NAME"], ...stacks.map(({ stackName }) => [stackName === current ? `${stackName}*` : stackName])]),
  );
}

export async function stackShow(io: CommandIo, flags: StackFlags): Promise<void> {
  const store = await openNamedStack(io, flags);
  const { resources, pendingOperations } = await store.load();
  io.stdout(`Current stack is ${store.stackName}:\n    State in ${store.backendUrl}\n    ${engineName()}\n`);
  io.stdout(`Current stack resources (${resources.length}):\n`);
  io.stdout(tableText([["TYPE", "NAME"], ...resources.map(({ type, urn }) => [type, nameOf(urn)])], "    "));
  if (pendingOperations.length > 0) {
    io.stdout(
      `\nPending operations (${pendingOperations.length}): an earlier run was interrupted; check whether they took effect.\n`,
    );
  }
  for (const { type, resource } of pendingOperations) io.stdout(`    ${type} ${escapeToLine(resource.urn)}\n`);
  io.stdout("\n");
  printOutputs(io, await readOutputs(store, flags));
}

export async function stackOutput(io: CommandIo, flags: StackFlags, name: string | undefined): Promise<void> {
  const outputs = await readOutputs(await openNamedStack(io, flags), flags);
  if (name === undefined) {
    if (flags.json === true) io.stdout(jsonText(outputs));
    else printOutputs(io, outputs);
    return;
  }
  const value = outputs[name];
  if (value === undefined) throw new CommandError(`current stack does not have output property '${name}'`);
  io.stdout(flags.json === true ? jsonText(value) : `${valueText(io, plainText(value))}\n`);
}

async function readOutputs(store: StackStore, flags: StackFlags): Promise<PropertyMap> {
  const { resources } = await store.load();
  const outputs = resources.find(({ type }) => type === stackType)?.outputs ?? {};
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      flags.showSecrets === true ? unwrapSecrets(value) : maskSecrets(value),
    ]),
  );
}

function printOutputs(io: CommandIo, outputs: PropertyMap): void {
  const rows = Object.entries(outputs).map(([key, value]) => [key, plainText(value)]);
  io.stdout(`Current stack outputs (${rows.length}):\n`);
  io.stdout(
    rows.length === 0
      ? "    No output values currently in this stack\n"
      : tableText([["OUTPUT", "VALUE"], ...rows], "    "),
  );
}

function plainText(value: PropertyValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export async function stackExport(io: CommandIo, flags: StackFlags): Promise<void> {
  const store = await openNamedStack(io, flags);
  const text = `${JSON.stringify(await store.exportDeployment({ showSecrets: flags.showSecrets === true }), undefined, 4)}\n`;
  if (flags.file === undefined) io.stdout(escapeControls(text));
  else await overwritePrivately(resolve(io.cwd, flags.file), text);
}

export async function stackImport(io: CommandIo, flags: StackFlags): Promise<void> {
  const text = flags.file === undefined ? await io.readStdin() : await readFile(resolve(io.cwd, flags.file), "utf8");
  const store = await openNamedStack(io, flags);
  const { warnings } = await store.importDeployment(parseDeployment(text));
  for (const warning of warnings) io.stderr(`warning: ${warning}\n`);
  io.stdout("Import complete.\n");
}

function parseDeployment(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError("could not read the deployment: expected the JSON that `stack export` prints");
  }
}

export async function stackRemove(io: CommandIo, flags: StackFlags, name: string | undefined): Promise<void> {
  const store = await openNamedStack(io, name === undefined ? flags : { ...flags, stack: name });
  if (flags.yes !== true) {
    await confirmName(io, flags, `This will permanently remove the '${store.stackName}' stack!`, store.stackName);
  }
  await store.remove({ force: flags.force === true, preserveConfig: flags.preserveConfig === true });
  io.stdout(`Stack '${store.stackName}' has been removed!\n`);
}

export async function cancel(io: CommandIo, flags: StackFlags, name: string | undefined): Promise<void> {
  const store = await openNamedStack(io, name === undefined ? flags : { ...flags, stack: name });
  if (flags.yes !== true) {
    await confirmName(
      io,
      flags,
      `This will clear the lock of '${store.stackName}', even if an update is still running!`,
      store.stackName,
    );
  }
  await store.cancel();
  io.stdout(`The currently running update for '${store.stackName}' has been canceled!\n`);
}

async function confirmName(io: CommandIo, flags: GlobalFlags, warning: string, stackName: string): Promise<void> {
  if (io.ask === undefined || !canConfirm(io, flags)) {
    throw new CommandError("--yes must be passed in to proceed when running in non-interactive mode", exitCodes.usage);
  }
  const answer = await io.ask(
    `${warning}\nPlease confirm that this is what you'd like to do by typing \`${stackName}\`: `,
  );
  if (answer.trim() !== stackName) throw new CommandError("confirmation declined");
}
