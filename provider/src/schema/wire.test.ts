import {
  contentOfRow,
  parseAppId,
  parseCreatedId,
  parsePage,
  parseRow,
  isSuccessResponse,
  sequenceToWire,
  UnreadableResponse,
} from "./wire";

const row = { id: "8716291", name: "Driver Sign up", welcome_message_sequence: '{"text":"Hi"}', is_used_in_ad: true };

test("reads the content of a row without an id", () => {
  const { id: _id, ...withoutId } = row;
  expect(contentOfRow(withoutId)).toEqual({ name: "Driver Sign up", text: "Hi", autofill: undefined, iceBreakers: [] });
  expect(contentOfRow({ ...withoutId, name: 1 })).toBeUndefined();
  expect(contentOfRow(null)).toBeUndefined();
});

test("reads a bare array, data, and data with paging alike", () => {
  const expected = [
    {
      id: "8716291",
      content: { name: "Driver Sign up", text: "Hi", autofill: undefined, iceBreakers: [] },
      isUsedInAd: true,
      lastUpdateTime: undefined,
    },
  ];
  expect(parsePage([row]).rows).toEqual(expected);
  expect(parsePage({ data: [row] }).rows).toEqual(expected);
  expect(parsePage({ data: [row], paging: { cursors: { before: "a", after: "b" } } })).toEqual({
    rows: expected,
    unreadable: [],
    count: 1,
    after: undefined,
  });
});

test("requests the next page by its cursor, never by Meta's URL", () => {
  expect(
    parsePage({ data: [], paging: { cursors: { after: "c1" }, next: "https://evil.example/x?after=c2" } }).after,
  ).toBe("c1");
  expect(parsePage({ data: [], paging: { next: "https://graph.facebook.com/x?after=c2" } }).after).toBe("c2");
  for (const next of ["garbage", "https://graph.facebook.com/x", "https://graph.facebook.com/x?after="]) {
    expect(() => parsePage({ data: [], paging: { next } })).toThrow(UnreadableResponse);
  }
});

test("reads ids as numbers or text, and rejects two different ones", () => {
  expect(parseRow({ ...row, id: 42 })?.id).toBe("42");
  expect(parseRow({ ...row, id: undefined, sequence_id: "7" })?.id).toBe("7");
  expect(() => parseRow({ ...row, sequence_id: "7" })).toThrow(/two ids/);
});

test("keeps the id of a row with unreadable content, with the reason", () => {
  expect(parseRow({ id: "1", name: "x", welcome_message_sequence: "<JSON_OBJECT>" })).toMatchObject({
    id: "1",
    content: undefined,
    unreadable: expect.stringContaining("welcome_message_sequence"),
  });
  expect(parseRow({ id: "1", welcome_message_sequence: '{"text":"Hi"}' })).toMatchObject({
    content: undefined,
    unreadable: expect.stringContaining("name"),
  });
  expect(parseRow({ id: "1", name: "x" })?.content).toBeUndefined();
  expect(parseRow({ id: "1", name: "x", welcome_message_sequence: { ice_breakers: 5, text: 5 } })).toMatchObject({
    unreadable: "`welcome_message_sequence.text` cannot be read",
  });
});

test("parses JSON strings in JSON strings, and no deeper", () => {
  const content = '{"text":"Hi"}';
  const twice = JSON.stringify(content);
  expect(parseRow({ ...row, welcome_message_sequence: twice })?.content?.text).toBe("Hi");
  expect(parseRow({ ...row, welcome_message_sequence: JSON.stringify(twice) })?.content).toBeUndefined();
});

test("keeps the time of the last change as Meta writes it", () => {
  const last_update_time = "2025-08-14T19:06:34+0000";
  expect(parseRow({ ...row, last_update_time })?.lastUpdateTime).toBe(last_update_time);
});

test("sends only the fields that have a value", () => {
  const bare = { name: "a", text: "b", autofill: undefined, iceBreakers: [] };
  expect(sequenceToWire(bare)).toStrictEqual({ name: "a", welcome_message_sequence: { text: "b" } });
  expect(sequenceToWire({ ...bare, autofill: "c", iceBreakers: ["d"] })).toStrictEqual({
    name: "a",
    welcome_message_sequence: { text: "b", autofill_message: { content: "c" }, ice_breakers: [{ title: "d" }] },
  });
});

test("one unreadable row does not hide the others", () => {
  const odd = [
    { name: "no id" },
    { id: null, sequence_id: null, name: "none either" },
    { id: "not-digits" },
    null,
    { ...row, id: "5", is_used_in_ad: "true", last_update_time: 12 },
  ];
  const page = parsePage([...odd, row]);
  expect(page.rows).toEqual([
    expect.objectContaining({ id: "5", isUsedInAd: true, lastUpdateTime: undefined }),
    expect.objectContaining({ id: "8716291" }),
  ]);
  expect(page.unreadable).toEqual([
    { position: 1, reason: "it has no id", raw: odd[0] },
    { position: 2, reason: "it has no id", raw: odd[1] },
    { position: 3, reason: "its id is not 1 to 32 digits", raw: odd[2] },
    { position: 4, reason: "it is null", raw: null },
  ]);
  expect(page.count).toBe(6);
});

test("rejects a response that is not a list", () => {
  expect(() => parsePage("<html>")).toThrow(UnreadableResponse);
  expect(() => parsePage({ rows: [] })).toThrow(UnreadableResponse);
  expect(() => parsePage({ data: [], paging: "next" })).toThrow(/`paging` of the list of sequences cannot be read/);
});

test("recognizes only the id of a create and a plain success", () => {
  expect(parseCreatedId({ sequence_id: "186473890" })).toBe("186473890");
  expect(parseCreatedId({ sequence_id: "186473890", id: "186473890" })).toBe("186473890");
  expect(parseCreatedId({ sequence_id: "186473890", id: "7" })).toBeUndefined();
  expect(parseCreatedId({ sequence_id: "1.0e3" })).toBeUndefined();
  expect(parseCreatedId({})).toBeUndefined();
  expect(parseCreatedId(undefined)).toBeUndefined();
  expect(isSuccessResponse({ success: true })).toBe(true);
  expect(isSuccessResponse({ success: "true" })).toBe(false);
  expect(parseAppId({ id: "670843887433847" })).toBe("670843887433847");
  expect(parseAppId({ id: "none" })).toBeUndefined();
});
