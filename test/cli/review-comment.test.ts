import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand, type Ran } from "../support/command";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "whatsapp-review-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const type = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";
function urnOf(name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** A preview that updates these sequences. */
function previewOf(sequences: Readonly<Record<string, { readonly before: object; readonly after: object }>>): string {
  const steps = Object.entries(sequences).map(([name, { before, after }]) => ({
    op: "update",
    urn: urnOf(name),
    oldState: { inputs: { name, ...before } },
    newState: { inputs: { name, ...after } },
  }));
  return JSON.stringify({ steps, duration: 1, changeSummary: { update: steps.length } });
}

function review(preview: string, ...words: readonly string[]): Promise<Ran> {
  return runCommand(["review", "--stack", "prod", ...words], {}, folder, preview);
}

const hostile = [
  ...["@bia", "#12", "!3", "https://evil.example/x", "[a](https://evil.example)", "![a](https://evil.example/x.png)"],
  ...[
    "<script>alert(1)</script>",
    "</blockquote></td></table>",
    "<!-- x -->",
    "-->",
    "```",
    "`x`",
    "**b**",
    "| a | b |",
  ],
  ...[
    "\n\n# heading\n\n- [ ] task\n/close\n",
    "$$x$$",
    ":tada:",
    "\u202eabc",
    "a\u200bb\u2060c",
    "&lt;b&gt;",
    "\ud800",
    "a".repeat(50),
  ],
].join(" ");

test("hostile texts in every field form no Markdown or HTML", async () => {
  const texts = { text: hostile, autofillMessage: { content: hostile }, iceBreakers: [{ title: hostile }] };
  const preview = JSON.stringify({
    steps: [
      {
        op: "update",
        urn: urnOf(hostile),
        oldState: { inputs: { name: "a", text: "Hi", [hostile]: 1 } },
        newState: { inputs: { name: hostile, ...texts } },
      },
    ],
    diagnostics: [{ severity: "error", message: hostile, urn: urnOf(hostile) }],
    policyEvents: [
      {
        policyName: hostile,
        message: `${hostile}\n${hostile}`,
        enforcementLevel: "mandatory",
        resourceUrn: urnOf(hostile),
      },
    ],
    duration: 1,
  });
  const { code, out } = await review(preview, "--html", "report.html", "--report-url", "https://ci.example/?a=1&b=(2)");
  expect(code).toBe(0);
  const tags = /<\/?(?:h3|h4|b|i|s|p|ul|li|table|tr|td|th|blockquote|br|ins|del|code|pre)>|<td valign="top">|&#\d+;/g;
  const [link] = /<a href="[^"<>]*">Full report<\/a>/.exec(out) ?? [];
  const rest = out
    .replace(/^<!-- pulumi-whatsapp-review: prod -->\n/, "")
    .replace(link ?? "", "")
    .replace(tags, "")
    .replace(/\*\*/g, "");
  expect(rest).not.toMatch(/[\\`*_~[\]<>&|$@#]/);
  const report = readFileSync(join(folder, "report.html"), "utf8");
  expect(report).not.toMatch(/<script|<img|<!-- x|javascript:/);
  expect(report).toContain("\\u202eabc");
  expect(report).toContain("a\\u200bb\\u2060c");
  expect(report).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("a long review is shortened from its end, with the link", async () => {
  const change = { before: { text: "Hi ".repeat(500) }, after: { text: "Hello ".repeat(500) } };
  const preview = previewOf(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`s${i}`, change])));
  const { out } = await review(preview, "--report-url", "https://ci.example/report");
  expect(out.length).toBeLessThanOrEqual(65_536);
  expect(out.match(/^<h4>.*s\d+/gm)).toHaveLength(40);
  expect(out).toContain("<b>Text</b>");
  expect(out).toMatch(/_This comment is shortened\. <a href="https:\/\/ci\.example\/report">Full report<\/a>_\n$/);
  const short = await review(preview, "--max-length", "1000");
  expect(short.out.length).toBeLessThanOrEqual(1_000);
  expect(short.out).toMatch(/_This comment is shortened\. \d+ more changes are not listed\._\n$/);
});

test.each(["pulumi-nodejs:dynamic/whatsapp:", "whatsapp:index:"])("resources of %s are described", async (prefix) => {
  const step = (kind: string, name: string, op: string, inputs: object, outputs: object) => ({
    ...{ op, urn: `urn:pulumi:dev::shop::${prefix}${kind}::${name}` },
    oldState: { inputs, outputs },
    newState: { inputs: { ...inputs, text: "Hello", name: `${name}-2` } },
  });
  const preview = JSON.stringify({
    duration: 1,
    changeSummary: { replace: 3 },
    steps: [
      step("WelcomeMessageSequence", "signup", "replace", { text: "Hi" }, { sequenceId: "1" }),
      step("AdCreative", "spring", "replace", { welcomeMessageSequenceId: "1" }, { creativeId: "2" }),
      step("AdCreativeAttachment", "spring", "update", { creativeId: "2", adId: "3" }, {}),
    ],
  });
  const { out } = await review(preview);
  expect(out).toContain("<h4>♻️ Welcome message <code>signup</code> is replaced</h4>");
  expect(out).toContain("Ad creative <code>spring</code> is replaced by one with the new sequence.");
  expect(out).toContain("Ad <code>spring</code> (id <code>3</code>) switches to the new creative.");
  expect(out).toContain("<del>Hi</del> <ins>Hello</ins>");
});

test.each([
  ["bob@example.com", "bob&#64;example.com"],
  ["www.example.com and a@x.io", "www.example.com and a&#64;x.io"],
  ["https://example.com/#12", "https&#58;//example.com/&#35;12"],
])("the name %s forms no link in its heading", async (name, encoded) => {
  const { out } = await review(previewOf({ [name]: { before: { text: "a" }, after: { text: "b" } } }));
  // Nothing in a block of HTML is Markdown.
  expect(out).toContain(`\n\n<h4>✏️ Welcome message <code>${encoded}</code> is updated</h4>\n\n`);
});

test.each([
  ["a long address", "dev", `https://ci.example/${"a".repeat(900)}?b=1`],
  ["a long address and stack", "@_".repeat(100), `https://ci.example/${"a".repeat(300)}`],
  ["a long stack", "@_".repeat(100), "https://ci.example/1"],
])("a short comment with %s has whole links and tags", async (_name, stack, url) => {
  const change = { before: { text: "Hi" }, after: { text: "Hello ".repeat(300) } };
  const preview = previewOf(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`s${i}`, change])));
  const words = ["review", "--stack", stack, "--max-length", "1000", "--report-url", url, "--sarif", "none.sarif"];
  const { out } = await runCommand(words, {}, folder, preview);
  expect(out.length).toBeLessThanOrEqual(1_000);
  for (const tag of ["a", "h3", "h4", "code"]) {
    const count = (pattern: string) => out.match(new RegExp(pattern, "g"))?.length;
    expect(count(`<${tag}[ >]`)).toBe(count(`</${tag}>`));
  }
  expect(out).toMatch(/\n\n_This comment is shortened\..*_\n$/);
});

test.each([
  ["one long error", [`${"x".repeat(620)} end`], "1000"],
  ["many long errors", Array.from({ length: 10 }, (_, i) => `${i} ${"word ".repeat(380)}end`), "65536"],
])("%s is shown whole if it fits", async (_name, messages, maxLength) => {
  const diagnostics = messages.map((message) => ({ severity: "error", message }));
  const { out } = await review(JSON.stringify({ duration: 1, diagnostics }), "--max-length", maxLength);
  expect(out.length).toBeLessThanOrEqual(Number(maxLength));
  expect(out.match(/end<\/li>/g)).toHaveLength(messages.length);
  expect(out).not.toContain("shortened");
});

test.each([
  ["errors", { diagnostics: [{ severity: "error", message: "word ".repeat(380) }] }, []],
  ["warnings", { changeSummary: {} }, ["--sarif", `${"a".repeat(1_000)}.sarif`]],
  ["a link", { changeSummary: {} }, ["--report-url", `https://ci.example/${"a".repeat(980)}`]],
])("a comment without room for %s says so", async (_name, preview, words) => {
  const { out } = await review(JSON.stringify({ duration: 1, ...preview }), "--max-length", "1000", ...words);
  expect(out.length).toBeLessThanOrEqual(1_000);
  expect(out).toMatch(/\n\n_This comment is shortened\..*_\n$/);
});

test.each([
  ["a--b", "a-b"],
  ["a@b", "a_b"],
  ["a---b", "a--b"],
])("the stacks %s and %s have different markers", async (one, other) => {
  const markers = await Promise.all(
    [one, other].map(async (stack) => (await runCommand(["review", "--stack", stack], {}, folder, previewOf({}))).out),
  );
  const [first, second] = markers.map((out) => out.split("\n")[0]);
  expect(first).not.toBe(second);
  expect(first?.slice(4, -3)).not.toContain("--");
});

test("a resource that Pulumi retains is not deleted at Meta", async () => {
  const oldState = { retainOnDelete: true, inputs: { text: "Hi" }, outputs: { isUsedInAd: true } };
  const { out } = await review(JSON.stringify({ duration: 1, steps: [{ op: "delete", urn: urnOf("a"), oldState }] }));
  expect(out).toContain("with retainOnDelete, Pulumi deletes nothing at Meta");
  expect(out).not.toContain("Meta rejects");
});

test("a comment may have exactly its largest length", async () => {
  const change = { before: { text: "Hi" }, after: { text: "Hello" } };
  const preview = previewOf(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`s${i}`, change])));
  const { out } = await review(preview);
  const at = async (length: number) => (await review(preview, "--max-length", String(length))).out;
  expect(await at(out.length)).toBe(out);
  const shortened = await at(out.length - 1);
  expect(shortened).toContain("_This comment is shortened._");
  expect(shortened.match(/<table>/g)).toHaveLength(8);
});

test.each([
  ["a  b", "a b", "<del>··</del> <ins>·</ins>"],
  ["a\nb", "a\n\nb", "<ins>↵<br></ins>"],
  ["a\nb", "a b", "<del>↵<br></del> <ins>·</ins>"],
  ["a b", "a\u00a0b", "<del>·</del> <ins>&#92;u00a0</ins>"],
  ["a b", "a b ", "<ins>·</ins>"],
  ["a\r\nb", "a\nb", "<del>␍↵<br></del> <ins>↵<br></ins>"],
  ["a b ".repeat(200), "a  b  ".repeat(200), "<del>a·b·a·b"],
])("a change of white space from %j to %j is visible", async (before, after, expected) => {
  const { out } = await review(
    previewOf({ signup: { before: { text: before }, after: { text: after } } }),
    "--html",
    "r.html",
  );
  expect(out).toContain(expected);
  expect(readFileSync(join(folder, "r.html"), "utf8")).toMatch(/<ins>(?:·|↵\n|\\u00a0|a··b)/);
});

test.each(["a".repeat(200_000), `${"a.".repeat(100_000)}!`, `${"a[1]".repeat(50_000)}!`])(
  "a finding may begin with a long word (%#)",
  async (message) => {
    const policyEvents = [{ policyName: "p", message, enforcementLevel: "advisory", resourceUrn: urnOf("signup") }];
    const preview = {
      ...(JSON.parse(previewOf({ signup: { before: { text: "a" }, after: { text: "b" } } })) as object),
      policyEvents,
    };
    const { code, out } = await review(JSON.stringify(preview), "--max-length", "1000000");
    expect(code).toBe(0);
    expect(out).toContain("<code>p</code>");
  },
);

describe("ads that depend on a sequence", () => {
  const adUrn = urnOf("ad").replace("WelcomeMessageSequence", "AdCreative");
  const previewWith = (propertyDependencies: object, name: string) =>
    JSON.stringify({
      duration: 1,
      steps: [
        ...(JSON.parse(previewOf({ signup: { before: { text: "a" }, after: { text: "b" } } })) as { steps: object[] })
          .steps,
        {
          ...{ op: "update", urn: adUrn },
          oldState: { inputs: { name: "x", welcomeMessageSequenceId: "1" } },
          newState: {
            ...{ inputs: { name, welcomeMessageSequenceId: "2" }, dependencies: [urnOf("signup")] },
            propertyDependencies,
          },
        },
      ],
    });

  test("by the id of the sequence are listed with it", async () => {
    const { out } = await review(previewWith({ welcomeMessageSequenceId: [urnOf("signup")] }, "x"));
    expect(out).toContain("📣 Ad creative <code>ad</code> is updated.");
    expect(out.match(/<h4>/g)).toHaveLength(1);
  });

  test.each([{}, { name: [urnOf("signup")] }])("in other ways (%j) are described by themselves", async (byProperty) => {
    const { out } = await review(previewWith(byProperty, "x"));
    expect(out).not.toContain("📣");
    expect(out).toContain("<h4>✏️ Ad creative <code>ad</code> is updated</h4>");
  });
});

describe("unusual previews", () => {
  test("with leftovers of a replacement do not delete the resource", async () => {
    const steps = [
      { op: "delete", urn: urnOf("signup"), oldState: { delete: true, inputs: { text: "old" } } },
      { op: "same", urn: urnOf("signup"), oldState: { inputs: { text: "a" } }, newState: { inputs: { text: "a" } } },
    ];
    const { out } = await review(JSON.stringify({ steps, duration: 1, changeSummary: { same: 1, delete: 1 } }));
    expect(out).toContain("**No WhatsApp resource changes.**");
  });

  test.each([2_000, 5_000, 200_000])("with %d levels of nesting are described or called unreadable", async (levels) => {
    const deep = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
    const preview = previewOf({ signup: { before: { text: "a" }, after: { text: "b", x: "DEEP" } } });
    const { code, out } = await review(preview.replace('"DEEP"', deep));
    expect(code).toBe(0);
    expect(out).toMatch(/<del>a<\/del> <ins>b<\/ins>|The preview printed no JSON/);
  });

  test("with integers beyond 2^53 and secrets name the secret", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const preview = previewOf({ a: { before: { text: secret, n: "BIG" }, after: { text: secret, n: "BIG" } } });
    const { code, out } = await review(preview.replaceAll('"BIG"', "12345678901234567890"));
    expect(code).toBe(0);
    expect(out).toContain("⚠️ text&#58; a secret value changes.");
  });

  test("between other lines may contain long texts", async () => {
    const preview = previewOf({ signup: { before: { text: "a" }, after: { text: "b", long: '\\"{'.repeat(1e6) } } });
    const { out } = await review(`warning: "{\n${preview}\nerror\n`);
    expect(out).toContain("**1 update.**");
  });
});

test.each([
  ["https://ci.example/👍?a=ã", "https://ci.example/%F0%9F%91%8D?a=%C3%A3"],
  ["http://[::1]:8080/a?b=1&c='2'", "http://[::1]:8080/a?b=1&amp;c=%272%27"],
  ["https://me@ci.example/a", "https://me@ci.example/a"],
  ['https://ci.example/"><b>', "https://ci.example/%22%3E%3Cb%3E"],
])("the address %s of the report is linked", async (url, href) => {
  const { out } = await review(previewOf({}), "--report-url", url);
  expect(out.replaceAll("'", "%27")).toContain(`<a href="${href}">Full report</a>`);
});

test("long reasons of a failure are shortened", async () => {
  const diagnostics = Array.from({ length: 30 }, (_, i) => ({
    severity: "error",
    message: `${i} ${"<b>@bia ".repeat(400)}`,
  }));
  const preview = JSON.stringify({ duration: 1, diagnostics });
  for (const maxLength of [65_536, 10_000, 1_000]) {
    const { out } = await review(preview, "--max-length", String(maxLength));
    expect(out.length).toBeLessThanOrEqual(maxLength);
    expect(out).toContain("❌ **The preview failed.** No changes can be shown.");
    expect(out.match(/<li>/g)?.length).toBe(out.match(/<\/li>/g)?.length);
    if (maxLength > 60_000) expect(out).toContain("20 more errors are in the log of the job.");
  }
});

test.each([
  ["nothing", "", "The preview printed nothing."],
  [
    "text",
    "error: no stack named 'prod' found\n",
    "The preview printed no JSON, but&#58;<pre><code>error&#58; no stack named &#39;prod&#39; found</code></pre>",
  ],
  ["no summary", '{"duration":1}', "The preview ended before its summary."],
  [
    "no reason",
    '{"duration":1,"diagnostics":[{"severity":"error","message":"error: preview failed"}]}',
    "PULUMI&#95;ENABLE&#95;STREAMING&#95;JSON&#95;PREVIEW",
  ],
])("a preview that printed %s is described", async (_name, preview, reason) => {
  const { code, out } = await review(preview);
  expect(code).toBe(0);
  expect(out).toContain("❌ **The preview failed.** No changes can be shown.");
  expect(out.replaceAll("\u2060", "")).toContain(reason);
});

test.each([
  ["other JSON", '{"a":1}'],
  ["the text of a preview", "Previewing update (dev):\n    Type  Name  Plan\n +  signup  create\n"],
  ["a message file", "name: Natal\ntext: Oi\n"],
])("%s is not called a failed preview", async (_name, text) => {
  const { code, out } = await review(text);
  expect(code).toBe(0);
  expect(out).toContain("❌ **This is not the output of a preview.** No changes can be shown.");
  expect(out).toContain("Pass what <code>pulumi preview --json</code> prints.");
});

test("commands in errors can be copied, and other lines keep their spaces", async () => {
  const message =
    "pulumi:pulumi:Stack resource 'shop-dev' has a problem: run `pulumi state unprotect 'urn:pulumi:prod::a'`\n  text: #1\n     ^";
  const { out } = await review(JSON.stringify({ duration: 1, diagnostics: [{ severity: "error", message }] }));
  expect(out).toContain(
    "<li>run <code>pulumi state unprotect &#39;urn&#58;pulumi&#58;prod&#58;&#58;a&#39;</code><pre><code>  text&#58; &#35;1<br>     &#94;</code></pre></li>",
  );
});

test("a linter that could not check a file is reported", async () => {
  const notification = (level: string, text: string, uri: string, startLine: number) => ({
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
  });
  const toolExecutionNotifications = [
    notification("error", 'iceBreakers[0]: "No" is not text for every YAML parser', "content/signup.yaml", 4),
    notification("error", "is not well-formed", "content/b.yaml", 1),
    notification("note", "is an order_status message, which no rule checks", "content/c.json", 1),
  ];
  const runs = [{ results: [], invocations: [{ executionSuccessful: false, toolExecutionNotifications }] }];
  writeFileSync(join(folder, "policy.sarif"), JSON.stringify({ version: "2.1.0", runs }));
  const preview = previewOf({ signup: { before: { text: "a" }, after: { text: "b" } } });
  const { out } = await review(preview, "--sarif", "policy.sarif", "--html", "report.html");
  const text = out.replaceAll("\u2060", "");
  expect(text).toContain("⚠️ The policy check is incomplete, so there may be more findings");
  expect(text).toContain(
    "is updated</h4>\n\n<ul><li>⛔ not checked&#58; iceBreakers&#91;0&#93;&#58; &#34;No&#34; is not text for every YAML parser (<code>content/signup.yaml&#58;4</code>)</li></ul>",
  );
  expect(text).toContain(
    "<ul><li>⛔ not checked&#58; is not well-formed (<code>content/b.yaml&#58;1</code>)</li></ul>",
  );
  expect(text).not.toContain("order&#95;status");
  const report = readFileSync(join(folder, "report.html"), "utf8");
  expect(report).toContain("The policy check is incomplete");
  expect(report).toContain('<li class="error"><strong>content/b.yaml:1</strong> Not checked: is not well-formed</li>');
});

test("the token in the environment is never shown", async () => {
  const token = "EAAcustomertoken123456";
  const preview = previewOf({ signup: { before: { text: "Hi" }, after: { text: `Hi ${token}` } } });
  const words = ["review", "--stack", "prod", "--html", "report.html"];
  const { out } = await runCommand(words, { WHATSAPP_ACCESS_TOKEN: token }, folder, preview);
  expect(out + readFileSync(join(folder, "report.html"), "utf8")).not.toContain(token);
  expect(out).toContain("secret&#93;");
});

test("findings of the linter are shown at their resource, once", async () => {
  const finding = (file: string, name: string) => ({
    ruleId: "whatsapp-no-shouting",
    level: "warning",
    message: { text: "text: is loud. Use {{name}}." },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 2 } },
        logicalLocations: [{ name, fullyQualifiedName: name }],
      },
    ],
  });
  const waived = { ...finding("content/signup.yaml", "Sign-up"), suppressions: [{ kind: "external" }] };
  const results = [finding("content/signup.yaml", "Sign-up"), finding("content/other.yaml", "Other"), waived];
  writeFileSync(join(folder, "policy.sarif"), JSON.stringify({ version: "2.1.0", runs: [{ results }] }));
  const preview = previewOf({ signup: { before: { text: "a" }, after: { text: "b" } } });
  const { out } = await review(preview, "--sarif", "policy.sarif", "--html", "report.html");
  const text = out.replaceAll("\u2060", "");
  expect(text).toContain(
    "is updated</h4>\n\n<ul><li>⚠️ <code>text</code>&#58; is loud. Use &#123;name&#125;. <code>whatsapp-no-shouting</code> (<code>content/signup.yaml&#58;2</code>)</li></ul>",
  );
  expect(text).toContain("<summary>1 policy finding about other messages</summary><ul><li>⚠️ <code>Other</code>");
  const report = readFileSync(join(folder, "report.html"), "utf8");
  expect(report).toContain("<strong>text, content/signup.yaml:2</strong> Is loud.");
  expect(report).toContain("<strong>Other, text, content/other.yaml:2</strong> Is loud.");
});

test("a missing report of the linter is a warning in the comment", async () => {
  const { code, out } = await review(previewOf({}), "--sarif", "policy.sarif");
  expect(code).toBe(0);
  expect(out.replaceAll("\u2060", "")).toContain(
    "⚠️ The policy report policy.sarif does not exist, so its findings are missing here.",
  );
});

test("writes both files or none, and overwrites with --force only", async () => {
  writeFileSync(join(folder, "preview.json"), previewOf({}));
  const words = ["review", "preview.json", "--stack", "prod", "--markdown", "review.md", "--html", "report.html"];
  expect(await runCommand(words, {}, folder)).toEqual({ code: 0, out: "", err: "" });
  expect(readFileSync(join(folder, "review.md"), "utf8")).toMatch(/^<!-- pulumi-whatsapp-review: prod -->\n/);
  rmSync(join(folder, "report.html"));
  expect(await runCommand(words, {}, folder)).toMatchObject({
    code: 1,
    err: "error: Nothing was written: review.md exists. Use --force to overwrite, or choose another path.\n",
  });
  expect(await runCommand([...words, "--force"], {}, folder)).toMatchObject({ code: 0 });
});

test.each([
  [["review"], "required option '--stack <name>' not specified"],
  [["review", "--stack", "a b"], "--stack must be the name of a stack"],
  [["review", "--stack", "a", "--max-length", "10"], "--max-length must be a number, at least 1000."],
  [["review", "--stack", "a", "--report-url", "javascript:alert(1)"], "--report-url must be an address"],
])("%j is wrong usage", async (words, message) => {
  const { code, err } = await runCommand(words, {}, folder);
  expect(code).toBe(2);
  expect(err.replaceAll('"', "'")).toContain(message.charAt(0) === "r" ? message.slice(1) : message);
});

test("a missing preview file is an error", async () => {
  expect(await runCommand(["review", "none.json", "--stack", "a"], {}, folder)).toMatchObject({
    code: 1,
    err: "error: none.json does not exist. Write the output of `pulumi preview --json` to it.\n",
  });
});
