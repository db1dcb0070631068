impl Subject {
    fn fetch(&mut self, log: &Log) -> Result<Page, Error> {
        use ::tenacity::__private as __retry;
        __retry::self_seeding!();
        let __wait_0 = jitter();
        let __stop_0 = stop_after_attempt(attempts());
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::blocking_timer!(),
        );
        loop {
            let __pause = {
                let __outcome = (|| -> Result<Page, Error> { self.client.get() })();
                let __predicate = __retry::predicate(
                    &__outcome,
                    retry_if_err(
                            __retry::on_error(
                                __retry::Option::Some(&__outcome),
                                |e| -> _ { e.is_timeout() },
                            ),
                        )
                        .or(
                            retry_if_ok(
                                    __retry::on_value(
                                        __retry::Option::Some(&__outcome),
                                        |page| -> _ { page.is_empty() },
                                    ),
                                )
                                .not(),
                        ),
                );
                let __decision = __retry::Attempt {
                    verdict_reads_state: __predicate.reads_state(),
                    ..__retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::fetch"),
                        __predicate,
                        __retry::wait(
                            wait_fn(
                                    __retry::on_state(|state| -> _ {
                                        state.previous_sleep() * 2
                                    }),
                                )
                                .at_least(LEAST)
                                .at_most(self.most)
                                .jitter(__wait_0),
                        ),
                        __retry::stop(
                            stop_when(|| -> _ { log.is_full() })
                                .or(__retry::BorrowedStop({ &__stop_0 }))
                                .or(stop_after_delay(__retry::duration(30u64, 0u32)))
                                .or(__retry::BorrowedStop(&self.stop)),
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
