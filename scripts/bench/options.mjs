import { parseArgs } from "node:util";

export const parts = ["loading", "start-up", "plugin", "resources", "policies", "texts"];
const engines = ["embedded", "cli"];

const usage = `Usage: npm run bench [-- options]

  --sizes 10,100,1000    numbers of resources, each larger than the one before
  --parts ${parts.join(",")}
  --engines embedded,cli engines for the parts "plugin" and "resources"; the CLI only where it is found
  --repeat 1             measures the part "resources" so many times and shows medians
  --write                also writes docs/performance.md
`;

/** Reads the options of the command line. Exits after --help or an invalid option. */
export function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        sizes: { type: "string", default: "10,100,1000" },
        parts: { type: "string", default: parts.join(",") },
        engines: { type: "string", default: engines.join(",") },
        repeat: { type: "string", default: "1" },
        write: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    return {
      sizes: parseSizes(values.sizes),
      parts: parseNames("--parts", values.parts, parts),
      engines: parseNames("--engines", values.engines, engines),
      repeat: parseCount("--repeat", values.repeat),
      write: values.write,
    };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

function parseSizes(text) {
  const sizes = text.split(",").map((size) => parseCount("--sizes", size));
  if (sizes.some((size, i) => i > 0 && size <= sizes[i - 1])) {
    throw new Error(`--sizes: ${text} is not in ascending order. Give each size once, the smallest first.`);
  }
  return sizes;
}

function parseCount(option, text) {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 100_000) return count;
  throw new Error(`${option}: "${text}" is not a whole number from 1 to 100000.`);
}

function parseNames(option, text, known) {
  const names = text.split(",");
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new Error(`${option}: "${unknown}" is not one of ${known.join(", ")}.`);
}
