import {
  parseAppId,
  parseCreatedId,
  parsePage,
  parseRow,
  isSuccessResponse,
  sequenceToWire,
  UnreadableResponse,
} from "./wire";

const row = { id: "8716291", name: "Driver Sign up", welcome_message_sequence: '{"text":"Hi"}', is_used_in_ad: true };

test("a bare array, an object with data, and one with paging read alike", () => {
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

test("a next page is asked for by its cursor, never by the address Meta gives", () => {
  expect(
    parsePage({ data: [], paging: { cursors: { after: "c1" }, next: "https://evil.example/x?after=c2" } }).after,
  ).toBe("c1");
  expect(parsePage({ data: [], paging: { next: "https://graph.facebook.com/x?after=c2" } }).after).toBe("c2");
  for (const next of ["garbage", "https://graph.facebook.com/x", "https://graph.facebook.com/x?after="]) {
    expect(() => parsePage({ data: [], paging: { next } })).toThrow(UnreadableResponse);
  }
});

test("an id may be a number or text, under either key; two that disagree are refused", () => {
  expect(parseRow({ ...row, id: 42 })?.id).toBe("42");
  expect(parseRow({ ...row, id: undefined, sequence_id: "7" })?.id).toBe("7");
  expect(() => parseRow({ ...row, sequence_id: "7" })).toThrow(/two ids/);
});

test("a row whose content cannot be read keeps its id and says why", () => {
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

test("content is opened where it is text in text, and no deeper", () => {
  const content = '{"text":"Hi"}';
  const twice = JSON.stringify(content);
  expect(parseRow({ ...row, welcome_message_sequence: twice })?.content?.text).toBe("Hi");
  expect(parseRow({ ...row, welcome_message_sequence: JSON.stringify(twice) })?.content).toBeUndefined();
});

test("the time of the last change is kept as Meta writes it", () => {
  const last_update_time = "2025-08-14T19:06:34+0000";
  expect(parseRow({ ...row, last_update_time })?.lastUpdateTime).toBe(last_update_time);
});

test("a body holds the parts that there are, and no empty ones", () => {
  const bare = { name: "a", text: "b", autofill: undefined, iceBreakers: [] };
  expect(sequenceToWire(bare)).toStrictEqual({ name: "a", welcome_message_sequence: { text: "b" } });
  expect(sequenceToWire({ ...bare, autofill: "c", iceBreakers: ["d"] })).toStrictEqual({
    name: "a",
    welcome_message_sequence: { text: "b", autofill_message: { content: "c" }, ice_breakers: [{ title: "d" }] },
  });
});

test("one odd neighbour does not hide the other rows", () => {
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

test("an answer that is no list is refused", () => {
  expect(() => parsePage("<html>")).toThrow(UnreadableResponse);
  expect(() => parsePage({ rows: [] })).toThrow(UnreadableResponse);
  expect(() => parsePage({ data: [], paging: "next" })).toThrow(/`paging` of the list of sequences cannot be read/);
});

test("a create's id and a plain success are recognised, nothing else", () => {
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
