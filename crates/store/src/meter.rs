//! The meter: counting code page views, each exactly once.
//!
//! A view is granted by one conditional update of the reader's count, in the same transaction as the row
//! that remembers the view. The update's row lock puts tabs, retries and other server nodes in line.

use crate::entity::{meter, page_view};
use crate::{Store, StoreError};
use codeset::{Code, CodeSystem, NaiveDate};
use sea_orm::prelude::{DateTimeUtc, Expr};
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

/// Whether a reader has a view for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Whether the page is open to the reader in this window.
    pub granted: bool,
    /// Views used in this window, this one included.
    pub used: u32,
}

impl Store {
    /// Records that a reader opens a code's page. A page that the reader opened before in this window is
    /// granted again and not counted; `limit` views are granted in all.
    ///
    /// # Errors
    /// Only the database's; then nothing is counted.
    pub async fn record_view(
        &self,
        reader_id: i64,
        window_start: NaiveDate,
        code: &Code,
        limit: u32,
        now: DateTimeUtc,
    ) -> Result<View, StoreError> {
        // Most openings are of a page seen before, or of one more after the last: no write for those.
        let before = self.find_view(reader_id, window_start, code).await?;
        if before.granted || before.used >= limit {
            return Ok(before);
        }

        let transaction = self.write().await?;
        let counter = meter::ActiveModel {
            reader_id: Set(reader_id),
            window_start: Set(window_start),
            used: Set(0),
        };
        meter::Entity::insert(counter)
            .on_conflict(
                OnConflict::columns([meter::Column::ReaderId, meter::Column::WindowStart])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(&transaction)
            .await?;
        let counted = meter::Entity::update_many()
            .col_expr(meter::Column::Used, Expr::col(meter::Column::Used).add(1))
            .filter(meter::Column::ReaderId.eq(reader_id))
            .filter(meter::Column::WindowStart.eq(window_start))
            .filter(meter::Column::Used.lt(limit))
            .exec(&transaction)
            .await?
            .rows_affected
            == 1;
        let view = page_view::ActiveModel {
            reader_id: Set(reader_id),
            window_start: Set(window_start),
            system: Set(code.system().slug().into()),
            code: Set(code.as_str().into()),
            viewed_at: Set(now),
        };
        let is_first = counted
            && page_view::Entity::insert(view)
                .on_conflict(
                    OnConflict::columns([
                        page_view::Column::ReaderId,
                        page_view::Column::WindowStart,
                        page_view::Column::System,
                        page_view::Column::Code,
                    ])
                    .do_nothing()
                    .to_owned(),
                )
                .exec_without_returning(&transaction)
                .await?
                == 1;
        if is_first {
            transaction.commit().await?;
        } else {
            // Another request took the last view, or counted this very page, in the meantime.
            transaction.rollback().await?;
        }
        self.find_view(reader_id, window_start, code).await
    }

    /// How many views a reader has used in a window.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_used(&self, reader_id: i64, window_start: NaiveDate) -> Result<u32, StoreError> {
        let found = meter::Entity::find_by_id((reader_id, window_start))
            .one(&self.db)
            .await?;
        Ok(found.map_or(0, |meter| u32::try_from(meter.used).unwrap_or(0)))
    }

    /// The codes whose page a reader has opened in a window.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_viewed(
        &self,
        reader_id: i64,
        window_start: NaiveDate,
    ) -> Result<Vec<Code>, StoreError> {
        let views = page_view::Entity::find()
            .filter(page_view::Column::ReaderId.eq(reader_id))
            .filter(page_view::Column::WindowStart.eq(window_start))
            .all(&self.db)
            .await?;
        let code = |view: page_view::Model| {
            let system = CodeSystem::from_slug(&view.system)?;
            Code::parse(system, &view.code).ok()
        };
        Ok(views.into_iter().filter_map(code).collect())
    }

    /// The view of a page that a reader has had in a window. Page and count come from one statement: read
    /// one after the other, they could belong to different moments.
    async fn find_view(
        &self,
        reader_id: i64,
        window_start: NaiveDate,
        code: &Code,
    ) -> Result<View, StoreError> {
        let page = page_view::Entity::find_by_id((
            reader_id,
            window_start,
            code.system().slug().to_owned(),
            code.as_str().to_owned(),
        ));
        let found = meter::Entity::find_by_id((reader_id, window_start))
            .select_only()
            .column(meter::Column::Used)
            .expr_as(Expr::exists(page.into_query()), "granted")
            .into_tuple::<(i32, bool)>()
            .one(&self.db)
            .await?;
        let (used, granted) = found.unwrap_or_default();
        Ok(View {
            granted,
            used: u32::try_from(used).unwrap_or(0),
        })
    }
}
