impl Subject {
    fn connect(addr: &str) -> io::Result<TcpStream> {
        use ::tenacity::__private as __retry;
        __retry::self_seeding!();
        let (__timer, __start, mut __memory) = __retry::begin(
            __retry::blocking_timer!(),
        );
        loop {
            let __pause = {
                let __outcome = (|| -> io::Result<TcpStream> {
                    TcpStream::connect(addr)
                })();
                let __decision = __retry::Attempt::new(
                        __retry::concat!(__retry::module_path!(), "::connect"),
                        __retry::failure::<io::Result<TcpStream>>().of(&__outcome),
                        __retry::wait(__retry::default_wait()),
                        __retry::stop(__retry::default_stop()),
                    )
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
