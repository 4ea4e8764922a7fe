import { failureOf } from "../support/world/failures";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";

const the = new ProjectFixture();

describe("what a user sees for", () => {
  const failing = async (text: string, changes: Readonly<Record<string, string | undefined>> = {}): Promise<string> => {
    the.project.program(text);
    const error = await failureOf(the.up(await the.project.stack(changes)));
    expect(the.account.meta.sequences()).toEqual([]);
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

  test("no token, which breaks no preview", async () => {
    the.project.program(sequenceProgram());
    await (await the.project.stack({ WHATSAPP_ACCESS_TOKEN: undefined })).preview();
    expect(await failing(sequenceProgram(), { WHATSAPP_ACCESS_TOKEN: undefined })).toContain(
      "No access token is set. Set it with",
    );
  });

  test("a wrong token", async () => {
    const message = await failing(sequenceProgram(), { WHATSAPP_ACCESS_TOKEN: "EAAwrongtoken" });
    expect(message).toContain("Set a valid token with");
    expect(message).not.toContain("EAAwrongtoken");
  });

  test("a wrong account", async () => {
    expect(await failing(sequenceProgram(), { WHATSAPP_WABA_ID: "999" })).toContain(
      "Check that 999 is the WhatsApp Business Account id",
    );
  });

  test("an unreachable host", async () => {
    expect(await failing(sequenceProgram(), { WHATSAPP_BASE_URL: "http://127.0.0.1:1" })).toMatch(
      /127\.0\.0\.1:1 could not be reached \(4 attempts in \d\.\d s; whatsapp:maxAttempts is 4\): ECONNREFUSED\./,
    );
  });
});
