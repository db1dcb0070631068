//! `&` and `|` of probes.

use std::ops::{BitAnd, BitOr};

use super::all::All;
use super::any::Any;
use crate::boxed::BoxProbe;
use crate::name::Named;
use crate::probes::command::Command;
use crate::probes::file::File;
use crate::probes::log::Log;
use crate::probes::tcp::Tcp;

macro_rules! joins {
    ($([$($generics:tt)*] $probe:ty),* $(,)?) => { $(
        impl<$($generics)* Other> BitAnd<Other> for $probe {
            type Output = All<Self, Other>;

            /// Waits for both, concurrently, under one limit.
            fn bitand(self, other: Other) -> Self::Output {
                All(self, other)
            }
        }

        impl<$($generics)* Other> BitOr<Other> for $probe {
            type Output = Any<Self, Other>;

            /// Waits for the first of the two.
            fn bitor(self, other: Other) -> Self::Output {
                Any(self, other)
            }
        }
    )* };
}

joins!([] Tcp, [] File, [] Command, [] Log, [P,] Named<P>, [T,] BoxProbe<T>, [A, B,] All<A, B>, [A, B,] Any<A, B>);

#[cfg(feature = "http")]
joins!([] crate::probes::http::Http);

#[cfg(unix)]
joins!([] crate::probes::unix::Unix);
