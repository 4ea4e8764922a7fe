#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { startSimulator, type Simulator } from "../simulator";
import type { SeedData } from "../seed/types";
import { readJsonAs, seedData } from "../seed/read";
import { help, readArguments, type Command } from "./arguments";

async function main(): Promise<void> {
  const command = readArguments(process.argv.slice(2));
  switch (command.kind) {
    case "help":
      process.stdout.write(help);
      return;
    case "wrong":
      process.stderr.write(`${command.reason}\n\n${help}`);
      process.exitCode = 2;
      return;
    case "start":
      await start(command);
      return;
    default:
      unreachable(command);
  }
}

async function start(command: Extract<Command, { kind: "start" }>): Promise<void> {
  const seed = command.seedFile === null ? undefined : await seedOf(command.seedFile);
  const { port, controlPort, wire, behaviour } = command;
  const simulator = await startSimulator({
    port,
    controlPort,
    wire,
    behaviour,
    ...(seed === undefined ? {} : { seed }),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
  process.stdout.write(command.json ? `${JSON.stringify(addresses(simulator))}\n` : greeting(simulator));
}

async function seedOf(file: string): Promise<SeedData> {
  return readJsonAs(await readFile(file, "utf8"), seedData, "the seed");
}

function addresses(simulator: Simulator) {
  const { url, controlUrl, wabaId, appId, accessToken, appSecret, adAccountId, pageId, phoneNumberId } = simulator;
  return { url, controlUrl, wabaId, appId, accessToken, appSecret, adAccountId, pageId, phoneNumberId };
}

function greeting(simulator: Simulator): string {
  return `The simulator is ready. Stop it with Ctrl+C.

  Graph API         ${simulator.url}
  control door      ${simulator.controlUrl}
  business account  ${simulator.wabaId}
  app               ${simulator.appId}
  ad account        act_${simulator.adAccountId}
  page              ${simulator.pageId}
  phone number      ${simulator.phoneNumberId}
  access token      ${simulator.accessToken}
  app secret        ${simulator.appSecret}

Try it:
  curl '${simulator.url}/v25.0/${simulator.wabaId}/welcome_message_sequences' -H 'Authorization: Bearer ${simulator.accessToken}'
`;
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
