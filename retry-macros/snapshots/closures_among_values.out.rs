impl Subject {
    fn fetch(&mut self, log: &Log) -> Result<Page, Error> {
        ::tenacity::__private::self_seeding!();
        let __timer = ::tenacity::__private::blocking_timer!();
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __wait_0 = jitter();
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __stop_0 = stop_after_attempt(attempts());
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __outcome = (|| -> Result<Page, Error> { self.client.get() })();
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __retry = ::tenacity::__private::predicate(
                    &__outcome,
                    retry_if_err(
                            ::tenacity::__private::on_error(
                                ::tenacity::__private::Option::Some(&__outcome),
                                |e| e.is_timeout(),
                            ),
                        )
                        .or(
                            retry_if_ok(
                                    ::tenacity::__private::on_value(
                                        ::tenacity::__private::Option::Some(&__outcome),
                                        |page| page.is_empty(),
                                    ),
                                )
                                .not(),
                        ),
                );
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt {
                    verdict_reads_state: __retry.reads_state(),
                    ..::tenacity::__private::Attempt::new(
                        ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::fetch"
                        ),
                        ::tenacity::__private::Since(&__timer, __start),
                        __retry,
                        ::tenacity::__private::wait(
                            wait_fn(
                                    ::tenacity::__private::on_state(|state| {
                                        state.previous_sleep() * 2
                                    }),
                                )
                                .at_least(LEAST)
                                .at_most(self.most)
                                .jitter(__wait_0),
                        ),
                        ::tenacity::__private::stop(
                            stop_when(|| log.is_full())
                                .or(::tenacity::__private::HeldStop(&__stop_0))
                                .or(
                                    stop_after_delay(
                                        ::tenacity::__private::duration(30u64, 0u32),
                                    ),
                                )
                                .or(::tenacity::__private::HeldStop(&self.stop)),
                        ),
                    )
                }
                    .decide(&mut __progress);
                match __decision {
                    ::tenacity::__private::Decision::Sleep(__state, _) => {
                        __state.upcoming_sleep()
                    }
                    _ => break '__call __outcome,
                }
            };
            if !__delay.is_zero() {
                ::tenacity::__private::BlockingTimer::sleep(&__timer, __delay);
            }
        }
    }
}
