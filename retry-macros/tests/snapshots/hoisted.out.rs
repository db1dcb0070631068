impl Subject {
    fn ask(&self, log: &mut Vec<u8>) -> Option<u8> {
        use ::tenacity::__private as __retry;
        let __retry_0 = classify();
        let __stop_0 = stop_after_attempt(self.attempts());
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::blocking_timer!(),
        );
        loop {
            let __pause = {
                let __outcome = (|| -> Option<u8> {
                    log.push(0);
                    None
                })();
                let __predicate = __retry::predicate(&__outcome, { &__retry_0 });
                let __decision = __retry::Attempt {
                    verdict_reads_state: __predicate.reads_state(),
                    ..__retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::ask"),
                        __predicate,
                        __retry::wait(&self.wait),
                        __retry::stop(
                            __retry::BorrowedStop({ &__stop_0 })
                                | stop_when(|| -> _ { log.len() > 3 }),
                        ),
                    )
                }
                    .decide_timed(&__timer, __start, &mut __memory);
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
