//! The fee schedule as of a day.

use crate::common::{TestDatabase, day, fee_row, load, load_fees, load_kinds, on_both_databases, release};
use codeset::release::Source;
use codeset::rows::{AnesthesiaRow, ConversionFactorRow, GpciRow};

on_both_databases! {
    a_fee_counts_from_its_first_day_to_the_day_before_the_next,
    the_whole_service_stands_before_its_parts,
    every_column_of_a_fee_comes_back_as_it_was_loaded,
    conversion_factors_count_by_kind_and_day,
    price_indices_count_by_day,
    the_file_for_apm_participants_adds_its_factor_and_no_rows,
    anesthesia_factors_count_by_day,
    the_fees_of_several_codes_come_in_one_answer,
    the_spans_of_fees_and_factors_tell_their_history,
}

async fn a_fee_counts_from_its_first_day_to_the_day_before_the_next(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(Source::Mpfs, "2025-01-01"),
        [fee_row("97150", "", 29), fee_row("97140", "", 43)],
    )
    .await;
    load(
        &store,
        &release(Source::Mpfs, "2025-10-01"),
        [fee_row("97150", "", 30)],
    )
    .await;
    let on = async |code, date| {
        let fees = store.list_fees(code, day(date)).await.unwrap();
        fees.iter()
            .map(|fee| (fee.row.work, fee.release.label.clone()))
            .collect::<Vec<_>>()
    };
    let (january, october) = (
        "Medicare Physician Fee Schedule of 2025-01-01",
        "Medicare Physician Fee Schedule of 2025-10-01",
    );
    assert_eq!(on("97150", "2024-12-31").await, []);
    assert_eq!(on("97150", "2025-01-01").await, [(29, january.into())]);
    assert_eq!(on("97150", "2025-09-30").await, [(29, january.into())]);
    assert_eq!(on("97150", "2025-10-01").await, [(30, october.into())]);
    assert_eq!(on("97150", "2099-12-31").await, [(30, october.into())]);
    assert_eq!(on("97140", "2025-09-30").await, [(43, january.into())]);
    assert_eq!(on("97140", "2025-10-01").await, []);
    assert_eq!(on("9715", "2025-01-01").await, []);

    let releases = store.list_releases().await.unwrap();
    assert_eq!(
        releases.iter().map(|r| &*r.label).collect::<Vec<_>>(),
        [january, october]
    );
    let mpfs = store
        .list_releases_of(&[Source::Gpci, Source::Mpfs])
        .await
        .unwrap();
    assert_eq!(mpfs, releases, "by date");
    assert_eq!(store.list_releases_of(&[Source::Gpci]).await.unwrap(), []);
    let answers = async |source, date| {
        store
            .find_release(source, day(date))
            .await
            .unwrap()
            .map(|r| r.label)
    };
    assert_eq!(answers(Source::Mpfs, "2024-12-31").await, None);
    assert_eq!(answers(Source::Mpfs, "2025-09-30").await, Some(january.into()));
    assert_eq!(answers(Source::Mpfs, "2025-10-01").await, Some(october.into()));
    assert_eq!(answers(Source::Gpci, "2025-10-01").await, None);
}

async fn the_whole_service_stands_before_its_parts(db: &TestDatabase) {
    let store = db.open().await;
    let rows = ["TC", "53", "", "26"].map(|modifier| fee_row("45378", modifier, 1));
    load(&store, &release(Source::Mpfs, "2025-01-01"), rows).await;
    let fees = store.list_fees("45378", day("2025-01-01")).await.unwrap();
    assert_eq!(
        fees.iter().map(|fee| &*fee.row.modifier).collect::<Vec<_>>(),
        ["", "26", "53", "TC"]
    );
}

async fn every_column_of_a_fee_comes_back_as_it_was_loaded(db: &TestDatabase) {
    let store = db.open().await;
    let row = codeset::rows::FeeRow {
        work: 1,
        pe_nonfacility: 2,
        na_nonfacility: true,
        pe_facility: 3,
        na_facility: false,
        mp: 4,
        total_nonfacility: 5,
        total_facility: 6,
        pctc: "pctc".into(),
        global_days: "090".into(),
        pre_op: 7,
        intra_op: 8,
        post_op: 9,
        multiple: "multiple".into(),
        bilateral: "bilateral".into(),
        assistant: "assistant".into(),
        cosurgeon: "cosurgeon".into(),
        team: "team".into(),
        endoscopic_base: "45378".into(),
        supervision: "supervision".into(),
        imaging_family: "imaging".into(),
        ..fee_row("G0283", "26", 0)
    };
    load(&store, &release(Source::Mpfs, "2025-01-01"), [row.clone()]).await;
    let saved = store
        .list_fees("G0283", day("2025-01-01"))
        .await
        .unwrap()
        .remove(0)
        .row;
    let back = codeset::rows::FeeRow {
        code: codeset::Code::parse_procedure(&saved.code).unwrap(),
        modifier: saved.modifier,
        status: saved.status,
        work: saved.work,
        pe_nonfacility: saved.pe_nonfacility,
        na_nonfacility: saved.na_nonfacility,
        pe_facility: saved.pe_facility,
        na_facility: saved.na_facility,
        mp: saved.mp,
        total_nonfacility: saved.total_nonfacility,
        total_facility: saved.total_facility,
        pctc: saved.pctc,
        global_days: saved.global_days,
        pre_op: saved.pre_op,
        intra_op: saved.intra_op,
        post_op: saved.post_op,
        multiple: saved.multiple,
        bilateral: saved.bilateral,
        assistant: saved.assistant,
        cosurgeon: saved.cosurgeon,
        team: saved.team,
        endoscopic_base: saved.endoscopic_base,
        supervision: saved.supervision,
        imaging_family: saved.imaging_family,
    };
    assert_eq!(back, row);
}

async fn the_fees_of_several_codes_come_in_one_answer(db: &TestDatabase) {
    let store = db.open().await;
    let rows = [
        fee_row("97150", "", 29),
        fee_row("93306", "TC", 1),
        fee_row("93306", "", 2),
        fee_row("97140", "", 43),
    ];
    load(&store, &release(Source::Mpfs, "2025-01-01"), rows).await;
    load(
        &store,
        &release(Source::Mpfs, "2025-10-01"),
        [fee_row("97150", "", 30)],
    )
    .await;
    let on = async |codes: &[&str], date| {
        let fees = store.list_fees_of(codes, day(date)).await.unwrap();
        let told = fees
            .iter()
            .map(|fee| format!("{}{} {}", fee.row.code, fee.row.modifier, fee.row.work));
        told.collect::<Vec<_>>().join(", ")
    };
    let both = ["97150", "93306", "99999"];
    assert_eq!(on(&both, "2025-01-01").await, "93306 2, 93306TC 1, 97150 29");
    assert_eq!(on(&both, "2025-10-01").await, "97150 30");
    assert_eq!(on(&[], "2025-10-01").await, "");
    let fees = store.list_fees("97150", day("2025-10-01")).await.unwrap();
    assert_eq!(fees[0].row.to_row(), Some(fee_row("97150", "", 30)));
}

async fn the_spans_of_fees_and_factors_tell_their_history(db: &TestDatabase) {
    let store = db.open().await;
    for (from, work, factor) in [
        ("2024-01-01", 29, 327_442),
        ("2024-03-09", 29, 332_875),
        ("2025-01-01", 30, 323_465),
    ] {
        let fees = vec![fee_row("97150", "", work), fee_row("97140", "", 43)];
        load_fees(&store, &release(Source::Mpfs, from), fees, ("physician", factor)).await;
    }
    let fees = store.list_fee_spans("97150").await.unwrap();
    let spans: Vec<_> = fees
        .iter()
        .map(|fee| (fee.row.work, fee.row.valid_from, fee.row.valid_to))
        .collect();
    assert_eq!(
        spans,
        [
            (29, day("2024-01-01"), Some(day("2025-01-01"))),
            (30, day("2025-01-01"), None)
        ]
    );
    let factors = store.list_conversion_factor_spans().await.unwrap();
    let spans: Vec<_> = factors
        .iter()
        .map(|factor| (factor.row.factor, factor.row.valid_from))
        .collect();
    assert_eq!(
        spans,
        [
            (327_442, day("2024-01-01")),
            (332_875, day("2024-03-09")),
            (323_465, day("2025-01-01"))
        ]
    );
}

async fn conversion_factors_count_by_kind_and_day(db: &TestDatabase) {
    let store = db.open().await;
    let factor = |kind: &str, factor| ConversionFactorRow {
        kind: kind.into(),
        factor,
    };
    load(
        &store,
        &release(Source::Mpfs, "2025-01-01"),
        [factor("physician", 323_465)],
    )
    .await;
    let both = [
        factor("physician-qp", 335_675),
        factor("physician-nonqp", 334_009),
    ];
    load(&store, &release(Source::Mpfs, "2026-01-01"), both).await;
    let on = async |date| {
        let factors = store.list_conversion_factors(day(date)).await.unwrap();
        factors
            .into_iter()
            .map(|factor| (factor.row.kind, factor.row.factor))
            .collect::<Vec<_>>()
    };
    assert_eq!(on("2024-12-31").await, []);
    assert_eq!(on("2025-12-31").await, [("physician".into(), 323_465)]);
    assert_eq!(
        on("2026-01-01").await,
        [
            ("physician-nonqp".into(), 334_009),
            ("physician-qp".into(), 335_675)
        ]
    );
}

async fn price_indices_count_by_day(db: &TestDatabase) {
    let store = db.open().await;
    let index = |locality: &str, state: &str, name: &str| GpciRow {
        mac: "10112".into(),
        locality: locality.into(),
        state: state.into(),
        name: name.into(),
        work: 1000,
        pe: 869,
        mp: 575,
    };
    load(
        &store,
        &release(Source::Gpci, "2025-01-01"),
        [index("00", "AL", "Alabama")],
    )
    .await;
    load(
        &store,
        &release(Source::Gpci, "2026-01-01"),
        [
            index("01", "CA", "B"),
            index("00", "CA", "A"),
            index("02", "AK", "C"),
        ],
    )
    .await;
    for (date, count) in [
        ("2024-12-31", 0),
        ("2025-01-01", 1),
        ("2025-12-31", 1),
        ("2026-01-01", 3),
    ] {
        assert_eq!(store.count_gpcis(day(date)).await.unwrap(), count, "{date}");
    }
    let listed = store.list_gpcis(day("2026-01-01")).await.unwrap();
    let names: Vec<_> = listed
        .iter()
        .map(|gpci| (&*gpci.row.state, &*gpci.row.name, gpci.row.pe))
        .collect();
    assert_eq!(names, [("AK", "C", 869), ("CA", "A", 869), ("CA", "B", 869)]);
    assert_eq!(listed[0].release.source, "gpci");
}

async fn the_file_for_apm_participants_adds_its_factor_and_no_rows(db: &TestDatabase) {
    let store = db.open().await;
    for (source, kind, factor) in [
        (Source::Mpfs, "physician-nonqp", 334_009),
        (Source::MpfsQpp, "physician-qp", 335_675),
    ] {
        let fees = vec![fee_row("97150", "", 29)];
        load_fees(&store, &release(source, "2026-01-01"), fees, (kind, factor)).await;
    }
    let fees = store.list_fees("97150", day("2026-01-01")).await.unwrap();
    let sources: Vec<_> = fees.iter().map(|fee| &*fee.row.source).collect();
    assert_eq!(sources, ["mpfs"]);
    let factors = store.list_conversion_factors(day("2026-01-01")).await.unwrap();
    let told: Vec<_> = factors
        .iter()
        .map(|factor| (&*factor.row.kind, factor.row.factor, &*factor.release.source))
        .collect();
    assert_eq!(
        told,
        [
            ("physician-nonqp", 334_009, "mpfs"),
            ("physician-qp", 335_675, "mpfs-qpp")
        ]
    );
}

async fn anesthesia_factors_count_by_day(db: &TestDatabase) {
    let store = db.open().await;
    let local = |locality: &str, name: &str, factor| AnesthesiaRow {
        mac: "10112".into(),
        locality: locality.into(),
        name: name.into(),
        factor,
        qp_factor: None,
    };
    let national = |kind: &str, factor| ConversionFactorRow {
        kind: kind.into(),
        factor,
    };
    load_kinds!(
        store,
        &release(Source::Anesthesia, "2025-01-01"),
        [local("01", "Beta", 2000), local("00", "Alpha", 1931)],
        [national("anesthesia", 203_178)],
    );
    load_kinds!(
        store,
        &release(Source::Anesthesia, "2026-01-01"),
        [AnesthesiaRow {
            qp_factor: Some(1963),
            ..local("00", "Alpha", 1953)
        }],
        [
            national("anesthesia-qp", 205_998),
            national("anesthesia-nonqp", 204_975)
        ],
    );
    let fees = vec![fee_row("00100", "", 0)];
    load_fees(
        &store,
        &release(Source::Mpfs, "2025-01-01"),
        fees,
        ("physician", 323_465),
    )
    .await;
    let on = async |date| {
        let factors = store.list_anesthesia_factors(day(date)).await.unwrap();
        let national = store.list_national_anesthesia_factors(day(date)).await.unwrap();
        let names: Vec<_> = factors.iter().map(|factor| factor.row.name.clone()).collect();
        let qp_factor = factors.first().and_then(|factor| factor.row.qp_factor);
        let national: Vec<_> = national.iter().map(|factor| factor.row.factor).collect();
        (names.join(" "), qp_factor, national)
    };
    assert_eq!(on("2024-12-31").await, (String::new(), None, vec![]));
    assert_eq!(on("2025-12-31").await, ("Alpha Beta".into(), None, vec![203_178]));
    assert_eq!(
        on("2026-01-01").await,
        ("Alpha".into(), Some(1963), vec![204_975, 205_998])
    );
    // It is no factor of the fee schedule.
    let factors = store.list_conversion_factors(day("2025-01-01")).await.unwrap();
    assert_eq!(factors.len(), 1);
}
