impl Subject {
    fn fetch(&self) -> Option<u8> {
        let __lent = ::tenacity::__private::lend(&self.policy);
        let __policy = || ::tenacity::__private::blocking_policy(
            __lent,
            ::tenacity::__private::Option::None::<&Option<u8>>,
        );
        let __timer = ::tenacity::__private::policy_blocking_timer(__lent);
        let __enabled: ::tenacity::__private::bool = __policy().is_enabled();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        if __enabled {
            __policy().hooks().limits().deposit();
        }
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            if __enabled && __policy().hooks().observed().begin {
                __policy()
                    .hooks()
                    .before(
                        &::tenacity::__private::Memory::state_within(
                            &__progress,
                            &__policy().hooks().limits(),
                            ::tenacity::__private::concat!(
                                ::tenacity::__private::module_path!(), "::fetch"
                            ),
                            __policy().given_seed(),
                            ::tenacity::__private::Elapsed::elapsed(
                                ::tenacity::__private::Since(&__timer, __start),
                            ),
                        ),
                    );
            }
            let __outcome = (|| -> Option<u8> { self.client.get() })();
            if !__enabled {
                break '__call __outcome;
            }
            let mut __ended = ::tenacity::__private::Ended::Whole;
            loop {
                let (__state, __token) = {
                    let __hooks = __policy().hooks();
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __retry = ::tenacity::__private::predicate(
                        &__outcome,
                        __policy().retry(),
                    );
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __decision = ::tenacity::__private::Attempt {
                        name: ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::fetch"
                        ),
                        seed: __policy().given_seed(),
                        verdict_reads_state: __retry.reads_state(),
                        finish_is_observed: __hooks.observed().finish,
                        ended: __ended,
                        elapsed: ::tenacity::__private::Since(&__timer, __start),
                        verdict: __retry,
                        after: |__state: &::tenacity::__private::RetryState| {
                            __hooks.after(__state, &__outcome);
                            ::tenacity::__private::call_outcome_hook(
                                __state,
                                &__outcome,
                                |_, outcome| log(outcome),
                            );
                        },
                        delay: ::tenacity::__private::wait(__policy().wait()),
                        stop: ::tenacity::__private::stop(stop_after_attempt(3)),
                        limits: __policy().hooks().limits(),
                        before_sleep: |__state: &::tenacity::__private::RetryState| {
                            __hooks.before_sleep(__state, &__outcome);
                        },
                        on_finish: |
                            __state: &::tenacity::__private::RetryState,
                            __finish: ::tenacity::__private::Finish|
                        {
                            __hooks.on_finish(__state, &__outcome, __finish);
                        },
                    }
                        .decide(&mut __progress);
                    match __decision {
                        ::tenacity::__private::Decision::Sleep(__state, __token) => {
                            (__state, __token)
                        }
                        ::tenacity::__private::Decision::GiveUp(__state, _) => {
                            let __outcome = __hooks.fallback(&__state, __outcome);
                            break '__call __outcome;
                        }
                        _ => break '__call __outcome,
                    }
                };
                let __delay = __state.upcoming_sleep();
                if !__delay.is_zero()
                    && __policy().hooks().limits().sleep(&__timer, __delay)
                {
                    __ended = ::tenacity::__private::Ended::Cancelled(__state);
                    continue;
                }
                __token.spend();
                __policy().hooks().slept(__delay);
                break;
            }
        }
    }
}
