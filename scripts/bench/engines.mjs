/** Compares the engines: the cost of one more resource, and the embedded engine with the CLI. */
import { ratioOf } from "./lives.mjs";
import { embedded, steps } from "./project.mjs";
import { judge, median, seconds, section, table } from "./report.mjs";

const growthPrograms = { "pulumi-whatsapp": "ours", "no-op": "no-op" };

/** Cost of one more resource between each size and the next; needs two sizes, and three to see it grow. */
export function compareSizes(engines, sizes, find) {
  if (sizes.length < 2) return;
  section(
    "Growth",
    "Wall time of one more resource between two sizes, and its growth. The target is 1.00x or less. The right half is the no-op provider.",
  );
  const spans = sizes.slice(1).map((size, i) => [sizes[i], size]);
  const labels = Object.values(growthPrograms);
  const heads = labels.flatMap((label) => [
    ...spans.map(([few, many]) => `${label}: ${few} to ${many}`),
    ...spans.slice(1).map((_, i) => `growth at ${spans[i][1]}`),
  ]);
  for (const engine of engines) {
    table(
      `Wall time of one more resource, ${engine.name}`,
      ["step", ...heads],
      Object.keys(steps).map((step) => [
        step,
        ...Object.keys(growthPrograms).flatMap((program) =>
          growthCells(spans, (size) => median(find(engine, program, size).seconds[step])),
        ),
      ]),
    );
  }
}

function growthCells(spans, wall) {
  const eachMs = spans.map(([few, many]) => (1000 * (wall(many) - wall(few))) / (many - few));
  return [
    ...eachMs.map((value) => `${value.toFixed(1)} ms`),
    ...eachMs.slice(1).map((value, i) => (eachMs[i] > 0 ? judge(value / eachMs[i], 1) : "-")),
  ];
}

/** The target applies from 1,000 resources on. */
export function compareEngines(engines, sizes, find) {
  const cli = engines.find((engine) => engine !== embedded);
  if (cli === undefined || !engines.includes(embedded)) return;
  section("The embedded engine compared with the CLI", `The no-op provider, embedded engine : ${cli.name}.`);
  table(
    "Wall time (target for up with 1,000 resources: 0.50x)",
    ["step", ...sizes.map((size) => `${size} resources`)],
    Object.keys(steps).map((step) => [
      step,
      ...sizes.map((size) => {
        const [own, other] = [embedded, cli].map((engine) => find(engine, "no-op", size));
        const figures = [own, other].map((life) => seconds(median(life.seconds[step]))).join(" : ");
        const target = step === "up" && size >= 1000 ? 0.5 : undefined;
        return `${judge(ratioOf(own, other, "seconds", step), target)} (${figures})`;
      }),
    ]),
  );
}
