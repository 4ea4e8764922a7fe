import { DeploymentError, type OperationResult, type Stack } from "pulumi-whatsapp-engine";
import { failureOf } from "../support/world/failures";
import { TestAccount } from "../support/world/account";
import { noted } from "./support/row";
import { TestProject } from "../support/project";
import { useWarmHost } from "../support/warm-host";
import { startNode } from "../../engine/dist/host/processes";
import { readStack } from "./support/kill-processes";

/** A run takes seconds, so all rows share one stack; each row uses its own sequence. */
function sequence(name: string, text = "Hi"): string {
  return `new whatsapp.WelcomeMessageSequence("${name}", { text: "${text}", iceBreakers: [{ title: "One" }, { title: "Two" }] });\n`;
}
const names = ["plain", "removed", "edited", "used"] as const;
const first = names.map((name) => sequence(name)).join("");

let account: TestAccount;
let project: TestProject;
let stack: Stack;
const host = useWarmHost();
beforeAll(async () => {
  account = await TestAccount.open();
  project = new TestProject({ ...account.environment(), WHATSAPP_ACCESS_TOKEN: undefined }, host.startNode);
  stack = await project.stack();
  await stack.setConfig("whatsapp:accessToken", { value: account.meta.accessToken, secret: true });
});
beforeEach(() => {
  account.meta.clearJournal();
  account.meta.faults.clear();
});
afterAll(async () => {
  project.remove();
  await account.close();
});

function rowOf(name: string) {
  return account.meta.sequences().find((row) => row.name === name);
}
function idOf(name: string): string {
  return rowOf(name)?.id ?? "";
}
function ids(): readonly string[] {
  return [...account.sequenceIds()].sort();
}

noted("04", "a create with a lost response sends one POST (real processes)", async () => {
  project.program(first);
  account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after", nth: 2 });
  await (await project.stack({}, startNode)).up();
  expect(account.requests("create")).toHaveLength(names.length);
  expect(ids()).toHaveLength(names.length);
  expect((await readStack(stack)).ids).toEqual(ids());
});

noted("89", "the state contains one constant handler text (real engine)", () => {
  const text = project.stateText();
  const handlers = [...text.matchAll(/"__provider":("(?:[^"\\]|\\.)*")/g)].map(([, literal = '""']) => literal);
  expect(handlers).toHaveLength(2 * names.length);
  expect(new Set(handlers)).toEqual(
    new Set([JSON.stringify('exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;')]),
  );
  expect(text).not.toContain(account.meta.accessToken);
  expect(text).toContain("whatsapp:accessToken");
  return Promise.resolve();
});

let refreshed: OperationResult;
let again: OperationResult;
noted("63", "refresh detects a removed sequence, up creates it once (real engine)", async () => {
  const removed = idOf("removed");
  account.meta.removeSequence(removed);
  const swapped = { text: "Edited", ice_breakers: [{ title: "Two" }, { title: "One" }] };
  account.meta.editSequence(idOf("edited"), { name: "renamed", content: swapped });
  refreshed = await stack.refresh();
  expect(refreshed.summary.resourceChanges).toMatchObject({ delete: 1, update: 1 });
  expect((await readStack(stack)).ids).toEqual(ids());
  again = await stack.up();
  expect(again.summary.resourceChanges).toMatchObject({ create: 1, update: 1 });
  expect(account.requests("create")).toHaveLength(1);
  expect(idOf("removed")).not.toBe(removed);
  expect((await readStack(stack)).ids).toEqual(ids());
});

noted("65", "refresh shows drift and up restores it (real engine)", () => {
  expect(refreshed.stdout).toContain('~ name: "edited" => "renamed"');
  expect(refreshed.stdout).toContain('~ text: "Hi" => "Edited"');
  expect(refreshed.stdout).toContain("iceBreakers");
  expect(again.summary.resourceChanges).toMatchObject({ same: names.length - 1 });
  expect(rowOf("edited")?.content).toEqual({ text: "Hi", ice_breakers: [{ title: "One" }, { title: "Two" }] });
  return Promise.resolve();
});

noted("71", "a failed read-back records the id and the reason (real engine)", async () => {
  project.program(first + sequence("half"));
  const match = { verb: "list" } as const;
  account.meta.faults.add({ match, effect: { kind: "status", status: 503 }, nth: 2, times: "always" });
  const impatient = await project.stack({ WHATSAPP_OPERATION_TIMEOUT_MS: "2000", WHATSAPP_MAX_ATTEMPTS: "1" });
  const { message } = await failureOf(impatient.up());
  expect(message).toContain(
    `Sequence ${account.meta.wabaId}/${idOf("half")} was written, but reading it back failed. The outcome of the request`,
  );
  expect(message).not.toMatch(/^\s+at /m);
  expect((await readStack(stack)).ids).toEqual(ids());
});

noted("61", "updating a sequence in an ad keeps the state (real engine)", async () => {
  account.meta.addAd({ sequenceId: idOf("used") });
  project.program(first.replace(sequence("used"), sequence("used", "New")) + sequence("half"));
  const { message } = await failureOf(stack.up());
  expect(message).toMatch(
    new RegExp(`Refused to change sequence "used" \\(\\d+/${idOf("used")}\\)\\. .*4027012.*fbtrace_id.*retainOnDelete`),
  );
  expect(account.writes().map(({ verb }) => verb)).toEqual(["update"]);
  expect(project.stateText()).not.toContain('"text":"New"');
  expect((await readStack(stack)).ids).toEqual(ids());
});

noted("61", "deleting a sequence in an ad sends no DELETE (real engine)", async () => {
  const used = idOf("used");
  const error = await failureOf(stack.destroy());
  const { message } = error;
  expect(error).toBeInstanceOf(DeploymentError);
  const stdout = String(Reflect.get(error, "stdout"));
  expect(stdout).not.toMatch(/^\s+at /m);
  // The SDK's own copy of the error, which engines show under the stack trace.
  expect(stdout).not.toMatch(/^ +pulumi-whatsapp:/m);
  expect(message).toMatch(new RegExp(`Refused to delete sequence "used" \\(\\d+/${used}\\)\\. An ad uses it`));
  expect(message).not.toMatch(/^\s+at /m);
  expect(account.requests("delete").filter(({ query }) => query["sequence_id"] === used)).toEqual([]);
  expect(ids()).toEqual([used]);
  expect(await readStack(stack)).toMatchObject({ rows: ["used"], pending: [] });
});

noted("62", "a delete with a lost response sends one DELETE (real engine)", async () => {
  account.meta.faults.add({ match: { verb: "delete" }, effect: { kind: "drop" }, when: "after" });
  account.meta.editSequence(idOf("used"), { isUsedInAd: false });
  await stack.destroy();
  expect(account.requests("delete")).toHaveLength(1);
  expect(ids()).toEqual([]);
  expect((await readStack(stack)).rows).toEqual([]);
});
