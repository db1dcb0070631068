impl Subject {
    #[allow(clippy::needless_pass_by_value)]
    fn register(name: String) -> Option<String> {
        let __timer = ::tenacity::__private::blocking_timer!();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __begun = ::tenacity::__private::Memory::state_within(
                    &__progress,
                    &::tenacity::__private::Limits::NONE,
                    ::tenacity::__private::concat!(
                        ::tenacity::__private::module_path!(), "::register"
                    ),
                    ::tenacity::__private::Option::None,
                    ::tenacity::__private::Elapsed::elapsed(
                        ::tenacity::__private::Since(&__timer, __start),
                    ),
                );
                let progress = &__begun;
                let __outcome = {
                    let mut name = ::tenacity::__private::clone_argument(&name);
                    (|| -> Option<String> {
                        name.push_str(&progress.attempt_number().to_string());
                        Some(name)
                    })()
                };
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt::new(
                        ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::register"
                        ),
                        ::tenacity::__private::Since(&__timer, __start),
                        ::tenacity::__private::failure::<Option<String>>()
                            .of(&__outcome),
                        ::tenacity::__private::wait(wait_none()),
                        ::tenacity::__private::stop(const { stop_after_attempt(LIMIT) }),
                    )
                    .decide(&mut __progress);
                match __decision {
                    ::tenacity::__private::Decision::Sleep(__state, _) => {
                        __state.upcoming_sleep()
                    }
                    ::tenacity::__private::Decision::GiveUp(__state, _) => {
                        let __outcome = ::tenacity::__private::call_fallback(
                            &__state,
                            __outcome,
                            |_, outcome| outcome,
                        );
                        break '__call __outcome;
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
