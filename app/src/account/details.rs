//! What an account says of itself.

use crate::ui::date::long_date;
use chrono::NaiveDate;
use codeset::access::Plan;
use leptos::prelude::*;
use store::entity::account;

/// The address, the plan and the views of an account.
#[component]
pub(super) fn Details(
    account: account::Model,
    used: u32,
    limit: Option<u32>,
    resets_on: NaiveDate,
) -> impl IntoView {
    let views = match limit {
        Some(limit) => format!(
            "{used} of {limit} used; the count starts anew on {}",
            long_date(resets_on)
        ),
        None => "Unlimited".to_owned(),
    };
    let plan = match account.plan() {
        Plan::Guest | Plan::Free => "Free",
        Plan::Member => "Member",
        Plan::Staff => "Staff",
    };
    let facts = [
        ("E-mail address", account.email.clone()),
        ("Plan", plan.to_owned()),
        ("Code page views", views),
        ("Registered", long_date(account.created_at.date_naive())),
    ];
    view! {
        <dl class="facts">
            {facts
                .map(|(term, value)| {
                    view! {
                        <div>
                            <dt>{term}</dt>
                            <dd>{value}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}
