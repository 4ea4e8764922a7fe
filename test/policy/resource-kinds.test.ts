import { AdCreative, AdCreativeAttachment, WelcomeMessageSequence } from "pulumi-whatsapp";
import { SandboxOrder } from "pulumi-whatsapp/orders/sandbox";
import { kindOfType } from "pulumi-whatsapp/schema";

test.each([
  [WelcomeMessageSequence.__pulumiType, "sequence"],
  [AdCreative.__pulumiType, "creative"],
  [AdCreativeAttachment.__pulumiType, "attachment"],
  [SandboxOrder.__pulumiType, "order"],
  ["whatsapp:index:WelcomeMessageSequence", "sequence"],
  ["whatsapp:index:AdCreative", "creative"],
  ["whatsapp:index:AdCreativeAttachment", "attachment"],
])("%s is the type of a %s", (type, kind) => {
  expect(kindOfType(type)).toBe(kind);
});

test.each(["aws:s3/bucket:Bucket", "whatsapp:index:SandboxOrder", "toString", "", undefined, null, 5, {}])(
  "%j is no type of this provider",
  (type) => {
    expect(kindOfType(type)).toBeUndefined();
  },
);
