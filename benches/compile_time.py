#!/usr/bin/env python3
"""Prints the compile-time cost of retrying: ratios of `cargo check` times of crates with the same functions.

Each crate has 200 functions: retried by `#[retry]`, by a hand-written loop, by backon's builder, or not at all. Their
dependencies are built before, and the builds are not incremental. The crates take turns, and the fastest turn of each counts, because
other load on the machine can only add time. For the same reason, the script counts the processor time of cargo and the compiler.

Usage: python3 benches/compile_time.py [rounds]
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FUNCTIONS = 200
ROUNDS = 7
BODY_TOKENS = 100_000

MANIFEST = """\
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
tenacity = {{ path = "{repository}" }}
tokio = {{ version = "1.36", default-features = false, features = ["time"] }}
backon = {{ version = "1.6.0", default-features = false, features = ["std", "std-blocking-sleep", "tokio-sleep"] }}
"""

HEAD = """\
#![allow(unused_imports)]
use std::time::Duration;

#[derive(Debug)]
pub struct Refused(pub u64);

pub struct Service;

impl Service {
    pub ASYNC fn call(&self, id: u64) -> Result<u64, Refused> {
        if id % 2 == 0 { Ok(id) } else { Err(Refused(id)) }
    }
}
"""

BODY = """\
    let answer = service.call(id + NUMBER)AWAIT?;
    let checked = answer.checked_mul(3).ok_or(Refused(answer))?;
    if checked > limit {
        return Err(Refused(checked));
    }
    Ok(checked - id)
"""

SIGNATURE = "pub ASYNC fn fetch_NUMBER(service: &Service, id: u64, limit: u64) -> Result<u64, Refused>"

PLAIN = SIGNATURE + " {\n" + BODY + "}\n"

ANNOTATED = "#[tenacity::retry(stop = stop_after_attempt(5), wait = wait_exponential(100ms).max(2s))]\n" + PLAIN

HAND_WRITTEN = SIGNATURE + """ {
    let mut attempt = 1;
    let mut delay = Duration::from_millis(100);
    loop {
        let outcome = ATTEMPT;
        match outcome {
            Err(_) if attempt < 5 => {
                SLEEP(delay)AWAIT;
                attempt += 1;
                delay = (delay * 2).min(Duration::from_secs(2));
            }
            outcome => return outcome,
        }
    }
}
"""

BACKON = SIGNATURE + """ {
    let attempt = || BUILDER_BODY;
    let backoff = backon::ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(2))
        .with_max_times(4);
    attempt.retry(backoff).sleep(SLEEP).callAWAIT
}
"""

KINDS = {
    "async": {
        "ASYNC": "async",
        "ATTEMPT": "async {\n" + BODY + "}.await",
        "BUILDER_BODY": "async {\n" + BODY + "}",
        ".callAWAIT": ".await",
        "AWAIT": ".await",
        "SLEEP": "tokio::time::sleep",
        "TRAIT": "Retryable",
    },
    "sync": {
        "ASYNC ": "",
        "ATTEMPT": "(|| {\n" + BODY + "})()",
        "BUILDER_BODY": "{\n" + BODY + "}",
        ".callAWAIT": ".call()",
        "AWAIT": "",
        "SLEEP": "std::thread::sleep",
        "TRAIT": "BlockingRetryable",
    },
}

WAYS = {
    "hand-written": ("", HAND_WRITTEN),
    "not retried": ("", PLAIN),
    "`#[retry]`": ("use tenacity::prelude::*;\n", ANNOTATED),
    "backon": ("use backon::TRAIT;\n", BACKON),
}


def fill(template, kind):
    for placeholder, text in KINDS[kind].items():
        template = template.replace(placeholder, text)
    return template


def crate_of_functions(kind, way):
    imports, function = WAYS[way]
    functions = (fill(function, kind).replace("NUMBER", str(number)) for number in range(FUNCTIONS))
    return fill(HEAD + imports, kind) + "".join(functions)


def crate_of_one_long_body(attribute):
    """Returns a function whose long body only the attribute processes."""
    statement = "total = total + 1;\n"
    statements = statement * (BODY_TOKENS // 6)
    return f"{attribute}\npub fn long() -> Option<u64> {{\n#[cfg(any())]\n{{\n{statements}}}\nNone\n}}\n"


class Crate:
    def __init__(self, folder, name, source):
        self.name, self.folder, self.source = name, folder / name, folder / name / "src" / "lib.rs"
        self.source.parent.mkdir(parents=True)
        self.source.write_text(source)
        (self.folder / "Cargo.toml").write_text(MANIFEST.format(name=name, repository=REPOSITORY))
        shutil.copy(REPOSITORY / "Cargo.lock", self.folder)
        self.target, self.fastest = folder / "target", float("inf")

    def check(self):
        environment = os.environ | {"CARGO_INCREMENTAL": "0", "CARGO_TARGET_DIR": str(self.target)}
        subprocess.run(["cargo", "check", "--quiet"], cwd=self.folder, env=environment, check=True)

    def measure(self):
        self.source.touch()
        before = processor_time()
        self.check()
        self.fastest = min(self.fastest, processor_time() - before)


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        shutil.copy(REPOSITORY / "rust-toolchain.toml", folder)
        crates = {
            (kind, way): Crate(folder, f"{kind}-{index}", crate_of_functions(kind, way))
            for kind in KINDS
            for index, way in enumerate(WAYS)
        }
        plain = Crate(folder, "long-plain", crate_of_one_long_body(""))
        annotated = Crate(folder, "long-annotated", crate_of_one_long_body("#[tenacity::retry]"))
        everyone = [*crates.values(), plain, annotated]
        for crate in everyone:
            crate.check()
        for _ in range(rounds):
            for crate in everyone:
                crate.measure()

    print(f"| `cargo check` of {FUNCTIONS} functions ÷ that of hand-written loops | {' | '.join(WAYS)} |")
    print("|---|" + "---:|" * len(WAYS))
    for kind in KINDS:
        times = [crates[kind, way].fastest for way in WAYS]
        print(f"| {kind} | " + " | ".join(f"{time / times[0]:.2f}" for time in times) + " |")
    print(f"\nexpanding a body of {BODY_TOKENS:,} tokens: {annotated.fastest - plain.fastest:.2f} s")


if __name__ == "__main__":
    main()
