/** Both processes record what they have loaded and computed once the SDK and the user's code are there. */
const pulumi = require("@pulumi/pulumi");
const { record } = require("./record");

record("program");
const handler = 'exports.handler=()=>require(process.cwd() + "/provider.js").provider;';
new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:StartUp", "r", { __provider: handler });
