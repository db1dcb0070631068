// errors: 4

use tenacity::prelude::*;

#[retry(clone(nam))]
fn misspelled(name: String) -> Option<String> {
    Some(name)
}

struct Client;

impl Client {
    #[retry(clone(self))]
    fn receiver(self) -> Option<Client> {
        Some(self)
    }

    fn block(self) -> Option<u8> {
        retry_block!(clone(self) => { Some(1) })
    }
}

struct Token;

#[retry(clone(token))]
fn not_clone(token: Token) -> Option<Token> {
    Some(token)
}

fn main() {
    let _ = (misspelled(String::new()), Client.receiver(), Client.block(), not_clone(Token));
}
