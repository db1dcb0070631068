impl Subject {
    fn poll(config: &Config, done: Sender<Finish>) -> Option<Order> {
        let __timer = ::tenacity::__private::own_blocking_timer(&TIMER);
        let __enabled: ::tenacity::__private::bool = config.retries;
        let __on_finish = ::tenacity::__private::on_finish_hook(
            ::tenacity::__private::Option::None::<&Option<Order>>,
            move |_, _, finish| done.send(finish),
        );
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __begun = ::tenacity::__private::Memory::state_within(
                    &__progress,
                    &::tenacity::__private::Limits::NONE,
                    "orders",
                    ::tenacity::__private::Option::Some({
                        let seed: ::tenacity::__private::u64 = 7;
                        seed
                    }),
                    ::tenacity::__private::Elapsed::elapsed(
                        ::tenacity::__private::Since(&__timer, __start),
                    ),
                );
                if __enabled {
                    ::tenacity::__private::call_state_hook(&__begun, &log_before);
                }
                let __outcome = (|| -> Option<Order> { config.queue.pop() })();
                if !__enabled {
                    break '__call __outcome;
                }
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __retry = ::tenacity::__private::predicate(
                    &__outcome,
                    ::tenacity::__private::retry_if_result(
                        ::tenacity::__private::on_outcome(
                            ::tenacity::__private::Option::Some(&__outcome),
                            |outcome| outcome.is_none(),
                        ),
                    ),
                );
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt {
                    name: "orders",
                    seed: ::tenacity::__private::Option::Some({
                        let seed: ::tenacity::__private::u64 = 7;
                        seed
                    }),
                    verdict_reads_state: __retry.reads_state(),
                    finish_is_observed: true,
                    ended: ::tenacity::__private::Ended::Whole,
                    elapsed: ::tenacity::__private::Since(&__timer, __start),
                    verdict: __retry,
                    after: |__state: &::tenacity::__private::RetryState| {
                        ::tenacity::__private::call_outcome_hook(
                            __state,
                            &__outcome,
                            |_, _| count(),
                        );
                    },
                    delay: ::tenacity::__private::wait(
                        wait_fn(
                            ::tenacity::__private::on_state(|state| {
                                state.previous_sleep() * 2
                            }),
                        ),
                    ),
                    stop: ::tenacity::__private::stop(stop_never()),
                    limits: ::tenacity::__private::Limits::NONE,
                    before_sleep: ::tenacity::__private::Unasked,
                    on_finish: |
                        __state: &::tenacity::__private::RetryState,
                        __finish: ::tenacity::__private::Finish|
                    {
                        ::tenacity::__private::call_finish_hook(
                            __state,
                            &__outcome,
                            __finish,
                            &__on_finish,
                        );
                    },
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
