//! The dated tables: for each key of a source, the spans of days in which its content stood, and the release that
//! began each span. `crate::release_load` writes them.

/// The model of a dated table, related to the release that began the span.
macro_rules! dated_table {
    ($doc:literal $name:ident $table:literal {
        key { $($key:ident: $key_type:ty),* $(,)? }
        content { $($content:ident: $content_type:ty),* $(,)? }
    }) => {
        #[doc = $doc]
        pub mod $name {
            use sea_orm::entity::prelude::*;

            #[doc = $doc]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)]
                pub $key: $key_type,)*
                #[sea_orm(primary_key, auto_increment = false)]
                pub source: String,
                #[sea_orm(primary_key, auto_increment = false)]
                pub valid_from: Date,
                $(pub $content: $content_type,)*
                pub valid_to: Option<Date>,
                pub release_id: i32,
            }

            /// The tables it points to.
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(
                    belongs_to = "super::super::release::Entity",
                    from = "Column::ReleaseId",
                    to = "super::super::release::Column::Id"
                )]
                Release,
            }

            impl ActiveModelBehavior for ActiveModel {}

            impl Related<super::super::release::Entity> for Entity {
                fn to() -> RelationDef {
                    Relation::Release.def()
                }
            }

            impl crate::releases::Span for Model {
                fn valid_from(&self) -> Date {
                    self.valid_from
                }

                fn valid_to(&self) -> Option<Date> {
                    self.valid_to
                }
            }
        }
    };
}

dated_table! {
    "The title of a code." code_version "code_version" {
        key { system: String, code: String }
        content { billable: bool, short_title: Option<String>, long_title: String, ended_on: Option<Date> }
    }
}

dated_table! {
    "A further text of a code." descriptor "descriptor" {
        key { system: String, code: String, number: String }
        content { text: String }
    }
}

dated_table! {
    "What the HCPCS Level II file says of a code besides its texts." hcpcs_attribute "hcpcs_attribute" {
        key { system: String, code: String }
        content {
            pricing: String,
            multiple_pricing: String,
            coverage_issues: String,
            carriers_manual: String,
            statute: String,
            lab_certifications: String,
            cross_references: String,
            coverage: String,
            asc_group: String,
            processing_note: String,
            betos: String,
            types_of_service: String,
            anesthesia_units: String,
            added_on: Option<Date>,
            effective_on: Option<Date>,
            ended_on: Option<Date>,
            action: String,
        }
    }
}

dated_table! {
    "A line of the physician fee schedule." fee "fee" {
        key { code: String, modifier: String }
        content {
            status: String,
            work: i32,
            pe_nonfacility: i32,
            na_nonfacility: bool,
            pe_facility: i32,
            na_facility: bool,
            mp: i32,
            total_nonfacility: i32,
            total_facility: i32,
            pctc: String,
            global_days: String,
            pre_op: i32,
            intra_op: i32,
            post_op: i32,
            multiple: String,
            bilateral: String,
            assistant: String,
            cosurgeon: String,
            team: String,
            endoscopic_base: String,
            supervision: String,
            imaging_family: String,
        }
    }
}

dated_table! {
    "A conversion factor." conversion_factor "conversion_factor" {
        key { kind: String }
        content { factor: i32 }
    }
}

dated_table! {
    "The price indices of a locality." gpci "gpci" {
        key { mac: String, locality: String }
        content { state: String, name: String, work: i32, pe: i32, mp: i32 }
    }
}

dated_table! {
    "The counties of a locality." locality_area "locality_area" {
        key { mac: String, locality: String, area: String }
        content { state: String, counties: String }
    }
}

dated_table! {
    "The locality of a ZIP code." zip_locality "zip_locality" {
        key { zip: String }
        content {
            state: String,
            mac: String,
            locality: String,
            rural: String,
            lab_locality: String,
            has_parts: bool,
        }
    }
}

dated_table! {
    "The anesthesia conversion factor of a locality." anesthesia_factor "anesthesia_factor" {
        key { mac: String, locality: String }
        content { name: String, factor: i32, qp_factor: Option<i32> }
    }
}

dated_table! {
    "A payment capped at the outpatient rate." opps_cap "opps_cap" {
        key { code: String, modifier: String, mac: String, locality: String }
        content { status: String, facility: i32, nonfacility: i32 }
    }
}

dated_table! {
    "The outpatient payment of a code." opps_rate "opps_rate" {
        key { code: String }
        content {
            status: String,
            change: String,
            apc: String,
            weight: Option<i32>,
            payment: Option<i64>,
            national_copay: Option<i32>,
            minimum_copay: Option<i32>,
        }
    }
}

dated_table! {
    "A unit limit." mue "mue" {
        key { code: String }
        content { units: i32, mai: i32, rationale: String }
    }
}

dated_table! {
    "A procedure-to-procedure edit, with its own dates." ptp_edit "ptp_edit" {
        key { column1: String, column2: String, effective: Date, occurrence: i32 }
        content { deleted: Option<Date>, indicator: i32, rationale: String, before_1996: bool }
    }
}

dated_table! {
    "An add-on code and a primary code; an empty one where the contractor decides." add_on "add_on" {
        key { add_on: String, primary_code: String }
        content { edit_type: i32, effective: Option<Date>, deleted: Option<Date> }
    }
}

dated_table! {
    "A note of the ICD-10-CM tabular list." tabular_note "tabular_note" {
        key { place: String, kind: String, text: String }
        content { position: i32 }
    }
}

dated_table! {
    "A seventh character of ICD-10-CM codes." seventh_character "seventh_character" {
        key { place: String, seventh: String }
        content { meaning: String }
    }
}

dated_table! {
    "A chapter or block of ICD-10-CM." icd_block "icd_block" {
        key { place: String }
        content { chapter: String, title: String, first: String, last: String, categories: String }
    }
}

dated_table! {
    "An entry of an ICD-10-CM index." index_term "index_term" {
        key { path: String, occurrence: i32 }
        content {
            level: i32,
            position: i32,
            nonessential: String,
            target: String,
            see: String,
            see_also: String,
            cells: String,
        }
    }
}

dated_table! {
    "A general equivalence mapping." gem "gem" {
        key { from_code: String, to_code: String, scenario: i32, choice: i32 }
        content { approximate: bool, no_map: bool, combination: bool }
    }
}

dated_table! {
    "A place of service code." place_of_service "place_of_service" {
        key { place: String }
        content { kind: String, name: String, description: String }
    }
}

dated_table! {
    "An LCD, article or NCD." coverage_document "coverage_document" {
        key { document: i32, version: i32 }
        content {
            display: String,
            title: String,
            status: String,
            kind: String,
            effective_on: Option<Date>,
            ended_on: Option<Date>,
            retired_on: Option<Date>,
            text: String,
            updated_on: Option<Date>,
        }
    }
}

dated_table! {
    "A code in a list of a coverage document." coverage_code "coverage_code" {
        key { document: i32, version: i32, list: String, code_group: i32, code: String, mark: String }
        content {}
    }
}

dated_table! {
    "What a coverage document says above a group of codes." coverage_group "coverage_group" {
        key { document: i32, version: i32, list: String, code_group: i32 }
        content { paragraph: String }
    }
}

dated_table! {
    "A contractor to whom a coverage document belongs." coverage_contractor "coverage_contractor" {
        key { document: i32, version: i32, contractor: i32, kind: i32, contractor_version: i32 }
        content {}
    }
}

dated_table! {
    "A document that a coverage document belongs to." coverage_link "coverage_link" {
        key { document: i32, version: i32, to_kind: String, to_document: i32, to_version: i32 }
        content {}
    }
}

dated_table! {
    "A Medicare contractor." contractor "contractor" {
        key { contractor: i32, kind: i32, version: i32 }
        content { number: String, name: String }
    }
}

dated_table! {
    "A state that a contractor serves." jurisdiction "jurisdiction" {
        key { contractor: i32, kind: i32, version: i32, state: String }
        content {}
    }
}
