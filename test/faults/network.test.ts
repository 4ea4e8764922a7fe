import { Door } from "./support/door";
import { deeds, ready } from "./support/deeds";
import { faultRows, row } from "./support/row";

faultRows();

for (const deed of deeds) {
  row("01", `a ${deed.verb} whose connection is refused is tried again, and is made once`, async (the) => {
    const door = await the.opened(Door.before(the.meta.url));
    await ready(the, deed);
    let waits = 0;
    the.nextRun({ WHATSAPP_BASE_URL: door.url }).meanwhile(() => (door.isOpen || ++waits < 4 ? 0 : door.reopen()));
    door.shutAfter(deed.usually.indexOf(deed.verb));
    await deed.step(the);
    expect(waits).toBe(4);
    expect(the.verbs()).toEqual(deed.usually);
    expect(the.rows()).toEqual(the.held());
  });

  row("01", `a ${deed.verb} whose connection is refused for ever names the host and records nothing`, async (the) => {
    const door = await the.opened(Door.before(the.meta.url));
    await ready(the, deed);
    const before = structuredClone([...the.engine.entries.values()]);
    the.nextRun({ WHATSAPP_BASE_URL: door.url });
    door.shutAfter(deed.usually.indexOf(deed.verb));
    expect(await the.said(deed.step(the))).toContain(
      `127.0.0.1:${door.port} could not be reached (4 attempts in `,
    );
    expect([...the.engine.entries.values()]).toEqual(before);
    expect(the.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  });
}

