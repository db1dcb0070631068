impl Subject {
    fn poll(queue: &Queue, done: Sender<Finish>) -> Option<Order> {
        let __timer = ::tenacity::__private::blocking_timer!();
        let __enabled: ::tenacity::__private::bool = false;
        let __on_finish = ::tenacity::__private::on_finish_hook(
            ::tenacity::__private::Option::None::<&Option<Order>>,
            move |_, _, finish| done.send(finish),
        );
        let __on_finish_1 = record_calls();
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __begun = ::tenacity::__private::Memory::state_within(
                    &__progress,
                    &::tenacity::__private::Limits::NONE,
                    ::tenacity::__private::concat!(
                        ::tenacity::__private::module_path!(), "::poll"
                    ),
                    ::tenacity::__private::Option::None,
                    ::tenacity::__private::Elapsed::elapsed(
                        ::tenacity::__private::Since(&__timer, __start),
                    ),
                );
                if __enabled {
                    ::tenacity::__private::call_state_hook(
                        &__begun,
                        |state| note(state),
                    );
                    ::tenacity::__private::call_state_hook(&__begun, &log_before);
                }
                let __outcome = (|| -> Option<Order> { queue.pop() })();
                if !__enabled {
                    break '__call __outcome;
                }
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt {
                    name: ::tenacity::__private::concat!(
                        ::tenacity::__private::module_path!(), "::poll"
                    ),
                    seed: ::tenacity::__private::Option::None,
                    verdict_reads_state: false,
                    finish_is_observed: true,
                    ended: ::tenacity::__private::Ended::Whole,
                    elapsed: ::tenacity::__private::Since(&__timer, __start),
                    verdict: ::tenacity::__private::failure::<Option<Order>>()
                        .of(&__outcome),
                    after: ::tenacity::__private::Unasked,
                    delay: ::tenacity::__private::wait(wait_none()),
                    stop: ::tenacity::__private::stop(
                        ::tenacity::__private::default_stop(),
                    ),
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
                        ::tenacity::__private::call_finish_hook(
                            __state,
                            &__outcome,
                            __finish,
                            &__on_finish_1,
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
