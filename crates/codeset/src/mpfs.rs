//! The Medicare Physician Fee Schedule: what its indicators mean, the payment formula, and what a day's lines are
//! paid.

mod meanings;
mod money;
mod payment;
pub mod pricing;

pub use meanings::{
    assistant_meaning, bilateral_meaning, global_meaning, multiple_meaning, pays_by_rvus, pctc_meaning,
    status_meaning, surgeons_meaning,
};
pub use money::{decimal, dollars, grouped, price};
pub use payment::{Basis, Gpci, Percent, Rvus, Setting, payment_cents, payment_cents_with_pe};
