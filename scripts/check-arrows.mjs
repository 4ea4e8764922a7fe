/** Checks that lint rejects or allows each import below, as CONTRIBUTING.md describes. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const rejected = [
  ["provider/src/resources/provider.ts", "../client/graph-client"],
  ["provider/src/schema/limits.ts", "../runtime/session"],
  ["provider/src/client/retry.ts", "../runtime/session"],
  ["provider/src/index.ts", "./runtime/session"],
  ["provider/src/index.ts", "./cli/list"],
  ["provider/src/runtime/session.ts", "../cli/list"],
  ["provider/src/schema/limits.ts", "../cli/list"],
  ["provider/src/cli/list.ts", "../resources/provider"],
  ["provider/src/cli/list.ts", "pulumi-whatsapp-engine"],
  ["provider/src/webhooks/parse.ts", "../client/retry"],
  ["provider/src/webhooks/parse.ts", "../runtime/session"],
  ["provider/src/webhooks/parse.ts", "../resources/provider"],
  ["provider/src/webhooks/parse.ts", "../cli/list"],
  ["provider/src/webhooks/parse.ts", "@pulumi/pulumi"],
  ["provider/src/webhooks/parse.ts", "axios"],
  ["provider/src/index.ts", "./webhooks/parse"],
  ["provider/src/runtime/session.ts", "../webhooks/parse"],
  ["provider/src/client/retry.ts", "../webhooks/parse"],
  ["provider/src/schema/limits.ts", "../webhooks/parse"],
  ["provider/src/resources/provider.ts", "../webhooks/parse"],
  ["provider/src/cli/list.ts", "../webhooks/parse"],
  ["provider/src/index.ts", "./orders/build"],
  ["provider/src/orders/build.ts", "../runtime/session"],
  ["provider/src/orders/build.ts", "../resources/provider"],
  ["provider/src/orders/build.ts", "../cli/list"],
  ["provider/src/orders/build.ts", "@pulumi/pulumi"],
  ["provider/src/runtime/session.ts", "../orders/build"],
  ["provider/src/schema/limits.ts", "../orders/build"],
  ["provider/src/webhooks/parse.ts", "../orders/build"],
  ["provider/src/runtime/session.ts", "pulumi-whatsapp-simulator"],
  ["provider/src/runtime/session.ts", "../../../simulator/src/simulator"],
  ["simulator/src/journal.ts", "pulumi-whatsapp/schema"],
  ["simulator/src/journal.ts", "../../provider/src/schema/wire"],
  ["simulator/src/journal.ts", "pulumi-whatsapp-chat"],
  ["simulator/src/journal.ts", "../../chat/src/index"],
  ["simulator/src/journal.ts", "../ui/src/format"],
  ["simulator/ui/src/app.tsx", "pulumi-whatsapp/schema"],
  ["simulator/ui/src/app.tsx", "../../../provider/src/schema/limits"],
  ["engine/src/stack.ts", "pulumi-whatsapp"],
  ["engine/src/stack.ts", "../../simulator/src/simulator"],
  ["policy-pack/src/pulumi/policies.ts", "pulumi-whatsapp/runtime"],
  ["policy-pack/src/pulumi/policies.ts", "pulumi-whatsapp-simulator"],
  ["policy-pack/src/rules/sequences.ts", "pulumi-whatsapp"],
  ["policy-pack/src/rules/sequences.ts", "@pulumi/policy"],
  ["policy-pack/src/rules/sequences.ts", "pulumi-whatsapp/runtime"],
  ["chat/src/model/from-sequence.ts", "pulumi-whatsapp"],
  ["chat/src/model/from-sequence.ts", "pulumi-whatsapp/orders"],
  ["chat/src/model/from-sequence.ts", "pulumi-whatsapp-simulator"],
  ["examples/welcome-message-sequence/index.ts", "../../provider/src/index"],
];
const allowed = [
  ["simulator/ui/src/app.tsx", "../../../chat/src/model/parse-rich-text"],
  ["simulator/ui/src/app.tsx", "../../src/seed/example-seed"],
  ["simulator/ui/src/app.tsx", "pulumi-whatsapp-simulator"],
  ["provider/src/resources/provider.ts", "../schema/limits"],
  ["provider/src/runtime/session.ts", "../client/graph-client"],
  ["provider/src/client/retry.ts", "../schema/wire"],
  ["provider/src/cli/list.ts", "../runtime/session"],
  ["provider/src/cli/list.ts", "../client/clock"],
  ["provider/src/cli/list.ts", "../orders/build"],
  ["provider/src/orders/build.ts", "../client/retry"],
  ["provider/src/orders/build.ts", "../schema/order/money"],
  ["provider/src/index.ts", "./resources/provider"],
  ["provider/src/webhooks/attribution.ts", "../schema/sequence"],
  ["provider/src/webhooks/attribution.ts", "zod"],
  ["policy-pack/src/pulumi/policies.ts", "pulumi-whatsapp"],
  ["policy-pack/src/rules/sequences.ts", "pulumi-whatsapp/schema"],
  ["chat/src/model/from-sequence.ts", "pulumi-whatsapp/schema"],
  ["examples/welcome-message-sequence/index.ts", "pulumi-whatsapp"],
];

const root = fileURLToPath(new URL("..", import.meta.url));
// Import rules need no types, which take most of lint's time.
const withoutTypes = { ...tseslint.configs.disableTypeChecked, files: ["**/*.{ts,tsx}"] };
const eslint = new ESLint({ cwd: root, overrideConfig: withoutTypes });

/** True if lint rejects the import in the file. */
async function isRejected([file, specifier]) {
  const text = `import * as other from "${specifier}";\nexport const used = other;\n`;
  const [{ messages }] = await eslint.lintText(text, { filePath: join(root, file) });
  return messages.some(({ ruleId }) => ruleId === "no-restricted-imports" || ruleId?.startsWith("boundaries/"));
}

const wrong = [];
for (const arrow of rejected) if (!(await isRejected(arrow))) wrong.push(`should be rejected: ${arrow.join(" -> ")}`);
for (const arrow of allowed) if (await isRejected(arrow)) wrong.push(`should be allowed: ${arrow.join(" -> ")}`);
process.stdout.write(wrong.map((line) => `${line}\n`).join(""));
process.exitCode = wrong.length === 0 ? 0 : 1;
