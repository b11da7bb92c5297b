//! Excerpts of the files on payment, with invented figures.

use crate::detect::Layout;
use crate::{addendum_b, anesthesia, opps_cap, zip_locality};

/// ANES as CSV of 2025.
pub(crate) const ANESTHESIA: &str = "\
Contractor,Locality,Locality Name,National Anes CF of 20.5678\r\n\
10112 ,00 ,NEARBY**,19.63 \r\n\
02102 ,01 ,SAN SOMEWHERE-SAN ELSEWHERE-SAN FARAWAY (ALL THE CNTY),27.80 \r\n\
,,,\r\n";

/// ANES as CSV of 2026, with a second factor.
pub(crate) const ANESTHESIA_2026: &str = "\
Contractor,Locality,Locality Name,Qualifying APM National Anes CF (with 2.5% statutory increase) of 20.699835,\
Non-Qualifying APM National Anes CF (with 2.5% Statutory increase)  of 20.59754\r\n\
10112 ,00 ,NEARBY,19.73 ,19.63 \r\n\
02102 ,01 ,SAN SOMEWHERE,27.95 ,27.80 \r\n";

/// ANES as fixed text, from 2026 with a factor of qualifying participants.
pub(crate) fn anesthesia_text(qp_factor: Option<&str>) -> String {
    let row = |mac: &str, locality: &str, name: &str, factor: &str| {
        let qp_factor = qp_factor.unwrap_or_default();
        format!("{mac:<12}{locality:<6}{name:<49}{qp_factor:>4}{factor:>6}\r\n")
    };
    [
        row("10112", "00", "NEARBY**", "1963"),
        row("02102", "01", "SAN SOMEWHERE-SAN ELSEWHERE-SAN FARAWAY ", "2780"),
    ]
    .concat()
}

/// OPPSCAP as CSV.
pub(crate) const OPPS_CAP: &str = "\
HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\r\n\
0633T,TC,C,01112,05,150.70,150.71\r\n\
0633T,TC,C,01112,09,1152.00,1152.38\r\n\
93990,,A,15202,00,97.00,97.00\r\n\
,,,,,,\r\n";

/// The same as fixed text.
pub(crate) const OPPS_CAP_TEXT: &str = "\
0633TTC C 01112  05   150.70    150.71\r\n\
0633TTC C 01112  09  1152.00   1152.38\r\n\
93990   A 15202  00    97.00     97.00\r\n\
\x1a";

/// ZIP5 as fixed text.
pub(crate) fn zip_text() -> String {
    let row = |start: &str, flags: &str| format!("{start:<20}{flags:<55}20254\r\n");
    [
        row("AK995010210201 Z9", "0 A"),
        row("EM630010530201RZ1R", "1 A"),
        row("WY831280360221BZ9B", "0 A"),
    ]
    .concat()
}

/// The same as a sheet, whose numbers have lost their zeros.
pub(crate) const ZIP_TABLE: &str = "\
Zip codes,,,,,,,,,\n\
STATE,ZIP CODE,CARRIER,LOCALITY,RURAL IND,LAB CB LOCALITY,RURAL IND2,PLUS 4 FLAG,PART B DRUG INDICATOR,YEAR/QTR\n\
AK,99501,2102,1,,Z9,,0,A,20254\n\
EM,63001,05302,01,R,Z1,R,1,A,20254\n\
WY,83128,3602,21,B,Z9,B,0,A,20254\n";

/// Addendum B as CSV.
pub(crate) const ADDENDUM_B: &str = "\
,Addendum B.- OPPS Payment by HCPCS Code for CY 2023,,,,,,,,\r\n\
,A notice\u{a0} of rights.,,,,,,,,\r\n\
,\"Another notice, with a comma.\",,,,,,,,\r\n\
HCPCS Code,Short Descriptor, SI,\"APC\u{a0}\",Relative Weight ,Payment Rate,National Unadjusted Copayment ,\
Minimum Unadjusted Copayment ,\"Note: Actual copayments would be lower, by law\",* Indicates a Change \r\n\
97001,Invented one,J1,5114,18.45,\"$1,579.16 \",$315.83,$315.84,,\r\n\
G0001\u{a0},Invented two,E1 ,,,,,,,*\r\n\
J0001,Invented three,K,9,,$10.5545,.,$2.11,*,\r\n\
0001A,Invented four,S,9397,0.4851,0.01,0,0,,\r\n";

/// Each layout, the name its file could have, and an excerpt.
pub(super) fn excerpts() -> Vec<(Layout, &'static str, Vec<u8>)> {
    vec![
        (anesthesia::TABLE, "ANES2025.csv", ANESTHESIA.into()),
        (anesthesia::TABLE, "ANES2026.csv", ANESTHESIA_2026.into()),
        (anesthesia::TEXT, "ANES2025.txt", anesthesia_text(None).into()),
        (
            anesthesia::TEXT,
            "ANES2026.txt",
            anesthesia_text(Some("1973")).into(),
        ),
        (opps_cap::TABLE, "OPPSCAP_Oct_2025.csv", OPPS_CAP.into()),
        (opps_cap::TEXT, "OPPSCAP_Oct_2025.txt", OPPS_CAP_TEXT.into()),
        (zip_locality::TEXT, "ZIP5_OCT2025.txt", zip_text().into()),
        (zip_locality::TABLE, "ZIP5_OCT2025.xlsx", ZIP_TABLE.into()),
        (
            addendum_b::TABLE,
            "2023_January_Web_Addendum_B.12212022.csv",
            ADDENDUM_B.into(),
        ),
    ]
}
