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
import {
  GetMappingResponse,
  GetSchemaResponse,
  ListResponse,
  type DeleteRequest,
  type ListRequest,
} from "@pulumi/pulumi/proto/provider_pb";
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

/** 400 MiB, the limit of the SDKs' own channels. */
const maxMessageBytes = 400 * 1024 * 1024;

/** Starts the plugin's server on a free port of the loopback address, and returns the port. */
export function startServer(service: PluginService, pluginPackage: PluginPackage): Promise<number> {
  const server = new Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  server.addService(ResourceProviderService, {
    ...createResourceMethods(service),
    ...createPackageMethods(service, pluginPackage),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

function createResourceMethods(service: PluginService): UntypedServiceImplementation {
  return {
    checkConfig: createUnary(service.checkConfig.bind(service)),
    diffConfig: createUnary(service.diffConfig.bind(service)),
    configure: createUnary(service.configure.bind(service)),
    check: createUnary(service.check.bind(service)),
    diff: createUnary(service.diff.bind(service)),
    create: createUnary(service.create.bind(service)),
    read: createUnary(service.read.bind(service)),
    update: createUnary(service.update.bind(service)),
    delete: createUnary(async (request: DeleteRequest) => {
      await service.delete(request);
      return new Empty();
    }),
    invoke: createUnary(service.invoke.bind(service)),
    list: (call: ServerWritableStream<ListRequest, ListResponse>) => {
      service.list(call.request).then(
        (objects) => {
          for (const object of limitTo(call.request.getLimit(), objects)) call.write(toListResponse(object));
          call.end();
        },
        (error: unknown) => call.emit("error", toServiceError(error)),
      );
    },
  };
}

/** Methods about the plugin itself. What is missing (`construct`, `call`, `parameterize`, `getMappings`) gRPC answers with UNIMPLEMENTED. */
function createPackageMethods(
  service: PluginService,
  { version, readSchema }: PluginPackage,
): UntypedServiceImplementation {
  return {
    handshake: createUnary(service.handshake.bind(service)),
    attach: createUnary((request: PluginAttach) => {
      service.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: createUnary(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getSchema: createUnary(async () => {
      const response = new GetSchemaResponse();
      response.setSchema(await readSchema());
      return response;
    }),
    getMapping: createUnary(() => new GetMappingResponse()),
    // Comes with every Ctrl-C and every ordinary end; operations that run go on until they are recorded.
    cancel: createUnary(() => new Empty()),
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

function toListResponse({ id, name }: ListedObject): ListResponse {
  const result = new ListResponse.Result();
  result.setId(id);
  result.setName(name);
  const response = new ListResponse();
  response.setResult(result);
  return response;
}
