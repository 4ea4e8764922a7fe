/** Shows the lifecycle of a sequence on the simulator: create, no change, edit, drift, use in an ad, refused destroy, destroy. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSimulator } from "pulumi-whatsapp-simulator";
import { readArguments } from "./support/arguments.mjs";
import { openDeployer } from "./support/deployers.mjs";
import { drawChat } from "./support/draw-chat.mjs";

const { engine } = readArguments("usage: npm run tour -- [--engine embedded|cli]");
const root = fileURLToPath(new URL("..", import.meta.url));
const write = (text) => process.stdout.write(text);

// The tour edits a copy of the program.
const programDir = mkdtempSync(join(tmpdir(), "pulumi-whatsapp-tour-"));
cpSync(join(root, "examples/welcome-message-sequence"), programDir, {
  recursive: true,
  filter: (path) => !path.includes("node_modules"),
});
symlinkSync(join(root, "node_modules"), join(programDir, "node_modules"));
const program = join(programDir, "index.ts");
const edit = (before, after) => writeFileSync(program, readFileSync(program, "utf8").replace(before, after));
// Only `up` computes the stack's outputs, so a refresh would print an outdated `isUsedInAd`. The tour reads the state instead.
edit("export const isUsedInAd = signup.isUsedInAd;\n", "");

const simulator = await startSimulator();
const deployer = await openDeployer({
  engine,
  programDir,
  environment: {
    WHATSAPP_BASE_URL: simulator.url,
    WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
    WHATSAPP_WABA_ID: simulator.wabaId,
  },
  write,
});

let failures = 0;
const expect = (condition, what) => {
  write(`  ${condition ? "✓" : "✗"} ${what}\n`);
  if (!condition) failures += 1;
};

let chapter = 0;
/** Runs one step and prints its title, the engine's output and the requests. */
async function step(title, verb, { fails = false } = {}) {
  chapter += 1;
  write(`\n── ${chapter}. ${title} ${"─".repeat(Math.max(3, 70 - title.length))}\n`);
  simulator.clearJournal();
  const succeeded = await deployer.run(verb);
  const calls = simulator.journal();
  write(
    `\n  ${calls.length} request${calls.length === 1 ? "" : "s"}: ${calls.map(({ method, path }) => `${method} ${path}`).join(", ") || "none"}\n`,
  );
  expect(succeeded !== fails, fails ? "the operation was refused, as expected" : "the operation succeeded");
  return calls;
}

const sequence = () => simulator.sequences()[0];
/** Reads `isUsedInAd` from the state. */
async function isUsedInAd() {
  const { deployment } = await deployer.state();
  return deployment.resources.find(({ type }) => type.endsWith(":WelcomeMessageSequence"))?.outputs?.isUsedInAd;
}

try {
  write(`The lifecycle of a welcome message sequence, on ${deployer.description} and a simulator of the Graph API.\n`);
  await step("The first up creates the sequence", "up");
  expect(simulator.sequences().length === 1, `the account contains one sequence, ${sequence().id}`);

  const unchanged = await step("The second up has nothing to do", "up");
  expect(unchanged.length === 0, "it sent no requests");

  edit("driving with us.", "driving with us. We answer within the hour.");
  await step("The text is edited in the program", "up");
  expect(sequence().content.text.endsWith("within the hour."), "the sequence has the new text, under the same id");
  write(`\nThe chat that opens from an ad with it:\n\n${drawChat(sequence())}`);

  simulator.editSequence(sequence().id, { name: "renamed by hand" });
  await step("Someone renames it in Meta's tools; refresh detects it", "refresh");
  await step("The next up restores the program's name", "up");
  expect(sequence().name === "Driver sign-up", "the program's name is back");

  const { adId } = simulator.addAd({ sequenceId: sequence().id });
  const usedBefore = await isUsedInAd();
  await step("An ad takes the sequence; refresh records it", "refresh");
  const usedNow = await isUsedInAd();
  expect(usedBefore === false && usedNow === true, `isUsedInAd in the state was ${usedBefore} and is ${usedNow}`);
  const refused = await step("Destroy is refused while the ad uses it (4027012)", "destroy", { fails: true });
  expect(
    refused.every(({ method }) => method !== "DELETE"),
    "no DELETE was sent",
  );
  expect(simulator.sequences().length === 1, "the sequence is still there");

  simulator.removeAd(adId);
  await step("The ad is removed; destroy succeeds", "destroy");
  expect(simulator.sequences().length === 0, "the account is empty");
  write(failures === 0 ? "\nThe tour is over: everything was as it should be.\n" : `\n${failures} checks failed.\n`);
  process.exitCode = failures === 0 ? 0 : 1;
} finally {
  await deployer.close();
  await simulator.close();
  rmSync(programDir, { recursive: true, force: true });
}
