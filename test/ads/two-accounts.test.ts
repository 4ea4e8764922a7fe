import { ProjectFixture } from "../support/world/project-fixture";

const the = new ProjectFixture();

test("each account of one program is called with its own token", async () => {
  const { meta } = the.account;
  const clients = ["bakery", "florist"].map((name, i) => {
    const wabaId = meta.addWaba({ id: `20${i}` });
    const adAccountId = `30${i}`;
    meta.seed({ adAccounts: [{ id: adAccountId }] });
    const appId = `40${i}`;
    const accessToken = meta.addToken({ appId, wabaIds: [wabaId], adAccountIds: [adAccountId] });
    const { adId } = meta.addAd({ adAccountId });
    return { name, wabaId, adAccountId, appId, accessToken, adId };
  });
  const write = (text: string): string =>
    clients
      .map(
        ({ name, wabaId, adAccountId, accessToken, adId }) => `{
  const provider = new whatsapp.Provider("${name}", { accessToken: "${accessToken}", wabaId: "${wabaId}", adAccountId: "${adAccountId}" });
  const greeting = new whatsapp.WelcomeMessageSequence("${name}", { text: "${text}", onContentChange: "replace" }, { provider });
  const creative = new whatsapp.AdCreative("${name}", { objectStorySpec: { page_id: "1", link_data: { link: "https://api.whatsapp.com/send" } },
    welcomeMessageSequenceId: greeting.sequenceId }, { provider });
  new whatsapp.AdCreativeAttachment("${name}", { adId: "${adId}", creativeId: creative.creativeId }, { provider });
}`,
      )
      .join("\n");
  the.project.program(write("one"));
  const stack = await the.project.stack();
  await stack.up();
  the.project.program(write("two"));
  await stack.up();
  for (const { wabaId, adId } of clients) {
    expect(meta.sequences(wabaId).map(({ content }) => content?.["text"])).toEqual(["two"]);
    expect(meta.ads().find(({ id }) => id === adId)?.sequenceId).toBe(meta.sequences(wabaId)[0]?.id);
  }
  await stack.refresh();
  await stack.destroy();
  const listCallers = (ids: readonly string[]): ReadonlySet<string | null> => {
    const calls = meta.journal().filter(({ path }) => {
      const parts = path.split("/").map((part) => part.replace(/^act_/, ""));
      return parts.some((id) => ids.includes(id));
    });
    expect(calls.length).toBeGreaterThan(5);
    return new Set(calls.map(({ appId }) => appId));
  };
  const listCreatives = (account: string): string[] =>
    meta.creatives().flatMap(({ id, adAccountId }) => (adAccountId === account ? [id] : []));
  for (const { wabaId, adAccountId, adId, appId } of clients) {
    expect([...listCallers([wabaId, adAccountId, adId, ...listCreatives(adAccountId)])]).toEqual([appId]);
  }
  expect(meta.sequences()).toEqual([]);
});
