//! Tests that links between the Markdown files of this tree resolve. Rustdoc checks paths of Rust items. Nothing checks links to the web.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::ROOT;

/// Collects the Markdown files below `folder`, except in build output and in packages of npm.
fn markdown(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            if !["target", ".git", "node_modules"].iter().any(|skipped| name == *skipped) {
                markdown(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The lines outside of fenced code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// The targets of `[text](target)`, `[label]: target`, `href="target"` and `src="target"`.
fn targets(text: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    for line in prose(text) {
        for (opening, closing) in [("](", ')'), ("href=\"", '"'), ("src=\"", '"')] {
            targets.extend(line.split(opening).skip(1).filter_map(|rest| rest.split(closing).next()));
        }
        let definition = line.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
        targets.extend(definition.and_then(|(_, target)| target.split_whitespace().next()));
    }
    targets
}

/// The anchors of the headings, as GitHub and rustdoc generate them.
fn anchors(text: &str) -> HashSet<String> {
    let headings =
        prose(text).filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let anchor = |heading: &str| heading.trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
    headings.map(anchor).collect()
}

/// Returns what is wrong with the target for a reader of `file`.
fn mistake(file: &Path, text: &str, target: &str) -> Option<&'static str> {
    if ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
        || target.contains("::")
        || target.contains('@')
    {
        return None;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = file.parent()?;
    // Examples are not published.
    let is_example = file.strip_prefix(ROOT).is_ok_and(|file| file.starts_with("examples"));
    let in_rustdoc = !is_example && (file.ends_with("README.md") || folder.ends_with("docs"));
    if path.is_empty() {
        return (!anchors(text).contains(anchor)).then_some("no heading has this anchor");
    }
    if in_rustdoc && path.contains(['.', '/']) {
        return Some("docs.rs also shows this page, and has no such file: write its name in backticks");
    }
    if in_rustdoc {
        return None; // An item in scope, such as `RetryState`.
    }
    let Ok(linked) = fs::read_to_string(folder.join(path)) else {
        return (!folder.join(path).exists()).then_some("there is no such file");
    };
    (!anchor.is_empty() && !anchors(&linked).contains(anchor)).then_some("the file has no heading with this anchor")
}

#[test]
fn links_resolve() {
    let mut files = Vec::new();
    markdown(Path::new(ROOT), &mut files);
    let (mut links, mut mistakes) = (0, Vec::new());
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        for target in targets(&text) {
            links += 1;
            mistakes.extend(mistake(file, &text, target).map(|mistake| format!("{}: `{target}`: {mistake}", file.display())));
        }
    }
    assert!(links > 50, "only {links} links were found in {} files", files.len());
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn every_path_in_the_evidence_exists() {
    let root = Path::new(ROOT);
    let evidence = fs::read_to_string(root.join("docs/evidence.md")).unwrap();
    let named: Vec<_> = evidence.split('`').skip(1).step_by(2).filter(|text| !text.contains([' ', ':', '*'])).collect();
    let paths: Vec<_> = named.into_iter().filter(|text| text.contains('/') || text.contains('.')).collect();
    assert!(paths.len() > 30, "{paths:?}");
    let missing: Vec<_> = paths.into_iter().filter(|path| !root.join(path).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn broken_links_are_found() {
    let text =
        "# A `heading`, here\n[a](#a-heading-here) [b](#b) [c](crate::retry)\n```text\n[d](#d)\n```\n[e]: DESIGN.md#packages\n";
    assert_eq!(targets(text), ["#a-heading-here", "#b", "crate::retry", "DESIGN.md#packages"]);
    let root = Path::new(ROOT);
    let judged = |file: &str, target| mistake(&root.join(file), text, target).is_some();
    let found: Vec<_> = targets(text).into_iter().filter(|target| judged("CHANGELOG.md", target)).collect();
    assert_eq!(found, ["#b", "DESIGN.md#packages"]);
    assert!(judged("CHANGELOG.md", "absent.md") && !judged("CHANGELOG.md", "DESIGN.md#the-tree"));
    assert!(judged("README.md", "DESIGN.md") && !judged("docs/waits.md", "RetryState"));
}
