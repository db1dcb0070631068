impl Subject {
    fn later(line: &str) -> impl Future<Output = Result<u8, ParseIntError>> + Send {
        let line = line.trim();
        async move {
            use ::tenacity::__private::{self as __retry, Unknown as _};
            let (__timer, __start, mut __memory) = __retry::begin(
                __retry::async_timer!(),
            );
            loop {
                let __pause = {
                    let __outcome = async {
                        if let __retry::Option::Some(__pinned) = __retry::Option::None::<
                            Result<u8, ParseIntError>,
                        > {
                            return __pinned;
                        }
                        line.parse()
                    }
                        .await;
                    let __decision = __retry::Attempt::new(
                            __retry::concat!(__retry::module_path!(), "::later"),
                            __retry::failure::<Result<u8, ParseIntError>>()
                                .of(&__outcome),
                            __retry::wait(wait_none()),
                            __retry::stop(stop_after_attempt(2)),
                        )
                        .decide_lean(&__timer, __start, &mut __memory);
                    match __decision {
                        __retry::Decision::Sleep(__state, _) => {
                            __retry::Pause::after(&__state)
                        }
                        _ => return __outcome,
                    }
                };
                if __pause.is_needed() {
                    __retry::pause_async(&__timer, __pause).await;
                }
            }
        }
    }
}
