import { fileURLToPath } from "node:url";
import { rules } from "../../policy-pack/dist/rules/index.js";
import { embedded, Project } from "./project.mjs";
import { ratio, seconds, section, table } from "./report.mjs";

const pack = fileURLToPath(new URL("../../policy-pack", import.meta.url));
const clock = { now: () => new Date() };
const slowestRules = 10;

/** Measures a preview with and without the published pack, and the pack's cost for one more sequence. */
export async function measurePolicies(sizes) {
  const project = new Project("pulumi-whatsapp", embedded, { WHATSAPP_WABA_ID: "102290129340398" });
  try {
    await project.run("stack", "init");
    const times = [];
    for (const size of sizes) {
      project.environment.COUNT = String(size);
      const without = await project.run("preview");
      times.push({ size, without, withPack: await project.run("preview", "--policy-pack", pack) });
    }
    section("The policy pack", "The published pack with its defaults, on sequences, on the embedded engine.");
    table(
      "Wall time of a preview",
      ["sequences", "with : without", "ratio", "cost per further sequence"],
      times.map(({ size, without, withPack }, i) => {
        const before = times[i - 1];
        const addedMs = (time) => 1000 * (time.withPack - time.without);
        const each = before && `${((addedMs(times[i]) - addedMs(before)) / (size - before.size)).toFixed(2)} ms`;
        return [size, `${seconds(withPack)} : ${seconds(without)}`, ratio(withPack / without), each ?? "-"];
      }),
    );
  } finally {
    project.remove();
  }
}

/** Measures each rule on hostile texts of 1 MB and of half that length. */
export async function measureHostileTexts() {
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
    "a.",
    "٤",
    "%61",
    "[.]",
    "eyJ-",
    "glpat-",
    "A://",
  ];
  const rows = [];
  // Makes each text a new one, so that no rule reuses the result of another.
  let textNumber = 0;
  for (const rule of rules.filter(({ kind }) => kind === "content")) {
    const check = rule.configure({}, clock);
    const slowest = { ms: 0, piece: "", growth: 0 };
    for (const piece of hostile) {
      const text = (bytes) => `${textNumber++} ${piece.repeat(Math.ceil(bytes / piece.length))}`.slice(0, bytes);
      const [half, whole] = [await timed(check, text(500_000)), await timed(check, text(1_000_000))];
      if (whole > slowest.ms) Object.assign(slowest, { ms: whole, piece, growth: whole / half });
    }
    rows.push({ id: rule.id, ...slowest });
  }
  rows.sort((a, b) => b.ms - a.ms);
  section(
    "Hostile texts",
    "Texts of 1,000,000 characters that repeat one piece, compared with texts of half that length: the time of a linear rule doubles. " +
      `The table shows the ${slowestRules} slowest of ${rows.length} content rules, each with its slowest piece.`,
  );
  table(
    "Time of the slowest content rules",
    ["rule", "time", "piece", "ratio"],
    rows
      .slice(0, slowestRules)
      .map(({ id, ms, piece, growth }) => [id, `${ms.toFixed(1)} ms`, quote(piece), ratio(growth)]),
  );
}

/** Escapes marks and invisible characters. */
const quote = (text) =>
  JSON.stringify(text).replace(/[\p{M}\p{Cf}]/gu, (mark) => `\\u${mark.codePointAt(0).toString(16).padStart(4, "0")}`);

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
