//! Compliance: what the code's status means for billing.

use super::{Facts, Subject, fact};
use crate::page::Block;
use codeset::mpfs::{self, decimal};

pub(super) fn blocks(subject: &Subject<'_>, facts: &Facts) -> Vec<Block> {
    if !subject.is_procedure() {
        return vec![Block::Notice(
            "Report a billable code at the highest specificity that the documentation supports; a header is \
             refused on a claim."
                .into(),
        )];
    }
    let Some(fee) = facts.fee() else {
        return vec![facts.no_fee(subject)];
    };
    let row = &fee.row;
    let mut status = vec![
        fact("Status", &row.status, mpfs::status_meaning(&row.status)),
        fact(
            "Global days",
            &row.global_days,
            mpfs::global_meaning(&row.global_days),
        ),
    ];
    if row.pre_op + row.intra_op + row.post_op > 0 {
        let share = |hundredths: i32| decimal(hundredths, 2);
        status.push(fact(
            "Pre, intra, post",
            format!(
                "{} / {} / {}",
                share(row.pre_op),
                share(row.intra_op),
                share(row.post_op)
            ),
            "Shares of the payment before, during and after the procedure",
        ));
    }
    if !row.endoscopic_base.is_empty() {
        status.push(fact(
            "Endoscopic base",
            &row.endoscopic_base,
            "The base code of its endoscopy family",
        ));
    }
    vec![Block::Facts {
        caption: "Status for Medicare".into(),
        facts: status,
        evidence: Facts::fee_evidence(fee),
    }]
}
