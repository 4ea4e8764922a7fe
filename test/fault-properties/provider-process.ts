import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { ProviderClient } from "../../engine/src/host/provider-client";
import { ProviderError } from "../../engine/src/host/provider-errors";
import { nodeHost } from "../../engine/src/host/host";
import { resolveSdk } from "../../engine/src/host/sdk";
import type { PropertyMap } from "../../engine/src/state";
import { UserError, PartialFailure } from "../../provider/src/runtime/user-error";
import type { ResourceHandler } from "../../provider/src/runtime/handler";
import type { Properties } from "../../provider/src/runtime/properties";
import { sequenceType } from "../../provider/src/schema/handler";
import { handlerText } from "../support/world/sequences";
import type { ProviderRun } from "../support/world/provider-run";

const programDir = join(__dirname, "../..");

export interface RealProvider {
  readonly run: ProviderRun;
  /** Lines that the process printed. */
  readonly printed: readonly string[];
  close(): Promise<void>;
}

/** Starts the SDK's dynamic-provider process with the packed runtime and the real clock; it serves many scenarios. */
export async function startRealProvider(environment: Readonly<Record<string, string>>): Promise<RealProvider> {
  // The provider exits when nothing listens on the port of its engine.
  const engine = createServer((socket) => socket.on("error", () => undefined).resume());
  await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
  const { port } = engine.address() as AddressInfo;
  const printed: string[] = [];
  const { client, stop } = await nodeHost.startProvider(
    {
      sdk: () => resolveSdk(programDir),
      programDir,
      projectName: "shop",
      engineAddress: () => `127.0.0.1:${port}`,
      env: { ...process.env, ...environment },
      onLine: (line) => printed.push(line),
    },
    "pulumi-nodejs",
  );
  await client.configure({});
  const handler = new RemoteHandler(client);
  return {
    run: {
      handler,
      warnings: [],
      waitsMs: [],
      nowMs: () => performance.now(),
      pass: () => undefined,
      duringWaits: () => undefined,
      kill: () => undefined,
    },
    printed,
    close: async () => {
      await stop();
      engine.close();
    },
  };
}

/** The provider as an engine sees it, over gRPC: of an error it gets the message and the state of a partial failure. */
class RemoteHandler implements ResourceHandler {
  readonly #client: ProviderClient;

  constructor(client: ProviderClient) {
    this.#client = client;
  }

  configure(): Promise<void> {
    return Promise.resolve();
  }
  async check(olds: Properties, news: Properties) {
    const { inputs, failures } = await convertFailure(this.#client.check(urn, toWire(olds), toWire(news)));
    return { inputs, failures: [...failures] };
  }
  async diff(id: string, olds: Properties, news: Properties) {
    const old = { inputs: {}, outputs: toWire(olds) };
    const { changes, replaceKeys, deleteBeforeReplace } = await convertFailure(
      this.#client.diff({ urn, id }, old, toWire(news)),
    );
    return { changes: changes === "some", replaces: [...replaceKeys], deleteBeforeReplace };
  }
  async create(inputs: Properties) {
    const { id, outputs } = await convertFailure(this.#client.create(urn, toWire(inputs), false));
    return { id, outs: outputs };
  }
  async read(id: string, props: Properties) {
    const { outputs, inputs, ...read } = await convertFailure(
      this.#client.read({ urn, id }, { inputs: {}, outputs: toWire(props) }),
    );
    return { id: read.id, props: outputs, ...(inputs === undefined ? {} : { inputs }) };
  }
  async update(id: string, olds: Properties, news: Properties) {
    const old = { inputs: {}, outputs: toWire(olds) };
    return { outs: await convertFailure(this.#client.update({ urn, id }, old, toWire(news), false)) };
  }
  delete(id: string, props: Properties): Promise<void> {
    return convertFailure(this.#client.delete({ urn, id }, { inputs: {}, outputs: toWire(props) }));
  }
}

const urn = `urn:pulumi:dev::shop::${sequenceType}::signup`;

/** Converts properties as the engine does: with the handler text, without undefined values. */
function toWire(properties: Properties): PropertyMap {
  return JSON.parse(JSON.stringify({ ...properties, __provider: handlerText })) as PropertyMap;
}

/** Text that the SDK adds to messages of check, diff, read and delete. */
const sdkText = /^(Unexpected error|Error): |\s*:? ?see the error of the resource\s*$/g;

async function convertFailure<T>(response: Promise<T>): Promise<T> {
  try {
    return await response;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { partial } = error;
    if (partial === undefined) throw new UserError(error.message.replace(sdkText, ""));
    throw new PartialFailure(partial.id, partial.outputs, partial.reasons.join(" "));
  }
}
