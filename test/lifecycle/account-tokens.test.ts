import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();

/** Adds clients with an account and an app each; their tokens may access every account. */
function addClients(count: number) {
  const { meta } = the.account;
  return Array.from({ length: count }, (_, i) => {
    const appId = `90${i}`;
    return { wabaId: meta.addWaba({ id: `70${i}` }), appId, token: meta.addToken({ appId }) };
  });
}
type Client = ReturnType<typeof addClients>[number];

function writeProgram(clients: readonly Client[], text: string): void {
  const tokens = Object.fromEntries(clients.map(({ wabaId, token }) => [wabaId, token]));
  the.project.program(`
    const provider = new whatsapp.Provider("clients", { accessTokens: ${JSON.stringify(tokens)} });
    for (const wabaId of ${JSON.stringify(Object.keys(tokens))})
      new whatsapp.WelcomeMessageSequence("greeting-" + wabaId, { text: "${text}", wabaId }, { provider });`);
}

test("one provider sends each account's token, before and after a rotation", async () => {
  const { meta } = the.account;
  const clients = addClients(20);
  writeProgram(clients, "one");
  const stack = await the.project.stack({ WHATSAPP_ACCESS_TOKEN: "" });
  await stack.up();
  const rotated = clients.map(({ token, ...client }) => {
    meta.removeToken(token);
    return { ...client, token: meta.addToken({ appId: client.appId }) };
  });
  writeProgram(rotated, "two");
  expect((await stack.up()).summary.resourceChanges).toEqual({ same: 1, update: 21 });
  await stack.refresh();
  for (const { token } of rotated) expect(the.project.stateText()).not.toContain(token);
  await stack.destroy();
  const crossed = meta.journal().filter(({ path, appId }) => {
    const client = clients.find(({ wabaId }) => path.startsWith(`/${wabaId}/`));
    return client !== undefined && client.appId !== appId;
  });
  expect(crossed).toEqual([]);
  expect(meta.journal().filter(({ errorCode }) => errorCode !== null)).toEqual([]);
  expect(meta.sequences()).toEqual([]);
});

test("an account without a token fails alone", async () => {
  const { meta } = the.account;
  const [first, second] = addClients(2);
  if (first === undefined || second === undefined) throw new Error("there are two clients");
  the.project.program(`
    const provider = new whatsapp.Provider("clients", { accessTokens: { "${first.wabaId}": "${first.token}" } });
    for (const wabaId of ["${first.wabaId}", "${second.wabaId}"])
      new whatsapp.WelcomeMessageSequence("greeting-" + wabaId, { text: "Hi", wabaId }, { provider });`);
  const stack = await the.project.stack();
  await expect(stack.up()).rejects.toThrow(
    `No access token for account ${second.wabaId} is in accessTokens. Add it under the key "${second.wabaId}", with `,
  );
  expect(meta.sequences(first.wabaId)).toHaveLength(1);
  expect(meta.journal().filter(({ path }) => path.startsWith(`/${second.wabaId}`))).toEqual([]);
});
