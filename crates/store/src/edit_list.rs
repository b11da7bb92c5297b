//! The edits of a code as a list: filtered, ordered, a page at a time.

use crate::codes::{escape_like, plain_text};
use crate::edits::{Column, pairs};
use crate::entity::ptp_edit;
use crate::releases::Released;
use crate::{Store, StoreError};
use codeset::{NaiveDate, release::Source};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

/// Which edits of a code a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditList {
    /// The edits of practitioners or of outpatient hospitals.
    pub source: Source,
    /// The code.
    pub code: String,
    /// The column in which it stands.
    pub column: Column,
    /// The day on which the edits are in force.
    pub on: NaiveDate,
    /// Those with this modifier indicator only.
    pub indicator: Option<i32>,
    /// Those whose other code begins with this text, or whose rationale holds it, in any case; empty for all.
    pub text: String,
}

/// In which order a list holds its edits; the other code decides last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EditOrder {
    /// By the other code.
    #[default]
    OtherCode,
    /// Those that began last first.
    Newest,
    /// By the modifier indicator.
    Indicator,
}

impl EditList {
    /// Whether it leaves edits of the code out.
    pub fn is_filtered(&self) -> bool {
        self.indicator.is_some() || !self.text.is_empty()
    }

    fn other(&self) -> ptp_edit::Column {
        match self.column {
            Column::One => ptp_edit::Column::Column2,
            Column::Two => ptp_edit::Column::Column1,
        }
    }

    fn select(&self) -> Select<ptp_edit::Entity> {
        let mut rows = pairs(self.source, &self.code, self.column, self.on);
        if let Some(indicator) = self.indicator {
            rows = rows.filter(ptp_edit::Column::Indicator.eq(indicator));
        }
        if !self.text.is_empty() {
            let text = plain_text(&escape_like(&self.text.to_lowercase()));
            let like = |pattern: String| LikeExpr::new(pattern).escape('\\');
            let lower = |column: ptp_edit::Column| Expr::expr(Func::lower(Expr::col(column)));
            rows = rows.filter(
                Condition::any()
                    .add(lower(self.other()).like(like(format!("{text}%"))))
                    .add(lower(ptp_edit::Column::Rationale).like(like(format!("%{text}%")))),
            );
        }
        rows
    }
}

impl Store {
    /// A page of a list of edits.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_edits(
        &self,
        list: &EditList,
        order: EditOrder,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<Released<ptp_edit::Model>>, StoreError> {
        let rows = match order {
            EditOrder::OtherCode => list.select(),
            EditOrder::Newest => list.select().order_by_desc(ptp_edit::Column::Effective),
            EditOrder::Indicator => list.select().order_by_asc(ptp_edit::Column::Indicator),
        };
        let rows = rows
            .order_by_asc(list.other())
            .order_by_asc(ptp_edit::Column::Effective)
            .offset(offset)
            .limit(limit);
        Released::list(rows, &self.db).await
    }

    /// How many edits a list holds.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_edits(&self, list: &EditList) -> Result<u64, StoreError> {
        Ok(list.select().count(&self.db).await?)
    }

    /// Everything that the newest release tells of the pairs of a code with some others, by the other code and the
    /// first day: edits in force, ended ones, and those that never counted.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_pair_history(
        &self,
        source: Source,
        code: &str,
        column: Column,
        others: &[String],
    ) -> Result<Vec<ptp_edit::Model>, StoreError> {
        use ptp_edit::Column as C;
        let (own, other) = match column {
            Column::One => (C::Column1, C::Column2),
            Column::Two => (C::Column2, C::Column1),
        };
        Ok(ptp_edit::Entity::find()
            .filter(own.eq(code))
            .filter(other.is_in(others))
            .filter(C::Source.eq(source.slug()))
            .filter(C::ValidTo.is_null())
            .order_by_asc(other)
            .order_by_asc(C::Effective)
            .order_by_asc(C::Occurrence)
            .all(&self.db)
            .await?)
    }
}
