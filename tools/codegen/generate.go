package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-whatsapp"

// writeSDK generates the SDK of one language.
func writeSDK(pkg *schema.Package, language, dir string) error {
	files, err := generateSDK(pkg, language)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func generateSDK(pkg *schema.Package, language string) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, loader{pkg})
	case "python":
		return python.GeneratePackage(tool, pkg, nil, loader{pkg})
	case "go":
		return golang.GeneratePackage(tool, pkg, nil)
	default:
		return nil, fmt.Errorf("unknown language %s", language)
	}
}

type generator func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error)

var generators = map[string]generator{
	".ts": nodejs.GenerateProgram,
	".py": python.GenerateProgram,
	".go": golang.GenerateProgram,
}

// writePrograms converts each program NAME.pp of a folder to the other languages.
func writePrograms(pkg *schema.Package, dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.pp"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for extension, generate := range generators {
			content, err := convertProgram(pkg, string(source), generate)
			if err != nil {
				return fmt.Errorf("%s to %s: %w", path, extension, err)
			}
			if extension == ".go" {
				content = renameLookups(pkg, content)
			}
			if err := os.WriteFile(strings.TrimSuffix(path, ".pp")+extension, content, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// convertProgram binds a program anew for each language, because generators change what they read.
func convertProgram(pkg *schema.Package, source string, generate generator) ([]byte, error) {
	parser := syntax.NewParser()
	if err := parser.ParseFile(strings.NewReader(source), "program.pp"); err != nil {
		return nil, err
	}
	if err := toError(parser.Diagnostics); err != nil {
		return nil, err
	}
	program, diagnostics, err := pcl.BindProgram(parser.Files, loader{pkg})
	if err != nil {
		return nil, err
	}
	if err := toError(diagnostics); err != nil {
		return nil, err
	}
	files, diagnostics, err := generate(program)
	if err != nil {
		return nil, err
	}
	if err := toError(diagnostics); err != nil {
		return nil, err
	}
	for _, content := range files {
		return content, nil
	}
	return nil, errors.New("no file was generated")
}

// renameLookups corrects calls of functions that are named like a resource, getX and X. The Go SDK calls them LookupX, because GetX reads
// the state of a resource. The generator of programs overlooks that in a package whose only module is index.
func renameLookups(pkg *schema.Package, program []byte) []byte {
	for _, resource := range pkg.Resources {
		_, name, _ := strings.Cut(strings.TrimPrefix(resource.Token, pkg.Name+":"), ":")
		call := regexp.MustCompile(`(\b` + pkg.Name + `\.)Get(` + regexp.QuoteMeta(name) + `(Args)?\b)`)
		program = call.ReplaceAll(program, []byte("${1}Lookup${2}"))
	}
	return program
}
