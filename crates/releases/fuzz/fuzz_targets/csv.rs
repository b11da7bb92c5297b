#![no_main]

use libfuzzer_sys::fuzz_target;

include!("read.rs");

const NAMES: &[&str] = &["PPRRVU2025_Oct.csv", "GPCI2025.csv", "25LOCCO.csv", "ANES2025.csv", "OPPSCAP_Oct_2025.csv", "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv", "HCPC2026_OCT_ANWEB.csv", "hcpcs_2025_oct.csv", "aoc-2024q3.csv", "pos_codes.csv", "2023_January_Addendum_B.csv"];

fuzz_target!(|data: &[u8]| read(data, NAMES));
