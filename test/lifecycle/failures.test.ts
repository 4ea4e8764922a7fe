import { failureOf } from "../support/world/failures";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";

const the = new ProjectFixture();

describe("an update reports", () => {
  const readFailure = async (
    text: string,
    changes: Readonly<Record<string, string | undefined>> = {},
  ): Promise<string> => {
    the.project.program(text);
    const error = await failureOf(the.up(await the.project.stack(changes)));
    expect(the.account.meta.sequences()).toEqual([]);
    expect(error.message).not.toMatch(/^\s+at /m);
    return error.message;
  };

  test("six invalid arguments at once", async () => {
    const message = await readFailure(
      'new whatsapp.WelcomeMessageSequence("s", { name: " ", text: "", iceBreakers: [{ title: "" }], iceBreaker: [], autofillMessage: {}, duplicates: "never" });',
    );
    for (const reason of [
      "name: must not be empty",
      "text: must not be empty; write at least one visible character",
      "iceBreakers[0].title: must not be empty",
      'iceBreaker: is not known; did you mean "iceBreakers"?',
      "autofillMessage.content: is required",
      "duplicates: must be one of",
    ]) {
      expect(message).toContain(reason);
    }
  });

  test("missing arguments", async () => {
    expect(await readFailure('new whatsapp.WelcomeMessageSequence("s");')).toContain(
      '"s" needs arguments: give at least `text`',
    );
  });

  test("a missing token, which a preview does not need", async () => {
    the.project.program(sequenceProgram());
    await (await the.project.stack({ WHATSAPP_ACCESS_TOKEN: undefined })).preview();
    expect(await readFailure(sequenceProgram(), { WHATSAPP_ACCESS_TOKEN: undefined })).toContain(
      "No access token is set. Set it with",
    );
  });

  test("an invalid token", async () => {
    const message = await readFailure(sequenceProgram(), { WHATSAPP_ACCESS_TOKEN: "EAAwrongtoken" });
    expect(message).toContain("Set a valid token with");
    expect(message).not.toContain("EAAwrongtoken");
  });

  test("an unknown account", async () => {
    expect(await readFailure(sequenceProgram(), { WHATSAPP_WABA_ID: "999" })).toContain(
      "Check that 999 is the WhatsApp Business Account id",
    );
  });

  test("an unreachable host", async () => {
    expect(await readFailure(sequenceProgram(), { WHATSAPP_BASE_URL: "http://127.0.0.1:1" })).toMatch(
      /127\.0\.0\.1:1 could not be reached \(4 attempts in \d\.\d s; whatsapp:maxAttempts is 4\): ECONNREFUSED\./,
    );
  });
});
