//! How many questions remain.

use crate::PublicError;
use crate::backend::{Asker, Backend, failure};
use crate::ui::date::long_date;
use codeset::NaiveDate;
use codeset::access::{Plan, Window};

/// How many questions whoever asks has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    /// The plan.
    pub plan: Plan,
    /// Questions in the window; `None` is unlimited.
    pub limit: Option<u32>,
    /// Questions used.
    pub used: u32,
    /// The day on which the count starts anew.
    pub resets_on: NaiveDate,
    /// Questions of a free account.
    pub with_account: u32,
    /// Too many new guests came from this network today.
    pub network_exhausted: bool,
}

impl Left {
    /// What an asker has left.
    pub async fn of(backend: &Backend, asker: &Asker) -> Result<Self, PublicError> {
        let reader = match asker {
            Asker::Account(account) => Some(account.reader_id),
            Asker::Guest(reader) => *reader,
        };
        let window = Window::of(backend.today());
        let used = match reader {
            Some(reader) => backend
                .store
                .find_questions_used(reader, window.start)
                .await
                .map_err(failure)?,
            None => 0,
        };
        Ok(Self::new(backend, asker.plan(), used))
    }

    /// With so many used.
    pub fn new(backend: &Backend, plan: Plan, used: u32) -> Self {
        let allowances = &backend.settings.questions;
        Self {
            plan,
            limit: allowances.limit(plan),
            used,
            resets_on: Window::of(backend.today()).resets_on,
            with_account: allowances.free,
            network_exhausted: false,
        }
    }

    /// Questions left; `None` is unlimited.
    pub fn remaining(&self) -> Option<u32> {
        match self.limit {
            Some(_) if self.network_exhausted => Some(0),
            limit => limit.map(|limit| limit.saturating_sub(self.used)),
        }
    }

    /// In words.
    pub fn says(&self) -> String {
        let resets = long_date(self.resets_on);
        match (self.remaining(), self.plan) {
            (None, _) => "Your plan has no limit of questions.".to_owned(),
            (Some(left), Plan::Guest) => format!(
                "{} remaining without an account; a free one has {} a month.",
                questions(left),
                self.with_account
            ),
            (Some(left), _) => format!(
                "{} remaining; the count starts anew on {resets}.",
                questions(left)
            ),
        }
    }
}

/// So many questions.
pub(super) fn questions(count: u32) -> String {
    match count {
        1 => "1 question".to_owned(),
        count => format!("{count} questions"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_is_said_for_each_plan() {
        let left = |plan, limit, used| Left {
            plan,
            limit,
            used,
            resets_on: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
            with_account: 5,
            network_exhausted: false,
        };
        assert_eq!(
            left(Plan::Guest, Some(1), 0).says(),
            "1 question remaining without an account; a free one has 5 a month."
        );
        assert_eq!(
            left(Plan::Free, Some(5), 7).says(),
            "0 questions remaining; the count starts anew on 1 December 2026."
        );
        assert_eq!(left(Plan::Member, None, 99).remaining(), None);
        let blocked = Left {
            network_exhausted: true,
            ..left(Plan::Guest, Some(1), 0)
        };
        assert_eq!(blocked.remaining(), Some(0));
    }
}
