/// The number of characters that are compared. It bounds the array that `edits` keeps on the stack.
const COMPARED: usize = 512;

/// Returns the word in `known` that is nearest to `word`, and the number of edits between them.
///
/// An edit inserts, removes or replaces a character (Levenshtein's distance). If several words are equally near, the first is returned.
/// Characters after the 512th are ignored, so that a long text costs little time and the call does not allocate.
///
/// ```
/// use tenacity_duration::nearest;
///
/// assert_eq!(nearest("sotp", ["stop", "wait"]), Some(("stop", 2)));
/// assert_eq!(nearest("sotp", [""; 0]), None);
/// ```
pub fn nearest<T: AsRef<str>>(word: &str, known: impl IntoIterator<Item = T>) -> Option<(T, usize)> {
    let with_edits = |known: T| {
        let edits = edits(word, known.as_ref());
        (known, edits)
    };
    known.into_iter().map(with_edits).min_by_key(|(_, edits)| *edits)
}

/// Levenshtein's distance. It keeps one row of the table at a time.
fn edits(a: &str, b: &str) -> usize {
    let (a, b) = (a.chars().take(COMPARED), b.chars().take(COMPARED));
    let mut row: [usize; COMPARED + 1] = core::array::from_fn(|column| column);
    for (i, left) in a.enumerate() {
        let mut diagonal = core::mem::replace(&mut row[0], i + 1);
        for (j, right) in b.clone().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.count()]
}
