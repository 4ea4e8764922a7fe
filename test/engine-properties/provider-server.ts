import { createServer, type Socket } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { nameOf } from "../../engine/src/state/urn";
import { ProviderClient } from "../../engine/src/host/provider-client";
import type { RunningProvider } from "../../engine/src/host/provider-process";
import { fromStruct, toStruct } from "../../engine/src/host/grpc";
import type { PropertyMap } from "../../engine/src/state";
import { outputKeys } from "./fake-provider";
import type { Verb } from "./faults";
import { type Call, yieldTurns, type Session } from "./session";

const { DiffChanges } = messages.DiffResponse;
const hidden = "__provider";
const reasons: readonly string[] = ["first reason", "second reason"];

/** Error of a dynamic provider for a partially created row. */
class Partial extends Error {
  constructor(
    readonly id: string,
    readonly properties: PropertyMap,
  ) {
    super("scripted partial failure");
  }
}
class Lost extends Error {}

/**
 * Serves a resource provider with an in-memory store on a loopback port. It responds like the SDK's dynamic provider
 * (cmd/dynamic-provider in @pulumi/pulumi), including errors and partial results.
 */
export class ProviderServer {
  readonly #session: Session;
  readonly #server = new grpc.Server({ "grpc.enable_channelz": 0 });
  readonly #listener = createServer();
  readonly #sockets = new Set<Socket>();
  #isDead = false;

  private constructor(session: Session) {
    this.#session = session;
    this.#server.addService(ResourceProviderService, this.#handlers());
    const injector = this.#server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
    this.#listener.on("connection", (socket) => {
      this.#sockets.add(socket);
      injector.injectConnection(socket);
    });
  }

  static async start(session: Session): Promise<RunningProvider> {
    const provider = new ProviderServer(session);
    const port = await new Promise<number>((resolve) => {
      provider.#listener.listen(0, "127.0.0.1", () => {
        const address = provider.#listener.address();
        resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
      });
    });
    const client = new ProviderClient(port);
    return {
      client,
      stop: () => {
        client.close();
        provider.#end();
        return Promise.resolve();
      },
      kill: () => provider.#die(),
    };
  }

  #end(): void {
    this.#listener.close();
    this.#sockets.forEach((socket) => socket.destroy());
    this.#server.forceShutdown();
  }

  /** Stops like a killed process: running calls get no response. */
  #die(): void {
    this.#isDead = true;
    this.#session.hasLostProvider = true;
    this.#end();
  }

  #handlers(): grpc.UntypedServiceImplementation {
    const configure: grpc.handleUnaryCall<messages.ConfigureRequest, messages.ConfigureResponse> = (_call, done) =>
      done(null, new messages.ConfigureResponse());
    return {
      configure,
      check: this.#handle<messages.CheckRequest>("check", (request) => check(request)),
      diff: this.#handle<messages.DiffRequest>("diff", (request) => diff(request)),
      create: this.#handle<messages.CreateRequest>("create", (request, call) => this.#create(request, call)),
      read: this.#handle<messages.ReadRequest>("read", (request) => this.#read(request)),
      update: this.#handle<messages.UpdateRequest>("update", (request, call) => this.#update(request, call)),
      delete: this.#handle<messages.DeleteRequest>("delete", (request, call) => this.#delete(request, call)),
    };
  }

  #handle<Request extends { getUrn(): string; getId?(): string }>(
    verb: Verb,
    work: (request: Request, call: Call) => unknown,
  ): grpc.handleUnaryCall<Request, unknown> {
    return ({ request }, done) => {
      if (this.#session.isDead) {
        done(answerOf(new Lost("the engine is gone")), null);
        return;
      }
      const call = this.#session.receiveCall(verb, request.getUrn(), request.getId?.() ?? "");
      void this.#perform(call, () => work(request, call)).then(
        (response) => this.#answer(call, isInvalid(response) ? "error" : "ok", () => done(null, response)),
        (error: unknown) =>
          this.#answer(call, error instanceof Partial ? "partial" : "error", () => done(answerOf(error), null)),
      );
    };
  }

  async #perform(call: Call, work: () => unknown): Promise<unknown> {
    const { verb, urn } = call;
    const fault = this.#session.faultOf(verb, urn);
    await (fault === "slow" ? this.#session.waitForOtherCalls() : yieldTurns(turnsOf(`${verb} ${urn}`)));
    this.#dieOn(fault === "dies-before");
    if (this.#isDead || (this.#session.isDead && !this.#session.finishesCalls)) {
      throw new Lost();
    }
    if (fault === "before") {
      throw new Error(`${verb} of ${nameOf(urn)} failed, as scripted`);
    }
    const response = fault === "invalid" ? invalid(call) : work();
    await yieldTurns(turnsOf(`${urn} ${verb}`));
    this.#dieOn(fault === "dies-after");
    if (fault === "after") {
      throw new Error(`${verb} of ${nameOf(urn)} failed after its effect, as scripted`);
    }
    if (fault === "partial") {
      throw new Partial(call.id, this.#session.provider.row(call.id).properties);
    }
    return response;
  }

  #answer(call: Call, answer: Call["answer"], send: () => void): void {
    if (!this.#isDead && !this.#session.isDead) {
      call.answer = answer;
    }
    send();
    this.#session.moment();
  }

  #dieOn(condition: boolean): void {
    if (condition && !this.#isDead) {
      this.#die();
    }
  }

  #create(request: messages.CreateRequest, call: Call): messages.CreateResponse {
    const properties = fromStruct(request.getProperties());
    call.id = this.#session.provider.create(call.urn, properties);
    call.hasEffect = true;
    const response = new messages.CreateResponse();
    response.setId(call.id);
    response.setProperties(toStruct(this.#session.provider.row(call.id).properties));
    return response;
  }

  #read(request: messages.ReadRequest): messages.ReadResponse {
    const response = new messages.ReadResponse();
    const row = this.#session.provider.rows.get(request.getId());
    const { [hidden]: handler = null } = fromStruct(request.getProperties());
    if (row === undefined) {
      response.setProperties(toStruct({ [hidden]: handler }));
      return response;
    }
    response.setId(request.getId());
    response.setProperties(toStruct({ ...row.properties, [hidden]: handler }));
    if (row.properties["blind"] !== true) {
      const inputs = Object.entries(row.properties).filter(([key]) => !outputKeys.includes(key));
      response.setInputs(toStruct({ ...Object.fromEntries(inputs), [hidden]: handler }));
    }
    return response;
  }

  #update(request: messages.UpdateRequest, call: Call): messages.UpdateResponse {
    this.#session.provider.update(call.id, fromStruct(request.getNews()));
    call.hasEffect = true;
    const response = new messages.UpdateResponse();
    response.setProperties(toStruct(this.#session.provider.row(call.id).properties));
    return response;
  }

  #delete(_request: messages.DeleteRequest, call: Call): Empty {
    call.hasEffect = this.#session.provider.rows.has(call.id);
    this.#session.provider.remove(call.id, "provider");
    return new Empty();
  }
}

/** Delays calls by different but reproducible times. */
function turnsOf(text: string): number {
  let sum = 0;
  for (const character of text) {
    sum = (sum * 31 + character.charCodeAt(0)) % 1009;
  }
  return sum % 4;
}

function check(request: messages.CheckRequest): messages.CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function isInvalid(response: unknown): boolean {
  return response instanceof messages.CheckResponse && response.getFailuresList().length > 0;
}

/** Failures with and without a property name: the engine prints the value of a named one. */
function invalid({ urn }: Call): messages.CheckResponse {
  const response = new messages.CheckResponse();
  for (const property of ["secret", ""]) {
    const failure = new messages.CheckFailure();
    failure.setProperty(property);
    failure.setReason(`${nameOf(urn)} is invalid, as scripted`);
    response.addFailures(failure);
  }
  return response;
}

function diff(request: messages.DiffRequest): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const oldInputs = fromStruct(request.getOlds());
  const newInputs = fromStruct(request.getNews());
  if (newInputs["diffless"] === true && oldInputs["within"] === undefined && newInputs["within"] === undefined) {
    response.setChanges(DiffChanges.DIFF_UNKNOWN);
    return response;
  }
  const keys = [...new Set([...Object.keys(oldInputs), ...Object.keys(newInputs)])].filter(
    (key) => !outputKeys.includes(key) && key !== hidden,
  );
  const changed = keys.filter((key) => JSON.stringify(oldInputs[key]) !== JSON.stringify(newInputs[key]));
  response.setChanges(changed.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
  response.setReplacesList(changed.filter((key) => key === "account" || key === "within" || key.startsWith("pin")));
  response.setDeletebeforereplace(newInputs["deletesFirst"] === true);
  return response;
}

function answerOf(error: unknown): grpc.ServerErrorResponse {
  const message = error instanceof Error ? error.message : String(error);
  const metadata = new grpc.Metadata();
  if (error instanceof Partial) {
    const detail = new messages.ErrorResourceInitFailed();
    detail.setId(error.id);
    detail.setProperties(toStruct(error.properties));
    detail.setReasonsList([...reasons]);
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(message);
    status.addDetails(packed);
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
  return { name: "Error", code: grpc.status.UNKNOWN, message, metadata };
}
