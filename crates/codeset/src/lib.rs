//! The domain of Coding Ahead: what a code is, what the release files say of it, and the rules that
//! follow. It knows no database, no files and no clock, and runs in the browser as it runs on the server.

pub mod access;
pub mod billing;
pub mod claim;
pub mod code;
pub mod date;
pub mod gem;
pub mod global_period;
pub mod hcpcs;
pub mod icd10cm;
pub mod icd10pcs;
pub mod icd9;
pub mod modifier;
pub mod mpfs;
pub mod ncci;
pub mod ncci_manual;
pub mod opps;
pub mod page;
pub mod ranges;
pub mod release;
pub mod rows;
pub mod supervision;
pub mod therapy;
pub mod visit_time;
pub mod zip;

pub use chrono::NaiveDate;
pub use code::{Code, CodeSystem};
pub use date::long_date;
