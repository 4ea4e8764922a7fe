import { failureOf } from "../support/world/failures";
import { Lifecycle } from "../support/world/project-fixture";
import { useAccount, noted, row } from "./support/row";

useAccount();

for (const requests of [0, 1, 2, 3, 4, 5, 6, 7]) {
  row("45", `a token that expires after ${requests} requests loses no created sequence`, async (stack) => {
    const token = stack.meta.addToken({ expiresAfterRequests: requests });
    stack.startRun({ WHATSAPP_ACCESS_TOKEN: token });
    const messages: string[] = [];
    for (const name of ["one", "two", "three"]) {
      await stack.up(name).catch((error: unknown) => messages.push(String(error instanceof Error && error.message)));
    }
    expect(messages).not.toEqual([]);
    for (const message of messages) {
      expect(message).toMatch(/\(code 190\/463, fbtrace_id \w+\).* Set a valid token with `pulumi config set --secret/);
    }
    expect(stack.stateIds()).toEqual(stack.storedIds());
    expect(stack.meta.journal().filter(({ status }) => status !== 200)).toHaveLength(
      stack.meta.journal().length - requests,
    );
  });
}

describe("with the real engine", () => {
  const real = new Lifecycle();

  noted("45", "a token that expires during an update keeps what was created", async () => {
    const { meta } = real.account;
    // The first sequence takes four requests: a listing, the POST, the app id and the read-back.
    const token = meta.addToken({ expiresAfterRequests: 4 });
    real.project.program(`let before;
      for (const name of ["one", "two", "three"])
        before = new whatsapp.WelcomeMessageSequence(name, { text: name }, before && { dependsOn: before });`);
    const { message } = await failureOf(real.up(await real.project.stack({ WHATSAPP_ACCESS_TOKEN: token })));
    expect(message).toMatch(
      /Could not create sequence "two" .*\(code 190\/463, .* Set a valid token with `pulumi config set/,
    );
    expect(message).not.toContain('"three"');
    expect(meta.sequences().map(({ name }) => name)).toEqual(["one"]);
    expect(meta.journal().map(({ status }) => status)).toEqual([200, 200, 200, 200, 401]);
    await real.up(await real.project.stack());
    expect(meta.sequences().map(({ name }) => name)).toEqual(["one", "two", "three"]);
  });
});
