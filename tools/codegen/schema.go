package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/blang/semver"
	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// readSchema validates a file against the metaschema and binds it. Unknown keys and warnings are errors.
func readSchema(path string) (*schema.Package, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var spec schema.PackageSpec
	if err := decoder.Decode(&spec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := toError(diagnostics); err != nil {
		return nil, fmt.Errorf("%s:\n%w", path, err)
	}
	return pkg, nil
}

// toError returns all errors and warnings, or nil if there are none.
func toError(diagnostics hcl.Diagnostics) error {
	var problems []error
	for _, diagnostic := range diagnostics {
		problems = append(problems, diagnostic)
	}
	return errors.Join(problems...)
}

// loader finds one package, since examples use no other.
type loader struct{ pkg *schema.Package }

func (l loader) LoadPackageReferenceV2(
	_ context.Context, descriptor *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	if descriptor.Name != l.pkg.Name {
		return nil, fmt.Errorf("unknown package %s", descriptor.Name)
	}
	return l.pkg.Reference(), nil
}

func (l loader) LoadPackageV2(ctx context.Context, descriptor *schema.PackageDescriptor) (*schema.Package, error) {
	reference, err := l.LoadPackageReferenceV2(ctx, descriptor)
	if err != nil {
		return nil, err
	}
	return reference.Definition()
}

func (l loader) LoadPackageReference(name string, version *semver.Version) (schema.PackageReference, error) {
	return l.LoadPackageReferenceV2(context.Background(), &schema.PackageDescriptor{Name: name, Version: version})
}

func (l loader) LoadPackage(name string, version *semver.Version) (*schema.Package, error) {
	return l.LoadPackageV2(context.Background(), &schema.PackageDescriptor{Name: name, Version: version})
}
