//! Codes and their titles.

use crate::entity::{code, code_version, descriptor, hcpcs_attribute};
use crate::releases::{Released, in_force};
use crate::titles::{self, Answering};
use crate::{Store, StoreError};
use codeset::page::CodeLink;
use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement, Value,
};

/// Codes with the title that a list shows: of the version in force on a day ($1), else our own name.
/// Codes that a code set file lists, but not on that day, are left out, and so are those of which it says that they
/// had ended by then.
/// Of ICD-10-CM the source that answers on the day has the title: see [`titles`].
const LISTED: &str = "SELECT c.system, c.code, v.billable, COALESCE(v.long_title, r.markdown, '') AS title
 FROM code c
 LEFT JOIN code_version v ON v.system = c.system AND v.code = c.code
   AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
   AND (v.ended_on IS NULL OR v.ended_on >= $1)
   AND (c.system <> 'icd10cm'
     OR v.source = (SELECT r.source FROM release r
       WHERE r.source IN ('icd10cm', 'icd10cm-tabular') AND r.valid_from <= $1
       ORDER BY r.valid_from DESC, r.source LIMIT 1)
     OR (v.source = 'icd10cm' AND NOT EXISTS (SELECT 1 FROM code_version t
       WHERE t.system = c.system AND t.code = c.code AND t.source = 'icd10cm-tabular')))
 LEFT JOIN article a ON a.system = c.system AND a.code = c.code AND a.section = 'name'
 LEFT JOIN article_revision r ON r.article_id = a.id AND r.revision = a.revision
 WHERE (v.code IS NOT NULL OR NOT EXISTS
   (SELECT 1 FROM code_version x WHERE x.system = c.system AND x.code = c.code))";

/// Greater than every character of a code.
const AFTER_ALL: char = '~';

impl Store {
    /// Whether any loaded release or article names a code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn is_known(&self, code: &Code) -> Result<bool, StoreError> {
        Ok(
            code::Entity::find_by_id((code.system().slug().to_owned(), code.as_str().to_owned()))
                .one(&self.db)
                .await?
                .is_some(),
        )
    }

    /// Those of some codes that any loaded release or article names.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_known(&self, codes: &[Code]) -> Result<Vec<Code>, StoreError> {
        let mut known = Vec::new();
        for system in CodeSystem::ALL {
            let its: Vec<_> = codes
                .iter()
                .filter(|code| code.system() == system)
                .map(Code::as_str)
                .collect();
            if its.is_empty() {
                continue;
            }
            let rows = code::Entity::find()
                .filter(code::Column::System.eq(system.slug()))
                .filter(code::Column::Code.is_in(its))
                .all(&self.db)
                .await?;
            let names = |code: &&Code| rows.iter().any(|row| row.code == code.as_str());
            let its = codes.iter().filter(|code| code.system() == system);
            known.extend(its.filter(names).cloned());
        }
        Ok(known)
    }

    /// Every dated version of a code's title that counts, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_versions(&self, code: &Code) -> Result<Vec<Released<code_version::Model>>, StoreError> {
        let rows = code_version::Entity::find()
            .filter(code_version::Column::System.eq(code.system().slug()))
            .filter(code_version::Column::Code.eq(code.as_str()))
            .order_by_asc(code_version::Column::ValidFrom);
        let versions = Released::list(rows, &self.db).await?;
        if !titles::has_tabular(&versions) {
            return Ok(versions);
        }
        let releases = self.list_releases_of(&titles::SOURCES).await?;
        Ok(Answering::new(&releases).versions(versions))
    }

    /// The further official texts of a code on a day, by source and number.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_descriptors(
        &self,
        code: &Code,
        on: NaiveDate,
    ) -> Result<Vec<Released<descriptor::Model>>, StoreError> {
        let rows = descriptor::Entity::find()
            .filter(descriptor::Column::System.eq(code.system().slug()))
            .filter(descriptor::Column::Code.eq(code.as_str()))
            .filter(in_force!(descriptor, on))
            .order_by_asc(descriptor::Column::Source)
            .order_by_asc(descriptor::Column::Number);
        Released::list(rows, &self.db).await
    }

    /// What the HCPCS file says of a code or modifier on a day besides its texts.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_hcpcs_attributes(
        &self,
        code: &Code,
        on: NaiveDate,
    ) -> Result<Option<Released<hcpcs_attribute::Model>>, StoreError> {
        let rows = hcpcs_attribute::Entity::find()
            .filter(hcpcs_attribute::Column::System.eq(code.system().slug()))
            .filter(hcpcs_attribute::Column::Code.eq(code.as_str()))
            .filter(hcpcs_attribute::Column::Source.eq(Source::Hcpcs.slug()))
            .filter(in_force!(hcpcs_attribute, on));
        Ok(Released::list(rows, &self.db).await?.pop())
    }

    /// The codes and modifiers that the newest HCPCS file says were added on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_hcpcs_added_on(&self, day: NaiveDate) -> Result<Vec<Code>, StoreError> {
        let rows = hcpcs_attribute::Entity::find()
            .filter(hcpcs_attribute::Column::AddedOn.eq(day))
            .filter(hcpcs_attribute::Column::Source.eq(Source::Hcpcs.slug()))
            .filter(hcpcs_attribute::Column::ValidTo.is_null())
            .order_by_asc(hcpcs_attribute::Column::Code)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| {
                let system = system_of(&row.system)?;
                Code::parse(system, &row.code).map_err(|e| StoreError::Value(e.to_string()))
            })
            .collect()
    }

    /// The neighbours of a code in the publisher's order: up to `each` before and after it. For
    /// ICD-10-CM only those of its three-character category.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_neighbours(
        &self,
        code: &Code,
        on: NaiveDate,
        each: u64,
    ) -> Result<Vec<CodeLink>, StoreError> {
        let family = match code.system() {
            CodeSystem::Icd10cm => code.as_str().get(..3).unwrap_or_default(),
            _ => "",
        };
        let mut neighbours = Vec::new();
        for (side, order) in [("<", "DESC"), (">", "ASC")] {
            let sql = format!(
                "{LISTED} AND c.system = $2 AND c.code {side} $3 AND c.code >= $4 AND c.code < $5
                 ORDER BY c.code {order} LIMIT $6"
            );
            let found = self
                .list_links(
                    sql,
                    vec![
                        on.into(),
                        code.system().slug().into(),
                        code.as_str().into(),
                        family.into(),
                        format!("{family}{AFTER_ALL}").into(),
                        count(each),
                    ],
                )
                .await?;
            match side {
                "<" => neighbours.extend(found.into_iter().rev()),
                _ => neighbours.extend(found),
            }
        }
        Ok(neighbours)
    }

    /// A page of a system's codes in order: those after `after`, whose code begins with `prefix`.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_codes(
        &self,
        system: CodeSystem,
        prefix: &str,
        after: &str,
        on: NaiveDate,
        limit: u64,
    ) -> Result<Vec<CodeLink>, StoreError> {
        let sql = format!(
            "{LISTED} AND c.system = $2 AND c.code > $3 AND c.code >= $4 AND c.code < $5
             ORDER BY c.code LIMIT $6"
        );
        let values = vec![
            on.into(),
            system.slug().into(),
            text(after),
            text(prefix),
            text(&format!("{prefix}{AFTER_ALL}")),
            count(limit),
        ];
        self.list_links(sql, values).await
    }

    /// How many codes of a system begin with another code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_codes_below(&self, code: &Code, on: NaiveDate) -> Result<u64, StoreError> {
        let sql = format!(
            "SELECT count(*) AS codes FROM ({LISTED} AND c.system = $2 AND c.code > $3 AND c.code < $4) below"
        );
        let values = vec![
            on.into(),
            code.system().slug().into(),
            code.as_str().into(),
            format!("{code}{AFTER_ALL}").into(),
        ];
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        let row = self.db.query_one_raw(statement).await?;
        let codes: Option<i64> = row.map(|row| row.try_get("", "codes")).transpose()?;
        Ok(codes.unwrap_or_default().unsigned_abs())
    }

    /// The listed codes among some, with their titles.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_named(&self, codes: &[Code], on: NaiveDate) -> Result<Vec<CodeLink>, StoreError> {
        let mut links = Vec::with_capacity(codes.len());
        for system in CodeSystem::ALL {
            let mut values: Vec<Value> = vec![on.into(), system.slug().into()];
            values.extend(
                codes
                    .iter()
                    .filter(|c| c.system() == system)
                    .map(|c| Value::from(c.as_str())),
            );
            if values.len() == 2 {
                continue;
            }
            let places = (3..=values.len())
                .map(|n| format!("${n}"))
                .collect::<Vec<_>>()
                .join(", ");
            let sql = format!("{LISTED} AND c.system = $2 AND c.code IN ({places}) ORDER BY c.code");
            links.extend(self.list_links(sql, values).await?);
        }
        Ok(links)
    }

    /// How many codes each system lists.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_codes(&self) -> Result<Vec<(CodeSystem, u64)>, StoreError> {
        let rows = self
            .db
            .query_all_raw(Statement::from_string(
                self.backend(),
                "SELECT system, count(*) AS codes FROM code GROUP BY system",
            ))
            .await?;
        let mut counts = Vec::new();
        for row in rows {
            let system: String = row.try_get("", "system")?;
            let codes: i64 = row.try_get("", "codes")?;
            counts.push((system_of(&system)?, codes.unsigned_abs()));
        }
        counts.sort();
        Ok(counts)
    }

    /// The codes of any system with exactly this spelling, in force on a day or not.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_in_all_systems(&self, text: &str) -> Result<Vec<Code>, StoreError> {
        let mut found = Vec::new();
        for system in CodeSystem::ALL {
            if let Ok(code) = Code::parse(system, text)
                && self.is_known(&code).await?
            {
                found.push(code);
            }
        }
        Ok(found)
    }

    async fn list_links(&self, sql: String, values: Vec<Value>) -> Result<Vec<CodeLink>, StoreError> {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        let mut links = Vec::new();
        for row in self.db.query_all_raw(statement).await? {
            let system = system_of(&row.try_get::<String>("", "system")?)?;
            let text: String = row.try_get("", "code")?;
            links.push(CodeLink {
                code: Code::parse(system, &text).map_err(|e| StoreError::Value(e.to_string()))?,
                title: row.try_get("", "title")?,
                billable: row.try_get("", "billable")?,
            });
        }
        Ok(links)
    }
}

pub(crate) fn system_of(slug: &str) -> Result<CodeSystem, StoreError> {
    CodeSystem::from_slug(slug).ok_or_else(|| StoreError::Value(format!("code system {slug:?}")))
}

pub(crate) fn count(limit: u64) -> Value {
    i64::try_from(limit).unwrap_or(i64::MAX).into()
}

/// A text that anybody may have typed. PostgreSQL refuses the zero character, which no code and no title
/// holds; its neighbour is as rare.
fn text(typed: &str) -> Value {
    plain_text(typed).into()
}

/// See [`text`].
pub(crate) fn plain_text(typed: &str) -> String {
    typed.replace('\0', "\u{1}")
}

pub(crate) fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
