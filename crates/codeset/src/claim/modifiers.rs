//! The modifiers of CPT, which no loaded file lists.

/// The modifiers of CPT by their numbers: those of procedures, the performance measures and the physical status for
/// anesthesia. Those of HCPCS Level II are in its file.
pub const CPT_MODIFIERS: [&str; 49] = [
    "22", "23", "24", "25", "26", "27", "32", "33", "47", "50", "51", "52", "53", "54", "55", "56", "57",
    "58", "59", "62", "63", "66", "73", "74", "76", "77", "78", "79", "80", "81", "82", "90", "91", "92",
    "93", "95", "96", "97", "99", "1P", "2P", "3P", "8P", "P1", "P2", "P3", "P4", "P5", "P6",
];

/// Whether a modifier is one of CPT.
pub fn is_cpt_modifier(text: &str) -> bool {
    CPT_MODIFIERS.contains(&text)
}
