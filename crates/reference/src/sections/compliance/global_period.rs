//! The global period of a procedure on the date of service, and how its payment is divided.

use crate::page::{Block, Cell};
use crate::plot::{Plot, Share, Stretch};
use crate::sections::{Facts, Subject};
use codeset::global_period::GlobalPeriod;
use codeset::long_date;
use codeset::mpfs::decimal;
use store::entity::fee;
use store::releases::Released;

pub(super) fn blocks(subject: &Subject<'_>, fee: &Released<fee::Model>) -> Vec<Block> {
    [timeline(subject, fee), shares(fee)]
        .into_iter()
        .flatten()
        .collect()
}

/// The days that are paid with the procedure. A single day needs no drawing.
fn timeline(subject: &Subject<'_>, fee: &Released<fee::Model>) -> Option<Block> {
    let period = GlobalPeriod::of(&fee.row.global_days).filter(|period| period.days() > 1)?;
    let on = subject.on;
    let (first, last) = period.first_and_last(on)?;
    let stretch = |label: &str, first, last| Stretch {
        label: label.into(),
        first,
        last,
    };
    let mut stretches = vec![stretch("Day of the procedure", on, on)];
    if first < on {
        stretches.insert(0, stretch("Before", first, on.pred_opt()?));
    }
    if on < last {
        stretches.push(stretch("After", on.succ_opt()?, last));
    }
    let rows = stretches.iter().map(|stretch| {
        vec![
            Cell::Text(stretch.label.clone()),
            Cell::Text(long_date(stretch.first)),
            Cell::Text(long_date(stretch.last)),
            Cell::Figure(stretch.days().to_string()),
        ]
    });
    Some(Block::Plot {
        caption: format!(
            "Global period of a procedure on {}: {} days, through {}",
            long_date(on),
            period.days(),
            long_date(last)
        ),
        columns: ["Part", "First day", "Last day", "Days"].map(Into::into).to_vec(),
        rows: rows.collect(),
        plot: Plot::Timeline(stretches),
        evidence: Facts::fee_evidence(fee),
    })
}

/// The preoperative, intraoperative and postoperative shares, where the file has any.
fn shares(fee: &Released<fee::Model>) -> Option<Block> {
    let row = &fee.row;
    let parts = [
        ("Before", row.pre_op),
        ("During", row.intra_op),
        ("After", row.post_op),
    ];
    if parts.iter().all(|(_, share)| *share <= 0) {
        return None;
    }
    let shares = parts.map(|(label, size)| Share {
        label: label.into(),
        size: size.max(0).into(),
    });
    let rows = parts.map(|(label, share)| vec![Cell::Text(label.into()), Cell::Figure(decimal(share, 2))]);
    Some(Block::Plot {
        caption: "Shares of the payment before, during and after the procedure (modifiers 54, 55, 56)".into(),
        plot: Plot::Shares(shares.into()),
        columns: ["Part", "Share"].map(Into::into).to_vec(),
        rows: rows.into(),
        evidence: Facts::fee_evidence(fee),
    })
}
