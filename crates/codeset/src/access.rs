//! The rules of the meter: who may see how much of a code page.
//!
//! A *code page view* is the first opening of one code's page by one reader in one [`Window`]. Opening the
//! same code again is free. The counting itself is one transaction in `store::meter`.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// What a reader has: nothing, an account, or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plan {
    /// No account.
    Guest,
    /// A free account.
    Free,
    /// A paid or invited account.
    Member,
    /// Editors and operators.
    Staff,
}

impl Plan {
    /// Every plan an account can have.
    pub const OF_ACCOUNTS: [Self; 3] = [Self::Free, Self::Member, Self::Staff];

    /// The name in the database and on the command line.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Free => "free",
            Self::Member => "member",
            Self::Staff => "staff",
        }
    }

    /// The plan of an account by its [`Plan::slug`].
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::OF_ACCOUNTS.into_iter().find(|plan| plan.slug() == slug)
    }
}

/// How many code page views each plan has in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowances {
    /// Views of a guest.
    pub guest: u32,
    /// Views that a free account adds to those of a guest.
    pub free_more: u32,
}

impl Default for Allowances {
    fn default() -> Self {
        Self {
            guest: 1,
            free_more: 5,
        }
    }
}

impl Allowances {
    /// Views of a plan in one window; `None` is unlimited.
    pub fn limit(&self, plan: Plan) -> Option<u32> {
        match plan {
            Plan::Guest => Some(self.guest),
            Plan::Free => Some(self.guest.saturating_add(self.free_more)),
            Plan::Member | Plan::Staff => None,
        }
    }
}

/// How many questions to CasePilot each plan has in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionAllowances {
    /// Questions of a guest.
    pub guest: u32,
    /// Questions of a free account; what its guest used is used.
    pub free: u32,
}

impl Default for QuestionAllowances {
    fn default() -> Self {
        Self { guest: 1, free: 5 }
    }
}

impl QuestionAllowances {
    /// Questions of a plan in one window; `None` is unlimited.
    pub fn limit(&self, plan: Plan) -> Option<u32> {
        match plan {
            Plan::Guest => Some(self.guest),
            Plan::Free => Some(self.free),
            Plan::Member | Plan::Staff => None,
        }
    }
}

/// The time in which views and questions are counted: a calendar month in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub start: NaiveDate,
    /// The day on which the count starts anew.
    pub resets_on: NaiveDate,
}

impl Window {
    /// The window that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        let start = day.with_day(1).unwrap_or(day);
        let resets_on = start
            .checked_add_months(chrono::Months::new(1))
            .unwrap_or(NaiveDate::MAX);
        Self { start, resets_on }
    }
}

/// How much of a code page a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Everything.
    Open,
    /// Both descriptions; the six sections are prompts to register.
    Preview,
    /// The heading and the official title only.
    Spent,
}

impl Access {
    /// The access that follows from a plan and from whether a view was granted.
    pub fn of(plan: Plan, granted: bool) -> Self {
        match (granted, plan) {
            (false, _) => Self::Spent,
            (true, Plan::Guest) => Self::Preview,
            (true, _) => Self::Open,
        }
    }

    /// The value of the page's `data-access` attribute.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Preview => "preview",
            Self::Spent => "spent",
        }
    }
}

/// What the banner says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterState {
    /// The reader's plan.
    pub plan: Plan,
    /// Views in this window; `None` is unlimited.
    pub limit: Option<u32>,
    /// Views used in this window.
    pub used: u32,
    /// The day on which the count starts anew.
    pub resets_on: NaiveDate,
    /// Views that a free account would add, for a guest.
    pub more_with_account: u32,
    /// Too many new guests came from this network today, so no view was granted to this one.
    pub network_exhausted: bool,
}

impl MeterState {
    /// Views left; `None` is unlimited.
    pub fn remaining(&self) -> Option<u32> {
        match self.limit {
            Some(_) if self.network_exhausted => Some(0),
            Some(limit) => Some(limit.saturating_sub(self.used)),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_free_account_adds_five_views_to_the_guests_one() {
        let plans = Allowances::default();
        assert_eq!(plans.limit(Plan::Guest), Some(1));
        assert_eq!(plans.limit(Plan::Free), Some(6));
        assert_eq!(plans.limit(Plan::Member), None);
        assert_eq!(plans.limit(Plan::Staff), None);
    }

    #[test]
    fn a_guest_asks_one_question_and_a_free_account_five() {
        let plans = QuestionAllowances::default();
        assert_eq!(plans.limit(Plan::Guest), Some(1));
        assert_eq!(plans.limit(Plan::Free), Some(5));
        assert_eq!(plans.limit(Plan::Member), None);
        assert_eq!(plans.limit(Plan::Staff), None);
    }

    #[test]
    fn the_window_is_the_calendar_month() {
        let window = Window::of(day(2026, 12, 31));
        assert_eq!(
            (window.start, window.resets_on),
            (day(2026, 12, 1), day(2027, 1, 1))
        );
        assert_eq!(Window::of(day(2028, 2, 29)).resets_on, day(2028, 3, 1));
    }

    #[test]
    fn a_guest_never_gets_open_access() {
        assert_eq!(Access::of(Plan::Guest, true), Access::Preview);
        for plan in [Plan::Guest, Plan::Free, Plan::Member, Plan::Staff] {
            assert_eq!(Access::of(plan, false), Access::Spent);
        }
        for plan in Plan::OF_ACCOUNTS {
            assert_eq!(Access::of(plan, true), Access::Open);
        }
    }

    proptest! {
        #[test]
        fn what_remains_never_exceeds_the_limit(guest in 0..1000u32, more in any::<u32>(), used in any::<u32>(), blocked in any::<bool>()) {
            let plans = Allowances { guest, free_more: more };
            for plan in [Plan::Guest, Plan::Free] {
                let limit = plans.limit(plan);
                let state = MeterState { plan, limit, used, resets_on: day(2026, 1, 1), more_with_account: more, network_exhausted: blocked };
                prop_assert!(state.remaining() <= limit);
                if used >= limit.unwrap() { prop_assert_eq!(state.remaining(), Some(0)); }
            }
        }
    }
}
