//! What the server functions work with. Not compiled for the browser.

mod asker;
mod context;
mod failure;
mod network;
mod password;
mod tokens;

pub use asker::{Asker, end_session, find_asker, find_asker_of, guest_reader, start_session};
pub(crate) use asker::{new_guest, send_cookie};
pub use context::{Backend, Clock, Random, Settings};
pub use failure::{failure, not_written, set_status};
pub use network::{PeerAddress, client_network, parts};
pub use password::PasswordError;
pub use tokens::Token;
