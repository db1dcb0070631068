// errors: 2

use tenacity::prelude::*;

struct Pool {
    idle: Vec<u8>,
}

impl Pool {
    #[retry]
    fn first(&mut self) -> Option<&mut u8> {
        self.idle.first_mut()
    }
}

fn main() {
    let _ = Pool { idle: Vec::new() }.first();
}
