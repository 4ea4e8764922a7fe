import { endOf, isPhoneNumber, withoutNumber, withoutPerson } from "./phone-numbers";

test.each([
  "5511987654321",
  "+5511987654321",
  "+55 (11) 98765-4321",
  "(11) 98765.4321",
  "551187654321",
  "987654321",
  "8765 4321",
])("removes a number from a text that writes it %j", (written) => {
  const text = `(#131026) Message undeliverable to ${written}, code 131026. Trace A1b2`;
  expect(withoutNumber(text, "5511987654321")).toBe(
    "(#131026) Message undeliverable to …4321, code 131026. Trace A1b2",
  );
});

test.each([
  ["+55 (11) 98765-4321", true],
  ["5511.987654321", true],
  ["x5511987654321", false],
  ["5511987654321x", false],
  ["1234567", false],
  ["1234567890123456", false],
])("%j is a phone number: %j", (text, expected) => {
  expect(isPhoneNumber(text)).toBe(expected);
});

test("shortens a user id and a number in a text", () => {
  expect(withoutPerson("BR.12345678 and BR.12345678", "BR.12345678")).toBe("…5678 and …5678");
  expect(withoutPerson("to 5511987654321", "5511987654321")).toBe("to …4321");
});

test("keeps other numbers, and ignores values that are not numbers", () => {
  const text = "106540352242922 reported 131026 for 5521911112222";
  expect(withoutNumber(text, "+55 11 98765-4321")).toBe(text);
  expect(withoutNumber(text, "hello 6540")).toBe(text);
  expect(endOf("+55 11 98765-4321")).toBe("…4321");
});

test("searches a long text of digits in linear time", () => {
  expect(withoutNumber("9".repeat(100_000), "5511987654321")).toHaveLength(100_000);
});
