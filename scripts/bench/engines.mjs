/** The engines themselves: cost of one more resource, and the embedded engine beside the CLI. */
import { ratioOf } from "./lives.mjs";
import { embedded, steps } from "./project.mjs";
import { judge, median, seconds, section, table } from "./report.mjs";

const growthPrograms = { "pulumi-whatsapp": "WelcomeMessageSequence", "no-op": "no-op provider" };

/** Cost of one more resource between each size and the next; needs two sizes, and three to see it grow. */
export function compareSizes(engines, sizes, find) {
  if (sizes.length < 2) return;
  section("Growth", "What one more resource costs between two sizes. It must not grow: the target is 1.00x or less.");
  const spans = sizes.slice(1).map((size, i) => [sizes[i], size]);
  const heads = [
    "step",
    ...sizes.map((size) => `${size} resources`),
    ...spans.map(([few, many]) => `each, ${few} to ${many}`),
    ...spans.slice(1).map((_, i) => `growth at ${spans[i][1]}`),
  ];
  for (const engine of engines) {
    for (const [program, label] of Object.entries(growthPrograms)) {
      table(
        `Wall time, ${label}, ${engine.name}`,
        heads,
        Object.keys(steps).map((step) => {
          const wall = (size) => median(find(engine, program, size).seconds[step]);
          const eachMs = spans.map(([few, many]) => (1000 * (wall(many) - wall(few))) / (many - few));
          return [
            step,
            ...sizes.map((size) => seconds(wall(size))),
            ...eachMs.map((value) => `${value.toFixed(1)} ms`),
            ...eachMs.slice(1).map((value, i) => (eachMs[i] > 0 ? judge(value / eachMs[i], 1) : "-")),
          ];
        }),
      );
    }
  }
}

/** The target holds from 1,000 resources on. */
export function compareEngines(engines, sizes, find) {
  const cli = engines.find((engine) => engine !== embedded);
  if (cli === undefined || !engines.includes(embedded)) return;
  section("The embedded engine beside the CLI", `The no-op provider, embedded engine : ${cli.name}.`);
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
