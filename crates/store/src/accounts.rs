//! Accounts. Passwords come here hashed.

use crate::entity::{account, meter, page_view, reader};
use crate::{Store, StoreError};
use codeset::NaiveDate;
use codeset::access::Plan;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    SqlErr,
};

/// What a new account begins with.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The address as typed.
    pub email: String,
    /// Argon2id in PHC format.
    pub password_hash: String,
    /// Its plan.
    pub plan: Plan,
    /// The guest who registers: what it has used in the window stays used.
    pub visitor_reader: Option<i64>,
    /// First day of the window now.
    pub window_start: NaiveDate,
    /// Now.
    pub now: DateTimeUtc,
}

/// The spelling under which an address is unique. Control characters belong to none, and PostgreSQL takes
/// offence at one of them.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase().replace(char::is_control, "")
}

impl Store {
    /// Creates an account and carries over what its guest has used in this window, and what it has asked.
    ///
    /// # Errors
    /// [`StoreError::EmailTaken`] when the address has an account.
    pub async fn create_account(&self, new: NewAccount) -> Result<account::Model, StoreError> {
        let transaction = self.write().await?;
        let reader = reader::ActiveModel {
            created_at: Set(new.now),
            ..Default::default()
        }
        .insert(&transaction)
        .await?;
        let created = account::ActiveModel {
            reader_id: Set(reader.id),
            email: Set(new.email.trim().to_owned()),
            email_key: Set(email_key(&new.email)),
            password_hash: Set(new.password_hash),
            plan: Set(new.plan.slug().into()),
            created_at: Set(new.now),
            verified_at: Set(None),
            ..Default::default()
        }
        .insert(&transaction)
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => StoreError::EmailTaken,
            _ => error.into(),
        })?;
        if let Some(guest) = new.visitor_reader {
            let views = page_view::Entity::find()
                .filter(page_view::Column::ReaderId.eq(guest))
                .filter(page_view::Column::WindowStart.eq(new.window_start))
                .all(&transaction)
                .await?;
            let used = i32::try_from(views.len()).unwrap_or(i32::MAX);
            for view in views {
                page_view::ActiveModel {
                    reader_id: Set(reader.id),
                    ..view.into_active_model()
                }
                .insert(&transaction)
                .await?;
            }
            meter::ActiveModel {
                reader_id: Set(reader.id),
                window_start: Set(new.window_start),
                used: Set(used),
            }
            .insert(&transaction)
            .await?;
            crate::questions::take_over(&transaction, guest, reader.id, new.window_start).await?;
        }
        transaction.commit().await?;
        Ok(created)
    }

    /// The account of an address.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_account(&self, email: &str) -> Result<Option<account::Model>, StoreError> {
        Ok(account::Entity::find()
            .filter(account::Column::EmailKey.eq(email_key(email)))
            .one(&self.db)
            .await?)
    }

    /// All accounts, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_accounts(&self) -> Result<Vec<account::Model>, StoreError> {
        Ok(account::Entity::find()
            .order_by_asc(account::Column::Id)
            .all(&self.db)
            .await?)
    }

    /// Sets the plan of an address's account; `false` when there is none.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn save_plan(&self, email: &str, plan: Plan) -> Result<bool, StoreError> {
        let updated = account::Entity::update_many()
            .col_expr(account::Column::Plan, plan.slug().into())
            .filter(account::Column::EmailKey.eq(email_key(email)))
            .exec(&self.db)
            .await?;
        Ok(updated.rows_affected > 0)
    }
}

impl account::Model {
    /// The plan of the account.
    pub fn plan(&self) -> Plan {
        Plan::from_slug(&self.plan).unwrap_or(Plan::Free)
    }
}
