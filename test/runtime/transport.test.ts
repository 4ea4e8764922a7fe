import { sequenceArgs } from "../support/world/sequences";
import { failureOf } from "../support/world/failures";
import { TestAccount } from "../support/world/account";
import { startServer } from "../support/listening";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
afterAll(() => account.close());

test("the token travels in the header and in no address", async () => {
  const seen: (string | undefined)[] = [];
  const server = await startServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end("[]");
  });
  try {
    const run = account.run({ WHATSAPP_BASE_URL: server.url });
    const { inputs } = await run.handler.check({}, sequenceArgs());
    await failureOf(run.handler.create(inputs));
    expect(new Set(seen)).toEqual(new Set([`Bearer ${account.meta.accessToken}`]));
    expect(server.seen.join()).not.toContain(account.meta.accessToken);
  } finally {
    await server.close();
  }
});
