import { credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Plugin } from "../../../provider/src/plugin/plugin";
import { startServer } from "../../../provider/src/plugin/server";
import { PluginService } from "../../../provider/src/plugin/service";
import { fromStruct, toStruct } from "../../../provider/src/plugin/values";
import type { ResourceHandler } from "../../../provider/src/runtime/handler";
import { handlerIn, type Properties } from "../../../provider/src/runtime/properties";
import type { Environment } from "../../../provider/src/runtime/session";
import { PartialFailure, UserError } from "../../../provider/src/runtime/user-error";
import type { Settings } from "./provider-run";

/** Ends the connections that handlers have opened. */
const closers: (() => void)[] = [];
export function closePluginHandlers(): void {
  for (const close of closers.splice(0)) close();
}

/** Handlers of a plugin in this process, on an environment of the test's own. Each call crosses the protocol and a socket, as an engine's does. */
export class PluginHandlers {
  readonly #client: Promise<ResourceProviderClient>;

  constructor(environment: Pick<Environment, "environment" | "clock" | "warn">, config: Settings) {
    const { warn, ...rest } = environment;
    const service = new PluginService(new Plugin({ warn, flush: () => Promise.resolve() }, rest));
    this.#client = this.#connect(service, config);
  }

  async #connect(service: PluginService, config: Settings): Promise<ResourceProviderClient> {
    const connection = { service, connect: () => undefined };
    const { port, close } = await startServer(connection, { version: "0.0.0", readSchema: () => Promise.resolve("") });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
      "grpc.enable_http_proxy": 0,
    });
    closers.push(() => {
      client.close();
      close();
    });
    const isExplicit = "whatsapp:explicitProvider" in config;
    const request = new messages.ConfigureRequest();
    request.setUrn(`urn:pulumi:dev::shop::pulumi:providers:whatsapp::${isExplicit ? "explicit" : "default"}`);
    request.setArgs(
      toStruct(Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("whatsapp:", ""), value]))),
    );
    await callUnary((done) => client.configure(request, done));
    return client;
  }

  /** Returns the methods of one type as the SDK's runner would call them; it adds the handler text to what they return. */
  handlerOf(type: string): ResourceHandler {
    const urn = `urn:pulumi:dev::shop::whatsapp:index:${type}::resource`;
    const call = async <Response>(
      run: (client: ResourceProviderClient, done: Done<Response>) => unknown,
    ): Promise<Response> => {
      const client = await this.#client;
      return callUnary((done) => run(client, done));
    };
    return {
      configure: () => Promise.resolve(),
      check: async (olds, news) => {
        const request = new messages.CheckRequest();
        request.setUrn(urn);
        request.setOlds(serialize(olds));
        request.setNews(serialize(news));
        const response = await call<messages.CheckResponse>((client, done) => client.check(request, done));
        const failures = response.getFailuresList().map((failure) => {
          const [property, reason] = [failure.getProperty(), failure.getReason()];
          return { property: "", reason: property === "" ? reason : `${property}: ${reason}` };
        });
        return { inputs: { ...fromStruct(response.getInputs()), ...handlerIn(news) }, failures };
      },
      diff: async (id, olds, news) => {
        const request = new messages.DiffRequest();
        request.setUrn(urn);
        request.setId(id);
        request.setOlds(serialize(olds));
        request.setNews(serialize(news));
        const response = await call<messages.DiffResponse>((client, done) => client.diff(request, done));
        const changes = response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
        return { changes, replaces: response.getReplacesList(), deleteBeforeReplace: false };
      },
      create: async (inputs) => {
        const request = new messages.CreateRequest();
        request.setUrn(urn);
        request.setProperties(serialize(inputs));
        const response = await call<messages.CreateResponse>((client, done) => client.create(request, done));
        return { id: response.getId(), outs: { ...fromStruct(response.getProperties()), ...handlerIn(inputs) } };
      },
      read: async (id, props) => {
        const request = new messages.ReadRequest();
        request.setUrn(urn);
        request.setId(id);
        request.setProperties(serialize(props));
        const response = await call<messages.ReadResponse>((client, done) => client.read(request, done));
        if (response.getId() === "") return { id: "" };
        return {
          id: response.getId(),
          props: { ...fromStruct(response.getProperties()), ...handlerIn(props) },
          inputs: { ...fromStruct(response.getInputs()), ...handlerIn(props) },
        };
      },
      update: async (id, olds, news) => {
        const request = new messages.UpdateRequest();
        request.setUrn(urn);
        request.setId(id);
        request.setOlds(serialize(olds));
        request.setNews(serialize(news));
        const response = await call<messages.UpdateResponse>((client, done) => client.update(request, done));
        return { outs: { ...fromStruct(response.getProperties()), ...handlerIn(news) } };
      },
      delete: async (id, props) => {
        const request = new messages.DeleteRequest();
        request.setUrn(urn);
        request.setId(id);
        request.setProperties(serialize(props));
        await call((client, done) => client.delete(request, done));
      },
    };
  }
}

/** Removes undefined values, as the SDK does. */
function serialize(properties: Properties) {
  return toStruct(JSON.parse(JSON.stringify(properties)) as Properties);
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

function callUnary<Response>(run: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    run((error, response) => (error === null ? resolve(response) : reject(toProviderError(error))));
  });
}

/** Reads an error as an engine does: with the object that exists, if the provider recorded one. */
function toProviderError(error: ServiceError): Error {
  const [packed] = error.metadata instanceof Metadata ? error.metadata.get("grpc-status-details-bin") : [];
  if (!Buffer.isBuffer(packed)) return new UserError(error.details);
  const [detail] = Status.deserializeBinary(packed).getDetailsList();
  if (detail === undefined) return new UserError(error.details);
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return new PartialFailure(failure.getId(), fromStruct(failure.getProperties()), failure.getReasonsList().join("\n"));
}
