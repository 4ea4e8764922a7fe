import { join } from "node:path";
import { TestAccount } from "../support/world/account";
import { adProgram } from "../support/world/ads";
import { runCommand } from "../support/command";
import { TestProject } from "../support/project";
import { PulumiCli } from "../support/pulumi-cli";

const policyPack = join(__dirname, "../../policy-pack");

let account: TestAccount;
let project: TestProject;
let cli: PulumiCli;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  project = new TestProject({});
});
afterEach(() => {
  cli.remove();
  project.remove();
});
afterAll(() => account.close());

/** Opens the stack. With events, `preview --json` prints an event a line. */
async function openStack(format: "document" | "events"): Promise<void> {
  const streaming = format === "events" ? { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" } : {};
  cli = new PulumiCli(project.dir, { ...account.environment(), ...streaming });
  await cli.succeed("stack init");
}

/** Previews the program as a pipeline does, with both outputs in one file, and returns the comment without word joiners. */
async function reviewPreview(...flags: readonly string[]): Promise<string> {
  const { text } = await cli.run("preview", "--json", ...flags);
  const { code, out, err } = await runCommand(["review", "--stack", "dev"], {}, project.dir, text);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out.replaceAll("\u2060", "");
}

test.each(["document", "events"] as const)(
  "a replacement is shown with its words, creative and ad (%s)",
  async (format) => {
    await openStack(format);
    const { adId } = account.meta.addAd({});
    const programWith = (text: string): string =>
      adProgram(adId, { sequence: `text: "${text}", onContentChange: "replace"` });
    project.program(programWith("Paid every *week*."));
    await cli.succeed("up", "--yes", "--skip-preview");
    project.program(programWith("Paid every *day*."));
    const comment = await reviewPreview();
    expect(comment).toContain("**1 update, 2 replacements.**");
    expect(comment).toContain("<code>signup</code> is replaced");
    expect(comment).toContain("📣 Ad creative <code>driver-ad</code> is replaced by one with the new sequence.");
    expect(comment).toContain(`📣 Ad <code>driver-ad</code> (id <code>${adId}</code>) switches to the new creative.`);
    expect(comment).toContain("<blockquote>Paid every &#42;<del>week</del> <ins>day</ins>&#42;.</blockquote>");
    expect(comment).toContain('<td valign="top"><blockquote>Paid every <b>day</b>.</blockquote></td>');
  },
);

test("a program that throws is described", async () => {
  await openStack("events");
  project.program('throw new Error("no price for today");');
  const comment = await reviewPreview();
  expect(comment).toContain("❌ **The preview failed.**");
  expect(comment).toContain("no price for today");
});

test("an invalid resource is named with its field and rule", async () => {
  await openStack("document");
  project.program('new whatsapp.WelcomeMessageSequence("signup", { text: "" });');
  expect(await reviewPreview()).toContain("text&#58; must not be empty; write at least one visible character</li>");
});

test("a blocked preview shows the violation, with events", async () => {
  await openStack("events");
  project.program('new whatsapp.WelcomeMessageSequence("signup", { text: "Hi {{name}}!" });');
  const comment = await reviewPreview("--policy-pack", policyPack);
  expect(comment).toContain("❌ **A mandatory policy blocks this update.**");
  expect(comment).toContain("<code>whatsapp-no-placeholders</code>");
  expect(comment).toContain("<blockquote>Hi &#123;&#123;name&#125;&#125;&#33;</blockquote>");
});
