impl Subject {
    fn fetch(&self) -> Option<u8> {
        use ::tenacity::__private as __retry;
        let __policy = __retry::policy(&self.policy);
        let __view = || __retry::blocking_policy(
            { __policy },
            __retry::Option::None::<&Option<u8>>,
        );
        let __enabled: __retry::bool = __view().is_enabled();
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::policy_blocking_timer({ __policy }),
        );
        if __enabled {
            __view().hooks().limits().deposit();
        }
        loop {
            if __enabled && __view().hooks().needs().begin {
                __view()
                    .hooks()
                    .before(
                        &__retry::Memory::state_within(
                            &__memory,
                            &__view().hooks().limits(),
                            __retry::concat!(__retry::module_path!(), "::fetch"),
                            __view().given_seed(),
                            __retry::Elapsed::elapsed(
                                __retry::SinceStart(&__timer, __start),
                            ),
                        ),
                    );
            }
            let __outcome = (|| -> Option<u8> { self.client.get() })();
            if !__enabled {
                return __outcome;
            }
            let mut __ended = __retry::Ended::Whole;
            loop {
                let (__state, __token) = {
                    let __hooks = __view().hooks();
                    let __predicate = __retry::predicate(&__outcome, __view().retry());
                    let __decision = __retry::Attempt {
                        name: __retry::concat!(__retry::module_path!(), "::fetch"),
                        seed: __view().given_seed(),
                        verdict_reads_state: __predicate.reads_state(),
                        finish_is_observed: __hooks.needs().finish,
                        ended: __ended,
                        verdict: __predicate,
                        after: |__state: &__retry::RetryState| {
                            __hooks.after(__state, &__outcome);
                            __retry::call_outcome_hook(
                                __state,
                                &__outcome,
                                |_, outcome| -> _ { log(outcome) },
                            );
                        },
                        delay: __retry::wait(__view().wait()),
                        stop: __retry::stop(stop_after_attempt(3)),
                        limits: __view().hooks().limits(),
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
                            return __outcome;
                        }
                        _ => return __outcome,
                    }
                };
                let __pause = __retry::Pause::after(&__state);
                if __view().hooks().limits().sleep(&__timer, __pause.delay) {
                    __ended = __retry::Ended::Cancelled(__state);
                    continue;
                }
                __token.spend();
                __view().hooks().slept(__pause.delay);
                break;
            }
        }
    }
}
