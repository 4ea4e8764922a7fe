import { parseCreatedId, parsePage, parseRow, saysSuccess, UnreadableAnswer } from "./wire";

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
    after: undefined,
  });
});

test("a next page is asked for by its cursor, never by the address Meta gives", () => {
  expect(
    parsePage({ data: [], paging: { cursors: { after: "c1" }, next: "https://evil.example/x?after=c2" } }).after,
  ).toBe("c1");
  expect(parsePage({ data: [], paging: { next: "https://graph.facebook.com/x?after=c2" } }).after).toBe("c2");
  expect(() => parsePage({ data: [], paging: { next: "garbage" } })).toThrow(UnreadableAnswer);
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
});

test("one odd neighbour does not hide the other rows", () => {
  const odd = [
    { name: "no id" },
    { id: "not-digits" },
    null,
    { ...row, id: "5", is_used_in_ad: "true", last_update_time: 12 },
  ];
  expect(parsePage([...odd, row]).rows).toEqual([
    expect.objectContaining({ id: "5", isUsedInAd: true, lastUpdateTime: undefined }),
    expect.objectContaining({ id: "8716291" }),
  ]);
});

test("an answer that is no list is refused", () => {
  expect(() => parsePage("<html>")).toThrow(UnreadableAnswer);
  expect(() => parsePage({ rows: [] })).toThrow(UnreadableAnswer);
});

test("a create's id and a plain success are recognised, nothing else", () => {
  expect(parseCreatedId({ sequence_id: "186473890" })).toBe("186473890");
  expect(parseCreatedId({})).toBeUndefined();
  expect(parseCreatedId(undefined)).toBeUndefined();
  expect(saysSuccess({ success: true })).toBe(true);
  expect(saysSuccess({ success: "true" })).toBe(false);
});
