impl Subject {
    fn fetch(&self) -> Option<u8> {
        use ::tenacity::__private as __retry;
        let __lent = __retry::lend(&self.policy);
        let __policy = || __retry::blocking_policy(
            __lent,
            __retry::Option::None::<&Option<u8>>,
        );
        let __enabled: __retry::bool = __policy().is_enabled();
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::policy_blocking_timer(__lent),
        );
        if __enabled {
            __policy().hooks().limits().deposit();
        }
        '__call: loop {
            if __enabled && __policy().hooks().observed().begin {
                __policy()
                    .hooks()
                    .before(
                        &__retry::Memory::state_within(
                            &__memory,
                            &__policy().hooks().limits(),
                            __retry::concat!(__retry::module_path!(), "::fetch"),
                            __policy().given_seed(),
                            __retry::Elapsed::elapsed(
                                __retry::SinceStart(&__timer, __start),
                            ),
                        ),
                    );
            }
            let __outcome = (|| -> Option<u8> { self.client.get() })();
            if !__enabled {
                break '__call __outcome;
            }
            let mut __ended = __retry::Ended::Whole;
            loop {
                let (__state, __token) = {
                    let __hooks = __policy().hooks();
                    let __predicate = __retry::predicate(&__outcome, __policy().retry());
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __decision = __retry::Attempt {
                        name: __retry::concat!(__retry::module_path!(), "::fetch"),
                        seed: __policy().given_seed(),
                        verdict_reads_state: __predicate.reads_state(),
                        finish_is_observed: __hooks.observed().finish,
                        ended: __ended,
                        verdict: __predicate,
                        after: |__state: &__retry::RetryState| {
                            __hooks.after(__state, &__outcome);
                            __retry::call_outcome_hook(
                                __state,
                                &__outcome,
                                |_, outcome| log(outcome),
                            );
                        },
                        delay: __retry::wait(__policy().wait()),
                        stop: __retry::stop(stop_after_attempt(3)),
                        limits: __policy().hooks().limits(),
                        before_sleep: |__state: &__retry::RetryState| {
                            __hooks.before_sleep(__state, &__outcome);
                        },
                        on_finish: |
                            __state: &__retry::RetryState,
                            __finish: __retry::Finish|
                        {
                            __hooks.on_finish(__state, &__outcome, __finish);
                        },
                    }
                        .decide_timed(&__timer, __start, &mut __memory);
                    match __decision {
                        __retry::Decision::Sleep(__state, __token) => (__state, __token),
                        __retry::Decision::GiveUp(__state, _) => {
                            let __outcome = __hooks.fallback(&__state, __outcome);
                            break '__call __outcome;
                        }
                        _ => break '__call __outcome,
                    }
                };
                let __pause = __retry::Pause::after(&__state);
                if __policy().hooks().limits().sleep(&__timer, __pause.delay) {
                    __ended = __retry::Ended::Cancelled(__state);
                    continue;
                }
                __token.spend();
                __policy().hooks().slept(__pause.delay);
                break;
            }
        }
    }
}
