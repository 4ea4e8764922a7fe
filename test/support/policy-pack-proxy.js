"use strict";
/**
 * Tells a policy pack which stack it checks. The engine sends that to the running pack, while the SDK's runner reads it from
 * its environment as it starts: so the engine talks to this proxy, which starts the pack once the stack is known.
 */
const { Client, Server, ServerCredentials, credentials, status } = require("@grpc/grpc-js");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { AnalyzerStackConfigureRequest } = require("@pulumi/pulumi/proto/analyzer_pb");

const passBytes = (bytes) => bytes;
const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const empty = Buffer.alloc(0);

/** The service's methods with messages left as bytes: they are passed on, never read. */
const methods = Object.fromEntries(
  Object.entries(AnalyzerService).map(([name, method]) => [
    name,
    {
      ...method,
      requestDeserialize: passBytes,
      responseSerialize: passBytes,
    },
  ]),
);

/**
 * @param {(stackEnvironment: Record<string, string>) => Promise<number>} startPack Resolves with the pack's port.
 * @returns {Promise<{ port: number, close: () => void }>}
 */
async function startPolicyPackProxy(startPack) {
  let pack;
  const connect = (configuration) => (pack ??= attach(startPack, configuration));
  const forward = (method) => (call, callback) => {
    // `pulumi policy publish` never configures the stack.
    connect().then(
      (client) => client.makeUnaryRequest(method.path, passBytes, passBytes, call.request, callback),
      (error) => callback({ code: status.UNKNOWN, details: `policy pack not started: ${error.message}` }),
    );
  };
  const server = new Server(limits);
  server.addService(methods, {
    ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, forward(method)])),
    handshake: (_call, callback) => callback(null, empty),
    configureStack: (call, callback) => {
      connect(call.request).catch(() => undefined);
      callback(null, empty);
    },
  });
  const port = await new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

/** Starts the pack and sends it the stack, whose tags are not in the environment. */
async function attach(startPack, configuration) {
  const port = await startPack(configuration ? stackEnvironment(configuration) : {});
  const client = openClient(port);
  if (configuration) {
    await new Promise((resolve, reject) => {
      client.makeUnaryRequest(methods.configureStack.path, passBytes, passBytes, configuration, (error) =>
        error === null || error.code === status.UNIMPLEMENTED ? resolve() : reject(error),
      );
    });
  }
  return client;
}

function openClient(port) {
  return new Client(`127.0.0.1:${port}`, credentials.createInsecure(), { ...limits, "grpc.enable_http_proxy": 0 });
}

function stackEnvironment(configuration) {
  const stack = AnalyzerStackConfigureRequest.deserializeBinary(configuration);
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().toArray())),
  };
}

module.exports = { startPolicyPackProxy };
