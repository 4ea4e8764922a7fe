import { join } from "node:path";
import { writes } from "../support/world/account";
import { Lifecycle } from "../support/world/project-fixture";
import { noted } from "./support/row";

const fixture = new Lifecycle();
const policyPacks = [join(__dirname, "../../policy-pack")];

noted("93", "a policy violation in a secret names the place, not the text", async () => {
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

noted("93", "a policy reports an unknown value in the preview", async () => {
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
