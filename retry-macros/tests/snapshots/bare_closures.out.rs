impl Subject {
    fn send(&self, request: &Request) -> Result<(), Error> {
        use ::tenacity::__private as __retry;
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::blocking_timer!(),
        );
        loop {
            let __pause = {
                let __outcome = (|| -> Result<(), Error> {
                    self.client.send(request)
                })();
                let __predicate = __retry::predicate(
                    &__outcome,
                    __retry::retry_if_result(
                        __retry::on_outcome(
                            __retry::Option::Some(&__outcome),
                            |sent| -> _ { sent.is_err() },
                        ),
                    ),
                );
                let __decision = __retry::Attempt {
                    verdict_reads_state: __predicate.reads_state(),
                    ..__retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::send"),
                        __predicate,
                        __retry::wait(
                            __retry::wait_fn(
                                __retry::on_state(|state| -> _ {
                                    state.previous_sleep() * 2
                                }),
                            ),
                        ),
                        __retry::stop(
                            __retry::stop_fn(
                                __retry::on_state(|state| -> _ {
                                    state.attempt_number() > self.most
                                }),
                            ),
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
