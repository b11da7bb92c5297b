//! The database, the clock, chance and the configuration, as every server function finds them.

use super::failure;
use super::password::Passwords;
use crate::PublicError;
use crate::casepilot::AtOnce;
use case2code::Case2Code;
use case2code::life::Settings as SearchSettings;
use casepilot::CasePilot;
use casepilot::model::Phraser;
use chrono::{DateTime, NaiveDate, Utc};
use codeset::access::{Allowances, QuestionAllowances};
use ipnet::IpNet;
use leptos::prelude::use_context;
use std::sync::Arc;
use store::Store;

/// What time it is. Comes from outside so that tests can set it.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
}

/// Chance. Comes from outside so that tests can set it.
pub trait Random: Send + Sync {
    /// Fills with bytes that nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// The configuration of a site.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's name.
    pub site_name: String,
    /// Where readers write to, where the operator gives an address.
    pub contact: Option<String>,
    /// The address that readers use, without a slash at the end.
    pub public_url: String,
    /// Code page views of each plan.
    pub allowances: Allowances,
    /// Questions to CasePilot of each plan.
    pub questions: QuestionAllowances,
    /// New guests who may come from one network (IPv4 /24, IPv6 /56) in a day.
    pub new_guests_per_network: u32,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Where the search keeps its index, and what is added to its thesaurus.
    pub search: SearchSettings,
    /// The language model that phrases what CasePilot answers, where the operator has one.
    pub phraser: Option<Arc<Phraser>>,
}

impl Settings {
    /// Whether readers come by HTTPS, so that cookies can be bound to it.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Everything behind the pages.
#[derive(Clone)]
pub struct Backend {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn Random>,
    /// The search.
    pub case2code: Case2Code,
    /// What answers questions.
    pub casepilot: CasePilot,
    /// The configuration.
    pub settings: Arc<Settings>,
    pub(crate) passwords: Passwords,
    pub(crate) at_once: AtOnce,
}

impl Backend {
    /// Puts the parts together.
    pub fn new(store: Store, clock: Arc<dyn Clock>, random: Arc<dyn Random>, settings: Settings) -> Self {
        let case2code = Case2Code::new(store.clone(), settings.search.clone());
        let casepilot = CasePilot::new(store.clone(), case2code.clone());
        Self {
            casepilot: match &settings.phraser {
                Some(phraser) => casepilot.with_model(phraser.clone()),
                None => casepilot,
            },
            case2code,
            store,
            clock,
            random,
            settings: Arc::new(settings),
            passwords: Passwords::default(),
            at_once: AtOnce::default(),
        }
    }

    /// The backend of the request at hand.
    ///
    /// # Errors
    /// An internal error when the server did not provide one.
    pub fn from_context() -> Result<Self, PublicError> {
        use_context::<Self>().ok_or_else(|| failure("no backend in the context of the request"))
    }

    /// Today in UTC.
    pub fn today(&self) -> NaiveDate {
        self.clock.now().date_naive()
    }
}
