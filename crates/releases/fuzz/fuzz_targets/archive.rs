#![no_main]

use libfuzzer_sys::fuzz_target;

include!("read.rs");

const NAMES: &[&str] = &["rvu25d.zip", "all_data.zip", "HCPC2026_OCT_ANWEB.xlsx"];

fuzz_target!(|data: &[u8]| read(data, NAMES));
