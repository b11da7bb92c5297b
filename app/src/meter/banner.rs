//! The banner that says how many code page views remain.

use crate::ui::date::long_date;
use crate::ui::link::and_back;
use codeset::access::{MeterState, Plan};
use leptos::prelude::*;

/// How many views remain and what gives more.
#[component]
pub(crate) fn MeterBanner(
    /// The reader's meter.
    meter: MeterState,
    /// The address to come back to from another page.
    here: String,
    /// The date of service that links keep.
    on: Option<String>,
) -> impl IntoView {
    let remaining = meter.remaining();
    let mark = remaining.map_or_else(|| "unlimited".to_owned(), |views| views.to_string());
    let is_guest = meter.plan == Plan::Guest;
    view! {
        <aside id="meter" class="meter" data-remaining=mark aria-label="Code page views" class:meter-empty=remaining == Some(0)>
            <p class="meter-count">{count_line(remaining)}</p>
            <p class="meter-note">{note(&meter)}</p>
            {is_guest
                .then(|| {
                    view! {
                        <p class="meter-actions">
                            <a href=and_back("/sign-in", &here, on.as_deref()) class="button quiet">
                                "Log in"
                            </a>
                            <a href=and_back("/register", &here, on.as_deref()) class="button">
                                "Register"
                            </a>
                        </p>
                    }
                })}
        </aside>
    }
}

fn count_line(remaining: Option<u32>) -> String {
    match remaining {
        None => "Unlimited code page views.".to_owned(),
        Some(1) => "1 code page view remaining.".to_owned(),
        Some(views) => format!("{views} code page views remaining."),
    }
}

fn note(meter: &MeterState) -> String {
    let views = |count: u32| {
        if count == 1 {
            "1 page view".to_owned()
        } else {
            format!("{count} page views")
        }
    };
    match (meter.plan, meter.limit) {
        (Plan::Guest, limit) => {
            let why = if meter.network_exhausted {
                "Many new guests came from your network today.".to_owned()
            } else {
                format!(
                    "Guest accounts are limited to {}.",
                    views(limit.unwrap_or_default())
                )
            };
            let more = meter.more_with_account;
            let more = if more == 1 {
                "1 more view".to_owned()
            } else {
                format!("{more} more views")
            };
            format!("{why} Register free account to get {more}.")
        }
        (_, Some(limit)) => format!(
            "Free accounts have {} a month. The count starts anew on {}.",
            views(limit),
            long_date(meter.resets_on)
        ),
        (_, None) => "Your plan has no limit.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use codeset::NaiveDate;

    fn meter(plan: Plan, limit: Option<u32>, used: u32) -> MeterState {
        MeterState {
            plan,
            limit,
            used,
            resets_on: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
            more_with_account: 5,
            network_exhausted: false,
        }
    }

    #[test]
    fn the_guests_banner_reads_as_the_product_says() {
        let guest = meter(Plan::Guest, Some(1), 1);
        assert_eq!(
            format!("{} {}", count_line(guest.remaining()), note(&guest)),
            "0 code page views remaining. Guest accounts are limited to 1 page view. Register free account to get 5 more views."
        );
    }

    #[test]
    fn a_registered_reader_is_told_when_the_count_starts_anew() {
        let free = meter(Plan::Free, Some(6), 5);
        assert_eq!(count_line(free.remaining()), "1 code page view remaining.");
        assert_eq!(
            note(&free),
            "Free accounts have 6 page views a month. The count starts anew on 1 December 2026."
        );
        assert_eq!(
            count_line(meter(Plan::Member, None, 0).remaining()),
            "Unlimited code page views."
        );
    }
}
