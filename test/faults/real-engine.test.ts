import { join } from "node:path";
import { DeploymentError, type OperationResult, type Stack } from "pulumi-whatsapp-engine";
import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { startNode } from "../../engine/dist/host/processes";
import { TestProject } from "../support/project";
import { TestAccount, writes } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { ProjectFixture } from "../support/world/project-fixture";
import { readStack } from "./support/kill-processes";
import { bareRow, dynamicRow } from "./support/row";

const fixture = new ProjectFixture();

describe("one stack", () => {
  /** A run takes seconds, so all rows share one stack; each row uses its own sequence. */
  function sequence(name: string, text = "Hi"): string {
    return `new whatsapp.WelcomeMessageSequence("${name}", { text: "${text}", iceBreakers: [{ title: "One" }, { title: "Two" }] });\n`;
  }
  const names = ["plain", "removed", "edited", "used"] as const;
  const first = names.map((name) => sequence(name)).join("");

  let account: TestAccount;
  let project: TestProject;
  let stack: Stack;
  beforeAll(async () => {
    account = await TestAccount.open();
    project = new TestProject({ ...account.environment(), WHATSAPP_ACCESS_TOKEN: undefined }, fixture.startNode);
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

  bareRow("04", "a create with a lost response sends one POST (real processes)", async () => {
    project.program(first);
    account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after", nth: 2 });
    await (await project.stack({}, startNode)).up();
    expect(account.requests("create")).toHaveLength(names.length);
    expect(ids()).toHaveLength(names.length);
    expect((await readStack(stack)).ids).toEqual(ids());
  });

  dynamicRow("89", "the state contains one constant handler text (real engine)", () => {
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
  bareRow("63", "refresh detects a removed sequence, up creates it once (real engine)", async () => {
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

  bareRow("65", "refresh shows drift and up restores it (real engine)", () => {
    expect(refreshed.stdout).toContain('~ name: "edited" => "renamed"');
    expect(refreshed.stdout).toContain('~ text: "Hi" => "Edited"');
    expect(refreshed.stdout).toContain("iceBreakers");
    expect(again.summary.resourceChanges).toMatchObject({ same: names.length - 1 });
    expect(rowOf("edited")?.content).toEqual({ text: "Hi", ice_breakers: [{ title: "One" }, { title: "Two" }] });
    return Promise.resolve();
  });

  bareRow("71", "a failed read-back records the id and the reason (real engine)", async () => {
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

  bareRow("61", "updating a sequence in an ad keeps the state (real engine)", async () => {
    account.meta.addAd({ sequenceId: idOf("used") });
    project.program(first.replace(sequence("used"), sequence("used", "New")) + sequence("half"));
    const { message } = await failureOf(stack.up());
    expect(message).toMatch(
      new RegExp(
        `Refused to change sequence "used" \\(\\d+/${idOf("used")}\\)\\. .*4027012.*fbtrace_id.*retainOnDelete`,
      ),
    );
    expect(account.writes().map(({ verb }) => verb)).toEqual(["update"]);
    expect(project.stateText()).not.toContain('"text":"New"');
    expect((await readStack(stack)).ids).toEqual(ids());
  });

  bareRow("61", "deleting a sequence in an ad sends no DELETE (real engine)", async () => {
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

  bareRow("62", "a delete with a lost response sends one DELETE (real engine)", async () => {
    account.meta.faults.add({ match: { verb: "delete" }, effect: { kind: "drop" }, when: "after" });
    account.meta.editSequence(idOf("used"), { isUsedInAd: false });
    await stack.destroy();
    expect(account.requests("delete")).toHaveLength(1);
    expect(ids()).toEqual([]);
    expect((await readStack(stack)).rows).toEqual([]);
  });
});

bareRow("45", "a token that expires during an update keeps what was created", async () => {
  const { meta } = fixture.account;
  // The first sequence takes four requests: a listing, the POST, the app id and the read-back.
  const token = meta.addToken({ expiresAfterRequests: 4 });
  fixture.project.program(`let before;
    for (const name of ["one", "two", "three"])
      before = new whatsapp.WelcomeMessageSequence(name, { text: name }, before && { dependsOn: before });`);
  const { message } = await failureOf(fixture.up(await fixture.project.stack({ WHATSAPP_ACCESS_TOKEN: token })));
  expect(message).toMatch(
    /Could not create sequence "two" .*\(code 190\/463, .* Set a valid token with `pulumi config set/,
  );
  expect(message).not.toContain('"three"');
  expect(meta.sequences().map(({ name }) => name)).toEqual(["one"]);
  expect(meta.journal().map(({ status }) => status)).toEqual([200, 200, 200, 200, 401]);
  await fixture.up(await fixture.project.stack());
  expect(meta.sequences().map(({ name }) => name)).toEqual(["one", "two", "three"]);
});

/** Runs fifty creates that fail; returns the lines of the error. */
async function runFailing(changes: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  fixture.project.program(
    `for (let i = 0; i < 50; i++) new whatsapp.WelcomeMessageSequence("s" + i, { text: "Hi " + i });`,
  );
  const stack = await fixture.project.stack(changes);
  const { message } = await failureOf(fixture.up(stack));
  expect(fixture.account.meta.sequences()).toEqual([]);
  expect(fixture.project.stateText()).not.toContain("WelcomeMessageSequence::s");
  const lines = message.split("\n").slice(1);
  expect(lines).not.toEqual([]);
  return lines;
}

bareRow("41", "fifty rate-limited resources send three requests, or one with Retry-After", async () => {
  const throttled: FaultEffect = { kind: "graph", code: 80008 };
  fixture.account.meta.faults.add({ effect: throttled, times: "always" });
  for (const line of await runFailing()) {
    expect(line).toMatch(
      /^Could not create sequence "s\d+" in account \d+\. Meta is limiting calls to account \d+( \(3 attempts in \d+\.\d s\)|, so this call was not sent): .* \(code 80008, fbtrace_id \w+\)\. Wait some minutes and run again; calls made meanwhile lengthen the block\. \(urn:/,
    );
  }
  expect(fixture.account.meta.journal()).toHaveLength(3);
  fixture.account.meta.faults.clear();
  fixture.account.meta.faults.add({ effect: { ...throttled, headers: { "retry-after": "180" } }, times: "always" });
  for (const line of await runFailing()) {
    expect(line).toMatch(/code 80008, .*\. Run again in 3 min; calls made meanwhile lengthen the block\. \(urn:/);
  }
  expect(fixture.account.meta.journal()).toHaveLength(1);
});

bareRow("41a", "one throttled account of twelve leaves a run to the others", async () => {
  const { meta } = fixture.account;
  const wabaIds = Array.from({ length: 12 }, (_, i) => meta.addWaba({ id: `2000${i + 10}` }));
  const [throttledId = ""] = wabaIds;
  meta.faults.add({
    match: { wabaId: throttledId },
    effect: { kind: "graph", code: 80008, headers: { "retry-after": "3600" } },
    times: "always",
  });
  fixture.project.program(
    `for (const wabaId of ${JSON.stringify(wabaIds)}) new whatsapp.WelcomeMessageSequence(wabaId, { wabaId, text: "Hi" });`,
  );
  const { message } = await failureOf(fixture.up(await fixture.project.stack()));
  expect(message.split("\n").slice(1)).toEqual([
    expect.stringMatching(
      new RegExp(`^Could not create .* in account ${throttledId}\\. .*code 80008, .*Run again in 60 min`),
    ),
  ]);
  expect(
    meta
      .sequences()
      .map(({ wabaId }) => wabaId)
      .sort(),
  ).toEqual(wabaIds.slice(1));
});

bareRow("41", "fifty resources and a closed port: every line explains it", async () => {
  for (const line of await runFailing({ WHATSAPP_BASE_URL: "http://127.0.0.1:1" })) {
    expect(line).toMatch(
      /^Could not create sequence "s\d+" in account \d+\. 127\.0\.0\.1:1 could not be reached \(\d attempts? in \d+\.\d s; .*\): ECONNREFUSED\. Check the network and whatsapp:baseUrl, then run again; nothing was changed\. \(urn:/,
    );
  }
});

const policyPacks = [join(__dirname, "../../policy-pack")];

bareRow("93", "a policy violation in a secret names the place, not the text", async () => {
  fixture.project.program(
    `new whatsapp.WelcomeMessageSequence("signup", { text: pulumi.secret("hush {{1}}"), iceBreakers: [{ title: pulumi.secret("{{2}}?") }] });`,
  );
  const stack = await fixture.project.stack();
  const events: unknown[] = [];
  const settings = { policyPacks, onEvent: (event: unknown) => void events.push(event) };
  const error = await stack.preview(settings).then(
    () => undefined,
    (failure: unknown) => failure as Error & { readonly stdout: string },
  );
  expect(error?.stdout).toMatch(
    /text, characters 6 to 10: the value violates the rule; it is secret and not shown\. Replace/,
  );
  expect(error?.stdout).toContain("iceBreakers[0].title, characters 1 to 5: the value violates the rule");
  const output = [error?.message, error?.stdout, JSON.stringify(events)].join("\n");
  for (const piece of ["hush", "{{1}}", "{{2}}"]) expect(output).not.toContain(piece);
  expect(writes(fixture.account.meta.journal())).toEqual([]);
});

bareRow("93", "a policy reports an unknown value in the preview", async () => {
  fixture.project.program(
    `const first = new whatsapp.WelcomeMessageSequence("first", { text: "Hi!" });
     new whatsapp.WelcomeMessageSequence("second", { text: first.sequenceId });`,
  );
  const stack = await fixture.project.stack();
  const { stdout } = await stack.preview({ policyPacks });
  expect(stdout).toContain("can't run policy 'whatsapp-no-secrets'");
  expect(stdout).toContain("string value at .text can't be known during preview");
  expect(stdout).not.toMatch(/04da6b54-80e4-46f7-96ec-b56ff0331ba9/);
});
