import { kindOfType } from "./resource-kinds";

test("knows the types of the dynamic provider and of the plugin", () => {
  const names = ["WelcomeMessageSequence", "AdCreative", "AdCreativeAttachment"];
  const kinds = ["sequence", "creative", "attachment"];
  for (const prefix of ["pulumi-nodejs:dynamic/whatsapp:", "whatsapp:index:"]) {
    expect(names.map((name) => kindOfType(`${prefix}${name}`))).toEqual(kinds);
  }
  expect(kindOfType("aws:s3/bucket:Bucket")).toBeUndefined();
});
