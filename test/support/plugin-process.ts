import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { requireNoToken } from "./leaks";

export const pluginExecutable = join(__dirname, "../../provider/pulumi-resource-whatsapp");

type Values = Readonly<Record<string, unknown>>;
type Done<Response> = (error: ServiceError | null, response: Response) => void;

/** URN of the provider that the engine creates from the stack's configuration. */
export const defaultProvider = "urn:pulumi:dev::shop::pulumi:providers:whatsapp::default";
export const explicitProvider = "urn:pulumi:dev::shop::pulumi:providers:whatsapp::brazil";

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::shop::whatsapp:index:${type}::${name}`;
}

export function toStruct(values: Values): Struct {
  return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** Sets the fields of a request: `urn` by `setUrn`. */
function fill<Request extends object>(request: Request, fields: Values): Request {
  for (const [name, value] of Object.entries(fields)) {
    const setter: unknown = Reflect.get(request, `set${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    if (typeof setter !== "function") throw new Error(`the request has no field ${name}`);
    Reflect.apply(setter, request, [value]);
  }
  return request;
}

/** The plugin in its own process, with an engine that receives its warnings. */
export class PluginProcess {
  readonly warnings: string[] = [];
  readonly #engine: Server;
  readonly #client: ResourceProviderClient;

  private constructor(
    readonly process: ChildProcess,
    readonly engineAddress: string,
    engine: Server,
    port: number,
    warnings: string[],
  ) {
    this.#engine = engine;
    this.warnings = warnings;
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
      "grpc.enable_http_proxy": 0,
    });
  }

  /** Starts the plugin and speaks the beginning of the protocol: the handshake. */
  static async start(environment: Readonly<Record<string, string | undefined>>): Promise<PluginProcess> {
    const warnings: string[] = [];
    const engine = new Server();
    engine.addService(EngineService, {
      log: (call: { readonly request: LogRequest }, done: Done<Empty>) => {
        const text = call.request.getMessage();
        requireNoToken("a warning", text);
        warnings.push(text);
        done(null, new Empty());
      },
    });
    const enginePort = await new Promise<number>((resolve, reject) => {
      engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    const engineAddress = `127.0.0.1:${enginePort}`;
    const child = spawn(process.execPath, [pluginExecutable, engineAddress], {
      env: { PATH: process.env["PATH"], ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line]: unknown[] = await once(child.stdout, "data");
    const plugin = new PluginProcess(child, engineAddress, engine, Number(String(line)), warnings);
    await plugin.call("handshake", fill(new messages.ProviderHandshakeRequest(), { engineAddress }));
    return plugin;
  }

  /** As `start`, with a provider that has these inputs. */
  static async startConfigured(
    environment: Readonly<Record<string, string | undefined>>,
    inputs: Values = {},
    urn = defaultProvider,
  ): Promise<PluginProcess> {
    const plugin = await PluginProcess.start(environment);
    await plugin.configure(inputs, urn);
    return plugin;
  }

  /** Starts over in the same process, as for an engine that attaches to it. */
  async reconfigure(inputs: Values = {}, urn = defaultProvider): Promise<void> {
    await this.call("attach", fill(new PluginAttach(), { address: this.engineAddress }));
    await this.configure(inputs, urn);
  }

  /** Calls a method of the protocol. Rejects with gRPC's error. */
  call<Response>(method: keyof ResourceProviderClient, request: object): Promise<Response> {
    return new Promise((resolve, reject) => {
      const done: Done<Response> = (error, response) => (error === null ? resolve(response) : reject(error));
      const run: unknown = Reflect.get(this.#client, method);
      if (typeof run !== "function") throw new Error(`the protocol has no method ${method}`);
      Reflect.apply(run, this.#client, [request, done]);
    });
  }

  async checkConfig(news: Values, urn = defaultProvider) {
    const request = fill(new messages.CheckRequest(), { urn, olds: toStruct({}), news: toStruct(news) });
    return this.#readCheckResponse(await this.call("checkConfig", request));
  }

  async diffConfig(olds: Values, news: Values, urn = defaultProvider) {
    const request = fill(new messages.DiffRequest(), { urn, olds: toStruct(olds), news: toStruct(news) });
    return (await this.call<messages.DiffResponse>("diffConfig", request)).toObject();
  }

  async configure(args: Values, urn = defaultProvider): Promise<void> {
    await this.call("configure", fill(new messages.ConfigureRequest(), { urn, args: toStruct(args) }));
  }

  async check(urn: string, news: Values, olds: Values = {}) {
    const request = fill(new messages.CheckRequest(), { urn, olds: toStruct(olds), news: toStruct(news) });
    return this.#readCheckResponse(await this.call("check", request));
  }

  #readCheckResponse(response: messages.CheckResponse) {
    const failures = response.getFailuresList().map((failure) => failure.toObject());
    return { inputs: response.getInputs()?.toJavaScript() ?? {}, failures };
  }

  /** Returns changed arguments and paths, with `!` after those that replace. */
  async diff(urn: string, id: string, olds: Values, news: Values) {
    const request = fill(new messages.DiffRequest(), { urn, id, olds: toStruct(olds), news: toStruct(news) });
    const response = await this.call<messages.DiffResponse>("diff", request);
    const kindNames = Object.entries(messages.PropertyDiff.Kind);
    const paths: Record<string, string | undefined> = {};
    response.getDetaileddiffMap().forEach((diff, path) => {
      paths[path] = kindNames.find(([, kind]) => kind === diff.getKind())?.[0];
    });
    return {
      changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      paths,
    };
  }

  async create(urn: string, properties: Values, preview = false) {
    const request = fill(new messages.CreateRequest(), { urn, properties: toStruct(properties), preview });
    const response = await this.call<messages.CreateResponse>("create", request);
    return { id: response.getId(), outputs: response.getProperties()?.toJavaScript() ?? {} };
  }

  async update(urn: string, id: string, olds: Values, news: Values, preview = false) {
    const fields = { urn, id, olds: toStruct(olds), news: toStruct(news), preview };
    const response = await this.call<messages.UpdateResponse>("update", fill(new messages.UpdateRequest(), fields));
    return response.getProperties()?.toJavaScript() ?? {};
  }

  async read(urn: string, id: string, properties: Values = {}) {
    const fields = { urn, id, properties: toStruct(properties), inputs: toStruct({}) };
    const response = await this.call<messages.ReadResponse>("read", fill(new messages.ReadRequest(), fields));
    return {
      id: response.getId(),
      outputs: response.getProperties()?.toJavaScript(),
      inputs: response.getInputs()?.toJavaScript(),
    };
  }

  async delete(urn: string, id: string, properties: Values): Promise<void> {
    await this.call("delete", fill(new messages.DeleteRequest(), { urn, id, properties: toStruct(properties) }));
  }

  async invoke(tok: string, args: Values) {
    const request = fill(new messages.InvokeRequest(), { tok, args: toStruct(args) });
    const response = await this.call<messages.InvokeResponse>("invoke", request);
    return {
      result: response.getReturn()?.toJavaScript(),
      failures: response.getFailuresList().map((failure) => failure.toObject()),
    };
  }

  /** Lists objects as `[id, name]`. */
  async list(token: string, query: Values = {}, limit = 0): Promise<readonly (readonly [string, string])[]> {
    const stream = this.#client.list(fill(new messages.ListRequest(), { token, query: toStruct(query), limit }));
    const listed: (readonly [string, string])[] = [];
    for await (const response of stream as AsyncIterable<messages.ListResponse>) {
      const result = response.getResult();
      if (result !== undefined) listed.push([result.getId(), result.getName()]);
    }
    return listed;
  }

  /** Ends the engine, and the plugin with it. */
  async close(): Promise<void> {
    this.#client.close();
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
    this.#engine.forceShutdown();
  }

  /** Ends the engine only. */
  closeEngine(): void {
    this.#engine.forceShutdown();
  }
}
