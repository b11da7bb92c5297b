//! Which table each row of a release file goes to.

use super::dated::{DatedRow, DatedTable, Names};
use codeset::rows::{
    AddOnRow, AnesthesiaRow, CodeRow, ContractorRow, ConversionFactorRow, CoverageCodeRow,
    CoverageContractorRow, CoverageDocumentRow, CoverageGroupRow, CoverageLinkRow, DescriptorRow, FeeRow,
    GemRow, GpciRow, HcpcsAttributeRow, IcdBlockRow, IndexTermRow, JurisdictionRow, LocalityRow, MueRow,
    OppsCapRow, OppsRateRow, PlaceOfServiceRow, PtpRow, SeventhCharacterRow, TabularNoteRow, ZipLocalityRow,
};
use sea_orm::Value;

/// Ties a row to its table: `column: value` for the columns of the key, then for those of the content.
macro_rules! dated_row {
    (
        $row_type:ty as $row:ident => $constant:ident $table:literal;
        key { $($key:ident: $key_value:expr),* $(,)? }
        content { $($content:ident: $content_value:expr),* $(,)? }
        names [$($names:expr),*]
        $(companion $companion:literal)?
    ) => {
        pub(super) const $constant: DatedTable = DatedTable {
            name: $table,
            key: &[$(stringify!($key)),*],
            content: &[$(stringify!($content)),*],
            names: &[$($names),*],
            is_companion: false $(|| $companion)?,
        };

        impl DatedRow for $row_type {
            const TABLE: DatedTable = $constant;

            fn values(self, to: &mut Vec<Value>) {
                let $row = self;
                to.extend([$(Value::from($key_value),)* $(Value::from($content_value),)*]);
            }
        }
    };
}

// The position changes for nearly every code when one is inserted, and the codes sort as the publisher orders
// them: it is not stored.
dated_row! {
    CodeRow as row => CODE_VERSION "code_version";
    key { system: row.code.system().slug(), code: row.code.as_str() }
    content {
        billable: row.billable,
        short_title: row.short_title,
        long_title: row.long_title,
        ended_on: row.ended_on,
    }
    names [Names::WithSystem]
}

dated_row! {
    DescriptorRow as row => DESCRIPTOR "descriptor";
    key { system: row.code.system().slug(), code: row.code.as_str(), number: row.number }
    content { text: row.text }
    names [Names::WithSystem]
}

dated_row! {
    HcpcsAttributeRow as row => HCPCS_ATTRIBUTE "hcpcs_attribute";
    key { system: row.code.system().slug(), code: row.code.as_str() }
    content {
        pricing: row.pricing,
        multiple_pricing: row.multiple_pricing,
        coverage_issues: row.coverage_issues,
        carriers_manual: row.carriers_manual,
        statute: row.statute,
        lab_certifications: row.lab_certifications,
        cross_references: row.cross_references,
        coverage: row.coverage,
        asc_group: row.asc_group,
        processing_note: row.processing_note,
        betos: row.betos,
        types_of_service: row.types_of_service,
        anesthesia_units: row.anesthesia_units,
        added_on: row.added_on,
        effective_on: row.effective_on,
        ended_on: row.ended_on,
        action: row.action,
    }
    names [Names::WithSystem]
    companion true
}

dated_row! {
    FeeRow as row => FEE "fee";
    key { code: row.code.as_str(), modifier: row.modifier }
    content {
        status: row.status,
        work: row.work,
        pe_nonfacility: row.pe_nonfacility,
        na_nonfacility: row.na_nonfacility,
        pe_facility: row.pe_facility,
        na_facility: row.na_facility,
        mp: row.mp,
        total_nonfacility: row.total_nonfacility,
        total_facility: row.total_facility,
        pctc: row.pctc,
        global_days: row.global_days,
        pre_op: row.pre_op,
        intra_op: row.intra_op,
        post_op: row.post_op,
        multiple: row.multiple,
        bilateral: row.bilateral,
        assistant: row.assistant,
        cosurgeon: row.cosurgeon,
        team: row.team,
        endoscopic_base: row.endoscopic_base,
        supervision: row.supervision,
        imaging_family: row.imaging_family,
    }
    names [Names::Procedures("code")]
}

dated_row! {
    ConversionFactorRow as row => CONVERSION_FACTOR "conversion_factor";
    key { kind: row.kind }
    content { factor: row.factor }
    names []
    companion true
}

dated_row! {
    GpciRow as row => GPCI "gpci";
    key { mac: row.mac, locality: row.locality }
    content { state: row.state, name: row.name, work: row.work, pe: row.pe, mp: row.mp }
    names []
}

dated_row! {
    LocalityRow as row => LOCALITY_AREA "locality_area";
    key { mac: row.mac, locality: row.locality, area: row.area }
    content { state: row.state, counties: row.counties }
    names []
}

dated_row! {
    ZipLocalityRow as row => ZIP_LOCALITY "zip_locality";
    key { zip: row.zip }
    content {
        state: row.state,
        mac: row.mac,
        locality: row.locality,
        rural: row.rural,
        lab_locality: row.lab_locality,
        has_parts: row.has_parts,
    }
    names []
}

dated_row! {
    AnesthesiaRow as row => ANESTHESIA_FACTOR "anesthesia_factor";
    key { mac: row.mac, locality: row.locality }
    content { name: row.name, factor: row.factor, qp_factor: row.qp_factor }
    names []
}

dated_row! {
    OppsCapRow as row => OPPS_CAP "opps_cap";
    key { code: row.code.as_str(), modifier: row.modifier, mac: row.mac, locality: row.locality }
    content { status: row.status, facility: row.facility, nonfacility: row.nonfacility }
    names [Names::Procedures("code")]
}

dated_row! {
    OppsRateRow as row => OPPS_RATE "opps_rate";
    key { code: row.code.as_str() }
    content {
        status: row.status,
        change: row.change,
        apc: row.apc,
        weight: row.weight,
        payment: row.payment,
        national_copay: row.national_copay,
        minimum_copay: row.minimum_copay,
    }
    names [Names::Procedures("code")]
}

dated_row! {
    MueRow as row => MUE "mue";
    key { code: row.code.as_str() }
    content { units: row.units, mai: row.mai, rationale: row.rationale }
    names [Names::Procedures("code")]
}

dated_row! {
    PtpRow as row => PTP_EDIT "ptp_edit";
    key {
        column1: row.column1.as_str(),
        column2: row.column2.as_str(),
        effective: row.effective,
        occurrence: row.occurrence,
    }
    content {
        deleted: row.deleted,
        indicator: row.indicator,
        rationale: row.rationale,
        before_1996: row.before_1996,
    }
    names [Names::Procedures("column1"), Names::Procedures("column2")]
}

dated_row! {
    AddOnRow as row => ADD_ON "add_on";
    key {
        add_on: row.add_on.as_str(),
        primary_code: row.primary.as_ref().map_or("", |code| code.as_str()),
    }
    content { edit_type: row.edit_type, effective: row.effective, deleted: row.deleted }
    names [Names::Procedures("add_on")]
}

dated_row! {
    TabularNoteRow as row => TABULAR_NOTE "tabular_note";
    key { place: row.place, kind: row.kind, text: row.text }
    content { position: row.position }
    names []
}

dated_row! {
    SeventhCharacterRow as row => SEVENTH_CHARACTER "seventh_character";
    key { place: row.place, seventh: row.character }
    content { meaning: row.meaning }
    names []
}

dated_row! {
    IcdBlockRow as row => ICD_BLOCK "icd_block";
    key { place: row.place }
    content {
        chapter: row.chapter,
        title: row.title,
        first: row.first,
        last: row.last,
        categories: row.categories,
    }
    names []
}

dated_row! {
    IndexTermRow as row => INDEX_TERM "index_term";
    key { path: row.path, occurrence: row.occurrence }
    content {
        level: row.level,
        position: row.position,
        nonessential: row.nonessential,
        target: row.code,
        see: row.see,
        see_also: row.see_also,
        cells: row.cells,
    }
    names []
}

dated_row! {
    GemRow as row => GEM "gem";
    key {
        from_code: row.from_code,
        to_code: row.to_code,
        scenario: row.scenario,
        choice: row.choice,
    }
    content { approximate: row.approximate, no_map: row.no_map, combination: row.combination }
    names []
}

dated_row! {
    PlaceOfServiceRow as row => PLACE_OF_SERVICE "place_of_service";
    key { place: row.place }
    content { kind: row.kind, name: row.name, description: row.description }
    names []
}

dated_row! {
    CoverageDocumentRow as row => COVERAGE_DOCUMENT "coverage_document";
    key { document: row.document, version: row.version }
    content {
        display: row.display,
        title: row.title,
        status: row.status,
        kind: row.kind,
        effective_on: row.effective_on,
        ended_on: row.ended_on,
        retired_on: row.retired_on,
        text: row.text,
        updated_on: row.updated_on,
    }
    names []
}

dated_row! {
    CoverageCodeRow as row => COVERAGE_CODE "coverage_code";
    key {
        document: row.document,
        version: row.version,
        list: row.list,
        code_group: row.group,
        code: row.code,
        mark: row.mark,
    }
    content {}
    names []
}

dated_row! {
    CoverageGroupRow as row => COVERAGE_GROUP "coverage_group";
    key { document: row.document, version: row.version, list: row.list, code_group: row.group }
    content { paragraph: row.paragraph }
    names []
}

dated_row! {
    CoverageContractorRow as row => COVERAGE_CONTRACTOR "coverage_contractor";
    key {
        document: row.document,
        version: row.version,
        contractor: row.contractor,
        kind: row.kind,
        contractor_version: row.contractor_version,
    }
    content {}
    names []
    companion true
}

dated_row! {
    CoverageLinkRow as row => COVERAGE_LINK "coverage_link";
    key {
        document: row.document,
        version: row.version,
        to_kind: row.to_kind,
        to_document: row.to_document,
        to_version: row.to_version,
    }
    content {}
    names []
    companion true
}

dated_row! {
    ContractorRow as row => CONTRACTOR "contractor";
    key { contractor: row.contractor, kind: row.kind, version: row.version }
    content { number: row.number, name: row.name }
    names []
    companion true
}

dated_row! {
    JurisdictionRow as row => JURISDICTION "jurisdiction";
    key { contractor: row.contractor, kind: row.kind, version: row.version, state: row.state }
    content {}
    names []
    companion true
}
