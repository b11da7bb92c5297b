//! CasePilot: questions, their answers while they are made, and what is kept of them.
//!
//! A question comes in the body of a form: it stands in no address and no log. The script of `public/casepilot.js` posts
//! it to `/casepilot/ask` and shows the answer while it is made; without a script the form posts to `/casepilot`, which
//! leads to the page of the conversation. Both go the same way, which is [`asking`].

mod answer;
mod answer_text;
mod asking;
mod at_once;
mod examples;
mod form;
mod history;
mod kept;
mod left;
mod linked;
mod page;
mod posted;
mod private;
mod refusal;
mod stream;

pub use answer_text::answer_text;
pub(crate) use at_once::AtOnce;
pub(crate) use form::AskBox;
pub use kept::{delete_questions, judge_answer};
pub(crate) use page::{draw, draw_conversation};
pub use posted::{PostedQuestion, read_question};
pub use stream::stream_answer;
