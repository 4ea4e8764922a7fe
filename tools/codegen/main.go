// Command codegen validates the plugin's package schema, and generates SDKs and programs with Pulumi's own generators.
package main

import (
	"errors"
	"fmt"
	"os"
)

const usage = `usage: codegen check SCHEMA             validates the schema
       codegen sdk SCHEMA LANGUAGE DIR  writes the SDK for nodejs, python or go
       codegen programs SCHEMA DIR      writes a program beside each NAME.pp: NAME.ts, NAME.py and NAME.go`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return errors.New(usage)
	}
	pkg, err := readSchema(args[1])
	if err != nil {
		return err
	}
	switch {
	case args[0] == "check" && len(args) == 2:
		return nil
	case args[0] == "sdk" && len(args) == 4:
		return writeSDK(pkg, args[2], args[3])
	case args[0] == "programs" && len(args) == 3:
		return writePrograms(pkg, args[2])
	default:
		return errors.New(usage)
	}
}
