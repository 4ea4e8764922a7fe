#!/bin/sh
# Stands in for pulumi-resource-pulumi-nodejs: starts the dynamic provider of the SDK beside the program.
# Like Pulumi's own script it stays the parent of the provider process.
script=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
node "$script" "$@"
