// errors: 3

use tenacity::prelude::*;

#[retry(stop = stop_after_attempt(3))]
fn wrong_value() -> Result<u32, ()> {
    Ok({
        let three = "three";
        three
    })
}

#[retry]
async fn wrong_value_later() -> Result<u32, ()> {
    Ok({
        let three = "three";
        three
    })
}

#[retry]
async fn wrong_question_mark() -> Result<u32, std::fmt::Error> {
    let n: u32 = "3".parse()?;
    Ok(n)
}

fn main() {
    let _ = (wrong_value(), wrong_value_later(), wrong_question_mark());
}
