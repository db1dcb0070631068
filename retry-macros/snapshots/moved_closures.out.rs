impl Subject {
    fn take(
        done: Arc<AtomicBool>,
        pause: Duration,
        limit: Duration,
        code: u8,
    ) -> Result<u8, Error> {
        let __timer = ::tenacity::__private::own_blocking_timer(clock());
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __retry_0 = !retry_if_err(
            ::tenacity::__private::on_error(
                ::tenacity::__private::Option::None::<&Result<u8, Error>>,
                move |e| e.code() == code,
            ),
        );
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __wait_0 = wait_chain((
                wait_none(),
                wait_chain([
                    wait_fn(
                        ::tenacity::__private::on_state(move |state| {
                            state.previous_sleep() + pause
                        }),
                    ),
                ]),
            ))
            .max(limit);
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __stop_0 = (stop_never() & stop_when(move || done.load(Relaxed)));
        let __start = ::tenacity::__private::Clock::now(&__timer);
        let mut __progress = ::tenacity::__private::Progress::new();
        '__call: loop {
            let __delay = {
                let __outcome = (|| -> Result<u8, Error> { Queue::take() })();
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __retry = ::tenacity::__private::predicate(&__outcome, &__retry_0);
                #[allow(clippy::redundant_closure_for_method_calls)]
                let __decision = ::tenacity::__private::Attempt {
                    verdict_reads_state: __retry.reads_state(),
                    ..::tenacity::__private::Attempt::new(
                        ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::take"
                        ),
                        ::tenacity::__private::Since(&__timer, __start),
                        __retry,
                        ::tenacity::__private::wait(&__wait_0),
                        ::tenacity::__private::stop(&__stop_0),
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
