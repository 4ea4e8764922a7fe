#!/usr/bin/env node
"use strict";
/**
 * Stands in for `pulumi-language-nodejs`, which no package registry carries: runs programs, policy packs and plugins with
 * the processes of the SDK beside them, as Pulumi's own language host does. Not covered: finding plugins in node_modules,
 * code generation, linking, packing, the debugger, and the pipes of SDKs older than 3.0.
 */
const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Server, ServerCredentials, status } = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { version } = require("@pulumi/pulumi/package.json");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const language = require("@pulumi/pulumi/proto/language_pb");
const plugin = require("@pulumi/pulumi/proto/plugin_pb");
const { startPolicyPackProxy } = require("./policy-pack-proxy");

/** The SDK's runner ends with it when it has already reported the error. */
const exitCodeAlreadyReported = 32;
const killDelayMs = 5_000;
const engineAddress = process.argv.at(-1);
const cancelled = new AbortController();

/** Path of one of the SDK's scripts, as the program or pack itself resolves it. */
function resolveScript(name, dir) {
  try {
    return createRequire(join(dir, "index.js")).resolve(`@pulumi/pulumi/cmd/${name}`);
  } catch {
    throw new Error(`It looks like the Pulumi SDK has not been installed in ${dir}. Have you run npm install?`);
  }
}

/** `runtime.options` of Pulumi.yaml: Node's arguments, and the environment for the SDK's runner. */
function readOptions(info) {
  const { typescript = true, tsconfig = "", nodeargs = "" } = info.getOptions()?.toJavaScript() ?? {};
  return {
    nodeArgs: nodeargs.split(/\s+/).filter((arg) => arg !== ""),
    env: {
      ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
      ...(tsconfig === "" ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
    },
  };
}

/** A call on an ordinary function: its result, or its error as the call's. */
const unary = (handle) => (call, callback) => {
  Promise.resolve()
    .then(() => handle(call))
    .then(
      (response) => callback(null, response),
      (error) => callback({ code: status.UNKNOWN, details: error.message }),
    );
};

const waitForEnd = (child) =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });

async function run(call) {
  const request = call.request;
  const info = request.getInfo();
  const dir = info.getProgramDirectory();
  const options = readOptions(info);
  const flags = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info.getRootDirectory()],
    ["stack", request.getStack()],
    ["pwd", dir],
    ["parallel", String(request.getParallel())],
  ].flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value]));
  const args = [
    ...options.nodeArgs,
    resolveScript("run", dir),
    ...flags,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
  const child = spawn("node", args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: programEnvironment(request, options),
  });
  const interrupt = () => {
    child.kill("SIGINT");
    setTimeout(() => child.kill("SIGKILL"), killDelayMs).unref();
  };
  cancelled.signal.addEventListener("abort", interrupt);
  call.on("cancelled", interrupt);
  const { code, signal } = await waitForEnd(child);
  cancelled.signal.removeEventListener("abort", interrupt);
  const response = new language.RunResponse();
  if (code === exitCodeAlreadyReported) response.setBail(true);
  else if (code !== 0) response.setError(exitText({ code, signal }));
  return response;
}

function programEnvironment(request, options) {
  // The keys of old SDKs, which new ones read as well: `namespace:config:name`.
  const config = request.getConfigMap().toArray();
  const values = config.map(([key, value]) => [key.replace(":", ":config:"), value]);
  return {
    ...process.env,
    ...options.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

const exitText = ({ code, signal }) =>
  signal === null
    ? `Program exited with non-zero exit code: ${code}`
    : `Program exited unexpectedly: signal: ${signal}`;

async function runPlugin(call) {
  const { dir, nodeArgs, args, env } = readPluginRequest(call.request);
  const child = spawn("node", [resolveScript("run-plugin", dir), ...nodeArgs, dir, ...args], {
    cwd: call.request.getPwd(),
    stdio: pluginStreams,
    env,
  });
  call.on("cancelled", () => child.kill("SIGKILL"));
  child.stdout.on("data", (bytes) => writeStdout(call, bytes));
  child.stderr.on("data", (bytes) => writeStderr(call, bytes));
  await waitForSuccess(child);
}

async function runPolicyPack(call) {
  const { dir, nodeArgs, args, env } = readPluginRequest(call.request);
  const script = resolveScript("run-policy-pack", dir);
  await new Promise((resolve, reject) => {
    const startPack = (stackEnvironment) => {
      const child = spawn("node", [script, ...nodeArgs, ...args, dir], {
        cwd: dir,
        stdio: pluginStreams,
        env: { ...env, ...stackEnvironment },
      });
      call.on("cancelled", () => child.kill("SIGKILL"));
      child.stderr.on("data", (bytes) => writeStderr(call, bytes));
      waitForSuccess(child).then(resolve, reject);
      return readPort(child, (bytes) => writeStdout(call, bytes));
    };
    startPolicyPackProxy(startPack).then((proxy) => {
      call.on("cancelled", () => (proxy.close(), resolve()));
      writeStdout(call, Buffer.from(`${proxy.port}\n`));
    }, reject);
  });
}

const pluginStreams = ["ignore", "pipe", "pipe"];
const writeStdout = (call, bytes) => call.write(new language.RunPluginResponse().setStdout(bytes));
const writeStderr = (call, bytes) => call.write(new language.RunPluginResponse().setStderr(bytes));

function readPluginRequest(request) {
  const { nodeArgs, env } = readOptions(request.getInfo());
  return {
    dir: request.getInfo().getProgramDirectory(),
    nodeArgs,
    args: request.getArgsList(),
    env: { ...readEnvironment(request), ...env },
  };
}

async function waitForSuccess(child) {
  const end = await waitForEnd(child);
  if (end.code !== 0) throw new Error(exitText(end));
}

/** The first line of a plugin's output; what follows goes to `onOutput`. */
function readPort(child, onOutput) {
  return new Promise((resolve, reject) => {
    let text = "";
    const readLine = (bytes) => {
      text += bytes.toString("latin1");
      const end = text.indexOf("\n");
      if (end < 0) return;
      child.stdout.off("data", readLine).on("data", onOutput);
      if (end + 1 < text.length) onOutput(Buffer.from(text.slice(end + 1), "latin1"));
      const port = Number.parseInt(text, 10);
      if (Number.isNaN(port)) reject(new Error("could not read policy pack port: expected integer"));
      else resolve(port);
    };
    child.stdout.on("data", readLine);
    child.stdout.once("close", () => reject(new Error("could not read policy pack port: EOF")));
  });
}

/** What the engine sends, or this process' own environment. */
function readEnvironment(request) {
  const lines = request.getEnvList();
  if (lines.length === 0) return process.env;
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

const service = {
  handshake: unary(() => new language.LanguageHandshakeResponse()),
  getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
  getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
  getProgramDependencies: unary(() => new language.GetProgramDependenciesResponse()),
  runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
  about: unary(() => new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
  installDependencies: (call) => call.end(),
  run: unary(run),
  runPlugin: (call) => {
    const run = call.request.getKind() === "analyzer" ? runPolicyPack : runPlugin;
    run(call).then(
      () => call.end(),
      (error) => call.emit("error", { code: status.UNKNOWN, details: error.message }),
    );
  },
  cancel: unary(() => {
    cancelled.abort();
    return new Empty();
  }),
};

if (process.argv.includes("-version") || process.argv.includes("--version")) {
  process.stdout.write(`${version}\n`);
} else {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  // The SDK's own files name each method as the protocol does; those left out answer UNIMPLEMENTED.
  server.addService(LanguageRuntimeService, service);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
  // The engine keeps the other end open until it exits.
  process.stdin.resume().once("end", () => process.exit());
}
