import { createTemporaryStack } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

test("up creates one sequence, and destroy deletes it", async () => {
  const meta = await startSimulator();
  const stack = await createTemporaryStack({
    workDir: __dirname,
    envVars: { WHATSAPP_BASE_URL: meta.url, WHATSAPP_ACCESS_TOKEN: meta.accessToken, WHATSAPP_WABA_ID: meta.wabaId },
  });
  const { outputs } = await stack.up();
  expect(meta.sequences()).toMatchObject([{ id: outputs["sequenceId"]?.value, name: "Driver sign-up" }]);
  await stack.destroy();
  expect(meta.sequences()).toEqual([]);
  await stack.remove();
  await meta.close();
}, 60_000);
