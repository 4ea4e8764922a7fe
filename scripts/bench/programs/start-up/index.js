/** Both processes record their loaded modules and CPU time when they reach the user's code. */
const pulumi = require("@pulumi/pulumi");
const { record } = require("./record");

record("program");
const handler = 'exports.handler=()=>require(process.cwd() + "/provider.js").provider;';
new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:StartUp", "r", { __provider: handler });
