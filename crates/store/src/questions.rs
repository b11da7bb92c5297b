//! The questions of readers: each counted exactly once, kept with its answer and what the reader thought of it.
//!
//! A question is granted as a view is (see [`crate::meter`]): one conditional update of the reader's count, in the same
//! transaction as the row of the question.

use crate::entity::{account, question, question_count};
use crate::{Store, StoreError};
use codeset::NaiveDate;
use codeset::access::Plan;
use sea_orm::prelude::{DateTimeUtc, Expr};
use sea_orm::sea_query::{ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A question to be kept.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    /// Who asks.
    pub reader_id: i64,
    /// First day of the window now.
    pub window_start: NaiveDate,
    /// The question of the same reader that it follows.
    pub after: Option<i64>,
    /// Its text.
    pub text: String,
    /// The code that it is asked about, as in an address (`cpt/97150`); empty without one.
    pub about: String,
    /// The date of service, unless today.
    pub on_date: Option<NaiveDate>,
    /// The ZIP code, where one was given.
    pub zip: Option<String>,
    /// The plan of who asks.
    pub plan: Plan,
    /// Now.
    pub now: DateTimeUtc,
}

/// Whether a question is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The id of the question, where it is. One that was asked in this window before has the id that it had.
    pub granted: Option<i64>,
    /// Questions used in this window, this one included.
    pub used: u32,
}

/// An answer to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewAnswer<'a> {
    /// What became of the question.
    pub outcome: &'a str,
    /// What was understood, as JSON.
    pub topic: &'a str,
    /// The answer, as JSON.
    pub answer: &'a str,
}

/// What a reader thinks of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It helped.
    Helpful,
    /// It is wrong.
    Wrong,
}

impl Verdict {
    /// The name in the database and in forms.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::Wrong => "wrong",
        }
    }

    /// The verdict of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Helpful, Self::Wrong]
            .into_iter()
            .find(|verdict| verdict.slug() == slug)
    }
}

/// What makes a question the same when it is asked again in the same window.
fn fingerprint(new: &NewQuestion, parent: Option<i64>) -> String {
    let mut hash = Sha256::new();
    let on = new.on_date.map(|on| on.to_string()).unwrap_or_default();
    let parent = parent.map(|id| id.to_string()).unwrap_or_default();
    for part in [
        &parent,
        &new.about,
        &on,
        new.zip.as_deref().unwrap_or_default(),
        &new.text,
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

impl Store {
    /// Records that a reader asks a question; `limit` questions are granted in a window in all. The same question,
    /// asked again at the same place of a conversation or right after itself, is granted again and not counted.
    ///
    /// # Errors
    /// Only the database's; then nothing is counted.
    pub async fn record_question(&self, new: NewQuestion, limit: u32) -> Result<Asked, StoreError> {
        let mut parent = match new.after {
            Some(id) => self.find_question(id, new.reader_id).await?,
            None => None,
        };
        // Asked again below its own answer it follows what it followed then.
        while let Some(before) = &parent
            && is_same(before, &new)
        {
            parent = match before.parent_id {
                Some(id) => self.find_question(id, new.reader_id).await?,
                None => None,
            };
        }
        let parent_id = parent.as_ref().map(|before| before.id);
        let fingerprint = fingerprint(&new, parent_id);
        let before = self.find_asked(&new, &fingerprint).await?;
        if before.granted.is_some() || before.used >= limit {
            return Ok(before);
        }

        let transaction = self.write().await?;
        let counter = question_count::ActiveModel {
            reader_id: Set(new.reader_id),
            window_start: Set(new.window_start),
            used: Set(0),
        };
        question_count::Entity::insert(counter)
            .on_conflict(
                OnConflict::columns([
                    question_count::Column::ReaderId,
                    question_count::Column::WindowStart,
                ])
                .do_nothing()
                .to_owned(),
            )
            .exec_without_returning(&transaction)
            .await?;
        let counted = question_count::Entity::update_many()
            .col_expr(
                question_count::Column::Used,
                Expr::col(question_count::Column::Used).add(1),
            )
            .filter(question_count::Column::ReaderId.eq(new.reader_id))
            .filter(question_count::Column::WindowStart.eq(new.window_start))
            .filter(question_count::Column::Used.lt(limit))
            .exec(&transaction)
            .await?
            .rows_affected
            == 1;
        let is_first = counted && insert(&transaction, &new, parent.as_ref(), &fingerprint).await?;
        if is_first {
            transaction.commit().await?;
        } else {
            // Another request took the last one, or counted this very question, in the meantime.
            transaction.rollback().await?;
        }
        self.find_asked(&new, &fingerprint).await
    }

    /// How many questions a reader has used in a window.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_questions_used(
        &self,
        reader_id: i64,
        window_start: NaiveDate,
    ) -> Result<u32, StoreError> {
        let found = question_count::Entity::find_by_id((reader_id, window_start))
            .one(&self.db)
            .await?;
        Ok(found.map_or(0, |count| u32::try_from(count.used).unwrap_or(0)))
    }

    /// Keeps the answer of a question. Where it differs from the one before, what was thought of that is forgotten.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn save_answer(&self, id: i64, answer: NewAnswer<'_>) -> Result<(), StoreError> {
        let changed = Expr::col(question::Column::Answer).ne(answer.answer);
        let or_nothing = |column: question::Column| -> Expr {
            Expr::case(changed.clone(), Option::<String>::None)
                .finally(Expr::col(column))
                .into()
        };
        question::Entity::update_many()
            .col_expr(question::Column::Verdict, or_nothing(question::Column::Verdict))
            .col_expr(question::Column::Reason, or_nothing(question::Column::Reason))
            .col_expr(question::Column::Outcome, answer.outcome.into())
            .col_expr(question::Column::Topic, answer.topic.into())
            .col_expr(question::Column::Answer, answer.answer.into())
            .filter(question::Column::Id.eq(id))
            .exec(&self.db)
            .await?;
        Ok(())
    }

    /// A question, for who asked it.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_question(
        &self,
        id: i64,
        reader_id: i64,
    ) -> Result<Option<question::Model>, StoreError> {
        Ok(question::Entity::find_by_id(id)
            .filter(question::Column::ReaderId.eq(reader_id))
            .one(&self.db)
            .await?)
    }

    /// The questions of a reader, the last one first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_questions(
        &self,
        reader_id: i64,
        limit: u64,
    ) -> Result<Vec<question::Model>, StoreError> {
        Ok(question::Entity::find()
            .filter(question::Column::ReaderId.eq(reader_id))
            .order_by_desc(question::Column::Id)
            .limit(limit)
            .all(&self.db)
            .await?)
    }

    /// The questions of a conversation in their order, for who asked them.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_conversation(
        &self,
        conversation_id: i64,
        reader_id: i64,
    ) -> Result<Vec<question::Model>, StoreError> {
        Ok(question::Entity::find()
            .filter(question::Column::ConversationId.eq(conversation_id))
            .filter(question::Column::ReaderId.eq(reader_id))
            .order_by_asc(question::Column::Id)
            .all(&self.db)
            .await?)
    }

    /// Deletes a conversation of a reader; returns how many questions that were. What was counted stays counted.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn delete_conversation(&self, conversation_id: i64, reader_id: i64) -> Result<u64, StoreError> {
        let deleted = question::Entity::delete_many()
            .filter(question::Column::ConversationId.eq(conversation_id))
            .filter(question::Column::ReaderId.eq(reader_id))
            .exec(&self.db)
            .await?;
        Ok(deleted.rows_affected)
    }

    /// Deletes all questions of a reader; returns how many. What was counted stays counted.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn delete_questions(&self, reader_id: i64) -> Result<u64, StoreError> {
        let deleted = question::Entity::delete_many()
            .filter(question::Column::ReaderId.eq(reader_id))
            .exec(&self.db)
            .await?;
        Ok(deleted.rows_affected)
    }

    /// Deletes what guests asked before a time; returns how many questions that were.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn delete_questions_of_guests(&self, before: DateTimeUtc) -> Result<u64, StoreError> {
        let accounts = Query::select()
            .column(account::Column::ReaderId)
            .from(account::Entity)
            .to_owned();
        let deleted = question::Entity::delete_many()
            .filter(question::Column::AskedAt.lt(before))
            .filter(question::Column::ReaderId.not_in_subquery(accounts))
            .exec(&self.db)
            .await?;
        Ok(deleted.rows_affected)
    }

    /// Keeps what a reader thinks of an answer; `false` where the reader has no such question with an answer.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn judge_question(
        &self,
        id: i64,
        reader_id: i64,
        verdict: Verdict,
        reason: Option<String>,
        now: DateTimeUtc,
    ) -> Result<bool, StoreError> {
        let judged = question::Entity::update_many()
            .col_expr(question::Column::Verdict, verdict.slug().into())
            .col_expr(question::Column::Reason, Expr::val(reason))
            .col_expr(question::Column::JudgedAt, Expr::val(now))
            .filter(question::Column::Id.eq(id))
            .filter(question::Column::ReaderId.eq(reader_id))
            .filter(question::Column::Answer.is_not_null())
            .exec(&self.db)
            .await?;
        Ok(judged.rows_affected == 1)
    }

    /// The questions of all readers, the last one first; only those that were judged so where a verdict is given.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_questions(
        &self,
        verdict: Option<Verdict>,
        limit: u64,
    ) -> Result<Vec<question::Model>, StoreError> {
        let mut all = question::Entity::find();
        if let Some(verdict) = verdict {
            all = all.filter(question::Column::Verdict.eq(verdict.slug()));
        }
        Ok(all
            .order_by_desc(question::Column::Id)
            .limit(limit)
            .all(&self.db)
            .await?)
    }

    /// Whether a question was asked in its window, and how many were. Both come from one statement: read one after the
    /// other, they could belong to different moments.
    async fn find_asked(&self, new: &NewQuestion, fingerprint: &str) -> Result<Asked, StoreError> {
        let question = question::Entity::find()
            .select_only()
            .column(question::Column::Id)
            .filter(question::Column::ReaderId.eq(new.reader_id))
            .filter(question::Column::WindowStart.eq(new.window_start))
            .filter(question::Column::Fingerprint.eq(fingerprint))
            .into_query();
        let found = question_count::Entity::find_by_id((new.reader_id, new.window_start))
            .select_only()
            .column(question_count::Column::Used)
            .expr_as(Expr::from(question), "granted")
            .into_tuple::<(i32, Option<i64>)>()
            .one(&self.db)
            .await?;
        let (used, granted) = found.unwrap_or_default();
        Ok(Asked {
            granted,
            used: u32::try_from(used).unwrap_or(0),
        })
    }
}

/// Takes over what a guest asked, who registers: the questions, and what it has used in the window.
pub(crate) async fn take_over(
    transaction: &impl ConnectionTrait,
    guest: i64,
    reader: i64,
    window_start: NaiveDate,
) -> Result<(), StoreError> {
    question::Entity::update_many()
        .col_expr(question::Column::ReaderId, reader.into())
        .filter(question::Column::ReaderId.eq(guest))
        .exec(transaction)
        .await?;
    let used = question_count::Entity::find_by_id((guest, window_start))
        .one(transaction)
        .await?;
    if let Some(used) = used {
        let kept = question_count::ActiveModel {
            reader_id: Set(reader),
            window_start: Set(window_start),
            used: Set(used.used),
        };
        question_count::Entity::insert(kept)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// Whether a question is asked again.
fn is_same(before: &question::Model, new: &NewQuestion) -> bool {
    before.text == new.text
        && before.about == new.about
        && before.on_date == new.on_date
        && before.zip == new.zip
}

/// Inserts a question; whether it was not there.
async fn insert(
    transaction: &impl ConnectionTrait,
    new: &NewQuestion,
    parent: Option<&question::Model>,
    fingerprint: &str,
) -> Result<bool, StoreError> {
    let row = question::ActiveModel {
        reader_id: Set(new.reader_id),
        window_start: Set(new.window_start),
        conversation_id: Set(parent.map_or(0, |parent| parent.conversation_id)),
        parent_id: Set(parent.map(|parent| parent.id)),
        fingerprint: Set(fingerprint.to_owned()),
        asked_at: Set(new.now),
        text: Set(new.text.clone()),
        about: Set(new.about.clone()),
        on_date: Set(new.on_date),
        zip: Set(new.zip.clone()),
        plan: Set(new.plan.slug().to_owned()),
        ..Default::default()
    };
    let inserted = question::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([
                question::Column::ReaderId,
                question::Column::WindowStart,
                question::Column::Fingerprint,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(transaction)
        .await?
        == 1;
    if inserted && parent.is_none() {
        // It begins a conversation, whose id is its own.
        question::Entity::update_many()
            .col_expr(question::Column::ConversationId, Expr::col(question::Column::Id))
            .filter(question::Column::ReaderId.eq(new.reader_id))
            .filter(question::Column::WindowStart.eq(new.window_start))
            .filter(question::Column::Fingerprint.eq(fingerprint))
            .exec(transaction)
            .await?;
    }
    Ok(inserted)
}
