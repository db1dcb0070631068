impl Subject {
    fn take(
        done: Arc<AtomicBool>,
        pause: Duration,
        limit: Duration,
        code: u8,
    ) -> Result<u8, Error> {
        use ::tenacity::__private as __retry;
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __retry_0 = !retry_if_err(
            __retry::on_error(
                __retry::Option::None::<&Result<u8, Error>>,
                move |e| e.code() == code,
            ),
        );
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __wait_0 = wait_chain((
                wait_none(),
                wait_chain([
                    wait_fn(
                        __retry::on_state(move |state| state.previous_sleep() + pause),
                    ),
                ]),
            ))
            .max(limit);
        #[allow(clippy::redundant_closure_for_method_calls)]
        let __stop_0 = (stop_never() & stop_when(move || done.load(Relaxed)));
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::own_blocking_timer(clock()),
        );
        '__call: loop {
            let __pause = {
                let __outcome = (|| -> Result<u8, Error> { Queue::take() })();
                let __predicate = __retry::predicate(&__outcome, &__retry_0);
                let __decision = __retry::Attempt {
                    verdict_reads_state: __predicate.reads_state(),
                    ..__retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::take"),
                        __predicate,
                        __retry::wait(&__wait_0),
                        __retry::stop(&__stop_0),
                    )
                }
                    .decide_timed(&__timer, __start, &mut __memory);
                match __decision {
                    __retry::Decision::Sleep(__state, _) => {
                        __retry::Pause::after(&__state)
                    }
                    _ => break '__call __outcome,
                }
            };
            __retry::pause(&__timer, __pause);
        }
    }
}
