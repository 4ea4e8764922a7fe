import { fileURLToPath } from "node:url";
import { rules } from "../../policy-pack/dist/rules/index.js";
import { embedded, Project } from "./project.mjs";
import { ratio, seconds, table } from "./report.mjs";

const pack = fileURLToPath(new URL("../../policy-pack", import.meta.url));
const surroundings = { now: () => new Date() };

/** Wall time of a preview with the published pack beside one without, and what one more sequence costs in each. */
export async function policies(sizes) {
  const project = new Project("sequences", embedded, { WHATSAPP_WABA_ID: "102290129340398" });
  try {
    await project.run(0, "stack", "init");
    const times = [];
    for (const size of sizes) {
      const bare = await project.run(size, "preview");
      times.push({ size, bare, withPack: await project.run(size, "preview", "--policy-pack", pack) });
    }
    const rows = times.map(({ size, bare, withPack }, i) => {
      const before = times[i - 1];
      const each =
        before === undefined
          ? "-"
          : `${((1000 * (withPack - bare - before.withPack + before.bare)) / (size - before.size)).toFixed(2)} ms`;
      return [size, seconds(bare), seconds(withPack), ratio(withPack / bare), each];
    });
    table(
      "Preview with the published pack",
      ["sequences", "without", "with", "ratio", "the pack, each further one"],
      rows,
    );
  } finally {
    project.remove();
  }
}

/** What a hostile text of 1 MB costs each rule, and how much more than one of half that length (linear is 2x). */
export async function hostileTexts() {
  const hostile = [
    "a",
    "*",
    " ",
    "(",
    "{{",
    "1",
    "www.",
    "http://",
    "\u0301",
    "\u200b",
    "A!",
    "@",
    "a.b",
    "envie o CPF ",
    "😀",
    "аa",
  ];
  const rows = [];
  for (const rule of rules.filter(({ kind }) => kind === "content")) {
    const check = rule.with({}, surroundings);
    const slowest = { ms: 0, piece: "", growth: 0 };
    for (const piece of hostile) {
      const text = (bytes) => piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes);
      const [half, whole] = [await timed(check, text(500_000)), await timed(check, text(1_000_000))];
      if (whole > slowest.ms) Object.assign(slowest, { ms: whole, piece, growth: whole / half });
    }
    rows.push([rule.id, `${slowest.ms.toFixed(1)} ms`, JSON.stringify(slowest.piece), ratio(slowest.growth)]);
  }
  table(
    "A hostile text of 1,000,000 characters: the slowest piece that it repeats, for each rule",
    ["rule", "time", "piece", "against half of it"],
    rows,
  );
}

async function timed(check, text) {
  const content = { name: "x", text, autofill: "Hi", iceBreakers: ["How?"] };
  const times = [];
  for (let i = 0; i < 3; i++) {
    const startMs = performance.now();
    await check(content);
    times.push(performance.now() - startMs);
  }
  return Math.min(...times);
}
