import { type Stack } from "pulumi-whatsapp-engine";
import { failureOf, TestAccount } from "../support/account";
import { TestProject } from "../support/project";

let account: TestAccount;
let project: TestProject;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  project = new TestProject(account.environment());
});
afterEach(() => project.remove());
afterAll(() => account.close());

const program = (changes = "", more = ""): string => `
  const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
    text: "Hi! Thanks for your interest in driving with us.", iceBreakers: [{ title: "How do I sign up?" }], ${changes} });
  exports.sequenceId = signup.sequenceId; exports.isUsedInAd = signup.isUsedInAd; exports.text = signup.text; ${more}`;

async function up(stack: Stack, settings: Parameters<Stack["up"]>[0] = {}): ReturnType<Stack["up"]> {
  account.meta.clearJournal();
  return stack.up(settings);
}

describe("what a user sees for", () => {
  const failing = async (text: string, changes: Readonly<Record<string, string | undefined>> = {}): Promise<string> => {
    project.program(text);
    const error = await failureOf(up(await project.stack(changes)));
    expect(account.meta.sequences()).toEqual([]);
    expect(error.message).not.toMatch(/^\s+at /m);
    return error.message;
  };

  test("an empty text", async () => {
    expect(await failing('new whatsapp.WelcomeMessageSequence("s", { text: "" });')).toContain(
      "text: must not be empty; write at least one visible character",
    );
  });

  test("five mistakes at once", async () => {
    const message = await failing(
      'new whatsapp.WelcomeMessageSequence("s", { name: " ", text: "", iceBreakers: [{ title: "" }], autofillMessage: {}, duplicates: "never" });',
    );
    for (const path of [
      "name: ",
      "text: ",
      "iceBreakers[0].title: ",
      "autofillMessage.content: is required",
      "duplicates: must be one of",
    ]) {
      expect(message).toContain(path);
    }
  });

  test("an unknown key", async () => {
    expect(await failing('new whatsapp.WelcomeMessageSequence("s", { text: "Hi", iceBreaker: [] });')).toContain(
      'iceBreaker: is not known; did you mean "iceBreakers"?',
    );
  });

  test("no arguments at all", async () => {
    expect(await failing('new whatsapp.WelcomeMessageSequence("s");')).toContain(
      '"s" needs arguments: give at least `text`',
    );
  });

  test("no token", async () => {
    expect(await failing(program(), { WHATSAPP_ACCESS_TOKEN: undefined })).toContain(
      "No access token is set. Set it with",
    );
  });

  test("a wrong token", async () => {
    const message = await failing(program(), { WHATSAPP_ACCESS_TOKEN: "EAAwrongtoken" });
    expect(message).toContain("Set a valid token with");
    expect(message).not.toContain("EAAwrongtoken");
  });

  test("a wrong account", async () => {
    expect(await failing(program(), { WHATSAPP_WABA_ID: "999" })).toContain(
      "Check that 999 is the WhatsApp Business Account id",
    );
  });

  test("an unreachable host", async () => {
    expect(await failing(program(), { WHATSAPP_BASE_URL: "http://127.0.0.1:1" })).toContain(
      "127.0.0.1:1 could not be reached after 4 attempts (ECONNREFUSED).",
    );
  });
});
