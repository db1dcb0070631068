#[retry]
fn connect(addr: &str) -> io::Result<TcpStream> {
    TcpStream::connect(addr)
}
