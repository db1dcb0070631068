impl Subject {
    fn poll(config: &Config, done: Sender<Finish>) -> Option<Order> {
        use ::tenacity::__private as __retry;
        let __enabled: __retry::bool = config.retries;
        let __on_finish = __retry::on_finish_hook(
            __retry::Option::None::<&Option<Order>>,
            move |_, _, finish| -> _ { done.send(finish) },
        );
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::own_blocking_timer(&TIMER),
        );
        loop {
            let __pause = {
                let __begun = __retry::Memory::state_within(
                    &__memory,
                    &__retry::Limits::NONE,
                    "orders",
                    __retry::Option::Some({
                        let seed: __retry::u64 = 7;
                        seed
                    }),
                    __retry::Elapsed::elapsed(__retry::SinceStart(&__timer, __start)),
                );
                if __enabled {
                    __retry::call_state_hook(&__begun, &log_before);
                }
                let __outcome = (|| -> Option<Order> { config.queue.pop() })();
                if !__enabled {
                    return __outcome;
                }
                let __predicate = __retry::predicate(
                    &__outcome,
                    __retry::retry_if_result(
                        __retry::on_outcome(
                            __retry::Option::Some(&__outcome),
                            |outcome| -> _ { outcome.is_none() },
                        ),
                    ),
                );
                let __decision = __retry::Attempt {
                    name: "orders",
                    seed: __retry::Option::Some({
                        let seed: __retry::u64 = 7;
                        seed
                    }),
                    verdict_reads_state: __predicate.reads_state(),
                    finish_is_observed: true,
                    ended: __retry::Ended::Whole,
                    verdict: __predicate,
                    after: |__state: &__retry::RetryState| {
                        __retry::call_outcome_hook(
                            __state,
                            &__outcome,
                            |_, _| -> _ { count() },
                        );
                    },
                    delay: __retry::wait(
                        wait_fn(
                            __retry::on_state(|state| -> _ {
                                state.previous_sleep() * 2
                            }),
                        ),
                    ),
                    stop: __retry::stop(stop_never()),
                    limits: __retry::Limits::NONE,
                    before_sleep: __retry::Unasked,
                    on_finish: |
                        __state: &__retry::RetryState,
                        __finish: __retry::Finish|
                    {
                        __retry::call_finish_hook(
                            __state,
                            &__outcome,
                            __finish,
                            { &__on_finish },
                        );
                    },
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
