//! Invented excerpts in the layouts of HCPCS Level II.

use super::field::Field;

/// What an invented record says: fields (and which of several) with their texts.
type Said<'a> = &'a [(Field, usize, &'a str)];

/// The modifier A1 in one record, and two codes: one with a description of three records, and one that has ended.
/// The record numbers are those of the text; the sheet's are a tenth of them.
const RECORDS: [Said<'static>; 5] = [
    &[
        (Field::Code, 0, "   A1"),
        (Field::Sequence, 0, "00100"),
        (Field::Record, 0, "7"),
        (Field::Long, 0, "One thing, invented"),
        (Field::Short, 0, "One thing"),
        (Field::Coverage, 0, "C"),
        (Field::Added, 0, "20020701"),
        (Field::Effective, 0, "20020701"),
        (Field::Action, 0, "N"),
    ],
    &[
        (Field::Code, 0, "G0001"),
        (Field::Sequence, 0, "00100"),
        (Field::Record, 0, "3"),
        (Field::Long, 0, "Two  things, per"),
        (Field::Short, 0, "Two things"),
        (Field::Pricing, 0, "13"),
        (Field::Pricing, 1, "21"),
        (Field::MultiplePricing, 0, "A"),
        (Field::CoverageIssues, 0, "60-9"),
        (Field::CarriersManual, 0, "2100.1"),
        (Field::CarriersManual, 1, "4450"),
        (Field::Statute, 0, "1833(t)"),
        (Field::LabCertification, 0, "340"),
        (Field::LabCertification, 1, "220"),
        (Field::CrossReference, 0, "QM"),
        (Field::CrossReference, 1, "99499"),
        (Field::Coverage, 0, "D"),
        (Field::AscGroup, 0, "YY"),
        (Field::AscDate, 0, "20080101"),
        (Field::ProcessingNote, 0, "0088"),
        (Field::Betos, 0, "D1F"),
        (Field::TypeOfService, 0, "P"),
        (Field::TypeOfService, 4, "S"),
        (Field::AnesthesiaUnits, 0, "  0"),
        (Field::Added, 0, "19900101"),
        (Field::Effective, 0, "20200101"),
        (Field::Action, 0, "B"),
    ],
    &[
        (Field::Code, 0, "G0001"),
        (Field::Sequence, 0, "00200"),
        (Field::Record, 0, "4"),
        (Field::Long, 0, "day (\"daily\"), at"),
    ],
    &[
        (Field::Code, 0, "G0001"),
        (Field::Sequence, 0, "00300"),
        (Field::Record, 0, "4"),
        (Field::Long, 0, "home"),
    ],
    &[
        (Field::Code, 0, "Q0002"),
        (Field::Sequence, 0, "00100"),
        (Field::Record, 0, "3"),
        (Field::Long, 0, "Three things"),
        (Field::Short, 0, "Three things"),
        (Field::Pricing, 0, "00"),
        (Field::MultiplePricing, 0, "9"),
        (Field::Coverage, 0, "I"),
        (Field::AnesthesiaUnits, 0, "  0"),
        (Field::Added, 0, "20170101"),
        (Field::Effective, 0, "20180101"),
        (Field::Ended, 0, "20171231"),
        (Field::Action, 0, "D"),
    ],
];

/// The records as text, behind a disclaimer.
pub(crate) fn text() -> Vec<u8> {
    let mut text = b"***Disclaimers\t\t\t\r\n\t\t\t\r\n*Nothing follows from this.\xa0\t\t\t\r\n\xa0 \xa0 At all.\xa0\t\t\r\n\r\n".to_vec();
    for said in RECORDS {
        let mut line = vec![b' '; 320];
        for (field, number, value) in said {
            let (first, last) = field.place().span(*number);
            assert!(value.len() < 2 + last - first, "{value} is too long");
            line[first - 1..first - 1 + value.len()].copy_from_slice(value.as_bytes());
        }
        text.extend(line);
        text.extend(b"\r\n");
    }
    text
}

/// The same as a sheet: the description of three records is in one cell and, as the longest are, in two.
pub(crate) fn table() -> String {
    let row = |said: Said<'_>| {
        let cells = Field::ALL.iter().flat_map(|field| {
            (0..field.place().count).map(move |number| {
                let value = said.iter().find(|(of, nth, _)| (of, nth) == (field, &number));
                let value = value.map_or("", |(.., value)| value);
                match field {
                    Field::Sequence => value[..4].to_owned(),
                    _ => format!("\"{}\"", value.replace('"', "\"\"")),
                }
            })
        });
        cells.collect::<Vec<_>>().join(",")
    };
    let [one, two, day, home, three] = RECORDS;
    let mut two = two.to_vec();
    for value in two.iter_mut().filter(|(field, ..)| *field == Field::Long) {
        value.2 = "Two things, per day (\"daily\"), at";
    }
    let mut home = home.to_vec();
    for value in home.iter_mut().filter(|(field, ..)| *field == Field::Sequence) {
        value.2 = day[1].2;
    }
    let captions: Vec<_> = Field::ALL
        .iter()
        .flat_map(|field| field.place().captions())
        .collect();
    [
        format!("\"A disclaimer,\nof two lines\"{}", ",".repeat(47)),
        ",".repeat(47),
        captions.join(","),
        row(one),
        row(&two),
        row(&home),
        row(three),
        String::new(),
    ]
    .join("\r\n")
}

/// The CSV of five columns.
pub(crate) const FIVE_COLUMNS: &str = "\
code,kind,long_description,short_description,add_date\r\n\
A1,modifier,\"One, two\",One,20020701\r\n\
G0001,procedure,Three,,19900101\r\n";
