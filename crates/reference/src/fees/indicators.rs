//! The indicators of a row of the fee schedule that decide on modifiers.

use codeset::modifier::Indicators;
use store::entity::fee;

/// What a row says of modifiers: PCTC, GLOB DAYS, MULT PROC, BILAT SURG, ASST SURG, CO-SURG and TEAM SURG.
pub fn indicators(row: &fee::Model) -> Indicators<'_> {
    Indicators {
        pctc: &row.pctc,
        global_days: &row.global_days,
        multiple: &row.multiple,
        bilateral: &row.bilateral,
        assistant: &row.assistant,
        cosurgeon: &row.cosurgeon,
        team: &row.team,
    }
}
