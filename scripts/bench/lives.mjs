/** Runs each program on each engine, alternating after every step, so that a busy machine slows all of them. */
import { startSimulator } from "pulumi-whatsapp-simulator";
import { Project, steps } from "./project.mjs";
import { median } from "./report.mjs";

export const programs = ["pulumi-whatsapp", "hand-written", "no-op"];

/**
 * Measures all programs and engines with one number of resources. `seconds` and `calls` contain a figure per repetition for each step, `rows`
 * the resource rows of the state after the last refresh.
 */
export async function measureLives(engines, size, repeat) {
  const lives = engines.flatMap((engine) =>
    programs.map((program) => ({ engine, program, size, seconds: {}, calls: {}, writes: {}, rows: [] })),
  );
  for (let i = 0; i < repeat; i++) {
    process.stderr.write(`Measuring ${size} resources, ${i + 1} of ${repeat}\n`);
    await measureOnce(lives, i);
  }
  return lives;
}

async function measureOnce(lives, repetition) {
  const stacks = [];
  try {
    for (const life of lives) stacks.push(await openStack(life));
    for (const [number, step] of Object.keys(steps).entries()) {
      // Rotates the order.
      const shift = (repetition + number) % stacks.length;
      for (const stack of [...stacks.slice(shift), ...stacks.slice(0, shift)]) await measureStep(stack, step);
    }
  } finally {
    for (const { project, simulator } of stacks) {
      project.remove();
      await simulator.close();
    }
  }
}

async function openStack(life) {
  const simulator = await startSimulator();
  const project = new Project(life.program, life.engine, {
    COUNT: String(life.size),
    WHATSAPP_BASE_URL: simulator.url,
    WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
    WHATSAPP_WABA_ID: simulator.wabaId,
  });
  await project.run("stack", "init");
  return { life, project, simulator };
}

async function measureStep({ life, project, simulator }, step) {
  if (step === "update") project.environment.EDIT = ", edited";
  const seconds = await project.run(...steps[step]);
  const requests = simulator.journal();
  simulator.clearJournal();
  if (step === "refresh") life.rows = project.readRows().filter(({ type }) => type.includes(":dynamic"));
  requireSequences(life, step, simulator.sequences().length);
  for (const [figures, value] of [
    [life.seconds, seconds],
    [life.calls, requests.length],
    [life.writes, requests.filter(({ method }) => method !== "GET").length],
  ]) {
    (figures[step] ??= []).push(value);
  }
}

/** @throws if a program has not created or deleted its sequences */
function requireSequences({ engine, program, size }, step, actual) {
  const expected = program === "no-op" || step === "preview" || step === "destroy" ? 0 : size;
  if (actual === expected) return;
  throw new Error(`${program} on ${engine.name}: ${actual} sequences exist after ${step}, expected ${expected}.`);
}

/** Computes the median over all repetitions of one figure divided by another. */
export const ratioOf = (life, other, figure, step) =>
  median(life[figure][step].map((value, i) => value / other[figure][step][i]));
