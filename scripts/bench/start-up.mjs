/** Measures the start of processes: loading a package, and the engine's two processes with and without its preload. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { embedded, Project } from "./project.mjs";
import { median, ratio, section, table } from "./report.mjs";

const pairs = 3;
const preload = fileURLToPath(new URL("../../engine/preload/defer-closure-serialization.js", import.meta.url));
const processes = { program: "program", provider: "dynamic provider" };

export function measureLoading() {
  const require = createRequire(import.meta.url);
  const run = (code) => {
    const startMs = performance.now();
    spawnSync(process.execPath, ["-e", code]);
    return performance.now() - startMs;
  };
  const names = ["pulumi-whatsapp/runtime", "pulumi-whatsapp", "@pulumi/pulumi"];
  const ratios = names.map(() => []);
  for (let i = 0; i < 5; i++) {
    const bareMs = run("");
    names.forEach((name, n) => ratios[n].push(run(`require(${JSON.stringify(require.resolve(name))})`) / bareMs));
  }
  section(
    "Loading",
    "Starting Node and loading a package, compared with starting Node alone: the median of five pairs.",
  );
  table(
    "Wall time",
    ["package", "ratio"],
    names.map((name, n) => [name, ratio(median(ratios[n]))]),
  );
}

/** Measures both processes in three updates with the engine's preload and three without it, alternately. */
export async function measureStartUp() {
  const runs = { deferred: [], whole: [] };
  for (let i = 0; i < pairs; i++) {
    for (const way of i % 2 === 0 ? ["deferred", "whole"] : ["whole", "deferred"]) runs[way].push(await startUp(way));
  }
  section(
    "Start-up of the engine's processes",
    "The embedded engine loads the SDK's closure serialization at its first use. Each process is measured when it reaches the user's " +
      `code, and compared with one that loads everything at its start: ${pairs} pairs.`,
  );
  table(
    "Modules and CPU time: deferred, loaded at the start",
    ["process", "modules", "ratio", "CPU time", "ratio of each pair", "median"],
    Object.entries(processes).map(([name, label]) => {
      const figures = (way, figure) => runs[way].map((run) => run[name][figure]);
      const ratios = (figure) => figures("deferred", figure).map((value, i) => value / figures("whole", figure)[i]);
      const both = (figure) => ["deferred", "whole"].map((way) => Math.round(median(figures(way, figure))));
      return [
        label,
        both("modules").join(" : "),
        ratio(median(ratios("modules"))),
        `${both("cpuMs").join(" : ")} ms`,
        ratios("cpuMs").map(ratio).join(", "),
        ratio(median(ratios("cpuMs"))),
      ];
    }),
  );
}

async function startUp(way) {
  const project = new Project("start-up", embedded);
  try {
    await project.run("stack", "init");
    if (way === "whole") {
      const loadEverything = `--require "${project.path("load-everything.js")}"`;
      Object.assign(project.environment, { NODE_OPTIONS: loadEverything, BENCH_PRELOAD: preload });
    }
    await project.run("up", "--yes", "--skip-preview");
    return Object.fromEntries(Object.keys(processes).map((name) => [name, project.readJson(`${name}.json`)]));
  } finally {
    project.remove();
  }
}
