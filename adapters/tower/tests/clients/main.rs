//! HTTP clients below the layer, against sockets in this process. A timer of virtual time does the sleeps.

mod http_layer;
mod kinds;
mod reqwest_layer;
mod server;
