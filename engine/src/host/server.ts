import {
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  status,
  type ServerInterceptor,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { engineHandlers } from "./engine-service";
import type { ProgramSink } from "./goals";
import { monitorHandlers, type MonitorHandlers } from "./monitor-service";
import { channelOptions } from "./grpc";
import { orderRequests } from "./request-order";
import type { RequestScope } from "./requests";

export interface EngineServer {
  readonly address: string;
  /** True after any process has connected. */
  isReached(): boolean;
  close(): void;
}

/** Starts one loopback server with both services that the SDK's processes call. */
export async function startServer(sink: ProgramSink, project: RequestScope): Promise<EngineServer> {
  let isReached = false;
  const server = new Server({
    ...channelOptions,
    interceptors: [noteCalls(() => (isReached = true)), orderRequests()],
  });
  server.addService(
    EngineService,
    engineHandlers((entry) => sink.log(entry)),
  );
  server.addService(ResourceMonitorService, withoutDeploymentInfo(monitorHandlers(sink, project)));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${String(port)}`, isReached: () => isReached, close: () => server.forceShutdown() };
}

function noteCalls(note: () => void): ServerInterceptor {
  return (_method, call) => {
    note();
    return new ServerInterceptingCall(call);
  };
}

/** Rejects the combined call of newer SDKs, which then fall back to single calls. */
function withoutDeploymentInfo(handlers: MonitorHandlers): UntypedServiceImplementation {
  return {
    ...handlers,
    getDeploymentInfo: (_call: object, done: (error: { code: status; details: string }) => void) =>
      done({ code: status.UNIMPLEMENTED, details: "getDeploymentInfo is not implemented" }),
  };
}
