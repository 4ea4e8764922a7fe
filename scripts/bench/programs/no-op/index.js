const pulumi = require("@pulumi/pulumi");

const handler = 'exports.handler=()=>require(process.cwd() + "/provider.js").provider;';
for (let i = 0; i < Number(process.env.COUNT); i++) {
  const properties = { text: `Hi! This is number ${i}${process.env.EDIT ?? ""}`, __provider: handler };
  new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:NoOp", `r${i}`, properties);
}
