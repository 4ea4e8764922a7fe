// Command to-pcl converts each Pulumi program NAME.yaml of a folder to NAME.pp, the input of Pulumi's program generators. Usage:
// to-pcl SCHEMA DIR. It is in this module because pulumi-yaml does not compile with the SDK of the generators in tools/codegen.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/codegen"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: to-pcl SCHEMA DIR")
	}
	pkg, err := readSchema(args[0])
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(args[1], "*.yaml"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		text, err := convert(pkg, path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(strings.TrimSuffix(path, ".yaml")+".pp", []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func convert(pkg *schema.Package, path string) (string, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	template, problems, err := pulumiyaml.LoadYAMLBytes(path, source)
	if err != nil {
		return "", err
	}
	if len(problems) > 0 {
		return "", fmt.Errorf("%s: %w", path, problems)
	}
	text, diagnostics, err := codegen.ConvertTemplateIL(template, loader{pkg: pkg})
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	if len(diagnostics) > 0 {
		return "", fmt.Errorf("%s: %w", path, diagnostics)
	}
	return text, nil
}

func readSchema(path string) (*schema.Package, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return schema.ImportSpec(spec, nil, schema.ValidationOptions{})
}

// loader finds one package, since examples use no other. pulumi-yaml calls none of the loader's older methods.
type loader struct {
	schema.ReferenceLoader
	pkg *schema.Package
}

func (l loader) LoadPackageReferenceV2(
	_ context.Context, descriptor *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	if descriptor.Name != l.pkg.Name {
		return nil, fmt.Errorf("unknown package %s", descriptor.Name)
	}
	return l.pkg.Reference(), nil
}
