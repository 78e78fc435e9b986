"""The completion scripts of bash, zsh and fish, made from the tree of commands. Pure.

Options and commands stand in the script; ids and names of accounts are asked of `agent complete` when they are wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.cli.fitting import FITTING
from agent.cli.tree import BEFORE, Branch, Word

FILES, FOLDERS = ("FILE", "PATH"), ("DIR",)
MADE = "made by `agent completion {}`; changes are lost"


def _asked(branch: Branch, word: Word) -> bool:
    """Its words are known by the program alone."""
    return not word.choices and ((not word.flags and branch.name in FITTING) or word.value == "NAME")


# ---------------------------------------------------------------- bash


def bash(tree: Sequence[Branch]) -> str:
    """For bash 4 and newer, with or without the bash-completion package."""
    cases = []
    for branch in tree:
        lines = [
            f"    {branch.name})",
            f"      options='{' '.join(flag for word in branch.options for flag in word.flags)}'",
        ]
        valued = [word for word in branch.options if word.value]
        if valued:
            lines += ["      case $previous in", *(_bash_value(branch, word) for word in valued), "      esac"]
        lines += [_bash_argument(branch), "      ;;"]
        cases.append("\n".join(lines))
    names = " ".join(branch.name for branch in tree)
    before = " ".join(flag for flag, _, _ in BEFORE)
    return _BASH.format(made=MADE.format("bash"), names=names, before=before, cases="\n".join(cases))


def _bash_value(branch: Branch, word: Word) -> str:
    return f"        {'|'.join(word.flags)}) {_bash_words(branch, word)}; return ;;"


def _bash_argument(branch: Branch) -> str:
    first = next(iter(branch.arguments), None)
    if first is None:
        return "      :"
    told = [f"      words=({' '.join(word.choices)})" for word in branch.arguments[:1] if word.choices]
    if told and len(branch.arguments) > 1:
        return f"      if [ $((COMP_CWORD - at)) -le 1 ]; then\n  {told[0]}\n      else\n        {_bash_words(branch, branch.arguments[1])}\n      fi"
    return told[0] if told else f"      {_bash_words(branch, first)}"


def _bash_words(branch: Branch, word: Word) -> str:
    if word.choices:
        return f"COMPREPLY=($(compgen -W '{' '.join(word.choices)}' -- \"$current\"))"
    if word.value in FILES:
        return "_agent_files -f"
    if word.value in FOLDERS:
        return "_agent_files -d"
    if _asked(branch, word):
        return f"_agent_asked {'login' if word.value == 'NAME' else branch.name}"
    return ":"


_BASH = """\
# {made}
_agent_files() {{
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}}

_agent_asked() {{
  local known
  while IFS=$'\\t' read -r known _; do
    [[ -n $known && $known == "$current"* ]] && COMPREPLY+=("$(printf %q "$known")")
  done < <("$agent" "${{before[@]}}" complete "$1" "${{typed[@]}}" 2>/dev/null)
}}

_agent() {{
  local agent=$1 current=$2 previous=$3 command='' at=0 options='' word
  local before=() words=() typed=()
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=${{COMP_WORDS[at]}}
    case $word in
      --config|--state|--now)
        if [[ ${{COMP_WORDS[at + 1]}} == = ]]; then before+=("$word" "${{COMP_WORDS[at + 2]}}"); ((at += 2))
        else before+=("$word" "${{COMP_WORDS[at + 1]}}"); ((at += 1)); fi ;;
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  for ((word = at + 1; word < COMP_CWORD; word++)); do
    [[ ${{COMP_WORDS[word]}} == -* ]] || typed+=("${{COMP_WORDS[word]}}")
  done
  case $command in
    '')
      case $previous in
        --config) _agent_files -f; return ;;
        --state) _agent_files -d; return ;;
        --now) return ;;
      esac
      options='{before}'
      words=({names}) ;;
{cases}
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  elif [ ${{#words[@]}} -gt 0 ]; then
    mapfile -t COMPREPLY < <(compgen -W "${{words[*]}}" -- "$current")
  fi
}}
complete -F _agent agent
"""


# ---------------------------------------------------------------- zsh


def zsh(tree: Sequence[Branch]) -> str:
    """For zsh 5 and newer, with compinit."""
    commands = "\n".join(f"    {_q(f'{branch.name}:{branch.summary}')}" for branch in tree)
    cases = []
    for branch in tree:
        specs = [_zsh_option(branch, word) for word in branch.options]
        specs += [_zsh_argument(branch, word, number) for number, word in enumerate(branch.arguments, 1)]
        lines = " \\\n        ".join(specs)
        cases.append(f"    {branch.name})\n      _arguments -s \\\n        {lines} ;;")
    before = " \\\n    ".join(_q(f"{flag}[{_z(says)}]{_zsh_before(value)}") for flag, value, says in BEFORE)
    return _ZSH.format(made=MADE.format("zsh"), before=before, commands=commands, cases="\n".join(cases))


def _zsh_before(value: str) -> str:
    return {"FILE": ":file:_files", "DIR": ":folder:_files -/", "": ""}.get(value, f":{value.lower()}: ")


def _zsh_option(branch: Branch, word: Word) -> str:
    repeats = "*" if word.many else ""
    action = f":{_z(word.value)}:{_zsh_action(branch, word)}" if word.value else ""
    return " ".join(_q(f"{repeats}{flag}[{_z(word.says)}]{action}") for flag in word.flags)


def _zsh_argument(branch: Branch, word: Word, number: int) -> str:
    return _q(f"{'*' if word.many else number}:{_z(word.value)}:{_zsh_action(branch, word)}")


def _zsh_action(branch: Branch, word: Word) -> str:
    if word.choices:
        return f"({' '.join(word.choices)})"
    if word.value in FILES:
        return "_files"
    if word.value in FOLDERS:
        return "_files -/"
    # A space first: zsh would else put options of its own between the words.
    if _asked(branch, word):
        return f" _agent_asked {'login' if word.value == 'NAME' else branch.name}"
    return " "


def _z(text: str) -> str:
    """A text within an _arguments specification."""
    for char in "\\:[]":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())


def _q(text: str) -> str:
    """A word for a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


_ZSH = """\
#compdef agent
# {made}
_agent_asked() {{
  local -a known
  local line
  for line in ${{(f)"$($agent $before complete $1 ${{(@)typed}} 2>/dev/null)"}}; do
    known+=("${{line%%$'\\t'*}}:${{line#*$'\\t'}}")
  done
  _describe -V word known
}}

_agent() {{
  local agent=$words[1] context state line
  local -a before typed commands
  local -A opt_args
  commands=(
{commands}
  )
  _arguments -C -s \\
    {before} \\
    '1:command:->command' '*::argument:->argument'
  local key
  for key in --config --state --now; do
    (( $+opt_args[$key] )) && before+=($key ${{(Q)opt_args[$key]}})
  done
  case $state in
    command) _describe command commands; return ;;
  esac
  typed=(${{${{(@)words[2,CURRENT-1]}}:#-*}})
  case $words[1] in
{cases}
  esac
}}

if [ "$funcstack[1]" = _agent ]; then _agent "$@"; else compdef _agent agent; fi
"""


# ---------------------------------------------------------------- fish


def fish(tree: Sequence[Branch]) -> str:
    """For fish 3 and newer."""
    lines = [_FISH.format(made=MADE.format("fish"))]
    for flag, value, says in BEFORE:
        files = {"FILE": " -r -F", "DIR": " -x -a '(__fish_complete_directories)'", "": ""}.get(value, " -x")
        lines.append(f"complete -c agent -n __agent_before -l {flag[2:]}{files} -d {_f(says)}")
    lines += [f"complete -c agent -n __agent_before -a {one.name} -d {_f(one.summary)}" for one in tree]
    for branch in tree:
        lines += _fish_branch(branch)
    return "\n".join(lines) + "\n"


def _fish_branch(branch: Branch) -> list[str]:
    on = f"complete -c agent -n '__agent_in {branch.name}'"
    lines = []
    for word in branch.options:
        names = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in word.flags)
        lines.append(f"{on} {names}{_fish_words(branch, word) if word.value else ''} -d {_f(word.says)}")
    several = len(branch.arguments) > 1
    for number, word in enumerate(branch.arguments):
        where = f"complete -c agent -n '__agent_in {branch.name} {number}'" if several else on
        if words := _fish_words(branch, word):
            lines.append(f"{where}{words.replace(' -x', '', 1).replace(' -r', '', 1)}")
    return lines


def _fish_words(branch: Branch, word: Word) -> str:
    if word.choices:
        return f" -x -a {_f(' '.join(word.choices))}"
    if word.value in FILES:
        return " -r -F"
    if word.value in FOLDERS:
        return " -x -a '(__fish_complete_directories)'"
    if _asked(branch, word):
        return f" -x -a '(__agent_asked {'login' if word.value == 'NAME' else branch.name})'"
    return " -x" if word.flags else ""


def _f(text: str) -> str:
    return "'" + " ".join(text.split()).replace("\\", "\\\\").replace("'", "\\'") + "'"


_FISH = """\
# {made}
# The words typed so far, without the options before the command and their values; `before` keeps those.
function __agent_words
    set -l all (commandline -opc)
    set -e all[1]
    while set -q all[1]
        switch $all[1]
            case --config --state --now
                set -e all[1]
                set -e all[1]
            case '-*'
                set -e all[1]
            case '*'
                break
        end
    end
    string join \\n -- $all
end

function __agent_before
    test (count (__agent_words)) -eq 0
end

# In that command, and after so many of its arguments where a number is given.
function __agent_in
    set -l all (__agent_words)
    test "$all[1]" = $argv[1]; or return
    set -q argv[2]; or return 0
    test (count (string match -v -- '-*' $all[2..])) -eq $argv[2]
end

function __agent_asked
    set -l all (commandline -opc)
    set -l before
    for i in (seq 2 (count $all))
        contains -- $all[$i] --config --state --now; and set -a before $all[$i] $all[(math $i + 1)]
    end
    set -l words (__agent_words)
    $all[1] $before complete $argv[1] (string match -v -- '-*' $words[2..]) 2>/dev/null
end

complete -c agent -f"""
