//! Accounts: register, sign in, sign out, and what an account says of itself.

mod account_page;
mod api;
#[cfg(feature = "ssr")]
mod details;
mod forms;
mod menu;
mod pages;
#[cfg(feature = "ssr")]
mod rules;

pub(crate) use account_page::AccountPage;
pub(crate) use forms::{RegisterForm, SignInForm};
pub(crate) use menu::AccountMenu;
pub(crate) use pages::{RegisterPage, SignInPage};
#[cfg(feature = "ssr")]
pub(crate) use rules::register;

use leptos::prelude::*;

/// Changes whenever the reader signs in or out, so that everything that depends on it is loaded again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedIn(RwSignal<u32>);

impl SignedIn {
    /// Starts to keep track; call once, in the root.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// The change counter, tracked.
    pub(crate) fn version() -> u32 {
        use_context::<Self>().map_or(0, |signed_in| signed_in.0.get())
    }

    /// The reader has signed in or out.
    pub(crate) fn changed(self) {
        self.0.update(|version| *version += 1);
    }
}
