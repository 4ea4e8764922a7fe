/** Previews and deploys the example on the simulator, and prints its outputs and requests. */
import { fileURLToPath } from "node:url";
import { startSimulator } from "pulumi-whatsapp-simulator";
import { readArguments } from "./support/arguments.mjs";
import { openDeployer } from "./support/deployers.mjs";
import { drawChat } from "./support/draw-chat.mjs";

const { engine, json } = readArguments("usage: npm start -- [--engine embedded|cli] [--json]");
const print = (text) => {
  if (!json) process.stdout.write(text);
};

const simulator = await startSimulator();
const deployer = await openDeployer({
  engine,
  programDir: fileURLToPath(new URL("../examples/welcome-message-sequence", import.meta.url)),
  environment: {
    WHATSAPP_BASE_URL: simulator.url,
    WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
    WHATSAPP_WABA_ID: simulator.wabaId,
  },
  write: print,
}).catch(async (error) => {
  await simulator.close();
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

try {
  print(
    `Runs examples/welcome-message-sequence on ${deployer.description}, against a simulator of the Graph API at ${simulator.url}.\n\n`,
  );
  const succeeded = (await deployer.run("preview")) && (print("\n"), await deployer.run("up", { diff: false }));
  const outputs = await deployer.outputs();
  const calls = simulator.journal().map(({ method, path, status }) => ({ method, path, status }));
  if (json) process.stdout.write(`${JSON.stringify({ engine: deployer.engine, outputs, calls }, null, 2)}\n`);
  print(
    `\nOutputs\n${Object.entries(outputs)
      .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`)
      .join("")}`,
  );
  print(
    `\nCalls that reached the simulator\n${calls.map(({ method, path, status }) => `  ${status} ${method} ${path}\n`).join("")}`,
  );
  const [sequence] = simulator.sequences();
  if (sequence !== undefined) print(`\nThe chat that opens from an ad with this sequence\n\n${drawChat(sequence)}`);
  print(
    "\nNext: npm run tour shows the lifecycle of a sequence. The program is examples/welcome-message-sequence/index.ts.\n",
  );
  if (!succeeded) process.exitCode = 1;
} finally {
  await deployer.close();
  await simulator.close();
}
