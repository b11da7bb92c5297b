//! Sites and the people who visit them.

mod database;
mod page;
mod publisher;
mod site;
mod visitor;

pub use database::{is_being_loaded, on_each_database, on_postgres, on_sqlite};
pub use page::{Fragment, Page};
pub use publisher::{Asked, Publisher, cut, whole};
pub use site::{NOW, TestSite, settings};
pub use visitor::Visitor;

/// Makes two tests of each function `async fn(&TestSite)`: `sqlite::name` and `postgres::name`.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { crate::support::on_sqlite(super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { crate::support::on_postgres(super::$name); })+
        }
    };
}
pub(crate) use on_both_databases;

/// Runs tasks at the same time and returns what each gives.
pub async fn in_parallel<T: Send + 'static>(
    tasks: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    tasks
        .into_iter()
        .collect::<tokio::task::JoinSet<T>>()
        .join_all()
        .await
}
