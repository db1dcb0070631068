use std::ffi::OsString;
use std::fs;
use std::path::Path;

use tenacity::RetryConfig;

const USAGE: &str = "name a TOML file, or write the keys of a policy: `'attempts = 5' 'wait.fixed = \"1s\"'`";

/// The arguments of the program.
pub(crate) struct Arguments {
    pub(crate) config: RetryConfig,
    /// The path of the SVG file to write.
    pub(crate) svg: Option<String>,
}

impl Arguments {
    /// Reads the policy, and then the path of the SVG file, if there is one.
    pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let arguments = arguments.map(OsString::into_string).collect::<Result<Vec<_>, _>>();
        let arguments = arguments.map_err(|argument| format!("`{}` is not UTF-8", argument.to_string_lossy()))?;
        let (policy, svg) = match &arguments[..] {
            [policy @ .., last] if is_svg(last) => (policy, Some(last.clone())),
            policy => (policy, None),
        };
        let config = match policy {
            [] => return Err(USAGE.to_owned()),
            [path] if !is_key(path) => read_file(path)?,
            keys if keys.iter().all(|key| is_key(key)) => parse(&keys.join("\n"))?,
            _ => return Err(format!("a policy is one file, or keys: {USAGE}")),
        };
        Ok(Self { config, svg })
    }
}

fn is_svg(argument: &str) -> bool {
    !argument.contains('=') && Path::new(argument).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg"))
}

/// Whether the argument is a key with its value, and not the path of a file.
fn is_key(argument: &str) -> bool {
    argument.contains('=') && !Path::new(argument).is_file()
}

fn read_file(path: &str) -> Result<RetryConfig, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}; {USAGE}"))?;
    parse(&text).map_err(|error| format!("{path}: {error}"))
}

fn parse(text: &str) -> Result<RetryConfig, String> {
    toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
}
