import { execFileSync } from "node:child_process";
import * as webhooks from "./index";

test("the package loads neither Pulumi nor an HTTP client", () => {
  const program = `require("pulumi-whatsapp/webhooks");
    const loaded = Object.keys(require.cache).map((file) => /.*node_modules.((@[^/]+.)?[^/]+)|$/.exec(file)[1]);
    process.stdout.write([...new Set(loaded)].filter(Boolean).join());`;
  expect(execFileSync(process.execPath, ["-e", program], { cwd: __dirname, encoding: "utf8" })).toBe("zod");
});

test("the exported names stay", () => {
  expect(Object.keys(webhooks).sort()).toEqual([
    "InvalidArguments",
    "answerHandshake",
    "attribute",
    "attributeSync",
    "attributionMap",
    "confirmHandled",
    "deduplicate",
    "defaultMaxBodyBytes",
    "eventKey",
    "memoryStore",
    "orderFailureOf",
    "parseWebhook",
    "receive",
    "releaseClaim",
    "resolveSendOutcome",
    "restoreReferral",
    "signatureFault",
    "verifySignature",
  ]);
});
