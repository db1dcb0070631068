impl Subject {
    fn poll(queue: &Queue, done: Sender<Finish>) -> Option<Order> {
        use ::tenacity::__private as __retry;
        let __enabled: __retry::bool = false;
        let __on_finish = __retry::on_finish_hook(
            __retry::Option::None::<&Option<Order>>,
            move |_, _, finish| -> _ { done.send(finish) },
        );
        let __on_finish_1 = record_calls();
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::blocking_timer!(),
        );
        loop {
            let __pause = {
                let __begun = __retry::Memory::state_within(
                    &__memory,
                    &__retry::Limits::NONE,
                    __retry::concat!(__retry::module_path!(), "::poll"),
                    __retry::Option::None,
                    __retry::Elapsed::elapsed(__retry::SinceStart(&__timer, __start)),
                );
                if __enabled {
                    __retry::call_state_hook(&__begun, |state| -> _ { note(state) });
                    __retry::call_state_hook(&__begun, &log_before);
                }
                let __outcome = (|| -> Option<Order> { queue.pop() })();
                if !__enabled {
                    return __outcome;
                }
                let __decision = __retry::Attempt {
                    name: __retry::concat!(__retry::module_path!(), "::poll"),
                    seed: __retry::Option::None,
                    verdict_reads_state: false,
                    finish_is_observed: true,
                    ended: __retry::Ended::Whole,
                    verdict: __retry::failure::<Option<Order>>().of(&__outcome),
                    after: __retry::Unasked,
                    delay: __retry::wait(wait_none()),
                    stop: __retry::stop(__retry::default_stop()),
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
                        __retry::call_finish_hook(
                            __state,
                            &__outcome,
                            __finish,
                            { &__on_finish_1 },
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
