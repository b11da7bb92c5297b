//! `coding-ahead users`.

use crate::cli::DatabaseOptions;
use clap::{Args, Subcommand, ValueEnum};
use codeset::access::Plan;
use std::error::Error;

#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List all accounts.
    List,
    /// Set the plan of an account.
    SetPlan {
        /// The address it was registered with.
        email: String,
        /// The plan.
        plan: PlanArgument,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PlanArgument {
    Free,
    Member,
    Staff,
}

impl From<PlanArgument> for Plan {
    fn from(plan: PlanArgument) -> Self {
        match plan {
            PlanArgument::Free => Self::Free,
            PlanArgument::Member => Self::Member,
            PlanArgument::Staff => Self::Staff,
        }
    }
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let store = self.database.open().await?;
        match self.action {
            Action::List => {
                for account in store.list_accounts().await? {
                    println!(
                        "{:<40} {:<8} since {}",
                        account.email,
                        account.plan,
                        account.created_at.date_naive()
                    );
                }
            }
            Action::SetPlan { email, plan } => {
                let plan = Plan::from(plan);
                if !store.save_plan(&email, plan).await? {
                    return Err(
                        format!("no account has the address {email}: see coding-ahead users list").into(),
                    );
                }
                println!("{email} now has the plan {}", plan.slug());
            }
        }
        Ok(())
    }
}
