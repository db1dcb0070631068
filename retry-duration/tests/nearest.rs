//! The word that is suggested for a misspelled one.

use tenacity_duration::nearest;

fn edits(word: &str, known: &str) -> usize {
    nearest(word, [known]).unwrap().1
}

#[test]
fn the_distance_counts_edits() {
    assert_eq!([edits("", "abc"), edits("abc", ""), edits("stop", "stop"), edits("kitten", "sitting")], [3, 3, 0, 3]);
    assert_eq!([edits("größe", "grosse"), edits("ÄÖ", "AÖ")], [3, 1]);
}

#[test]
fn the_first_of_several_equally_near_words_is_suggested() {
    assert_eq!(nearest("stat", ["wait", "stats", "state"]), Some(("stats", 1)));
    assert_eq!(nearest("stat", ["state", "stats", "wait"].map(str::to_owned)), Some(("state".to_owned(), 1)));
}

#[test]
fn only_the_first_512_characters_are_compared() {
    let (long, longer) = ("ä".repeat(512), "ä".repeat(10_000));
    assert_eq!([edits(&longer, &long), edits(&long, &longer), edits("", &longer)], [0, 0, 512]);
}
