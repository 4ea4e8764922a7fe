import { createRequire } from "node:module";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as EngineMessages from "@pulumi/pulumi/proto/engine_pb";
import type * as EngineServices from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as Grpc from "@grpc/grpc-js";
import { printedFailure } from "./user-error";

/** Shows a warning in the engine's own diagnostics. The runner gets the engine's address as its first argument. */
export type Warn = (text: string) => void;

/** Address of the engine when this process is Pulumi's dynamic-provider runner. */
export function engineAddress(): string | undefined {
  return /[\\/]dynamic-provider([\\/]index\.js)?$/.test(process.argv[1] ?? "") ? process.argv[2] : undefined;
}

/** Diagnostics of the engine that runs this process. */
export interface EngineDiagnostics {
  /** Shows each warning once. Without an engine (a test, a script) it shows none: nothing is written to the console. */
  readonly warn: Warn;
  /** Waits until the engine has received all warnings. An engine that has the result of an operation may not wait for its warnings. */
  readonly flush: () => Promise<void>;
}

/** Time limit for a warning, in milliseconds. */
const logTimeoutMs = 5_000;

/** The SDK's client of the engine, and gRPC. */
export interface EngineSdk {
  readonly services: typeof EngineServices;
  readonly messages: typeof EngineMessages;
  readonly grpc: typeof Grpc;
}

export function createEngineDiagnostics(
  address = engineAddress(),
  loadSdk: () => EngineSdk = requireSdk,
): EngineDiagnostics {
  const shown = new Set<string>();
  const pending = new Set<Promise<void>>();
  let client: EngineClient | undefined;
  const warn: Warn = (text) => {
    if (address === undefined || shown.has(text)) return;
    shown.add(text);
    const { services, messages, grpc } = loadSdk();
    // The engine is on this machine: a proxy named in the environment is not for it.
    client ??= new services.EngineClient(address, grpc.credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
    const request = new messages.LogRequest();
    request.setSeverity(messages.LogSeverity.WARNING);
    request.setMessage(text);
    const engine = client;
    // A warning that cannot be shown must not fail the operation it is about.
    const logged = new Promise<void>((resolve) => {
      engine.log(request, new grpc.Metadata(), { deadline: Date.now() + logTimeoutMs }, () => resolve());
    });
    pending.add(logged);
    void logged.then(() => pending.delete(logged));
  };
  return {
    warn,
    flush: async () => {
      await Promise.all(pending);
    },
  };
}

/** The SDK's generated client and the SDK's own copy of gRPC, which this package does not depend on by itself. */
function requireSdk(): EngineSdk {
  const fromHere = createRequire(__filename);
  const fromSdk = createRequire(fromHere.resolve("@pulumi/pulumi/package.json"));
  return {
    services: fromHere("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineServices,
    messages: fromHere("@pulumi/pulumi/proto/engine_pb") as typeof EngineMessages,
    grpc: fromSdk("@grpc/grpc-js") as typeof Grpc,
  };
}

type Write = NodeJS.WriteStream["write"];

/**
 * Drops the line that the SDK's runner prints of an expected failure: engines show it under the stack, where it explains nothing,
 * beside the error of the resource. Everything else passes: bugs keep their stack, and so does what other providers in this
 * process print.
 */
export function dropPrintedFailures(stream: Pick<NodeJS.WriteStream, "write">): void {
  const write: Write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    if (chunk !== `${printedFailure}\n`) return Reflect.apply(write, stream, [chunk, ...rest]) === true;
    const written = rest.at(-1);
    if (typeof written === "function") process.nextTick(written);
    return true;
  };
}
