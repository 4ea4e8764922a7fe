import { noGraphError } from "../schema/error-codes";
import { UnreadableResponse, type SequencePage, type SequenceRow } from "../schema/wire";
import { AccountPages, type KnownPage } from "./account-pages";
import { CallError } from "./call-error";

const pageRows = 2;

function rowOf(id: string): SequenceRow {
  return { id, content: undefined, unreadable: "unexpected", raw: {}, isUsedInAd: false, lastUpdateTime: undefined };
}

/** An account whose rows the test changes, and the requests that it received. */
function openAccount(...ids: string[]) {
  const requests: string[] = [];
  let pageFailure: Error | undefined;
  let isRepeating = false;
  const pageAt = (cursor: string | undefined): SequencePage => {
    const start = cursor === undefined ? 0 : ids.indexOf(cursor) + 1;
    const shown = ids.slice(start, start + pageRows);
    const after = start + pageRows < ids.length ? shown.at(-1) : undefined;
    return { rows: shown.map(rowOf), unreadable: [], count: shown.length, after };
  };
  const source = {
    load: (id: string) => {
      requests.push(`load ${id}`);
      return Promise.resolve(ids.includes(id) ? rowOf(id) : undefined);
    },
    readPage: (cursor: string | undefined) => {
      requests.push(`page after ${cursor ?? "nothing"}`);
      if (pageFailure !== undefined) return Promise.reject(pageFailure);
      return Promise.resolve({ ...pageAt(cursor), ...(isRepeating && { after: cursor }) });
    },
    list: () => {
      requests.push("list");
      const pages: KnownPage[] = [];
      for (let cursor: string | undefined, isLast = false; !isLast;) {
        const page = pageAt(cursor);
        pages.push({ cursor, ids: page.rows.map(({ id }) => id), next: page.after });
        isLast = page.after === undefined;
        cursor = page.after;
      }
      return Promise.resolve({ rows: ids.map(rowOf), unreadable: [], pages });
    },
  };
  const pages = new AccountPages(source);
  const listNew = async (...wanted: string[]): Promise<readonly string[]> => {
    requests.length = 0;
    const { rows } = await pages.listNew(wanted);
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted.filter((id) => ids.includes(id))));
    return requests;
  };
  const readRows = async (...wanted: string[]): Promise<readonly string[]> => {
    requests.length = 0;
    const rows = await pages.readRows(wanted);
    expect(rows.map(({ id }) => id).sort()).toEqual(wanted.filter((id) => ids.includes(id)).sort());
    return requests;
  };
  return {
    ids,
    pages,
    listNew,
    readRows,
    failPages(error: Error): void {
      pageFailure = error;
    },
    repeatPages(): void {
      isRepeating = true;
    },
  };
}

describe("new rows", () => {
  test("are listed with everything while there is one page", async () => {
    const { ids, pages, listNew } = openAccount();
    await pages.list();
    ids.push("1");
    expect(await listNew("1")).toEqual(["list"]);
  });

  test("are looked for on the last page first, then found there", async () => {
    const { ids, pages, listNew } = openAccount("1", "2", "3");
    await pages.list();
    ids.push("4");
    expect(await listNew("4")).toEqual(["page after 2"]);
    ids.push("5", "6", "7");
    expect(await listNew("5", "7")).toEqual(["page after 2", "page after 4", "page after 6"]);
    ids.push("8");
    expect(await listNew("8")).toEqual(["page after 6"]);
  });

  test("are found on the first page once they appeared there", async () => {
    const { ids, pages, listNew } = openAccount("3", "2", "1");
    await pages.list();
    ids.unshift("4");
    expect(await listNew("4")).toEqual(["page after 2", "page after nothing"]);
    ids.unshift("5");
    expect(await listNew("5")).toEqual(["page after nothing"]);
    ids.unshift("8", "7", "6");
    expect(await listNew("6", "8")).toEqual(["page after nothing", "page after 7"]);
  });

  test("are listed with everything if the list has no order", async () => {
    const { ids, pages, listNew } = openAccount("1", "2", "3", "4");
    await pages.list();
    ids.splice(1, 0, "5");
    expect(await listNew("5")).toEqual(["page after 2", "page after nothing", "list"]);
    ids.push("6");
    expect(await listNew("6")).toEqual(["list"]);
  });

  test("are listed with everything if their end changes", async () => {
    const { ids, pages, listNew } = openAccount("1", "2", "3");
    await pages.list();
    ids.push("4");
    await listNew("4");
    ids.unshift("5");
    expect(await listNew("5")).toEqual(["page after 2", "list"]);
    ids.push("6");
    expect(await listNew("6")).toEqual(["list"]);
  });

  test("that Meta does not show yet are looked for everywhere", async () => {
    const { pages, listNew } = openAccount("1", "2", "3");
    await pages.list();
    expect(await listNew("9")).toEqual(["page after 2", "page after nothing", "list"]);
  });

  test("include those of others at the same end", async () => {
    const { ids, pages } = openAccount("1", "2", "3");
    await pages.list();
    ids.push("foreign", "4");
    const { rows } = await pages.listNew(["4"]);
    expect(rows.map(({ id }) => id)).toContain("foreign");
  });
});

describe("new rows of others that an earlier read found", () => {
  const findEarlier = async (pages: AccountPages, id: string): Promise<readonly string[] | undefined> =>
    (await pages.listNew([id])).earlier?.map((row) => row.id);

  test("are remembered when the last page moves on", async () => {
    const { ids, pages } = openAccount("1", "2", "3");
    await pages.list();
    ids.push("foreign", "4", "5", "6");
    await pages.listNew(["4"]);
    ids.push("7");
    expect(await findEarlier(pages, "7")).toEqual(["foreign", "4", "5"]);
  });

  test("are remembered after another complete listing", async () => {
    const { ids, pages } = openAccount("1", "2", "3");
    await pages.list();
    ids.push("foreign", "4", "5");
    await pages.list();
    ids.push("6");
    expect(await findEarlier(pages, "6")).toEqual(["foreign"]);
  });

  test("are remembered when updates read their page", async () => {
    const { ids, pages } = openAccount("1", "2", "3", "4");
    await pages.list();
    ids.push("foreign", "5", "6", "7");
    await pages.readRows(["3", "4"]);
    await pages.readRows(["6", "7"]);
    ids.push("8");
    expect(await findEarlier(pages, "8")).toEqual(["foreign", "5"]);
  });
});

describe("a page", () => {
  async function breakPages(error: Error) {
    const account = openAccount("1", "2", "3", "4", "5");
    await account.pages.list();
    account.failPages(error);
    return account;
  }
  const rejected = new CallError(
    {
      kind: "rejected",
      error: {
        meaning: noGraphError,
        errorCode: 100,
        code: "100",
        title: "",
        message: "",
        traceId: undefined,
        httpStatus: 400,
      },
    },
    { attempts: 1, elapsedMs: 0, limit: undefined },
    "graph.facebook.com",
  );

  test.each([
    ["rejected", rejected],
    ["unreadable", new UnreadableResponse("no list")],
  ])("that is %s is replaced by a complete listing", async (_name, error) => {
    const { ids, listNew } = await breakPages(error);
    ids.push("6");
    expect(await listNew("6")).toEqual(["page after 4", "list"]);
  });

  test("that is rejected leaves its rows to single reads", async () => {
    const { readRows } = await breakPages(rejected);
    expect(await readRows("1", "2")).toEqual(["page after nothing", "load 1", "load 2"]);
  });

  test("that cannot be requested fails the read", async () => {
    const { listNew, readRows } = await breakPages(new Error("broken"));
    await expect(listNew("5")).rejects.toThrow("broken");
    await expect(readRows("1", "2")).rejects.toThrow("broken");
  });

  test("that follows itself is replaced by a complete listing", async () => {
    const { ids, listNew, repeatPages } = openAccount("1", "2", "3");
    expect(await listNew("3")).toEqual(["list"]);
    ids.push("4");
    repeatPages();
    expect(await listNew("4")).toEqual(["page after 2", "list"]);
  });
});

describe("rows as they are now", () => {
  test("are read one by one if no page contains two of them", async () => {
    const { pages, readRows } = openAccount("1", "2", "3", "4");
    await pages.list();
    expect(await readRows("1")).toEqual(["load 1"]);
    expect(await readRows("1", "3")).toEqual(["load 1", "load 3"]);
  });

  test("are read by the pages that contain them", async () => {
    const { pages, readRows } = openAccount("1", "2", "3", "4", "5");
    await pages.list();
    expect(await readRows("3", "4", "5")).toEqual(["page after 2", "load 5"]);
  });

  test("are looked for on further pages if theirs are not known", async () => {
    const { readRows } = openAccount("1", "2", "3", "4", "5", "6");
    expect(await readRows("1", "2")).toEqual(["page after nothing"]);
    expect(await readRows("5", "6")).toEqual(["page after 2", "page after 4"]);
    expect(await readRows("3", "4")).toEqual(["page after 2"]);
  });

  test("are read one by one if their page no longer contains them", async () => {
    const { ids, pages, readRows } = openAccount("1", "2", "3", "4");
    await pages.list();
    ids.splice(0, 0, "5", "6");
    expect(await readRows("1", "2")).toEqual(["page after nothing", "load 1", "load 2"]);
  });

  test("are not looked for on more than ten further pages", async () => {
    const { readRows } = openAccount(...Array.from({ length: 50 }, (_, index) => String(index)));
    const requests = await readRows("48", "49");
    expect(requests.slice(-3)).toEqual(["page after 17", "load 48", "load 49"]);
    expect(requests).toHaveLength(12);
  });
});
