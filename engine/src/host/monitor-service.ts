import { status, type sendUnaryData } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { InvokeError, ShutDownError, type ProgramSink } from "./goals";
import { NotSupportedError } from "./not-supported";
import { checkFailure } from "./provider-messages";
import { invokeGoal, readGoal, resourceGoal, type RequestScope } from "./requests";
import { fromStruct, toStruct } from "./grpc";

/**
 * Features that the SDK queries at startup. The list includes features that are rejected on use: if they were missing
 * here, the SDK would tell users to "update the Pulumi CLI". Output values are not listed, so the SDK sends plain
 * secrets and unknowns.
 */
const monitorFeatures: ReadonlySet<string> = new Set([
  ...["secrets", "resourceReferences", "aliasSpecs", "deletedWith"],
  ...["replaceWith", "transforms", "invokeTransforms", "parameterization", "resourceHooks", "errorHooks"],
]);
const getResource = "pulumi:pulumi:getResource";

type RefusedHandler =
  | "call"
  | "registerStackTransform"
  | "registerStackInvokeTransform"
  | "registerResourceHook"
  | "registerErrorHook"
  | "registerPackage";
type ServedHandler =
  | "supportsFeature"
  | "registerResource"
  | "readResource"
  | "registerResourceOutputs"
  | "invoke"
  | "signalAndWaitForShutdown";
export type MonitorHandlers = Pick<IResourceMonitorServer, ServedHandler | RefusedHandler>;

/** `pulumirpc.ResourceMonitor`: receives the program's resource registrations. */
export function monitorHandlers(sink: ProgramSink, project: RequestScope): MonitorHandlers {
  return {
    supportsFeature: (call, done) => {
      const response = new messages.SupportsFeatureResponse();
      response.setHassupport(monitorFeatures.has(call.request.getId()));
      done(null, response);
    },
    registerResource: (call, done) => {
      respond(sink, done, () => registerResource(sink, call.request, project));
    },
    readResource: (call, done) => {
      respond(sink, done, () => readResource(sink, call.request, project));
    },
    registerResourceOutputs: (call, done) => {
      respond(sink, done, async () => {
        await sink.registerOutputs(call.request.getUrn(), fromStruct(call.request.getOutputs()));
        return new Empty();
      });
    },
    invoke: (call, done) => {
      const { request } = call;
      respond(sink, done, () =>
        request.getTok() === getResource ? lookUp(sink, request) : invoke(sink, request, project),
      );
    },
    signalAndWaitForShutdown: (_call, done) => {
      respond(sink, done, () => sink.programDone().then(() => new Empty()));
    },
    ...refusedHandlers(sink),
  };
}

function refusedHandlers(sink: ProgramSink): Pick<MonitorHandlers, RefusedHandler> {
  return {
    call: createRejectingHandler(sink, "calls of component methods"),
    registerStackTransform: createRejectingHandler(sink, "transforms"),
    registerStackInvokeTransform: createRejectingHandler(sink, "invoke transforms"),
    registerResourceHook: createRejectingHandler(sink, "resource hooks"),
    registerErrorHook: createRejectingHandler(sink, "error hooks"),
    registerPackage: createRejectingHandler(sink, "parameterized packages"),
  };
}

function createRejectingHandler<T>(sink: ProgramSink, feature: string): (call: object, done: sendUnaryData<T>) => void {
  return (_call, done) => respond(sink, done, () => Promise.reject(new NotSupportedError(feature)));
}

/** An error of a provider's function is the program's to handle. Every other error ends the deployment. */
function respond<T>(sink: ProgramSink, done: sendUnaryData<T>, work: () => T | Promise<T>): void {
  Promise.resolve()
    .then(work)
    .then(
      (response) => done(null, response),
      (error: unknown) => {
        if (error instanceof InvokeError) {
          done({ code: status.UNKNOWN, details: error.message });
          return;
        }
        if (!(error instanceof ShutDownError)) {
          sink.refuse(error instanceof Error ? error : new Error(String(error)));
        }
        done({ code: status.UNAVAILABLE, details: "resource monitor shut down" });
      },
    );
}

const resultCodes = {
  succeeded: messages.Result.SUCCESS,
  failed: messages.Result.FAIL,
  skipped: messages.Result.SKIP,
} as const;

async function registerResource(
  sink: ProgramSink,
  request: messages.RegisterResourceRequest,
  project: RequestScope,
): Promise<messages.RegisterResourceResponse> {
  const result = await sink.register(resourceGoal(request, project));
  const response = new messages.RegisterResourceResponse();
  response.setUrn(result.urn);
  response.setId(result.id);
  response.setObject(toStruct(result.outputs));
  response.setResult(resultCodes[result.result]);
  return response;
}

async function readResource(
  sink: ProgramSink,
  request: messages.ReadResourceRequest,
  project: RequestScope,
): Promise<messages.ReadResourceResponse> {
  const result = await sink.read(readGoal(request, project));
  const response = new messages.ReadResourceResponse();
  response.setUrn(result.urn);
  response.setProperties(toStruct(result.outputs));
  return response;
}

/** Creates a response of the program's SDK: newer ones have a message of their own, with the same fields. */
function createInvokeResponse(): InvokeResponse {
  const newer: unknown = Reflect.get(messages, "ResourceInvokeResponse");
  const response: unknown = typeof newer === "function" ? Reflect.construct(newer, []) : new InvokeResponse();
  return response as InvokeResponse;
}

/** Handles `getResource`, the one function the SDK calls itself, to resolve resource references. */
function lookUp(sink: ProgramSink, request: messages.ResourceInvokeRequest): InvokeResponse {
  const { urn } = fromStruct(request.getArgs());
  const found = typeof urn === "string" ? sink.lookUp(urn) : undefined;
  if (found === undefined) throw new Error(`unknown resource ${JSON.stringify(urn)}`);
  const response = createInvokeResponse();
  response.setReturn(
    Struct.fromJavaScript({ urn: found.urn, id: found.id, state: toStruct(found.outputs).toJavaScript() }),
  );
  return response;
}

async function invoke(
  sink: ProgramSink,
  request: messages.ResourceInvokeRequest,
  project: RequestScope,
): Promise<InvokeResponse> {
  const { outputs, failures } = await sink.invoke(invokeGoal(request, project));
  const response = createInvokeResponse();
  response.setReturn(toStruct(outputs));
  response.setFailuresList(failures.map(checkFailure));
  return response;
}
