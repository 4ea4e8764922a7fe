/** Compares WelcomeMessageSequence with a hand-written and a no-op provider: calls, wall time and state. */
import { measureLives, ratioOf } from "./lives.mjs";
import { compareEngines, compareSizes } from "./engines.mjs";
import { judge, median, seconds, section, table } from "./report.mjs";
import { steps } from "./project.mjs";

const wallTargets = { preview: 1.1, up: 1.1, refresh: 1.1 };
const pages = (count) => Math.ceil(count / 100);
const writeTarget = (count) => count + Math.floor(count / 8) + pages(count) + 4;
const callTargets = {
  up: (count) => (count === 1 ? 4 : writeTarget(count)),
  update: (count) => (count === 1 ? 3 : writeTarget(count)),
  refresh: (count) => (count === 1 ? 1 : pages(count) + 1),
  destroy: (count) => (count === 1 ? 2 : count + pages(count) + 3),
};
/** Calls of the embedded engine before decision 0032, by number of sequences. */
const callsBefore = {
  up: { 1: 4, 10: 16, 100: 142, 1000: 1880 },
  update: { 1: 3, 10: 18, 100: 168 },
  refresh: { 1: 2, 10: 2, 100: 2, 1000: 11 },
  destroy: { 1: 2, 10: 13, 100: 116, 1000: 2002 },
};

export async function measureResources(engines, sizes, repeat) {
  const lives = [];
  for (const size of sizes) lives.push(...(await measureLives(engines, size, repeat)));
  const find = (engine, program, size) =>
    lives.find((life) => life.engine === engine && life.program === program && life.size === size);
  section(
    "WelcomeMessageSequence compared with other providers",
    "Hand-written is `scripts/bench/programs/hand-written`: a `pulumi.dynamic.Resource` over axios with the five calls and " +
      "without retries or checks. The no-op provider sends no requests. A cell contains the ratio and both figures, ours first.",
  );
  for (const engine of engines) {
    const columns = sizes.map((size) => ({
      size,
      own: find(engine, "pulumi-whatsapp", size),
      handWritten: find(engine, "hand-written", size),
      noOp: find(engine, "no-op", size),
    }));
    reportResources(engine.name, columns);
  }
  compareSizes(engines, sizes, find);
  compareEngines(engines, sizes, find);
}

function reportResources(engine, columns) {
  const heads = ["step", ...columns.map(({ size }) => `${size} sequences`)];
  const rows = (cell, names = Object.keys(steps)) =>
    names.map((step) => [step, ...columns.map((of) => cell(step, of))]);
  table(`Calls to Meta, ours : hand-written, ${engine} (target 1.00x)`, heads, rows(callCell));
  table(
    `Calls to Meta, limit, ${engine} (up and update: N + N/8 + pages of 100 + 4; refresh: pages + 1; destroy: N + pages + 3; of one: 4, 3, 1 and 2)`,
    heads,
    rows(budgetCell, Object.keys(callTargets)),
  );
  const wallCell = (other, targets) => (step, column) =>
    `${judge(ratioOf(column.own, column[other], "seconds", step), targets[step])} ${times(step, column.own, column[other])}`;
  const always = Object.fromEntries(Object.keys(steps).map((step) => [step, 1]));
  table(`Wall time, ours : hand-written, ${engine} (target 1.00x)`, heads, rows(wallCell("handWritten", always)));
  table(
    `Wall time, ours : no-op provider, ${engine} (target 1.10x for preview, up and refresh)`,
    heads,
    rows(wallCell("noOp", wallTargets)),
  );
  reportState(engine, columns);
}

const times = (step, ...lives) => `(${lives.map((life) => seconds(median(life.seconds[step]))).join(" : ")})`;

function callCell(step, { own, handWritten }) {
  const [ours, theirs] = [own, handWritten].map((life) => median(life.calls[step]));
  const figures = `${ours} : ${theirs}`;
  return theirs === 0 ? judge(ours, 0, figures) : `${judge(ours / theirs, 1)} (${figures})`;
}

function budgetCell(step, { size, own }) {
  const [calls, writes] = [own.calls, own.writes].map((figures) => median(figures[step]));
  const target = callTargets[step](size);
  const before = callsBefore[step][size];
  const change = before === undefined ? "" : `; before decision 0032: ${before}`;
  return judge(calls, target, `${calls} of ${target} (${writes} writes${change})`);
}

/** Compares the size of the state. The second ratio shows the size of the handler text. */
function reportState(engine, columns) {
  const each = (rows) => Buffer.byteLength(JSON.stringify(rows)) / rows.length;
  const withoutCode = (rows) =>
    JSON.parse(JSON.stringify(rows, (key, value) => (key === "__provider" ? undefined : value)));
  table(
    `State per resource, ${engine} (targets: 1.00x of hand-written, 1.20x of ours without code)`,
    ["sequences", "ours", "hand-written", "ratio", "ours without code", "ratio"],
    columns.map(({ size, own, handWritten }) => {
      const [ours, theirs, bare] = [own.rows, handWritten.rows, withoutCode(own.rows)].map(each);
      const bytes = (value) => `${Math.round(value)} B`;
      return [size, bytes(ours), bytes(theirs), judge(ours / theirs, 1), bytes(bare), judge(ours / bare, 1.2)];
    }),
  );
}
