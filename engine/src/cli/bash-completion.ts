/**
 * Completion script for bash. The script of @bomb.sh/tab requires the package bash-completion, loses words with a colon
 * or an equals sign, and lets bash expand the names it offers.
 */
export function bashScript(name: string): string {
  const shellFunction = `_${name.replaceAll("-", "_")}`;
  return `# bash completion for ${name}

${shellFunction}() {
    local IFS=$' \\t\\n' line="\${COMP_LINE:0:COMP_POINT}" words current answer completion
    read -ra words <<< "$line"
    [[ "$line" == *[[:space:]] ]] && words+=("")
    current="\${words[\${#words[@]}-1]}"
    answer=$("\${words[0]}" complete -- "\${words[@]:1}" 2> /dev/null)

    # Values of --option=value are offered alone.
    local prefix="$current"
    [[ "$current" == -*=* ]] && prefix="\${current#*=}"
    # bash replaces only what follows the last colon.
    local kept=""
    [[ "$prefix" == *:* && "$COMP_WORDBREAKS" == *:* ]] && kept="\${prefix%"\${prefix##*:}"}"

    COMPREPLY=()
    while IFS= read -r completion; do
        completion="\${completion%%$'\\t'*}"
        [[ "$completion" != :* && -n "$completion" && "$completion" == "$prefix"* ]] && COMPREPLY+=("\${completion#"$kept"}")
    done <<< "$answer"
    # File names, where the program knows nothing.
    [[ "$answer" == ":0" ]] && compopt -o default 2> /dev/null
    return 0
}

complete -F ${shellFunction} ${name}
`;
}
