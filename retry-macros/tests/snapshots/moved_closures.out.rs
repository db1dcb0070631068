impl Subject {
    fn take(
        done: Arc<AtomicBool>,
        pause: Duration,
        limit: Duration,
        code: u8,
    ) -> Result<u8, Error> {
        use ::tenacity::__private as __retry;
        let __retry_0 = !retry_if_err(
            __retry::on_error(
                __retry::Option::None::<&Result<u8, Error>>,
                move |e| -> _ { e.code() == code },
            ),
        );
        let __wait_0 = wait_chain((
                wait_none(),
                wait_chain([
                    wait_fn(
                        __retry::on_state(move |state| -> _ {
                            state.previous_sleep() + pause
                        }),
                    ),
                ]),
            ))
            .max(limit);
        let __stop_0 = stop_never() & stop_when(move || -> _ { done.load(Relaxed) });
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::own_blocking_timer(clock()),
        );
        loop {
            let __pause = {
                let __outcome = (|| -> Result<u8, Error> { Queue::take() })();
                let __predicate = __retry::predicate(&__outcome, { &__retry_0 });
                let __decision = __retry::Attempt {
                    verdict_reads_state: __predicate.reads_state(),
                    ..__retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::take"),
                        __predicate,
                        __retry::wait({ &__wait_0 }),
                        __retry::stop({ &__stop_0 }),
                    )
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
