import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "pulumi-whatsapp-engine";
import { runCommand, type Ran } from "../support/command";
import { previewAsJson } from "../support/preview-json";
import { writeTeamPack } from "../support/team-pack";
import { adProgram } from "../support/world/ads";
import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();

/** Reviews a preview. Word joiners, which are invisible, are removed from the comment. */
async function review(preview: string | Uint8Array, ...words: readonly string[]): Promise<Ran> {
  const ran = await runCommand(["review", "--stack", "acme/shop/dev", ...words], {}, the.project.dir, preview);
  return { ...ran, out: ran.out.replaceAll("\u2060", "") };
}

function sequence(name: string, args: string): string {
  return `new whatsapp.WelcomeMessageSequence("${name}", ${args});\n`;
}

/** Deploys a program and returns the stack with another program. */
async function deployAndChange(before: string, after: string): Promise<Stack> {
  the.project.program(before);
  const stack = await the.project.stack();
  await the.up(stack);
  the.project.program(after);
  return stack;
}

/** Writes a pack of the team, with these overrides. */
function writePack(overrides = "{}"): string {
  return writeTeamPack(the.project.dir, `select({ overrides: ${overrides} })`);
}

const marker = "<!-- pulumi-whatsapp-review: acme/shop/dev -->\n";

test.each(["document", "lines"] as const)("an edit shows its words, before and after (%s)", async (format) => {
  const stack = await deployAndChange(
    sequence("signup", '{ text: "Paid every *week*." }') + sequence("same", '{ text: "Hi" }'),
    sequence("signup", '{ text: "Paid every *day*.", iceBreakers: [{ title: "How?" }] }') +
      sequence("same", '{ text: "Hi" }'),
  );
  const { code, out, err } = await review(await previewAsJson(stack, format));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toBe(
    [
      `${marker}<h3>💬 WhatsApp messages: <code>acme/shop/dev</code></h3>`,
      "**1 update.**",
      "<details><summary>About 2 calls to Meta</summary><ul><li>" +
        `account <code>${the.account.meta.wabaId}</code>: 2 calls, 1% of its hourly limit</li></ul></details>`,
      "<h4>✏️ Welcome message <code>signup</code> is updated</h4>",
      "<p><b>Text</b></p><blockquote>Paid every &#42;<del>week</del> <ins>day</ins>&#42;.</blockquote>",
      "<p><b>Quick reply 1</b></p><blockquote><ins>How?</ins></blockquote>",
      "<table><tr><th>Before</th><th>After</th></tr><tr>" +
        '<td valign="top"><blockquote>Paid every <b>week</b>.</blockquote></td>' +
        '<td valign="top"><blockquote>Paid every <b>day</b>.</blockquote><blockquote>↩️ How?</blockquote></td></tr></table>\n',
    ].join("\n\n"),
  );
});

test("new and deleted sequences show one chat", async () => {
  const stack = await deployAndChange(sequence("old", '{ text: "Bye" }'), sequence("new", '{ text: "Hi" }'));
  const { out } = await review(await previewAsJson(stack));
  expect(out).toContain("**1 new resource, 1 deletion.**");
  expect(out).toContain("<h4>🆕 Welcome message <code>new</code> is created</h4>\n\n<blockquote>Hi</blockquote>");
  expect(out).toContain("<h4>🗑️ Welcome message <code>old</code> is deleted</h4>\n\n<blockquote>Bye</blockquote>");
});

test.each(["document", "lines"] as const)("a replacement names the creative and ad (%s)", async (format) => {
  const { adId } = the.account.meta.addAd({});
  const programWith = (text: string): string =>
    adProgram(adId, { sequence: `text: "${text}", onContentChange: "replace"` });
  const stack = await deployAndChange(programWith("Hi"), programWith("Hello"));
  const { out } = await review(await previewAsJson(stack, format));
  expect(out).toContain("**1 update, 2 replacements.**");
  expect(out).toContain("<h4>♻️ Welcome message <code>signup</code> is replaced</h4>");
  expect(out).toContain("📣 Ad creative <code>driver-ad</code> is replaced by one with the new sequence.");
  expect(out).toContain(`📣 Ad <code>driver-ad</code> (id <code>${adId}</code>) switches to the new creative.`);
  expect(out.match(/^<h4>/gm)).toHaveLength(1);
});

test("an update of a sequence in an ad warns of the rejection", async () => {
  const { adId } = the.account.meta.addAd({});
  const stack = await deployAndChange(
    adProgram(adId, { sequence: 'text: "Hi"' }),
    adProgram(adId, { sequence: 'text: "Hello"', creative: 'name: "renamed"' }),
  );
  const { out } = await review(await previewAsJson(stack, "document", { refresh: true }));
  expect(out).toContain("⚠️ An ad uses this sequence, and Meta rejects changes of it.");
  expect(out).toContain("<h4>✏️ Ad creative <code>driver-ad</code> is updated</h4>\n\n<p><b>Name</b></p>");
});

test.each(["document", "lines"] as const)("a blocked preview shows the violation (%s)", async (format) => {
  the.project.program(sequence("signup", '{ text: "Hi {{name}}!" }') + sequence("fine", '{ text: "Hi!" }'));
  const stack = await the.project.stack();
  const preview = await previewAsJson(stack, format, { policyPacks: [writePack()] });
  const { code, out } = await review(preview);
  expect(code).toBe(0);
  expect(out).toContain("❌ **A mandatory policy blocks this update.**");
  expect(out).toMatch(
    /signup<\/code> is created<\/h4>\n\n<ul><li>⛔ <code>text<\/code>, characters 4 to 11&#58; .*<code>whatsapp-no-placeholders<\/code><\/li><\/ul>/,
  );
});

test("an advisory finding is shown and blocks nothing", async () => {
  the.project.program(sequence("signup", '{ text: "Hi {{name}}!" }'));
  const stack = await the.project.stack();
  const policyPacks = [writePack('{ "whatsapp-no-placeholders": "advisory" }')];
  const { out } = await review(await previewAsJson(stack, "document", { policyPacks }));
  expect(out).not.toContain("❌");
  expect(out).toContain("<li>⚠️ <code>text</code>, characters 4 to 11&#58;");
});

test.each(["document", "lines"] as const)(
  "a failed program is described without its stack trace (%s)",
  async (format) => {
    the.project.program('throw new Error("no <b>price</b> for @bia");');
    const stack = await the.project.stack();
    const { code, out } = await review(await previewAsJson(stack, format));
    expect(code).toBe(0);
    expect(out).toContain("❌ **The preview failed.** No changes can be shown.");
    expect(out).toContain("no &#60;b&#62;price&#60;/b&#62; for &#64;bia</code></pre></li>");
    expect(out).not.toContain("    at ");
  },
);

test("an invalid resource is named with its field and rule", async () => {
  the.project.program(sequence("signup", '{ text: "" }'));
  const { out } = await review(await previewAsJson(await the.project.stack()));
  expect(out).toContain("<li><code>signup</code>: ");
  expect(out).toContain("text&#58; must not be empty; write at least one visible character</li>");
});

test("secrets and unknown values are never shown", async () => {
  const secret = (text: string): string =>
    `const first = ${sequence("first", `{ text: pulumi.secret("${text}"), iceBreakers: pulumi.secret([{ title: "hush hush" }]) }`)}`;
  const stack = await deployAndChange(
    secret("hush one"),
    secret("hush two") +
      sequence(
        "second",
        "{ text: pulumi.interpolate`id ${new whatsapp.WelcomeMessageSequence('third', { text: 'Hi' }).sequenceId}` }",
      ),
  );
  const { out } = await review(await previewAsJson(stack), "--html", "report.html");
  const report = readFileSync(join(the.project.dir, "report.html"), "utf8");
  expect(out + report).not.toMatch(/hush|04da6b54|ciphertext/);
  expect(out).toContain("⚠️ iceBreakers, text&#58; secret values change.");
  expect(out).toContain("second</code> is created</h4>\n\n<blockquote>&#40;known after apply&#41;</blockquote>");
});

describe("output of Pulumi's CLI", () => {
  interface Recording {
    readonly steps: readonly { readonly command: string; readonly stdout: readonly string[] }[];
  }
  /** Previews that the CLI printed, of things that we turn into sequences. */
  const recording = JSON.parse(
    readFileSync(join(__dirname, "../recordings/fixtures/out/json.json"), "utf8"),
  ) as Recording;
  const previews = recording.steps
    .filter(({ command }) => command === "preview --json")
    .map(({ stdout }) => stdout.join("\n"));
  const asSequences = (preview: string | undefined): string =>
    (preview ?? "")
      .replaceAll("dynamic/recorded:Thing", "dynamic/whatsapp:WelcomeMessageSequence")
      .replaceAll('"label"', '"name"');

  test("without our resources has no changes of ours", async () => {
    const { code, out } = await review(previews[0] ?? "");
    expect(code).toBe(0);
    expect(out).toContain("**No WhatsApp resource changes; 3 other resources change.**");
  });

  test("is read as that of the embedded engine", async () => {
    const created = await review(asSequences(previews[0]));
    expect(created.out).toContain("**3 new resources.**");
    expect(created.out).toContain(
      "<code>c</code> is created</h4>\n\n<blockquote>&#40;known after apply&#41;</blockquote>",
    );
    const changed = await review(asSequences(previews[1]));
    expect(changed.out).toContain("**1 update, 2 replacements.**");
    expect(changed.out).toContain(
      "<p><code>account</code></p><blockquote><del><code>acc1</code></del> <ins><code>acc2</code></ins></blockquote>",
    );
  });

  test.each<readonly [string, (preview: string) => string]>([
    ["between lines", (preview) => `warning: old CLI\n${preview}\nerror: preview failed\n`],
    ["after a line with a brace", (preview) => `{ not JSON\n{"a": "}"}\n${preview}`],
    ["before a line with a brace", (preview) => `${preview}\n}\n{ not JSON\n`],
    ["on one line between others", (preview) => `warning\n${JSON.stringify(JSON.parse(preview))}\nerror: "\n`],
    ["with Windows line ends", (preview) => `warning\r\n${preview.replaceAll("\n", "\r\n")}\r\nerror\r\n`],
    ["after a byte order mark", (preview) => `\ufeff${preview}`],
  ])("%s is found", async (_place, wrap) => {
    const { out } = await review(wrap(asSequences(previews[0])));
    expect(out).toContain("**3 new resources.**");
  });

  test("in UTF-16, as PowerShell writes it, is read", async () => {
    const preview = Buffer.from(`\ufeff${asSequences(previews[0])}`, "utf16le");
    const { out } = await review(preview);
    expect(out).toContain("**3 new resources.**");
  });

  test("with the steps of replacements counts each replacement once", async () => {
    const document = JSON.parse(asSequences(previews[1])) as { steps: { op: string }[] };
    const steps = document.steps.flatMap((step) =>
      step.op === "replace"
        ? ["create-replacement", "replace", "delete-replaced"].map((op) => ({ ...step, op }))
        : [step],
    );
    const { out } = await review(JSON.stringify({ ...document, steps }));
    expect(out).toContain("**1 update, 2 replacements.**");
  });
});
