//! What a search can be narrowed down to: links, each with how many codes it leaves.

use super::asked::{Asked, address};
use case2code::facets::Named;
use case2code::filter::{Counts, Filters};
use codeset::mpfs::grouped;
use leptos::prelude::*;

/// The most chapters that are offered.
const MOST_CHAPTERS: usize = 8;

/// A choice of a group.
struct Choice {
    label: String,
    count: usize,
    filters: Filters,
    is_chosen: bool,
}

/// The groups of choices.
#[component]
pub(super) fn Narrow(asked: Asked, counts: Counts, on: Option<String>) -> impl IntoView {
    let filters = asked.filters.clone();
    let with = |change: &dyn Fn(&mut Filters)| {
        let mut changed = filters.clone();
        change(&mut changed);
        changed
    };
    let yes_no = |labels: [&str; 2],
                  counts: [usize; 2],
                  chosen: Option<bool>,
                  set: &dyn Fn(&mut Filters, Option<bool>)| {
        [true, false]
            .into_iter()
            .zip(labels)
            .zip(counts)
            .map(|((value, label), count)| Choice {
                label: label.to_owned(),
                count,
                is_chosen: chosen == Some(value),
                filters: with(&|filters| set(filters, (chosen != Some(value)).then_some(value))),
            })
            .collect::<Vec<_>>()
    };
    fn named<T: Named + PartialEq>(
        counts: &[(T, usize)],
        chosen: Option<T>,
        with: &dyn Fn(Option<T>) -> Filters,
    ) -> Vec<Choice> {
        counts
            .iter()
            .map(|(value, count)| Choice {
                label: value.label().to_owned(),
                count: *count,
                is_chosen: chosen == Some(*value),
                filters: with((chosen != Some(*value)).then_some(*value)),
            })
            .collect()
    }
    let systems = counts
        .systems
        .iter()
        .map(|(system, count)| {
            let chosen = filters.system == Some(*system);
            Choice {
                label: system.label().to_owned(),
                count: *count,
                is_chosen: chosen,
                // A chapter belongs to one code set.
                filters: with(&|filters| {
                    filters.system = (!chosen).then_some(*system);
                    filters.chapter = None;
                }),
            }
        })
        .collect();
    let chapters = counts
        .chapters
        .iter()
        .filter(|(chapter, _)| !chapter.is_empty())
        .take(MOST_CHAPTERS)
        .map(|(chapter, count)| {
            let chosen = filters.chapter.as_deref() == Some(chapter);
            Choice {
                label: chapter.clone(),
                count: *count,
                is_chosen: chosen,
                filters: with(&|filters| filters.chapter = (!chosen).then(|| chapter.clone())),
            }
        })
        .collect();
    let groups: Vec<(&str, Vec<Choice>)> = vec![
        ("Code set", systems),
        (
            "Claims",
            yes_no(
                ["Billable", "Header"],
                counts.billable,
                filters.billable,
                &|filters, value| {
                    filters.billable = value;
                },
            ),
        ),
        (
            "On the date of service",
            yes_no(
                ["In force", "Not in force"],
                counts.in_force,
                filters.in_force,
                &|filters, value| {
                    filters.in_force = value;
                },
            ),
        ),
        (
            "Side",
            named(&counts.lateralities, filters.laterality, &|value| {
                with(&|filters| filters.laterality = value)
            }),
        ),
        (
            "Encounter",
            named(&counts.encounters, filters.encounter, &|value| {
                with(&|filters| filters.encounter = value)
            }),
        ),
        (
            "Trimester",
            named(&counts.trimesters, filters.trimester, &|value| {
                with(&|filters| filters.trimester = value)
            }),
        ),
        ("Chapter or range", chapters),
    ];
    let groups = groups.into_iter().filter_map(|(heading, choices)| {
        let choices: Vec<Choice> = choices
            .into_iter()
            .filter(|choice| choice.count > 0 || choice.is_chosen)
            .collect();
        // One choice that nobody made narrows nothing down.
        let tells = choices.len() > 1 || choices.iter().any(|choice| choice.is_chosen);
        tells.then(|| {
            let items = choices.into_iter().map(|choice| {
                let narrowed = Asked {
                    filters: choice.filters,
                    page: 1,
                    ..asked.clone()
                };
                let count = grouped(choice.count as u64);
                let hint = choice.is_chosen.then(|| view! { <span class="visually-hidden">" chosen, choose again to take away"</span> });
                view! {
                    <li>
                        <a href=address("/case2code", &narrowed, on.as_deref()) aria-current=choice.is_chosen.then_some("true")>
                            <span>{choice.label}</span>
                            <span class="count">{count}</span>
                            {hint}
                        </a>
                    </li>
                }
            });
            view! {
                <div class="narrow-group">
                    <h3>{heading}</h3>
                    <ul>{items.collect_view()}</ul>
                </div>
            }
        })
    });
    let all = Asked {
        filters: Filters::default(),
        page: 1,
        ..asked.clone()
    };
    let reset = (!asked.filters.is_empty()).then(|| {
        view! {
            <p class="narrow-reset">
                <a href=address("/case2code", &all, on.as_deref())>"Show all again"</a>
            </p>
        }
    });
    view! {
        <details class="narrow" open=!asked.filters.is_empty()>
            <summary>"Narrow down"</summary>
            <nav aria-label="Narrow down">{reset} {groups.collect_view()}</nav>
        </details>
    }
}
