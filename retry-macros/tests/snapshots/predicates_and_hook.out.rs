impl Subject {
    async fn fetch(&mut self, url: &str) -> Result<Page, Error> {
        use ::tenacity::__private as __retry;
        __retry::self_seeding!();
        let (__timer, __start, mut __memory) = __retry::begin(__retry::async_timer!());
        loop {
            let __pause = {
                let __outcome = async {
                    if let __retry::Option::Some(__pinned) = __retry::Option::None::<
                        Result<Page, Error>,
                    > {
                        return __pinned;
                    }
                    self.client.get(url).await
                }
                    .await;
                let __predicate = __retry::predicate(
                    &__outcome,
                    retry_if_err(
                        __retry::on_error(
                            __retry::Option::Some(&__outcome),
                            |e| -> _ { e.is_timeout() },
                        ),
                    )
                        | retry_if_ok(
                            __retry::on_value(
                                __retry::Option::Some(&__outcome),
                                |page| -> _ { page.items.is_empty() },
                            ),
                        ),
                );
                let __decision = __retry::Attempt {
                    name: __retry::concat!(__retry::module_path!(), "::fetch"),
                    seed: __retry::Option::None,
                    verdict_reads_state: __predicate.reads_state(),
                    finish_is_observed: false,
                    ended: __retry::Ended::Whole,
                    verdict: __predicate,
                    after: __retry::Unasked,
                    delay: __retry::wait(
                        wait_exponential(__retry::duration(0u64, 100000000u32))
                            .max(__retry::duration(5u64, 0u32))
                            .full_jitter(),
                    ),
                    stop: __retry::stop(
                        stop_after_attempt(4)
                            | stop_after_delay(__retry::duration(30u64, 0u32)),
                    ),
                    limits: __retry::Limits::NONE,
                    before_sleep: |__state: &__retry::RetryState| {
                        __retry::call_outcome_hook(
                            __state,
                            &__outcome,
                            |state, outcome| -> _ {
                                eprintln!(
                                    "attempt {} failed: {outcome:?}", state.attempt_number()
                                )
                            },
                        );
                    },
                    on_finish: __retry::Unasked,
                }
                    .decide_timed(&__timer, __start, &mut __memory);
                match __decision {
                    __retry::Decision::Sleep(__state, _) => {
                        __retry::Pause::after(&__state)
                    }
                    _ => return __outcome,
                }
            };
            if __pause.is_needed() {
                __retry::pause_async(&__timer, __pause).await;
            }
        }
    }
}
