#!/usr/bin/env node
"use strict";

require("../dist/lint/main.js");
