/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Finish {
    /// The predicate accepted the outcome: a success, or an error that is not retried.
    Accepted,
    /// The stop strategy ended the call.
    Stopped,
    /// A time limit ended the call: its own `timeout`, or that of a call around it.
    TimedOut,
    /// The event given as `cancel` was set, before a sleep or during one.
    Cancelled,
    /// The budget had no token for a retry.
    BudgetExhausted,
}

impl Finish {
    /// Returns the variant in snake case, for a metric label or an event field: `accepted`, `stopped`.
    ///
    /// ```
    /// use tenacity::Finish;
    ///
    /// assert_eq!([Finish::Accepted, Finish::Stopped].map(Finish::as_str), ["accepted", "stopped"]);
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Stopped => "stopped",
            Self::TimedOut => "timed_out",
            Self::Cancelled => "cancelled",
            Self::BudgetExhausted => "budget_exhausted",
        }
    }
}
