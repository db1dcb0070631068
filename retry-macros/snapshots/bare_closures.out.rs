impl Subject {
    fn send(&self, request: &Request) -> Result<(), Error> {
        let __timer = ::tenacity::__private::blocking_timer!();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __outcome = (|| -> Result<(), Error> {
                    self.client.send(request)
                })();
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __retry = ::tenacity::__private::predicate(
                    &__outcome,
                    ::tenacity::__private::retry_if_result(
                        ::tenacity::__private::on_outcome(
                            ::tenacity::__private::Option::Some(&__outcome),
                            (|sent| sent.is_err()),
                        ),
                    ),
                );
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt {
                    verdict_reads_state: __retry.reads_state(),
                    ..::tenacity::__private::Attempt::new(
                        ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::send"
                        ),
                        ::tenacity::__private::Since(&__timer, __start),
                        __retry,
                        ::tenacity::__private::wait(
                            ::tenacity::__private::wait_fn(
                                ::tenacity::__private::on_state(|state| {
                                    state.previous_sleep() * 2
                                }),
                            ),
                        ),
                        ::tenacity::__private::stop(
                            ::tenacity::__private::stop_fn(
                                ::tenacity::__private::on_state(|state| {
                                    state.attempt_number() > self.most
                                }),
                            ),
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
