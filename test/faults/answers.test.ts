import { failureMessage } from "../support/world/failures";
import { operations, prepare } from "./support/operations";
import { useAccount, row } from "./support/row";

useAccount();

const loginPage = `<!DOCTYPE html><html><title>Log in</title><body>${"Please log in. ".repeat(40)}THE END</body></html>`;

for (const [number, what, body, shown] of [
  ["15", "a login page", loginPage, loginPage.slice(0, 200)],
  ["16", "half of JSON", '{"a', '{"a'],
] as const) {
  for (const operation of operations) {
    row(number, `${operation.kind}: ${what} with HTTP 200 is a failure`, async (stack) => {
      await prepare(stack, operation);
      stack.startRun();
      const [rows, held] = [stack.storedIds(), structuredClone([...stack.engine.entries.values()])];
      stack.addFault({ effect: { kind: "status", status: 200, body }, times: "always" });
      const message = await failureMessage(operation.run(stack));
      expect(message).toContain(`unexpected response, not JSON (HTTP 200: ${shown}`);
      expect(message).not.toContain("THE END");
      expect([stack.storedIds(), [...stack.engine.entries.values()]]).toEqual([rows, held]);
    });

    row(
      number,
      `${operation.kind}: ${what} with HTTP 200 after the write loses and duplicates nothing`,
      async (stack) => {
        await prepare(stack, operation);
        stack.startRun();
        stack.addFault({
          match: { verb: operation.kind },
          effect: { kind: "status", status: 200, body },
          when: "after",
        });
        await operation.run(stack);
        expect(stack.meta.journal().filter(({ method }) => method !== "GET").length).toBeLessThanOrEqual(1);
        expect(stack.storedIds()).toEqual(stack.stateIds());
      },
    );
  }
}

row("16", "a list of an unknown shape is not an empty list", async (stack) => {
  stack.addFault({ match: { verb: "list" }, effect: { kind: "status", status: 200, body: { rows: [] } } });
  expect(await failureMessage(stack.up())).toContain(
    "the list of sequences is neither an array nor an object with `data`",
  );
  expect(stack.requestKinds()).toEqual(["list"]);
});

for (const body of [{}, { success: true }, { sequence_id: null }, { id: "abc" }, { id: "" }, [], "null", '"18"']) {
  row("17", `a create with response ${JSON.stringify(body)} finds its sequence after one POST`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "status", status: 200, body }, when: "after" });
    await stack.up();
    expect(stack.requestKinds()).toEqual(["list", "create", "list", "read", "list"]);
    expect(stack.storedIds()).toHaveLength(1);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

row("17", "a create with response {} that stored nothing is sent again", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "status", status: 200, body: {} } });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "list", "list", "list", "create", "read", "list"]);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

function graphError(code: number, message: string) {
  return { error: { message, code, fbtrace_id: "AtraceOfThisTest" } };
}

for (const operation of operations) {
  row("18", `${operation.kind}: an expired token reported with HTTP 200 is recognized`, async (stack) => {
    await prepare(stack, operation);
    stack.startRun();
    const body = graphError(190, "Session has expired");
    stack.addFault({ match: { verb: operation.kind }, effect: { kind: "status", status: 200, body } });
    expect(await failureMessage(operation.run(stack))).toMatch(
      /Meta refused: Session has expired \(code 190, fbtrace_id AtraceOfThisTest\)\. Set a valid token with/,
    );
    expect(stack.requests(operation.kind)).toHaveLength(1);
  });

  row("18", `${operation.kind}: a rate limit reported with HTTP 200 is waited out`, async (stack) => {
    await prepare(stack, operation);
    stack.startRun();
    const headers = { "retry-after": "3" };
    stack.addFault({
      match: { verb: operation.kind },
      effect: { kind: "status", status: 200, body: graphError(4, "Limit"), headers },
    });
    await operation.run(stack);
    expect(stack.run.waitsMs).toContainEqual(expect.closeTo(3_000, -2));
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

for (const status of [204, 200]) {
  row("19", `a delete with an empty ${status} response succeeds after proof of absence`, async (stack) => {
    await stack.up();
    stack.startRun();
    stack.meta.clearJournal();
    stack.addFault({ match: { verb: "delete" }, effect: { kind: "status", status }, when: "after" });
    await stack.destroy();
    expect(stack.meta.journal().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${stack.account.edge}`,
      `DELETE ${stack.account.edge}`,
      `GET ${stack.account.edge}`,
      "GET /app",
      `GET ${stack.account.edge}`,
      expect.stringMatching(/^GET \/\d+$/),
    ]);
    expect([stack.storedIds(), stack.stateIds()]).toEqual([[], []]);
  });

  row("19", `an unexecuted delete with an empty ${status} response keeps the state`, async (stack) => {
    await stack.up();
    stack.startRun();
    stack.addFault({ match: { verb: "delete" }, effect: { kind: "status", status } });
    expect(await failureMessage(stack.destroy())).toContain("the sequence still exists");
    expect(stack.requests("delete")).toHaveLength(1);
    expect(stack.stateIds()).toEqual(stack.storedIds());
    expect(stack.storedIds()).toHaveLength(1);
  });
}
