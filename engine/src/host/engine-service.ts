import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
  type LogRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { status } from "@grpc/grpc-js";
import { versionProblem } from "../state";
import type { LogEntry } from "./goals";

export type EngineHandlers = Pick<
  IEngineServer,
  "log" | "getRootResource" | "setRootResource" | "requirePulumiVersion" | "startDebugging"
>;

/** `pulumirpc.Engine`: log messages of programs and providers, and the URN of the stack resource. */
export function engineHandlers(log: (entry: LogEntry) => void): EngineHandlers {
  let rootUrn = "";
  return {
    log: (call, done) => {
      log(logEntry(call.request));
      done(null, new Empty());
    },
    getRootResource: (_call, done) => {
      const response = new GetRootResourceResponse();
      response.setUrn(rootUrn);
      done(null, response);
    },
    setRootResource: (call, done) => {
      rootUrn = call.request.getUrn();
      done(null, new SetRootResourceResponse());
    },
    requirePulumiVersion: (call, done) => {
      const problem = versionProblem(call.request.getPulumiVersionRange());
      if (problem === undefined) {
        done(null, new RequirePulumiVersionResponse());
      } else {
        done({ code: status.FAILED_PRECONDITION, details: problem });
      }
    },
    startDebugging: (_call, done) => done({ code: status.UNIMPLEMENTED, details: "debugging is not supported" }),
  };
}

function logEntry(request: LogRequest): LogEntry {
  return {
    severity: severityOf(request.getSeverity()),
    message: request.getMessage(),
    urn: request.getUrn(),
    streamId: request.getStreamid(),
    ephemeral: request.getEphemeral(),
  };
}

function severityOf(severity: LogSeverity): LogEntry["severity"] {
  switch (severity) {
    case LogSeverity.DEBUG:
      return "debug";
    case LogSeverity.INFO:
      return "info";
    case LogSeverity.WARNING:
      return "warning";
    case LogSeverity.ERROR:
      return "error";
    default:
      return severity satisfies never;
  }
}
