import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { parseJson } from "../json";
import { parseValue } from "../parse-value";
import { behaviourOptions, wireOptions } from "../state/option-schemas";
import { parsePlatformDate } from "../platform/platform-date";
import { seedData } from "../seed/seed-schemas";
import type { SeedData } from "../seed/seed-data";
import { startSimulator, type Simulator } from "../simulator";
import { UsageError, type CommandIo } from "./io";
import { escapeControls } from "./terminal-text";

/** Options as commander gives them. */
export interface RunOptions {
  readonly port: string;
  readonly controlPort: string;
  readonly seed?: string;
  readonly wire?: string;
  readonly behaviour?: string;
  readonly platformDate?: string;
  readonly json?: boolean;
}

/** Starts a simulator that runs until SIGINT or SIGTERM, and prints its addresses. */
export async function runSimulator(io: CommandIo, options: RunOptions): Promise<void> {
  const port = readPort("--port", options.port);
  const controlPort = readPort("--control-port", options.controlPort);
  const wire = readOption("--wire", options.wire, wireOptions);
  const behaviour = readOption("--behaviour", options.behaviour, behaviourOptions);
  const seed = options.seed === undefined ? {} : await readSeed(options.seed);
  const platformDate = readDate(options.platformDate);
  const simulator = await startSimulator({ port, controlPort, wire, behaviour, seed, ...platformDate });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
  const text = options.json === true ? `${JSON.stringify(listAddresses(simulator))}\n` : formatReadyText(simulator);
  // Ids may come from the seed file.
  io.stdout(escapeControls(text));
}

function readPort(option: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new UsageError(`${option} must be a number from 0 to 65535, not ${JSON.stringify(text)}.`);
  }
  return port;
}

/** Without the option, WHATSAPP_PLATFORM_DATE is read where the simulator starts. */
function readDate(text: string | undefined): { readonly platformDate?: string } {
  try {
    return text === undefined ? {} : { platformDate: parsePlatformDate(text, "--platform-date") };
  } catch (error) {
    throw new UsageError(error instanceof Error ? `${error.message}.` : String(error));
  }
}

function readOption<Value>(option: string, text: string | undefined, schema: z.ZodType<Value>): Value {
  try {
    return readJsonAs(text ?? "{}", schema, option);
  } catch (error) {
    throw new UsageError(error instanceof Error ? `${error.message}.` : String(error));
  }
}

async function readSeed(file: string): Promise<SeedData> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown error";
    throw new Error(code === "ENOENT" ? `${file} does not exist.` : `${file} cannot be read (${code}).`);
  });
  return readJsonAs(text, seedData, "the seed");
}

function listAddresses(simulator: Simulator) {
  const { url, controlUrl, controlToken, wabaId, appId, accessToken, appSecret, adAccountId, pageId, phoneNumberId } =
    simulator;
  return { url, controlUrl, controlToken, wabaId, appId, accessToken, appSecret, adAccountId, pageId, phoneNumberId };
}

function formatReadyText(simulator: Simulator): string {
  return `The simulator is ready. Stop it with Ctrl+C.

  Graph API         ${simulator.url}
  control API       ${simulator.controlUrl}
  control token     ${simulator.controlToken}
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

/** Parses JSON text and validates its value. `name` begins the error message. */
function readJsonAs<Value>(source: string, schema: z.ZodType<Value>, name: string): Value {
  const parsed = parseJson(source, Infinity);
  if (!parsed.ok) throw new TypeError(`${name} ${parsed.reason}`);
  return parseValue(schema, parsed.value, name);
}
