import { deeds, ready } from "./support/operations";
import { faultRows, row } from "./support/row";

faultRows();

const loginPage = `<!DOCTYPE html><html><title>Log in</title><body>${"Please log in. ".repeat(40)}THE END</body></html>`;

for (const [number, what, body, shown] of [
  ["15", "a login page", loginPage, loginPage.slice(0, 200)],
  ["16", "half of JSON", '{"a', '{"a'],
] as const) {
  for (const deed of deeds) {
    row(number, `${deed.verb}: ${what} with status 200 is no success`, async (the) => {
      await ready(the, deed);
      the.nextRun();
      const [rows, held] = [the.rows(), structuredClone([...the.engine.entries.values()])];
      the.fault({ effect: { kind: "status", status: 200, body }, times: "always" });
      const said = await the.said(deed.step(the));
      expect(said).toContain(`unexpected response, not JSON (HTTP 200: ${shown}`);
      expect(said).not.toContain("THE END");
      expect([the.rows(), [...the.engine.entries.values()]]).toEqual([rows, held]);
    });

    row(
      number,
      `${deed.verb}: ${what} with status 200, once and after the deed, loses and doubles nothing`,
      async (the) => {
        await ready(the, deed);
        the.nextRun();
        the.fault({ match: { verb: deed.verb }, effect: { kind: "status", status: 200, body }, when: "after" });
        await deed.step(the);
        expect(the.meta.journal().filter(({ method }) => method !== "GET").length).toBeLessThanOrEqual(1);
        expect(the.rows()).toEqual(the.held());
      },
    );
  }
}

row("16", "a list that is JSON of another shape is no empty list", async (the) => {
  the.fault({ match: { verb: "list" }, effect: { kind: "status", status: 200, body: { rows: [] } } });
  expect(await the.said(the.up())).toContain("the list of sequences is neither an array nor an object with `data`");
  expect(the.verbs()).toEqual(["list"]);
});

for (const body of [{}, { success: true }, { sequence_id: null }, { id: "abc" }, { id: "" }, [], "null", '"18"']) {
  row(
    "17",
    `a create that is answered ${JSON.stringify(body)} is looked for and adopted, with one POST`,
    async (the) => {
      the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 200, body }, when: "after" });
      await the.up();
      expect(the.verbs()).toEqual(["list", "create", "list", "read", "list"]);
      expect(the.rows()).toHaveLength(1);
      expect(the.rows()).toEqual(the.held());
    },
  );
}

row("17", "a create that is answered {} and was not made is sent once more", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "status", status: 200, body: {} } });
  await the.up();
  expect(the.verbs()).toEqual(["list", "create", "list", "list", "list", "list", "create", "read", "list"]);
  expect(the.rows()).toEqual(the.held());
});

function graphError(code: number, message: string) {
  return { error: { message, code, fbtrace_id: "AtraceOfThisTest" } };
}

for (const deed of deeds) {
  row("18", `${deed.verb}: an expired token that comes with status 200 is that`, async (the) => {
    await ready(the, deed);
    the.nextRun();
    const body = graphError(190, "Session has expired");
    the.fault({ match: { verb: deed.verb }, effect: { kind: "status", status: 200, body } });
    expect(await the.said(deed.step(the))).toMatch(
      /Meta refused: Session has expired \(code 190, fbtrace_id AtraceOfThisTest\)\. Set a valid token with/,
    );
    expect(the.sent(deed.verb)).toHaveLength(1);
  });

  row("18", `${deed.verb}: a throttle that comes with status 200 is waited out`, async (the) => {
    await ready(the, deed);
    the.nextRun();
    const headers = { "retry-after": "3" };
    the.fault({
      match: { verb: deed.verb },
      effect: { kind: "status", status: 200, body: graphError(4, "Limit"), headers },
    });
    await deed.step(the);
    expect(the.run.waitsMs).toContainEqual(expect.closeTo(3_000, -2));
    expect(the.rows()).toEqual(the.held());
  });
}

for (const status of [204, 200]) {
  row("19", `a delete that is answered ${status} and nothing else is believed once absence is proven`, async (the) => {
    await the.up();
    the.nextRun();
    the.meta.clearJournal();
    the.fault({ match: { verb: "delete" }, effect: { kind: "status", status }, when: "after" });
    await the.destroy();
    expect(the.meta.journal().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${the.account.edge}`,
      `DELETE ${the.account.edge}`,
      `GET ${the.account.edge}`,
      "GET /app",
      `GET ${the.account.edge}`,
      expect.stringMatching(/^GET \/\d+$/),
    ]);
    expect([the.rows(), the.held()]).toEqual([[], []]);
  });

  row("19", `a delete that is answered ${status} and nothing else, and was not done, keeps the state`, async (the) => {
    await the.up();
    the.nextRun();
    the.fault({ match: { verb: "delete" }, effect: { kind: "status", status } });
    expect(await the.said(the.destroy())).toContain("the sequence still exists");
    expect(the.sent("delete")).toHaveLength(1);
    expect(the.held()).toEqual(the.rows());
    expect(the.rows()).toHaveLength(1);
  });
}
