// @ts-check
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { PolicyPack } = require("@pulumi/policy");
const { select } = require("pulumi-whatsapp-policy");
const { parse } = require("yaml");

// The linter reads the same file.
const selection = parse(readFileSync(join(__dirname, "selection.yaml"), "utf8"));
new PolicyPack("our-content", { policies: select(selection) });
