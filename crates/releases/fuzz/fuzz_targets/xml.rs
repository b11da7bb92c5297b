#![no_main]

use libfuzzer_sys::fuzz_target;

include!("read.rs");

const NAMES: &[&str] = &["icd10cm-tabular-April-2025.xml", "icd10cm_drug_2019.xml", "icd10cm_eindex_2019.xml", "icd10cm_neoplasm_2019.xml", "icd10cm_index_2026.xml"];

fuzz_target!(|data: &[u8]| read(data, NAMES));
