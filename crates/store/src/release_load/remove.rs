//! Removing a release: its slot goes back to the release before it, as if it had never been loaded.

use super::bulk::Bulk;
use super::dated::{DatedTable, all_tables, tables_of};
use super::{find_neighbour, slot};
use crate::{Store, StoreError, entity::release};
use codeset::NaiveDate;
use codeset::release::Source;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

impl Store {
    /// Removes a release and all that it says. `None` when no release of the source begins on that day.
    ///
    /// A correction replaces what it corrects, so removing it leaves the days to the release before both: load
    /// the original again.
    ///
    /// # Errors
    /// Only the database's; then everything stands as it was.
    pub async fn remove_release(
        &self,
        source: Source,
        valid_from: NaiveDate,
    ) -> Result<Option<release::Model>, StoreError> {
        let found = release::Entity::find()
            .filter(release::Column::Source.eq(source.slug()))
            .filter(release::Column::ValidFrom.eq(valid_from))
            .one(&self.db)
            .await?;
        let Some(removed) = found else {
            return Ok(None);
        };
        let mut bulk = Bulk::begin(self).await?;
        let before = find_neighbour(&mut bulk, source, valid_from, "<").await?;
        let next = find_neighbour(&mut bulk, source, valid_from, ">").await?;
        let slot = slot::Slot {
            source,
            from: valid_from,
            next,
        };
        for table in tables_of(source) {
            slot::create_stage(&mut bulk, table).await?;
            if let Some(day) = before.and(valid_from.pred_opt()) {
                slot::stage_day(&mut bulk, table, source, day).await?;
            }
            // What comes back joins the span that it continues; nothing keeps this number.
            slot::set(
                &mut bulk,
                table,
                slot,
                before.map_or(removed.id, |before| before.id),
            )
            .await?;
            slot::drop_stage(&mut bulk, table).await?;
        }
        bulk.execute("DELETE FROM release WHERE id = $1", [removed.id.into()])
            .await?;
        forget_codes(&mut bulk, tables_of(source)).await?;
        bulk.commit().await?;
        Ok(Some(removed))
    }
}

/// Takes the codes that nothing names any more out of the table of all codes.
pub(super) async fn forget_codes(bulk: &mut Bulk, tables: &[DatedTable]) -> Result<(), StoreError> {
    if tables.iter().all(|table| table.names.is_empty()) {
        return Ok(());
    }
    let mut sql = String::from(
        "DELETE FROM code WHERE NOT EXISTS \
         (SELECT 1 FROM article a WHERE a.system = code.system AND a.code = code.code)",
    );
    for table in all_tables() {
        for name in table.names {
            let (system, column) = name.expressions();
            let name = table.name;
            sql.push_str(&format!(
                " AND NOT EXISTS (SELECT 1 FROM {name} WHERE {name}.{column} = code.code AND code.system = {})",
                system.replace("system", &format!("{name}.system"))
            ));
        }
    }
    bulk.execute(sql, []).await?;
    Ok(())
}
