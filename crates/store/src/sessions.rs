//! Signed-in browsers and visitors, known by the hash of a random token.

use crate::entity::{account, reader, session, visitor};
use crate::{Store, StoreError};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn create_session(
        &self,
        token_hash: String,
        account_id: i64,
        now: DateTimeUtc,
        expires_at: DateTimeUtc,
    ) -> Result<(), StoreError> {
        session::ActiveModel {
            token_hash: Set(token_hash),
            account_id: Set(account_id),
            created_at: Set(now),
            expires_at: Set(expires_at),
        }
        .insert(&self.db)
        .await?;
        Ok(())
    }

    /// The account of a session that has not expired.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_session(
        &self,
        token_hash: &str,
        now: DateTimeUtc,
    ) -> Result<Option<account::Model>, StoreError> {
        let found = session::Entity::find_by_id(token_hash.to_owned())
            .filter(session::Column::ExpiresAt.gt(now))
            .find_also_related(account::Entity)
            .one(&self.db)
            .await?;
        Ok(found.and_then(|(_, account)| account))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn delete_session(&self, token_hash: &str) -> Result<(), StoreError> {
        session::Entity::delete_by_id(token_hash.to_owned())
            .exec(&self.db)
            .await?;
        Ok(())
    }

    /// Ends all sessions that expired before a time; returns how many.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn delete_expired_sessions(&self, before: DateTimeUtc) -> Result<u64, StoreError> {
        let deleted = session::Entity::delete_many()
            .filter(session::Column::ExpiresAt.lte(before))
            .exec(&self.db)
            .await?;
        Ok(deleted.rows_affected)
    }

    /// The reader of a visitor's token.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_visitor(&self, token_hash: &str) -> Result<Option<i64>, StoreError> {
        Ok(visitor::Entity::find_by_id(token_hash.to_owned())
            .one(&self.db)
            .await?
            .map(|v| v.reader_id))
    }

    /// A new visitor; returns its reader.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn create_visitor(&self, token_hash: String, now: DateTimeUtc) -> Result<i64, StoreError> {
        let transaction = self.write().await?;
        let reader = reader::ActiveModel {
            created_at: Set(now),
            ..Default::default()
        }
        .insert(&transaction)
        .await?;
        visitor::ActiveModel {
            token_hash: Set(token_hash),
            reader_id: Set(reader.id),
        }
        .insert(&transaction)
        .await?;
        transaction.commit().await?;
        Ok(reader.id)
    }
}
