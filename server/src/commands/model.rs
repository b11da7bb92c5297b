//! The options of `coding-ahead serve` for a language model.

use casepilot::model::{Limits, OpenAi, Phraser, Secret, Settings};
use clap::Args;
use std::error::Error;
use std::num::NonZeroU16;
use std::sync::Arc;
use std::time::Duration;

/// An answer has 25 seconds in all, in which there has to be time for what is looked up.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// The key of its server. Of the environment alone: a command line is seen by every user of the machine.
const KEY: &str = "CODING_AHEAD_MODEL_KEY";

/// Which language model phrases the answers of CasePilot, if any.
#[derive(Args, Debug)]
#[command(next_help_heading = "Language model of CasePilot")]
pub(crate) struct ModelOptions {
    /// The address of an OpenAI-compatible server, like http://127.0.0.1:8080/v1. Questions and their evidence are sent
    /// to it; its key, where it wants one, is read from CODING_AHEAD_MODEL_KEY alone. Without an address there is no
    /// language model, and answers are composed by this program.
    #[arg(long, env = "CODING_AHEAD_MODEL_URL")]
    model_url: Option<String>,
    /// The name of the model, as its server knows it and as readers see it.
    #[arg(long, env = "CODING_AHEAD_MODEL_NAME")]
    model_name: Option<String>,
    /// How long its first word may take, in seconds; then the composed answer is shown.
    #[arg(long, env = "CODING_AHEAD_MODEL_FIRST_WORD", value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    model_first_word: Duration,
    /// How long its whole text may take, in seconds, 20 at most; then the composed answer is shown.
    #[arg(long, env = "CODING_AHEAD_MODEL_WHOLE", value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    model_whole: Duration,
    /// How many tokens its text may have.
    #[arg(
        long,
        env = "CODING_AHEAD_MODEL_TOKENS",
        value_name = "COUNT",
        default_value = "600"
    )]
    model_tokens: NonZeroU16,
    /// How many answers it phrases at once; further ones are shown as composed.
    #[arg(
        long,
        env = "CODING_AHEAD_MODEL_AT_ONCE",
        value_name = "COUNT",
        default_value = "4"
    )]
    model_at_once: NonZeroU16,
}

impl ModelOptions {
    /// The model, where there is an address of one.
    ///
    /// # Errors
    /// What of the options cannot be used.
    pub(crate) fn phraser(self) -> Result<Option<Arc<Phraser>>, Box<dyn Error>> {
        let Some(base_url) = self.model_url.filter(|url| !url.trim().is_empty()) else {
            return Ok(None);
        };
        let Some(model) = self.model_name.filter(|name| !name.trim().is_empty()) else {
            return Err("a language model needs its name: give --model-name (CODING_AHEAD_MODEL_NAME) with --model-url".into());
        };
        let key = std::env::var_os(KEY).filter(|key| !key.is_empty());
        let key = key.map(|key| key.into_string().map_err(|_| format!("{KEY} is no text")));
        let model = OpenAi::new(Settings {
            base_url,
            key: key.transpose()?.map(Secret::new),
            model,
            most_tokens: u32::from(self.model_tokens.get()),
        })?;
        let limits = Limits {
            first_word_within: self.model_first_word,
            whole_within: self.model_whole,
            at_once: usize::from(self.model_at_once.get()),
        };
        Ok(Some(Arc::new(Phraser::new(Arc::new(model), limits))))
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.trim().parse().ok();
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|wait| !wait.is_zero() && *wait <= LONGEST_WAIT)
        .ok_or_else(|| format!("give seconds above 0, {} at most", LONGEST_WAIT.as_secs()))
}
