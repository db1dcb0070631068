//! The rows of `tests/ui/mistakes`. Each has a mistake, its message, and the line that follows the advice.
//!
//! ```text
//! # A heading
//! @ async fn f() -> Option<u8>        the function of the rows below, up to the next heading
//!
//! - wait = wait_fixed(‹100›)          the arguments, with the wrong tokens between marks
//! ! a duration needs a unit: …        the message
//! + wait = wait_fixed(100s)           the arguments after its advice, once for each spelling that the message shows
//! ```
//!
//! A whole item, or a `retry_block!`, may stand in place of arguments.

use std::fs;
use std::path::Path;

/// One mistake.
pub(crate) struct Row {
    /// The file, and the line in it.
    pub(crate) place: String,
    /// The function that has the arguments, without its body.
    pub(crate) function: String,
    pub(crate) written: String,
    pub(crate) message: String,
    pub(crate) followed: Vec<String>,
}

const FUNCTION: &str = "fn f() -> Result<u8, ApiError>";

/// All rows of the folder, or `None` without the folder.
pub(crate) fn read(folder: &Path) -> Option<Vec<Row>> {
    let mut files = fs::read_dir(folder).ok()?.map(|file| file.unwrap().path()).collect::<Vec<_>>();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort_unstable();
    Some(files.iter().flat_map(|file| rows(&file.display().to_string(), &fs::read_to_string(file).unwrap())).collect())
}

fn rows(file: &str, text: &str) -> Vec<Row> {
    let (mut rows, mut function) = (Vec::<Row>::new(), FUNCTION);
    for (line, number) in text.lines().zip(1..) {
        let place = format!("{file}:{number}");
        match line.split_at_checked(2) {
            Some(("# ", _)) => function = FUNCTION,
            Some(("@ ", given)) => function = given,
            Some(("- ", written)) => {
                let (function, written) = (function.to_owned(), written.to_owned());
                rows.push(Row { place, function, written, message: String::new(), followed: Vec::new() });
            }
            Some(("! ", message)) => message.clone_into(&mut rows.last_mut().unwrap().message),
            Some(("+ ", followed)) => rows.last_mut().unwrap().followed.push(followed.to_owned()),
            _ if line == "+" => rows.last_mut().unwrap().followed.push(String::new()),
            _ => assert!(line.is_empty(), "{place}: {line}"),
        }
    }
    rows
}

impl Row {
    /// The item of these arguments.
    pub(crate) fn item(&self, args: &str) -> String {
        let function = &self.function;
        if args.contains("#[") {
            args.to_owned()
        } else if args.contains("retry_block!(") {
            format!("{function} {{ {args} }}")
        } else if args.is_empty() {
            format!("#[retry] {function} {{ attempt() }}")
        } else {
            format!("#[retry({args})] {function} {{ attempt() }}")
        }
    }
}
