//! Which table each row of a release file goes to.

use super::dated::{DatedRow, DatedTable};
use codeset::rows::{CodeRow, ConversionFactorRow, FeeRow, GpciRow, LocalityRow, MueRow, PtpRow};
use sea_orm::Value;

/// The staged codes of a column that holds CPT codes (which begin with a digit) and HCPCS Level II codes
/// (which begin with a letter).
macro_rules! procedures {
    ($column:literal) => {
        concat!(
            "SELECT DISTINCT CASE WHEN substr(",
            $column,
            ", 1, 1) < 'A' THEN 'cpt' ELSE 'hcpcs' END, ",
            $column,
            " FROM stage"
        )
    };
}

impl DatedRow for CodeRow {
    const TABLE: DatedTable = DatedTable {
        name: "code_version",
        key: &["system", "code"],
        content: &["billable", "short_title", "long_title"],
        codes: Some("SELECT DISTINCT system, code FROM stage"),
    };

    // The position changes for nearly every code when one is inserted, and the codes sort as the
    // publisher orders them: it is not stored.
    fn values(self, to: &mut Vec<Value>) {
        to.extend([
            self.code.system().slug().into(),
            self.code.as_str().into(),
            self.billable.into(),
            self.short_title.into(),
            self.long_title.into(),
        ]);
    }
}

impl DatedRow for FeeRow {
    const TABLE: DatedTable = DatedTable {
        name: "fee",
        key: &["code", "modifier"],
        content: &[
            "status",
            "work",
            "pe_nonfacility",
            "na_nonfacility",
            "pe_facility",
            "na_facility",
            "mp",
            "total_nonfacility",
            "total_facility",
            "pctc",
            "global_days",
            "pre_op",
            "intra_op",
            "post_op",
            "multiple",
            "bilateral",
            "assistant",
            "cosurgeon",
            "team",
            "endoscopic_base",
            "supervision",
            "imaging_family",
        ],
        codes: Some(procedures!("code")),
    };

    fn values(self, to: &mut Vec<Value>) {
        to.extend([
            self.code.as_str().into(),
            self.modifier.into(),
            self.status.into(),
            self.work.into(),
            self.pe_nonfacility.into(),
            self.na_nonfacility.into(),
            self.pe_facility.into(),
            self.na_facility.into(),
            self.mp.into(),
            self.total_nonfacility.into(),
            self.total_facility.into(),
            self.pctc.into(),
            self.global_days.into(),
            self.pre_op.into(),
            self.intra_op.into(),
            self.post_op.into(),
            self.multiple.into(),
            self.bilateral.into(),
            self.assistant.into(),
            self.cosurgeon.into(),
            self.team.into(),
            self.endoscopic_base.into(),
            self.supervision.into(),
            self.imaging_family.into(),
        ]);
    }
}

impl DatedRow for ConversionFactorRow {
    const TABLE: DatedTable = DatedTable {
        name: "conversion_factor",
        key: &["kind"],
        content: &["factor"],
        codes: None,
    };

    fn values(self, to: &mut Vec<Value>) {
        to.extend([self.kind.into(), self.factor.into()]);
    }
}

impl DatedRow for GpciRow {
    const TABLE: DatedTable = DatedTable {
        name: "gpci",
        key: &["mac", "locality"],
        content: &["state", "name", "work", "pe", "mp"],
        codes: None,
    };

    fn values(self, to: &mut Vec<Value>) {
        to.extend([
            self.mac.into(),
            self.locality.into(),
            self.state.into(),
            self.name.into(),
            self.work.into(),
            self.pe.into(),
            self.mp.into(),
        ]);
    }
}

impl DatedRow for LocalityRow {
    const TABLE: DatedTable = DatedTable {
        name: "locality_area",
        key: &["mac", "locality", "area"],
        content: &["state", "counties"],
        codes: None,
    };

    fn values(self, to: &mut Vec<Value>) {
        to.extend([
            self.mac.into(),
            self.locality.into(),
            self.area.into(),
            self.state.into(),
            self.counties.into(),
        ]);
    }
}

impl DatedRow for MueRow {
    const TABLE: DatedTable = DatedTable {
        name: "mue",
        key: &["code"],
        content: &["units", "mai", "rationale"],
        codes: Some(procedures!("code")),
    };

    // The setting is the release's source.
    fn values(self, to: &mut Vec<Value>) {
        to.extend([
            self.code.as_str().into(),
            self.units.into(),
            self.mai.into(),
            self.rationale.into(),
        ]);
    }
}

impl DatedRow for PtpRow {
    const TABLE: DatedTable = DatedTable {
        name: "ptp_edit",
        key: &["column1", "column2", "effective"],
        content: &["deleted", "indicator", "rationale", "before_1996"],
        codes: Some(concat!(procedures!("column1"), " UNION ", procedures!("column2"))),
    };

    // The setting is the release's source.
    fn values(self, to: &mut Vec<Value>) {
        to.extend([
            self.column1.as_str().into(),
            self.column2.as_str().into(),
            self.effective.into(),
            self.deleted.into(),
            self.indicator.into(),
            self.rationale.into(),
            self.before_1996.into(),
        ]);
    }
}
