impl Subject {
    fn ask(&self, log: &mut Vec<u8>) -> Option<u8> {
        let __timer = ::tenacity::__private::blocking_timer!();
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __retry_0 = classify();
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __stop_0 = stop_after_attempt(self.attempts());
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __outcome = (|| -> Option<u8> {
                    log.push(0);
                    None
                })();
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __retry = ::tenacity::__private::predicate(&__outcome, &__retry_0);
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt {
                    verdict_reads_state: __retry.reads_state(),
                    ..::tenacity::__private::Attempt::new(
                        ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::ask"
                        ),
                        ::tenacity::__private::Since(&__timer, __start),
                        __retry,
                        ::tenacity::__private::wait(&self.wait),
                        ::tenacity::__private::stop(
                            ::tenacity::__private::HeldStop(&__stop_0)
                                | stop_when(|| log.len() > 3),
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
