const { CustomResource } = require("@pulumi/pulumi");

for (let i = 0; i < Number(process.env.COUNT); i++) {
  const text = `Hi! This is number ${i}${process.env.EDIT ?? ""}`;
  new CustomResource("whatsapp:index:WelcomeMessageSequence", `r${i}`, { text });
}
