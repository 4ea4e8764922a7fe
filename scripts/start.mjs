/** The first try: simulator, preview and up of the example, its outputs, and the calls that reached the simulator. */
import { fileURLToPath } from "node:url";
import { startSimulator } from "pulumi-whatsapp-simulator";
import { readArguments } from "./support/arguments.mjs";
import { openDeployer } from "./support/deployers.mjs";

const { engine, json } = readArguments("usage: npm start -- [--engine embedded|cli] [--json]");
const say = (text) => {
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
  write: say,
}).catch(async (error) => {
  await simulator.close();
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

try {
  say(
    `Runs examples/welcome-message-sequence on ${deployer.description}, against a simulator of the Graph API at ${simulator.url}.\n\n`,
  );
  const ended = (await deployer.run("preview")) && (say("\n"), await deployer.run("up", { diff: false }));
  const outputs = await deployer.outputs();
  const calls = simulator.journal().map(({ method, path, status }) => ({ method, path, status }));
  if (json) process.stdout.write(`${JSON.stringify({ engine: deployer.engine, outputs, calls }, null, 2)}\n`);
  say(
    `\nOutputs\n${Object.entries(outputs)
      .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`)
      .join("")}`,
  );
  say(
    `\nCalls that reached the simulator\n${calls.map(({ method, path, status }) => `  ${status} ${method} ${path}\n`).join("")}`,
  );
  say(
    "\nNext: npm run tour shows the whole life of a sequence; examples/welcome-message-sequence/index.ts is the program.\n",
  );
  if (!ended) process.exitCode = 1;
} finally {
  await deployer.close();
  await simulator.close();
}
