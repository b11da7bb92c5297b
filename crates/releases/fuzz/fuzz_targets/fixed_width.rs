#![no_main]

use libfuzzer_sys::fuzz_target;

include!("read.rs");

const NAMES: &[&str] = &["icd10cm_order_2025.txt", "icd10pcs_order_2026.txt", "PPRRVU25_JAN.txt", "25LOCCO.txt", "HCPC2019_CONTR_ANWEB.txt", "ZIP5_OCT2025.txt", "ANES2025.txt", "OPPSCAP_Oct_2025.txt", "2018_I9gem.txt", "2018_I10gem.txt", "ccipra-v302r0-f1.TXT", "LONGULT.txt", "MEDU.txt", "SHORTU.txt"];

fuzz_target!(|data: &[u8]| read(data, NAMES));
