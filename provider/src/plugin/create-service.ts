import * as grpc from "@grpc/grpc-js";
import * as services from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/engine_pb";
import { realClock } from "../client/clock";
import { createEngineDiagnostics } from "../runtime/diagnostics";
import { engineFailureDelayMs } from "../runtime/session";
import { Plugin } from "./plugin";
import { PluginService } from "./service";

/**
 * Creates the service of this process.
 *
 * @param engineAddress Where warnings go; undefined if no engine has named its address.
 */
export function createService(engineAddress: string | undefined): PluginService {
  const diagnostics = createEngineDiagnostics(engineAddress, () => ({ services, messages, grpc }));
  return new PluginService(
    new Plugin(diagnostics, { environment: process.env, clock: realClock, failureDelayMs: engineFailureDelayMs }),
  );
}
