impl Subject {
    async fn fetch(client: &Client, url: &str) -> Result<Page, Error> {
        let __timer = ::tenacity::__private::async_timer!();
        let mut __progress = ::tenacity::__private::Count::new();
        loop {
            {
                let __delay = {
                    let __outcome = async {
                        if let ::tenacity::__private::Option::Some(__pinned) = ::tenacity::__private::Option::None::<
                            Result<Page, Error>,
                        > {
                            return __pinned;
                        }
                        let body = client.get(url).await?;
                        Page::parse(&body)
                    }
                        .await;
                    #[allow(clippy::redundant_closure_for_method_calls)]
                    let __decision = ::tenacity::__private::Attempt {
                        name: ::tenacity::__private::concat!(
                            ::tenacity::__private::module_path!(), "::fetch"
                        ),
                        seed: ::tenacity::__private::Option::None,
                        verdict_reads_state: false,
                        finish_is_observed: false,
                        elapsed: ::tenacity::__private::Unasked,
                        verdict: ::tenacity::__private::failure::<Result<Page, Error>>()
                            .of(&__outcome),
                        after: ::tenacity::__private::Unasked,
                        delay: ::tenacity::__private::wait(
                            wait_fixed(
                                ::tenacity::__private::duration(0u64, 100000000u32),
                            ),
                        ),
                        stop: ::tenacity::__private::stop(stop_after_attempt(5)),
                        before_sleep: ::tenacity::__private::Unasked,
                        on_finish: ::tenacity::__private::Unasked,
                    }
                        .decide(&mut __progress);
                    match __decision {
                        ::tenacity::__private::Decision::Sleep(__delay) => __delay,
                        _ => break __outcome,
                    }
                };
                if __delay.is_zero() {
                    continue;
                }
                ::tenacity::__private::AsyncTimer::sleep(&__timer, __delay)
            }
                .await;
        }
    }
}
