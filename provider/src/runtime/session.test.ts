import { Deadline, realClock } from "../client/clock";
import { Session } from "./session";

test("a wait for a shared answer ends with the operation's own deadline", async () => {
  const session = new Session(undefined, { environment: {}, clock: realClock, warn: () => undefined });
  const never = new Promise<never>(() => undefined);
  await expect(session.waitFor(new Deadline(realClock, 20), never)).rejects.toMatchObject({
    outcome: { kind: "not_sent" },
    stats: { attempts: 0, elapsedMs: 0 },
    host: "graph.facebook.com",
  });
});

test("the fix of an ended version names the setting as asked", () => {
  const environment = { WHATSAPP_API_VERSION: "v17.0", WHATSAPP_PLATFORM_DATE: "2026-11-29" };
  const session = new Session(undefined, {
    ...{ environment, clock: realClock, warn: () => undefined },
    whereToSet: (name) => `the option ${name}`,
  });
  expect(() => session.versions.requireUsable("graph")).toThrow("the option apiVersion");
});
