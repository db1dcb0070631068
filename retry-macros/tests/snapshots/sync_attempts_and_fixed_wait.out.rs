impl Subject {
    fn fetch(client: &Client, url: &str) -> Result<Page, Error> {
        use ::tenacity::__private::{self as __retry, Unknown as _};
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::blocking_timer!(),
        );
        loop {
            let __pause = {
                let __outcome = (|| -> Result<Page, Error> {
                    let body = client.get(url)?;
                    log(&body);
                    Page::parse(&body)
                })();
                let __decision = __retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::fetch"),
                        __retry::failure::<Result<Page, Error>>().of(&__outcome),
                        __retry::wait(wait_fixed(__retry::duration(0u64, 100000000u32))),
                        __retry::stop(stop_after_attempt(5)),
                    )
                    .decide_lean(&__timer, __start, &mut __memory);
                match __decision {
                    __retry::Decision::Sleep(__state, _) => {
                        __retry::Pause::after(&__state)
                    }
                    _ => return __outcome,
                }
            };
            __retry::pause(&__timer, __pause);
        }
    }
}
