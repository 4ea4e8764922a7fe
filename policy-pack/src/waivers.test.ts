import { isExpired, findWaiver, type Waiver } from "./waivers";

const waiver: Waiver = {
  rule: "whatsapp-naming",
  resource: "signup",
  reason: "renamed after the campaign",
  expires: "2026-03-31",
};

test("a waiver expires after its last day in UTC", () => {
  expect(isExpired(waiver, new Date("2026-03-31T23:59:59Z"))).toBe(false);
  expect(isExpired(waiver, new Date("2026-04-01T00:00:00Z"))).toBe(true);
});

test("a waiver covers one rule and resource until it expires", () => {
  const during = new Date("2026-03-01T00:00:00Z");
  expect(findWaiver([waiver], "whatsapp-naming", "signup", during)).toBe(waiver);
  expect(findWaiver([waiver], "whatsapp-naming", "other", during)).toBeUndefined();
  expect(findWaiver([waiver], "whatsapp-max-links", "signup", during)).toBeUndefined();
  expect(findWaiver([waiver], "whatsapp-naming", "signup", new Date("2027-01-01T00:00:00Z"))).toBeUndefined();
});
