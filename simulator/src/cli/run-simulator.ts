import type { z } from "zod";
import { errorCodeOf } from "../error-code";
import { hasSavedState } from "../data/data-folder";
import { parseJson } from "../json";
import { parseValue } from "../parse-value";
import { behaviourOptions, wireOptions } from "../state/option-schemas";
import { parsePlatformDate } from "../platform/platform-date";
import type { SimulatorOptions } from "../options";
import { readSeedFile } from "../seed/read-seed-file";
import { startSimulator, type Simulator } from "../simulator";
import { exitCodes, UsageError, type CommandIo } from "./io";
import { openBrowser } from "./open-browser";
import { escapeControls } from "./terminal-text";

/** Options as commander gives them. */
export interface RunOptions {
  readonly port?: string;
  readonly controlPort?: string;
  readonly open?: boolean;
  readonly seed?: string;
  readonly data?: string;
  readonly wire?: string;
  readonly behaviour?: string;
  readonly platformDate?: string;
  readonly json?: boolean;
}

/** Port of the Graph API without `--port`. */
export const defaultPort = 8420;

/** Starts a simulator that runs until SIGINT or SIGTERM, and prints its addresses. */
export async function runSimulator(io: CommandIo, options: RunOptions): Promise<void> {
  const ports = readPorts(options);
  const wire = readOption("--wire", options.wire, wireOptions);
  const behaviour = readOption("--behaviour", options.behaviour, behaviourOptions);
  const seed = options.seed === undefined ? {} : await readSeedFile(options.seed);
  const data = options.data === undefined ? {} : { dataDir: options.data };
  if (options.seed !== undefined && options.data !== undefined && hasSavedState(options.data)) {
    io.stderr(
      escapeControls(
        `${options.data} has a state, so ${options.seed} is not applied. Delete the folder to apply it.\n`,
      ),
    );
  }
  const { simulator, taken } = await startOnPorts(ports, {
    ...{ wire, behaviour, seed },
    ...readDate(options.platformDate),
    ...data,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(simulator, io));
  const text =
    options.json === true ? `${JSON.stringify(listAddresses(simulator))}\n` : formatReadyText(simulator, taken);
  // Ids may come from the seed file.
  io.stdout(escapeControls(text));
  if (options.open === true && !(await openBrowser(simulator.controlUrl))) {
    io.stderr(`No browser could be opened. Open ${simulator.controlUrl} yourself.\n`);
  }
}

async function stop(simulator: Simulator, io: CommandIo): Promise<void> {
  try {
    await simulator.close();
  } catch (error) {
    io.stderr(`error: the state could not be written: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitCodes.failed;
  }
}

/** A port, and whether a free one may take its place. */
interface WantedPort {
  readonly port: number;
  readonly isDefault: boolean;
}

interface WantedPorts {
  readonly graph: WantedPort;
  readonly control: WantedPort;
}

function readPorts({ port, controlPort }: RunOptions): WantedPorts {
  const graph = readPort("--port", port, defaultPort);
  const next = graph.port === 0 || graph.port === 65_535 ? 0 : graph.port + 1;
  return { graph, control: readPort("--control-port", controlPort, next) };
}

function readPort(option: string, text: string | undefined, fallback: number): WantedPort {
  if (text === undefined) return { port: fallback, isDefault: true };
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new UsageError(`${option} must be a number from 0 to 65535, not ${JSON.stringify(text)}.`);
  }
  return { port, isDefault: false };
}

interface StartedSimulator {
  readonly simulator: Simulator;
  /** Default ports that another process uses. */
  readonly taken: readonly number[];
}

/** Starts on a free port instead of a default one that is taken. */
async function startOnPorts(
  { graph, control }: WantedPorts,
  options: SimulatorOptions,
  taken: readonly number[] = [],
): Promise<StartedSimulator> {
  const choose = ({ port }: WantedPort): number => (taken.includes(port) ? 0 : port);
  try {
    const ports = { port: choose(graph), controlPort: choose(control) };
    return { simulator: await startSimulator({ ...options, ...ports }), taken };
  } catch (error) {
    const used = findUsedPort(error);
    const isReplaceable = [graph, control].some(({ port, isDefault }) => isDefault && port === used);
    if (used !== undefined && !isReplaceable) {
      throw new Error(`Port ${used} is in use (EADDRINUSE). Stop the other process, or choose another port.`);
    }
    if (used === undefined || taken.includes(used)) throw error;
    return startOnPorts({ graph, control }, options, [...taken, used]);
  }
}

function findUsedPort(error: unknown): number | undefined {
  if (errorCodeOf(error) !== "EADDRINUSE") return undefined;
  return error instanceof Error && "port" in error && typeof error.port === "number" ? error.port : undefined;
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

function listAddresses(simulator: Simulator) {
  const { url, controlUrl, controlToken, wabaId, appId, accessToken, appSecret, adAccountId, pageId, phoneNumberId } =
    simulator;
  return { url, controlUrl, controlToken, wabaId, appId, accessToken, appSecret, adAccountId, pageId, phoneNumberId };
}

function formatReadyText(simulator: Simulator, taken: readonly number[]): string {
  const notice = taken.map((port) => `Port ${port} is in use, so a free one takes its place.\n`).join("");
  return `${notice}The simulator is ready: open ${simulator.controlUrl} to watch and use it. Stop it with Ctrl+C.

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

Manage it with the provider (in the shell of your program):
  export WHATSAPP_BASE_URL='${simulator.url}' WHATSAPP_WABA_ID='${simulator.wabaId}' WHATSAPP_AD_ACCOUNT_ID='${simulator.adAccountId}' WHATSAPP_ACCESS_TOKEN='${simulator.accessToken}'

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
