//! HTTP clients below the layer, against sockets in this process. A timer of virtual time does the sleeps.

mod axum_state;
mod http_layer;
mod reqwest_layer;
mod server;
