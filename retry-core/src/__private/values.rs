//! The values of keys, beside a mistake in one of them.

/// The same tokens. They need not be statements yet, so no compiler is shown them: only an editor, while they are written.
#[doc(hidden)]
#[macro_export]
macro_rules! __tenacity_values {
    ($($tokens:tt)*) => {
        $($tokens)*
    };
}

pub use crate::__tenacity_values as values;
