//! The reasons why a program cannot be started.

use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use tenacity_wait::Check;

/// How many bytes of the first line of a script the system reads, at most.
const LONGEST_FIRST_LINE: u64 = 256;

/// Returns the result of a check whose program could not be started. Most reasons are final.
pub(super) fn check(program: &OsStr, error: &io::Error) -> Check<()> {
    let reason = format!("cannot run `{}`: {error}", program.to_string_lossy());
    match error.kind() {
        ErrorKind::NotFound => Check::fatal(match missing(program) {
            Some(missing) => format!("{reason}; {missing}"),
            None => reason,
        }),
        ErrorKind::PermissionDenied | ErrorKind::InvalidInput => Check::fatal(reason),
        _ if is_no_program(error) => Check::fatal(format!(
            "{reason}; it is neither a program of this system nor a script that begins with a line such as `#!/bin/sh`"
        )),
        _ => Check::retry(reason),
    }
}

/// Whether the error is `ENOEXEC`, for which there is no [`ErrorKind`].
fn is_no_program(error: &io::Error) -> bool {
    cfg!(unix) && error.raw_os_error() == Some(8)
}

/// Names the missing file if it is not the program itself.
fn missing(program: &OsStr) -> Option<String> {
    match find(program) {
        None if program.to_string_lossy().contains(' ') => Some("no shell splits the words: pass each one separately".to_owned()),
        None => None,
        Some(path) => Some(match interpreter(&path) {
            // Escaped, because the usual cause is an invisible `\r` at its end.
            Some(interpreter) => {
                let ending = if interpreter.ends_with('\r') { "; the first line ends in CR LF: write LF" } else { "" };
                format!("the file exists, but its interpreter `{}` does not{ending}", interpreter.escape_default())
            }
            None => "the file exists, but the loader or interpreter that it needs does not".to_owned(),
        }),
    }
}

/// Returns the file that the system tried to run.
fn find(program: &OsStr) -> Option<PathBuf> {
    let path = Path::new(program);
    if path.components().count() > 1 {
        return path.exists().then(|| path.to_owned());
    }
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(path)).find(|path| path.is_file())
}

/// Returns the interpreter that the first line of a script names.
fn interpreter(path: &Path) -> Option<String> {
    let mut line = Vec::new();
    BufReader::new(File::open(path).ok()?.take(LONGEST_FIRST_LINE)).read_until(b'\n', &mut line).ok()?;
    let line = String::from_utf8_lossy(&line).into_owned();
    let rest = line.strip_prefix("#!")?.trim_start_matches([' ', '\t']);
    let rest = rest.strip_suffix('\n').unwrap_or(rest);
    rest.split([' ', '\t']).next().map(str::to_owned)
}
