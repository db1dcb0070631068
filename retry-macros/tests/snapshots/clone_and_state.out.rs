impl Subject {
    fn register(name: String) -> Option<String> {
        use ::tenacity::__private as __retry;
        let name @ _ = name;
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::blocking_timer!(),
        );
        loop {
            let __pause = {
                let __begun = __retry::Memory::state_within(
                    &__memory,
                    &__retry::Limits::NONE,
                    __retry::concat!(__retry::module_path!(), "::register"),
                    __retry::Option::None,
                    __retry::Elapsed::elapsed(__retry::SinceStart(&__timer, __start)),
                );
                let progress = &__begun;
                let __outcome = {
                    let mut name @ _ = __retry::clone_argument(&name);
                    (|| -> Option<String> {
                        name.push_str(&progress.attempt_number().to_string());
                        Some(name)
                    })()
                };
                let __decision = __retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::register"),
                        __retry::failure::<Option<String>>().of(&__outcome),
                        __retry::wait(wait_none()),
                        __retry::stop(const { stop_after_attempt(LIMIT) }),
                    )
                    .decide_timed(&__timer, __start, &mut __memory);
                match __decision {
                    __retry::Decision::Sleep(__state, _) => {
                        __retry::Pause::after(&__state)
                    }
                    __retry::Decision::GiveUp(__state, _) => {
                        let __outcome = __retry::call_fallback(
                            &__state,
                            __outcome,
                            |_, outcome| -> _ { outcome },
                        );
                        return __outcome;
                    }
                    _ => return __outcome,
                }
            };
            __retry::pause(&__timer, __pause);
        }
    }
}
