"""Prints the coverage of each package from an lcov file, without unit tests. Fails if a public function never ran."""

import re
import sys
from collections import defaultdict
from pathlib import Path

PACKAGES = {
    "tenacity": "src",
    "tenacity-core": "retry-core/src",
    "tenacity-macros": "retry-macros/src",
    "tenacity-duration": "retry-duration/src",
    "tenacity-wait": "retry-wait/src",
    "tenacity-ready": "retry-ready/src",
    "tenacity-config": "retry-config/src",
    "tenacity-http": "adapters/http/src",
    "tenacity-tower": "adapters/tower/src",
}
ROOT = Path(__file__).resolve().parent.parent
PUBLIC = re.compile(r"pub (const |async |unsafe )*fn (?P<name>\w+)")


def counts(path):
    """Returns, per file, how often each line ran, and how often each function ran, by its first line."""
    lines, functions = defaultdict(dict), defaultdict(lambda: defaultdict(int))
    for record in Path(path).read_text().splitlines():
        kind, _, rest = record.partition(":")
        if kind == "SF":
            file, begins = Path(rest), {}
        elif kind == "FN":
            line, name = rest.split(",", 1)
            begins[name] = int(line)
        elif kind == "FNDA":
            count, name = rest.split(",", 1)
            # The instances of a generic function begin at the same line. The function ran if one of them did.
            functions[file][begins[name]] += int(count)
        elif kind == "DA":
            line, count = map(int, rest.split(",")[:2])
            lines[file][line] = lines[file].get(line, 0) + count
    return lines, functions


def first_test(source):
    """Returns the line at which a file's unit tests begin."""
    return next((n for n, line in enumerate(source, 1) if re.match(r"(pub\(crate\) )?mod (tests|snapshots) ?\{", line)), len(source) + 1)


def signature(source, line):
    """Returns the text of a function from its first line. Attributes and the opening of a macro may precede the name."""
    return " ".join(source[line - 1 : line + 2])


def main():
    lines, functions = counts(sys.argv[1])
    never = []
    for package, folder in PACKAGES.items():
        run = {"lines": [0, 0], "functions": [0, 0]}
        for file in sorted(f for f in lines if f.is_relative_to(ROOT / folder)):
            source = file.read_text().splitlines()
            end = first_test(source)
            for kind, found in (("lines", lines[file]), ("functions", functions[file])):
                kept = {line: count for line, count in found.items() if line < end}
                run[kind][0] += sum(count > 0 for count in kept.values())
                run[kind][1] += len(kept)
                if kind == "functions":
                    for line in sorted(line for line, count in kept.items() if count == 0):
                        public = PUBLIC.match(source[line - 1].strip())
                        never.append((bool(public), f"{file.relative_to(ROOT)}:{line}: {signature(source, line).strip()[:90]}"))
        shares = [f"{kind} {part}/{whole} ({100 * part / max(whole, 1):.1f} %)" for kind, (part, whole) in run.items()]
        print(f"{package}: {', '.join(shares)}")
    missing = [where for public, where in never if public]
    print(f"functions that never ran: {len(never)}, public: {len(missing)}")
    for public, where in never:
        print(f"  {'public ' if public else ''}{where}")
    sys.exit(bool(missing))


main()
