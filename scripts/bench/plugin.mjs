/** Compares the plugin with the dynamic provider: start-up, memory, and the operations of a stack with 100 sequences. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { startSimulator } from "pulumi-whatsapp-simulator";
import { nodejs, Project } from "./project.mjs";
import { judge, median, ratio, seconds, section, table } from "./report.mjs";

const require = createRequire(import.meta.url);
const { credentials } = require("@grpc/grpc-js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");

const root = fileURLToPath(new URL("../..", import.meta.url));
const pairs = 7;
const count = 100;

/** The commands as the CLI runs them, and the dynamic provider as the embedded engine does. */
const forms = {
  plugin: { command: [`${root}provider/pulumi-resource-whatsapp`], isPlugin: true },
  dynamic: { command: ["sh", `${root}test/support/dynamic-provider.sh`] },
  deferred: {
    command: [
      process.execPath,
      "--require",
      `${root}engine/preload/defer-closure-serialization.js`,
      require.resolve("@pulumi/pulumi/cmd/dynamic-provider"),
    ],
  },
};

export async function measurePlugin(cli, repeat) {
  await measureProcesses();
  if (cli !== undefined) await measureOperations(cli, repeat);
}

async function measureProcesses() {
  const runs = { plugin: [], dynamic: [], deferred: [] };
  // Both forms end when they cannot reach their engine.
  const engine = createServer().listen(0, "127.0.0.1");
  await once(engine, "listening");
  const address = `127.0.0.1:${engine.address().port}`;
  for (let i = 0; i < pairs; i++) {
    for (const name of Object.keys(forms)) runs[name].push(await measureProcess(forms[name], address));
  }
  engine.close();
  section(
    "The plugin compared with the dynamic provider",
    `Each process is started as Pulumi's CLI starts it, ${pairs} times in turn. "Ready" is when it has printed its port; "checked" is when it has also ` +
      "checked its first sequence, for which the dynamic provider loads this package. The last column is the dynamic provider as the " +
      "embedded engine starts it, with deferred loading.",
  );
  const figures = [
    ["time until ready", "readyMs", "ms", 0.5],
    ["processor time until ready", "readyCpuMs", "ms", 0.5],
    ["memory when ready", "readyMb", "MB", 0.5],
    ["time until checked", "checkedMs", "ms", 0.5],
    ["memory when checked", "checkedMb", "MB", 0.5],
  ];
  const middle = (name, figure) => median(runs[name].map((run) => run[figure]));
  table(
    "Start (target 0.50x)",
    ["figure", "plugin", "dynamic provider", "ratio", "with deferred loading", "ratio"],
    figures.map(([label, figure, unit, target]) => {
      const [plugin, dynamic, deferred] = ["plugin", "dynamic", "deferred"].map((name) => middle(name, figure));
      const show = (value) => `${Math.round(value)} ${unit}`;
      return [
        label,
        show(plugin),
        show(dynamic),
        judge(plugin / dynamic, target),
        show(deferred),
        ratio(plugin / deferred),
      ];
    }),
  );
}

/** Starts a process and checks one sequence in it. Memory is the resident set of all its processes. */
async function measureProcess({ command, isPlugin = false }, engineAddress) {
  const startMs = performance.now();
  const [program, ...args] = command;
  const child = spawn(program, [...args, engineAddress], {
    cwd: root,
    detached: true,
    env: { ...process.env, PULUMI_NODEJS_PROJECT: "bench", WHATSAPP_ACCESS_TOKEN: "none" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(child.stdout, "data");
    const ready = { readyMs: performance.now() - startMs, ...figuresOf(child.pid) };
    await checkSequence(Number(String(port)), isPlugin);
    const checkedMs = performance.now() - startMs;
    const { mb: checkedMb } = figuresOf(child.pid);
    return { readyMs: ready.readyMs, readyCpuMs: ready.cpuMs, readyMb: ready.mb, checkedMs, checkedMb };
  } finally {
    process.kill(-child.pid, "SIGKILL");
  }
}

async function checkSequence(port, isPlugin) {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
  });
  const call = (method, request) =>
    new Promise((resolve, reject) => {
      client[method](request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  const handler = 'exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;';
  const settings = isPlugin ? { wabaId: "1" } : { "whatsapp:wabaId": "1" };
  const configure = new messages.ConfigureRequest();
  configure.setArgs(Struct.fromJavaScript(settings));
  await call("configure", configure);
  const check = new messages.CheckRequest();
  check.setUrn("urn:pulumi:dev::bench::whatsapp:index:WelcomeMessageSequence::r");
  check.setOlds(new Struct());
  check.setNews(Struct.fromJavaScript({ text: "Hi!", ...(isPlugin ? {} : { name: "r", __provider: handler }) }));
  const response = await call("check", check);
  if (response.getFailuresList().length > 0) throw new Error(response.getFailuresList()[0].getReason());
  client.close();
}

/** Returns memory in MB and processor time in ms of a process and its children (Linux). */
function figuresOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  const own = {
    mb: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024,
    cpuMs: 10 * readFileSync(`/proc/${pid}/stat`, "utf8").split(" ").slice(13, 17).map(Number).reduce(sum),
  };
  return children.map(figuresOf).reduce((all, one) => ({ mb: all.mb + one.mb, cpuMs: all.cpuMs + one.cpuMs }), own);
}

const sum = (a, b) => a + b;

const quiet = ["--yes", "--skip-preview"];
const operations = {
  preview: ["preview"],
  up: ["up", ...quiet],
  "no change": ["up", ...quiet],
  edit: ["up", ...quiet],
  refresh: ["refresh", ...quiet],
  destroy: ["destroy", ...quiet],
};

const packages = "packages:\n  whatsapp: ./node_modules/pulumi-whatsapp\n";

function writeYaml(edit = "") {
  const resources = Array.from(
    { length: count },
    (_, i) =>
      `  r${i}:\n    type: whatsapp:WelcomeMessageSequence\n    properties: { text: "Hi! This is number ${i}${edit}" }\n`,
  );
  return `name: bench\nruntime: yaml\n${packages}resources:\n${resources.join("")}`;
}

/** Programs with the same sequences: the folder, and the project file before and after the edit. */
const programs = {
  "dynamic provider": ["pulumi-whatsapp", nodejs, nodejs],
  plugin: ["plugin", nodejs + packages, nodejs + packages],
  "plugin, YAML program": ["plugin", writeYaml(), writeYaml("!")],
};

async function measureOperations(cli, repeat) {
  const walls = Object.fromEntries(Object.keys(programs).map((name) => [name, {}]));
  for (let i = 0; i < repeat; i++) {
    process.stderr.write(`Measuring the plugin with ${count} resources, ${i + 1} of ${repeat}\n`);
    await measureOnce(cli, walls);
  }
  const names = Object.keys(programs);
  const wall = (name, operation) => median(walls[name][operation]);
  const total = (name) =>
    Object.keys(operations)
      .map((operation) => wall(name, operation))
      .reduce(sum);
  const toRow = (label, of) => {
    const [dynamic, ...plugins] = names.map(of);
    return [
      label,
      seconds(dynamic),
      ...plugins.flatMap((value) => [
        seconds(value),
        label === "sum" ? judge(value / dynamic, 0.7) : ratio(value / dynamic),
      ]),
    ];
  };
  table(
    `Wall time of ${count} sequences, ${cli.name} (target for the sum: 0.70x)`,
    ["operation", "dynamic provider", "plugin, same program", "ratio", "plugin, YAML program", "ratio"],
    [...Object.keys(operations).map((one) => toRow(one, (name) => wall(name, one))), toRow("sum", total)],
  );
}

async function measureOnce(cli, walls) {
  const stacks = [];
  try {
    for (const [name, [folder, before, after]] of Object.entries(programs)) {
      stacks.push({ name, after, ...(await openStack(cli, folder, before)) });
    }
    for (const [number, operation] of Object.keys(operations).entries()) {
      const shift = number % stacks.length;
      for (const { name, after, project, simulator } of [...stacks.slice(shift), ...stacks.slice(0, shift)]) {
        if (operation === "edit") project.edit(after);
        (walls[name][operation] ??= []).push(await project.run(...operations[operation]));
        const expected = ["preview", "destroy"].includes(operation) ? 0 : count;
        const actual = simulator.sequences().length;
        if (actual !== expected)
          throw new Error(`${name}: ${actual} sequences after ${operation}, expected ${expected}.`);
      }
    }
  } finally {
    for (const { project, simulator } of stacks) {
      project.remove();
      await simulator.close();
    }
  }
}

async function openStack(cli, folder, projectFile) {
  const simulator = await startSimulator();
  const environment = {
    COUNT: String(count),
    WHATSAPP_BASE_URL: simulator.url,
    WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
    WHATSAPP_WABA_ID: simulator.wabaId,
  };
  const project = new Project(folder, cli, environment, projectFile);
  await project.run("stack", "init");
  return { project, simulator };
}
