impl Subject {
    async fn fetch(client: &Client, url: &str) -> Result<Page, Error> {
        use ::tenacity::__private::{self as __retry, Unknown as _};
        let (__timer, __start, mut __memory) = __retry::begin(__retry::async_timer!());
        loop {
            let __pause = {
                let __outcome = async {
                    if let __retry::Option::Some(__pinned) = __retry::Option::None::<
                        Result<Page, Error>,
                    > {
                        return __pinned;
                    }
                    let body = client.get(url).await?;
                    log(&body);
                    Page::parse(&body)
                }
                    .await;
                let __decision = __retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::fetch"),
                        __retry::failure::<Result<Page, Error>>().of(&__outcome),
                        __retry::wait(wait_fixed(__retry::duration(0u64, 100000000u32))),
                        __retry::stop(stop_after_attempt(5)),
                    )
                    .decide_lean(&__timer, __start, &mut __memory);
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
