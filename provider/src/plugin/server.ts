import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { toServiceError } from "./errors";
import type { ListedObject } from "./listings";
import type { PluginService } from "./service";

/** Version and schema of the plugin. */
export interface PluginPackage {
  readonly version: string;
  /** Reads the text of the schema. */
  readonly readSchema: () => Promise<string>;
}

/** The engine that the plugin works for. */
interface Connection {
  /** Starts over for the engine at this address. */
  connect(engineAddress: string): void;
  readonly service: PluginService;
}

/** 400 MiB, the limit of the SDKs' own channels. */
const maxMessageBytes = 400 * 1024 * 1024;

export interface RunningServer {
  readonly port: number;
  /** Ends the server, and calls that run. */
  close(): void;
}

/** Starts the plugin's server on a free port of the loopback address. */
export function startServer(connection: Connection, pluginPackage: PluginPackage): Promise<RunningServer> {
  const server = new Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  server.addService(ResourceProviderService, {
    ...createConnectionMethods(connection),
    ...createPackageMethods(pluginPackage),
    ...createResourceMethods(connection),
    list: createList(connection),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve({ port, close: () => server.forceShutdown() }) : reject(error),
    );
  });
}

function createConnectionMethods(connection: Connection): UntypedServiceImplementation {
  return {
    // An answer also tells the engine that previews are supported. Secrets are taken off by the engine and put back by property.
    handshake: createUnary((request: messages.ProviderHandshakeRequest) => {
      connection.connect(request.getEngineAddress());
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(false);
      return response;
    }),
    attach: createUnary((request: PluginAttach) => {
      connection.connect(request.getAddress());
      return new Empty();
    }),
    // Comes with every Ctrl-C and every ordinary end; operations that run go on until they are recorded.
    cancel: createUnary(() => new Empty()),
  };
}

/** Methods about the plugin itself. What is missing (`construct`, `call`, `parameterize`, `getMappings`) gRPC answers with UNIMPLEMENTED. */
function createPackageMethods({ version, readSchema }: PluginPackage): UntypedServiceImplementation {
  return {
    getPluginInfo: createUnary(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getSchema: createUnary(async () => {
      const response = new messages.GetSchemaResponse();
      response.setSchema(await readSchema());
      return response;
    }),
    getMapping: createUnary(() => new messages.GetMappingResponse()),
  };
}

function createResourceMethods(connection: Connection): UntypedServiceImplementation {
  return {
    checkConfig: createUnary((request: messages.CheckRequest) => connection.service.checkConfig(request)),
    diffConfig: createUnary((request: messages.DiffRequest) => connection.service.diffConfig(request)),
    configure: createUnary((request: messages.ConfigureRequest) => connection.service.configure(request)),
    check: createUnary((request: messages.CheckRequest) => connection.service.check(request)),
    diff: createUnary((request: messages.DiffRequest) => connection.service.diff(request)),
    create: createUnary((request: messages.CreateRequest) => connection.service.create(request)),
    read: createUnary((request: messages.ReadRequest) => connection.service.read(request)),
    update: createUnary((request: messages.UpdateRequest) => connection.service.update(request)),
    delete: createUnary(async (request: messages.DeleteRequest) => {
      await connection.service.delete(request);
      return new Empty();
    }),
    invoke: createUnary((request: messages.InvokeRequest) => connection.service.invoke(request)),
  };
}

function createList(connection: Connection) {
  return (call: ServerWritableStream<messages.ListRequest, messages.ListResponse>): void => {
    Promise.resolve()
      .then(() => connection.service.list(call.request))
      .then(
        (objects) => {
          for (const object of limitTo(call.request.getLimit(), objects)) call.write(toListResponse(object));
          call.end();
        },
        (error: unknown) => call.emit("error", toServiceError(error)),
      );
  };
}

function createUnary<Request, Response>(run: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => run(call.request))
      .then(
        (response) => done(null, response),
        (error: unknown) => done(toServiceError(error)),
      );
  };
}

/** Keeps the first objects. A limit of 0 means all. */
function limitTo(limit: number, objects: readonly ListedObject[]): readonly ListedObject[] {
  return limit > 0 ? objects.slice(0, limit) : objects;
}

function toListResponse({ id, name }: ListedObject): messages.ListResponse {
  const result = new messages.ListResponse.Result();
  result.setId(id);
  result.setName(name);
  const response = new messages.ListResponse();
  response.setResult(result);
  return response;
}
